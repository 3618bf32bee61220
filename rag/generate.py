"""A language model phrases an answer that is already there; each sentence is checked before anybody sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from contextvars import copy_context
from dataclasses import dataclass, replace
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from rag.endpoint import CONTEXT_TOKENS, KEY_VARIABLE, Endpoint, key_from_environment
from rag.prompt import SYSTEM, evidence_for, request_for
from rag.speech import Speech
from rag.types import Answer, Citation, Phrase, Phrasing, Spans, Verdict

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_log = logging.getLogger(__name__)

ASKED_FROM = 0.5
"""Confidence of an answer below which no model is asked: it would only make a weak finding sound sure."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model may take, in seconds (`silent` between two pieces of text), and how much it may write.

    `retries` is how often a request that failed before its first word is made again, `pause` the seconds before it.
    """

    seconds: float = 60.0
    silent: float = 30.0
    sentences: int = 6
    characters: int = 2400
    retries: int = 1
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class _Failed:
    """What went wrong in the thread that listens to the model."""

    error: Exception


_END = object()


class Phraser:
    """Has a language model phrase answers. Any llama-index LLM will do; `open` makes it, on the first use, in a thread.

    `name` is what the model is called, `host` where it is, for those who read of it.
    """

    def __init__(self, open: Callable[[], LLM], name: str, host: str = "", limits: Limits = Limits()) -> None:
        self._open = open
        self._llm: LLM | None = None
        self.name = name
        self._place = f"the language model at {host}" if host else "the language model"
        self._limits = limits

    @classmethod
    def at(cls, endpoint: Endpoint, *, with_key: bool = True, limits: Limits = Limits()) -> Phraser:
        """Return the phraser for a server; raises InputError where the package that speaks to it is not installed.

        `with_key` is False for a server that whoever runs Dateline did not name: the key is not for it.
        """
        endpoint.check_installed()

        def open_model() -> LLM:
            return endpoint.open(key_from_environment() if with_key else None, limits.silent)

        return cls(open_model, endpoint.model, endpoint.host, limits)

    @classmethod
    def of(cls, llm: LLM, limits: Limits = Limits()) -> Phraser:
        """Return the phraser for any llama-index LLM, made by whoever calls."""
        return cls(lambda: llm, llm.metadata.model_name or type(llm).__name__, limits=limits)

    def phrase(self, answer: Answer, spans: Spans = nullcontext) -> Iterator[Phrasing]:
        """Yield the phrasing as it grows, sentence by sentence, the last one `done`. Never raises for the model's sake.

        Nothing is yielded where no model is asked: a refusal, weak evidence, or quotes that give orders. Closing the
        iterator stops the model. `spans` is entered with "generate" while the model writes, with "verify" for each
        sentence.
        """
        shown = evidence_for(answer, self._context()) if worth_asking(answer) else ()
        if not shown:
            return
        phrasing = Phrasing(self.name)
        speech = Speech()
        try:
            for piece in self._listen(request_for(answer.resolved_question, shown), spans):
                sentences = speech.hear(piece)
                for sentence in sentences:
                    phrasing = self._with(phrasing, sentence, shown, spans)
                    yield phrasing
                long = len(phrasing.phrases) >= self._limits.sentences or speech.heard >= self._limits.characters
                if long:
                    yield _ended(phrasing, "It was stopped because it went on and on.")
                    return
            note = None if speech.heard else f"{self._place} wrote nothing"
        except _Silence as error:
            note = str(error)
        for sentence in speech.rest():
            phrasing = self._with(phrasing, sentence, shown, spans)
        if speech.cut_short:
            phrasing = _and(phrasing, Phrase("", Verdict.STRUCK, "a sentence cut short"))
        yield _ended(phrasing, note)

    def _context(self) -> int:
        """Tokens the model takes; what a model that is not open yet will be opened with."""
        if self._llm is None:
            return CONTEXT_TOKENS
        return int(getattr(self._llm.metadata, "context_window", CONTEXT_TOKENS) or CONTEXT_TOKENS)

    def _with(self, phrasing: Phrasing, sentence: str, shown: Sequence[Citation], spans: Spans) -> Phrasing:
        from rag.verify import check  # its lists take 50 ms to load: not before the offline answer stands

        with spans("verify"):
            checked = check(sentence, shown)
        if any(phrase.text == sentence for phrase in phrasing.phrases):
            return _and(phrasing, Phrase("", Verdict.STRUCK, "what was said before"))
        text = "" if checked.verdict is Verdict.STRUCK else sentence
        return _and(phrasing, Phrase(text, checked.verdict, checked.why))

    def _listen(self, request: str, spans: Spans) -> Iterator[str]:
        """Yield what the model writes, piece by piece; raises _Silence, with what to tell, where no more will come."""
        pieces: Queue[object] = Queue()
        stop = Event()
        context = copy_context()
        Thread(target=context.run, args=(self._speak, request, pieces, stop, spans), name="phrase", daemon=True).start()
        limits = self._limits
        until = monotonic() + limits.seconds
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, min(until - monotonic(), limits.silent + 1)))
                except Empty:
                    raise _Silence(f"{self._place} did not answer in time") from None
                if piece is _END:
                    return
                if isinstance(piece, _Failed):
                    raise _Silence(self._told(piece.error)) from piece.error
                yield str(piece)
        finally:
            stop.set()

    def _speak(self, request: str, pieces: Queue[object], stop: Event, spans: Spans) -> None:
        """Ask the model and queue what it writes; runs in a thread of its own, since a socket cannot be interrupted."""
        for left in range(self._limits.retries, -1, -1):
            said = False
            try:
                with spans("generate"):
                    for delta in self._stream(request):
                        if stop.is_set():
                            return
                        said = said or bool(delta)
                        pieces.put(delta)
                pieces.put(_END)
                return
            except (
                Exception
            ) as error:  # a server or somebody's model may fail in any way; the answer stands all the same
                if said or not left or not _passing(error) or stop.wait(self._limits.pause):
                    _log.debug("the model failed: %s", type(error).__name__)
                    pieces.put(_Failed(error))
                    return

    def _stream(self, request: str) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage, MessageRole

        if self._llm is None:
            self._llm = self._open()
        messages = [ChatMessage(SYSTEM, role=MessageRole.SYSTEM), ChatMessage(request, role=MessageRole.USER)]
        for response in self._llm.stream_chat(messages):
            yield response.delta or ""

    def _told(self, error: Exception) -> str:
        """What to tell of a failure: our own words, since a server's may hold figures and anything else."""
        status = getattr(error, "status_code", None)
        known = _BY_STATUS.get(status) if isinstance(status, int) else None
        if known is None and isinstance(status, int) and status >= 400:
            known = f"failed with status {status}"
        if known is None and _is_timeout(error):
            known = "did not answer in time"
        if known is None and _is_connection(error):
            known = "cannot be reached"
        return f"{self._place} {known or 'gave an answer that cannot be read'}"


