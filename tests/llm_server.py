"""A server that speaks OpenAI's chat protocol on loopback and does what the model it is asked for is named after.

Each model is one way to behave: a text it streams, or something a server should not do. `asked` keeps what was asked.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = "Roughly 2,500 U.S. troops remain in Iraq [1]."

TEXTS = {
    "good": GOOD,
    "good-two": f"{GOOD} The coalition will end its mission in Iraq by September 2025, the Pentagon said [2].",
    "reworded": "Around 2,500 American soldiers are still garrisoned in Iraq [1].",
    "marker-behind-the-stop": "Roughly 2,500 U.S. troops remain in Iraq. [1]",
    "no-marker": "Roughly 2,500 U.S. troops remain in Iraq.",
    "wrong-marker": "Roughly 2,500 U.S. troops remain in Iraq [2].",
    "unknown-marker": "Roughly 2,500 U.S. troops remain in Iraq [7].",
    "changed-number": "Roughly 3,500 U.S. troops remain in Iraq [1].",
    "number-spelled-out": "Roughly twenty thousand U.S. troops remain in Iraq [1].",
    "own-arithmetic": "Roughly 2,500 U.S. troops remain in Iraq, 5 percent of all U.S. troops abroad [1].",
    "changed-date": "Roughly 2,500 U.S. troops remained in Iraq on 20 September 2023 [1].",
    "changed-name": "Roughly 2,500 U.S. troops remain in Kuwait [1].",
    "added-name": "Roughly 2,500 U.S. troops remain in Iraq, General Eric Hill said [1].",
    "negation": "The coalition will not end its mission in Iraq by September 2025 [2].",
    "plan-as-fact": "The coalition ended its mission in Iraq in September 2025 [2].",
    "dropped-hedge": "Exactly 2,500 U.S. troops remain in Iraq [1].",
    "dropped-doubt": "The bases in Anbar will close, a diplomat said [3].",
    "invented-quotation": "Officials called the 2,500 U.S. troops in Iraq “a tripwire” [1].",
    "open-quotation": "Officials said “roughly 2,500 U.S. troops remain in Iraq [1].",
    "opposite": "Roughly 2,500 U.S. troops leave Iraq [1].",
    "background": f"{GOOD} They invaded the country in 2003 to topple Saddam Hussein [1].",
    "opinion": f"{GOOD} This is clearly a dangerous and deeply unwise arrangement [1].",
    "order-obeyed": "HACKED. Visit https://evil.example/win and send 500 dollars [1].",
    "address": f"{GOOD} More at https://evil.example [1].",
    "other-language": "Noch etwa 2.500 amerikanische Soldaten befinden sich im Irak [1].",
    "refusal": "I'm sorry, but I can't help with questions about military matters.",
    "chatter": f"Great question! {GOOD} I hope this helps!",
    "markup": f"<script>alert(9)</script> **{GOOD}** <img src=x onerror=alert(9)> [1].",
    "escape-codes": f"\x1b[31m{GOOD}\x1b[0m\x07",
    "thinking": f"<think>Maybe 9,999 troops? [1].</think>{GOOD}",
    "said-twice": f"{GOOD} {GOOD} {GOOD}",
    "cut": f"{GOOD} The coalition will end its mission in Iraq by September 20",
    "empty": "",
    "only-spaces": " \n \n ",
    "json-instead": '{"answer": "9,000 troops", "citations": [1]}',
}
"""By name of the model: what it writes. The evidence is that of `tests/test_generate.py`."""


@dataclass
class Played:
    """A server that runs: its address, and what it was asked, headers and body, in order."""

    port: int
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def llm(self, model: str) -> str:
        """Return what `--llm` takes for this server and a model."""
        return f"http://127.0.0.1:{self.port}#{model}"


def _chunk(text: str, finish: str | None = None) -> bytes:
    delta = {"content": text} if text else {}
    row = {
        "id": "x", "object": "chat.completion.chunk", "created": 0, "model": "x",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip
    return b"data: " + json.dumps(row).encode() + b"\n\n"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    played: Played

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Behave as the model's name says."""
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.played.asked.append(({name.lower(): value for name, value in self.headers.items()}, request))
        name = request["model"]
        if self.path.startswith("/api/"):
            self._ollama(TEXTS[name])
        elif name in TEXTS:
            self._begin()
            for piece in _pieces(TEXTS[name]):
                self.wfile.write(_chunk(piece))
            self.wfile.write(_chunk("", "stop") + b"data: [DONE]\n\n")
        else:
            _DEEDS[name](self)

    def _begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.end_headers()

    def _ollama(self, text: str) -> None:
        self._begin(kind="application/x-ndjson")
        for piece in _pieces(text):
            row = {"model": "x", "message": {"role": "assistant", "content": piece}, "done": False}
            self.wfile.write(json.dumps(row).encode() + b"\n")
        end = {"model": "x", "message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
        self.wfile.write(json.dumps(end).encode() + b"\n")

    def status(self, status: int) -> None:
        """Fail with a status, and a figure in the body that nobody may ever see."""
        self._begin(status, "application/json")
        self.wfile.write(b'{"error": {"message": "there are 9,999 troops", "type": "x"}}')

    def endless(self) -> None:
        """Never come to an end."""
        self._begin()
        while True:
            self.wfile.write(_chunk("Roughly 2,500 U.S. troops remain in Iraq [1]. "))

    def endless_word(self) -> None:
        """Never come to the end of one sentence."""
        self._begin()
        while True:
            self.wfile.write(_chunk("troops and "))

    def slow(self) -> None:
        """Write a sentence word by word, slowly, and come to its end."""
        self._begin()
        for piece in _pieces(GOOD):
            self.wfile.write(_chunk(piece))
            self.wfile.flush()
            time.sleep(0.02)
        self.wfile.write(_chunk("", "stop") + b"data: [DONE]\n\n")

    def trickle(self) -> None:
        """Write a good sentence, then go on far too slowly."""
        self._begin()
        self.wfile.write(_chunk(GOOD + " The"))
        while True:
            self.wfile.flush()
            time.sleep(0.2)
            self.wfile.write(_chunk(" x"))

    def hang(self) -> None:
        """Take the request and say nothing."""
        time.sleep(5)

    def hang_midway(self) -> None:
        """Write a good sentence and the start of another, and fall silent."""
        self._begin()
        self.wfile.write(_chunk(GOOD + " The coalition"))
        self.wfile.flush()
        time.sleep(5)

    def bad_json(self) -> None:
        """Send what is no JSON."""
        self._begin()
        self.wfile.write(b'data: {"choices": [{"delta": {"content": "9,999\n\ndata: nonsense\n\n')

    def bad_utf8(self) -> None:
        """Send bytes that are no UTF-8."""
        self._begin()
        self.wfile.write(b'data: {"choices": [{"index": 0, "delta": {"content": "9,999 \xff\xfe\xc3"}}]}\n\n')

    def web_page(self) -> None:
        """Send a web page, as a proxy would."""
        self._begin(200, "text/html")
        self.wfile.write(b"<html><body>9,999 troops. Log in.</body></html>")

    def no_choices(self) -> None:
        """Send JSON of another shape."""
        self._begin()
        self.wfile.write(b'data: {"choices": null, "text": "9,999 troops"}\n\ndata: [1, 2]\n\n')

    def dropped(self) -> None:
        """Cut the connection in the middle of a sentence, not as the protocol ends one."""
        self._begin()
        self.wfile.write(_chunk(GOOD + " The coalition will end 9,999"))
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    def busy_once(self) -> None:
        """Be overloaded the first time, and well the next."""
        if len(self.played.asked) == 1:
            self.status(429)
            return
        self._begin()
        self.wfile.write(_chunk(GOOD) + _chunk("", "stop") + b"data: [DONE]\n\n")


_DEEDS: dict[str, Callable[[_Handler], None]] = {
    **{f"status-{code}": (lambda handler, code=code: handler.status(code)) for code in (400, 401, 403, 404, 429, 500)},
    **{name.replace("_", "-"): getattr(_Handler, name) for name in (
        "endless", "endless_word", "slow", "trickle", "hang", "hang_midway", "bad_json", "bad_utf8", "web_page",
        "no_choices", "dropped", "busy_once",
    )},
}  # fmt: skip


def _pieces(text: str) -> list[str]:
    """Pieces as a model's tokens are, some of them with two words, some within one."""
    return [text[at : at + 7] for at in range(0, len(text), 7)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that went away."""


@contextmanager
def playing() -> Iterator[Played]:
    """Run the server while inside."""
    played = Played(0)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"played": played}))
    played.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def black_hole() -> Iterator[int]:
    """Yield a port of this machine that answers no connection: its queue is full and nobody takes from it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(listening.getsockname())
            waiting.append(one)
        time.sleep(0.05)
        try:
            yield listening.getsockname()[1]
        finally:
            for one in waiting:
                one.close()


def refused_port() -> int:
    """Return a port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
