"""Where a language model answers: `URL#model`, and the llama-index object that speaks to it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from rag.errors import InputError
from rag.prompt import OUTPUT_TOKENS

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

KEY_VARIABLE = "DATELINE_LLM_KEY"
"""The one place a key is read from. It goes to the server named on the command line or in DATELINE_LLM, to no other."""

OLLAMA_PORT = 11434
CONTEXT_TOKENS = 4096
"""Context that is counted on: what small local models are served with by default."""

SECONDS_TO_CONNECT = 4.0
"""A server on this machine or in this house answers a connection in milliseconds, one across the world in 0.3 s."""

_EXTRAS = {True: ("llama_index.llms.ollama", "ollama"), False: ("llama_index.llms.openai_like", "openai-like")}
_EXAMPLE = "give it as URL#MODEL, for example http://127.0.0.1:11434#llama3.2 or https://api.example.com/v1#model"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server and the model asked of it; `ollama` where it speaks Ollama's own protocol, else it is OpenAI's."""

    url: str
    model: str
    ollama: bool

    @classmethod
    def parse(cls, text: str) -> Endpoint:
        """Read `URL#model`; raises InputError, in one line, for what is none.

        A URL with Ollama's port and no path is taken for Ollama; any other without a path gets the `/v1` of OpenAI's
        protocol.
        """
        url, _, model = text.strip().partition("#")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise InputError(f"{url!r} is no address of a language model ({error}): {_EXAMPLE}") from error
        if parts.scheme not in {"http", "https"} or not host:
            raise InputError(f"{url!r} is no address of a language model: {_EXAMPLE}")
        if "@" in parts.netloc or parts.query:
            raise InputError(f"the address of a language model holds no secrets: put the key in {KEY_VARIABLE}")
        if not model.strip() or any(character.isspace() for character in url):
            raise InputError(f"{url!r} names no model: {_EXAMPLE}")
        bare = not parts.path.strip("/")
        ollama = bare and port == OLLAMA_PORT
        return cls(url.rstrip("/") + ("/v1" if bare and not ollama else ""), model.strip(), ollama)

    @property
    def host(self) -> str:
        """The server's name and port, as a reader is told of it."""
        return urlsplit(self.url).netloc

    def check_installed(self) -> None:
        """Raise InputError where the package that speaks its protocol is not installed; nothing is imported."""
        module, extra = _EXTRAS[self.ollama]
        try:
            found = find_spec(module)
        except ModuleNotFoundError:
            found = None
        if found is None:
            raise InputError(f"a language model at {self.host} needs a package: pip install 'dateline[{extra}]'")

    def open(self, key: str | None, seconds: float) -> LLM:
        """Return the llama-index object; `seconds` is the longest it may be silent.

        The key is held by the HTTP client alone: neither the object's fields nor its events show it. Raises OSError
        where the server cannot be reached within SECONDS_TO_CONNECT.
        """
        self._reach()
        return _ollama(self, key, seconds) if self.ollama else _openai_like(self, key, seconds)

    def _reach(self) -> None:
        """Try to connect: the clients' own time limit for that is the one for a whole answer."""
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if getproxies().get(parts.scheme) and not proxy_bypass(host):
            return
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.create_connection((host, port), timeout=SECONDS_TO_CONNECT).close()


def key_from_environment() -> str | None:
    """Return the key, None where none is set."""
    return os.environ.get(KEY_VARIABLE) or None


def _openai_like(endpoint: Endpoint, key: str | None, seconds: float) -> LLM:
    import httpx
    from llama_index.llms.openai_like import OpenAILike

    settings: dict[str, Any] = {
        "model": endpoint.model,
        "api_base": endpoint.url,
        "api_key": "none",  # else llama-index would take OPENAI_API_KEY, whichever server this is
        "http_client": httpx.Client(timeout=seconds, event_hooks={"request": [_signed(endpoint, key)]}),
        "is_chat_model": True,
        "temperature": 0.0,
        "max_tokens": OUTPUT_TOKENS,
        "context_window": CONTEXT_TOKENS,
        "timeout": seconds,
        "max_retries": 0,
    }
    return OpenAILike(**settings)


def _ollama(endpoint: Endpoint, key: str | None, seconds: float) -> LLM:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    return Ollama(
        model=endpoint.model,
        base_url=endpoint.url,
        client=Client(host=endpoint.url, timeout=seconds, event_hooks={"request": [_signed(endpoint, key)]}),
        temperature=0.0,
        context_window=CONTEXT_TOKENS,
        request_timeout=seconds,
        additional_kwargs={"num_predict": OUTPUT_TOKENS},
    )


def _signed(endpoint: Endpoint, key: str | None) -> Callable[[Any], None]:
    """Return a hook that signs a request with our key or none: never with another, never where a redirect leads."""
    host = urlsplit(endpoint.url).hostname

    def sign(request: Any) -> None:
        request.headers.pop("authorization", None)
        if key and request.url.host == host:
            request.headers["authorization"] = f"Bearer {key}"

    return sign