class _Silence(Exception):
    """No more will come from the model; the message says why."""


_BY_STATUS = {
    401: f"refused the key: set {KEY_VARIABLE}",
    403: f"refused the key: set {KEY_VARIABLE}",
    404: "does not know the model, or has another address",
    429: "has too much to do (status 429)",
}


def worth_asking(answer: Answer) -> bool:
    """Whether an answer is sure enough for a model to phrase it."""
    return not answer.abstained and answer.confidence >= ASKED_FROM


def _and(phrasing: Phrasing, phrase: Phrase) -> Phrasing:
    return replace(phrasing, phrases=(*phrasing.phrases, phrase))


def _ended(phrasing: Phrasing, note: str | None) -> Phrasing:
    return replace(phrasing, note=note, done=True)


def _passing(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later; one that took its time already is not made again."""
    status: Any = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in {408, 409, 429} or status >= 500
    return _is_connection(error) and not _is_timeout(error)


def _is_timeout(error: BaseException | None) -> bool:
    return error is not None and (
        isinstance(error, TimeoutError) or "Timeout" in type(error).__name__ or _is_timeout(error.__cause__)
    )


def _is_connection(error: BaseException | None) -> bool:
    return error is not None and (
        isinstance(error, OSError) or "Connect" in type(error).__name__ or _is_connection(error.__cause__)
    )
