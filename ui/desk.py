"""The desk between page and archive: opens the archive in the background and passes questions on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from threading import Thread
from typing import Protocol

from rag import Answer, Article, DatelineError, Filters, IndexNotFound, InputError, Phrasing, Turn

LOG = logging.getLogger(__name__)

UNFORESEEN = "Something went wrong here that should not; the terminal that started this page has the details."


class Summary(Protocol):
    """What an archive holds: counts, first and last day published, articles by source."""

    @property
    def articles(self) -> int: ...
    @property
    def oldest(self) -> date | None: ...
    @property
    def newest(self) -> date | None: ...
    @property
    def sources(self) -> Mapping[str, int]: ...


class Archive(Protocol):
    """The articles themselves."""

    def summary(self) -> Summary:
        """Return what the archive holds now."""

    def article(self, article_id: str, version: int | None = None) -> Article | None:
        """Return an article in a version, the current one by default; None if unknown."""

    def articles(self) -> Iterable[Article]:
        """Return all articles, in any order."""


class Engine(Protocol):
    """Answers questions."""

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Answer:
        """Return the answer to `question`, asked after `history`, from the articles that pass `filters`."""

    def phrase(self, answer: Answer, llm: str | None = None) -> Iterator[Answer]:
        """Yield `answer` as the language model at `llm`, by default the engine's own, phrases it further."""


class Phase(Enum):
    """How far the archive is."""

    INDEXING = "indexing"
    OPENING = "opening"
    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """The phase with what belongs to it: articles done and in all, what is wrong, or what the archive holds.

    `skipped` are remarks on files that could not be used, `examples` questions the archive can answer,
    `latest` its newest articles.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    title: str = ""
    message: str = ""
    summary: Summary | None = None
    skipped: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    latest: tuple[Article, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether this will not change by itself any more."""
        return self.phase not in {Phase.INDEXING, Phase.OPENING}


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive ready to be asked."""

    engine: Engine
    archive: Archive
    skipped: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    latest: tuple[Article, ...] = ()


Tell = Callable[[Status], None]


class Desk:
    """What all browser tabs share. `open` makes the archive ready and tells its progress; it runs once.

    `llm` is the language model that phrases answers, as URL#MODEL, empty for none; `any_llm` whether a reader may name
    another: only where the page is open to this machine alone, since this machine would call what is named.
    """

    def __init__(self, open: Callable[[Tell], Opened], llm: str = "", *, any_llm: bool = False) -> None:
        self._open = open
        self.llm = llm
        self.any_llm = any_llm
        self._opened: Opened | None = None
        self._status = Status(Phase.OPENING)

    def start(self) -> None:
        """Begin to open the archive in the background."""
        Thread(target=self.prepare, name="prepare", daemon=True).start()

    def prepare(self) -> None:
        """Open the archive; whatever goes wrong becomes the status."""
        try:
            self._opened = self._open(self._tell)
        except IndexNotFound as error:
            self._tell(Status(Phase.EMPTY, message=_one_line(error)))
        except DatelineError as error:
            self._tell(Status(Phase.FAILED, message=_one_line(error)))
        except Exception:
            LOG.exception("the archive could not be opened")
            self._tell(Status(Phase.FAILED, message=UNFORESEEN))

    def _tell(self, status: Status) -> None:
        self._status = status

    @property
    def status(self) -> Status:
        """How things stand now."""
        opened = self._opened
        if opened is None:
            return self._status
        return Status(
            Phase.READY,
            summary=opened.archive.summary(),
            skipped=opened.skipped,
            examples=opened.examples,
            latest=opened.latest,
        )

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Answer:
        """Return the answer; raises DatelineError, also for whatever was not foreseen, which is logged."""
        opened = self._opened
        if opened is None:
            raise DatelineError(_not_open(self._status))
        try:
            return opened.engine.ask(question, history, filters)
        except DatelineError:
            raise
        except Exception as error:
            LOG.exception("a question could not be answered")
            raise DatelineError(UNFORESEEN) from error

    def phrase(self, answer: Answer, llm: str) -> Iterator[Answer]:
        """Yield the answer as the language model `llm` phrases it further; what goes wrong is told in it."""
        llm = llm.strip()
        if self._opened is None or not llm:
            return
        try:
            if llm != self.llm and not self.any_llm:
                raise InputError("another language model can be named only where the page runs for this machine alone")
            yield from self._opened.engine.phrase(answer, None if llm == self.llm else llm)
        except DatelineError as error:
            yield replace(answer, phrasing=Phrasing("", note=str(error), done=True))
        except Exception:
            LOG.exception("an answer could not be phrased")
            yield replace(answer, phrasing=Phrasing("", note=UNFORESEEN, done=True))

    def article(self, article_id: str, version: int) -> Article | None:
        """Return the article in that version, None where there is none."""
        return self._opened.archive.article(article_id, version) if self._opened else None


def _not_open(status: Status) -> str:
    if status.message:
        return status.message
    return "The articles are still being read: ask again in a moment."


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
