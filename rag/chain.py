"""A question all the way to its answer, top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from rag.answer import Composer
from rag.asked import Asked
from rag.converse import standalone
from rag.judge import Judged
from rag.passages import split
from rag.types import Answer, Article, Filters, Hit, PassageSource, Reader, Spans, Turn

if TYPE_CHECKING:
    from rag.generate import Phraser


class Chain:
    """Resolve the question, retrieve passages, read them, compose the answer or refuse."""

    def __init__(
        self,
        retriever: PassageSource,
        reader: Reader,
        composer: Composer,
        *,
        limit: int = 10,
        today: Callable[[], date] = date.today,
        phraser: Phraser | None = None,
        spans: Spans = nullcontext,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self.composer = composer
        self._limit = limit
        self._today = today
        self.phraser = phraser
        self._spans = spans

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
        # Half of a surrogate pair, from a broken emoji, is no text: no model and no terminal takes it.
        question = question.encode("utf-8", "replace").decode("utf-8")
        timings: dict[str, float] = {}
        with _timed(timings, "resolve", self._spans):
            asked = Asked.of(standalone(question, history), today or self._today())
        with _timed(timings, "retrieve", self._spans):
            hits = self._hits(asked, filters)
        return self._answer(question, asked, hits, timings)

    def phrase(self, answer: Answer, phraser: Phraser | None = None) -> Iterator[Answer]:
        """Yield `answer` with its phrasing by a language model, sentence by sentence; see `Phraser.phrase`.

        The model is `phraser`, else the chain's own; nothing is yielded where there is none or it is not asked.
        """
        phraser = phraser or self.phraser
        for phrasing in phraser.phrase(answer, self._spans) if phraser else ():
            yield replace(answer, phrasing=phrasing)

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Answer `question` from these articles alone: every passage of theirs is read, nothing is retrieved."""
        return self._answer(question, Asked.of(question, today or self._today()), _all_passages(articles), {})

    def judged(
        self, question: str, history: Sequence[Turn] = (), today: date | None = None
    ) -> tuple[Asked, list[Judged]]:
        """Return the question as understood and every candidate judged: what calibration is fitted on."""
        asked = Asked.of(standalone(question, history), today or self._today())
        return asked, self.composer.judged(asked, self._reader.read(asked.reading, self._hits(asked, Filters())))

    def judged_from(self, question: str, articles: Sequence[Article]) -> tuple[Asked, list[Judged]]:
        """The same, reading these articles alone."""
        asked = Asked.of(question, self._today())
        return asked, self.composer.judged(asked, self._reader.read(asked.reading, _all_passages(articles)))

    def retrieve(self, question: str, limit: int | None = None, filters: Filters = Filters()) -> list[Hit]:
        """Return the passages that would be read for `question`, best first."""
        return self._hits(Asked.of(question, self._today()), filters, limit)

    def _hits(self, asked: Asked, filters: Filters, limit: int | None = None) -> list[Hit]:
        """A development is told on many days, so that more reports are read for it."""
        limit = limit or self._limit * (2 if asked.change else 1)
        return self._retriever.retrieve(asked.question, limit, filters, asked.near)

    def _answer(self, question: str, asked: Asked, hits: Sequence[Hit], timings: dict[str, float]) -> Answer:
        with _timed(timings, "read", self._spans):
            findings = self._reader.read(asked.reading, hits)
        with _timed(timings, "compose", self._spans):
            answer = self.composer.compose(question, asked, hits, findings)
        return replace(answer, timings=timings)


def _all_passages(articles: Sequence[Article]) -> list[Hit]:
    passages = [(article, passage) for article in articles for passage in split(article)]
    return [Hit(passage, article, 1.0 / rank, rank) for rank, (article, passage) in enumerate(passages, 1)]


@contextmanager
def _timed(timings: dict[str, float], stage: str, spans: Spans) -> Iterator[None]:
    """Add the milliseconds spent inside to `timings[stage]`."""
    start = perf_counter()
    with spans(stage):
        yield
    timings[stage] = timings.get(stage, 0.0) + 1000 * (perf_counter() - start)
