"""A question all the way to its answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import perf_counter

from rag.answer import Composer
from rag.converse import standalone
from rag.evidence import Asked
from rag.judge import Judged
from rag.passages import split
from rag.retrieve import Retriever
from rag.types import Answer, Article, Filters, Hit, Reader, Turn


class Chain:
    """Resolve the question, retrieve passages, read them, compose the answer or refuse."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        composer: Composer,
        *,
        limit: int = 10,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self.composer = composer
        self._limit = limit
        self._today = today

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        today: date | None = None,
    ) -> Answer:
        """Answer `question`, asked after `history` (oldest first), from the articles that pass `filters`.

        `today` is the day the question is asked on, by default the real one.
        """
        timings: dict[str, float] = {}
        with _timed(timings, "resolve"):
            resolved = standalone(question, history)
            asked = Asked.of(resolved, today or self._today())
        with _timed(timings, "retrieve"):
            hits = self._retriever.retrieve(resolved, self._limit, filters, asked.near)
        return self._answer(question, resolved, hits, today, timings)

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Answer `question` from these articles alone: every passage of theirs is read, nothing is retrieved."""
        passages = [(article, passage) for article in articles for passage in split(article)]
        hits = [Hit(passage, article, 1.0 / rank, rank) for rank, (article, passage) in enumerate(passages, 1)]
        return self._answer(question, question, hits, today, {})

    def judged(
        self, question: str, history: Sequence[Turn] = (), today: date | None = None
    ) -> tuple[Asked, list[Judged]]:
        """Return the question as understood and every candidate judged: what calibration is fitted on."""
        resolved = standalone(question, history)
        asked = Asked.of(resolved, today or self._today())
        hits = self._retriever.retrieve(resolved, self._limit, Filters(), asked.near)
        return asked, self.composer.judged(asked, self._reader.read(resolved, hits))

    def retrieve(self, question: str, limit: int | None = None, filters: Filters = Filters()) -> list[Hit]:
        """Return the passages that would be read for `question`, best first."""
        return self._retriever.retrieve(question, limit or self._limit, filters)

    def _answer(
        self, question: str, resolved: str, hits: Sequence[Hit], today: date | None, timings: dict[str, float]
    ) -> Answer:
        with _timed(timings, "read"):
            findings = self._reader.read(resolved, hits)
        with _timed(timings, "compose"):
            answer = self.composer.compose(question, resolved, hits, findings, today or self._today())
        return replace(answer, timings=timings)


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Add the milliseconds spent inside to `timings[stage]`."""
    start = perf_counter()
    yield
    timings[stage] = timings.get(stage, 0.0) + 1000 * (perf_counter() - start)
