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
from rag.both import LOOKED_THROUGH, answer_both, asked_of, interleaved, names_short, pair_of, within_first
from rag.converse import standalone
from rag.judge import Judged
from rag.moment import moment_of
from rag.narrow import Narrowed, narrow
from rag.passages import split
from rag.reading import read_all
from rag.reported import answer_reports, features, narrowings, said_of
from rag.seek import Sought, seek
from rag.sides import Pair
from rag.sides.reports import Reports, reports_of
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
            resolved, words, asked = self._understand(question, history, today)
            reports, pair = self._reports(resolved), pair_of(asked)
        if reports:
            answer = self._answer_reports(question, asked, reports, timings, filters)
            return replace(answer, resolved_question=resolved)
        if pair:
            both = self._ask_both(question, resolved, asked, pair, words, filters, timings)
            if not _may_be_one(pair, both):
                return both
        with _timed(timings, "retrieve", self._spans):
            asked, sought = self._seek(words, asked, filters)
        answer = self._answer(question, asked, sought.hits, timings)
        if pair and not _tells_of(pair, answer):
            return both
        text = f"{answer.text}\n\n{sought.relaxed}" if sought.relaxed else answer.text
        return replace(answer, resolved_question=resolved, text=text, notes=sought.notes)

    def _ask_both(
        self,
        question: str,
        resolved: str,
        asked: Asked,
        pair: Pair,
        words: Narrowed,
        filters: Filters,
        timings: dict[str, float],
    ) -> Answer:
        sought: list[Sought] = []

        def retrieve(side: Asked) -> list[Hit]:
            sought.append(self._seek_side(side, words, filters))
            return list(sought[-1].hits)

        answer = self._answer_both(question, asked, pair, timings, retrieve)
        relaxed = next((one.relaxed for one in sought if one.relaxed), None)
        notes = tuple(dict.fromkeys(note for one in sought for note in one.notes))
        text = f"{answer.text}\n\n{relaxed}" if relaxed else answer.text
        return replace(answer, resolved_question=resolved, text=text, notes=notes)

    def phrase(self, answer: Answer, phraser: Phraser | None = None) -> Iterator[Answer]:
        """Yield `answer` with its phrasing by a language model, sentence by sentence; see `Phraser.phrase`.

        The model is `phraser`, else the chain's own; nothing is yielded where there is none or it is not asked.
        """
        phraser = phraser or self.phraser
        for phrasing in phraser.phrase(answer, self._spans) if phraser else ():
            yield replace(answer, phrasing=phrasing)

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Answer `question` from these articles alone: every passage of theirs is read, nothing is retrieved."""
        asked, hits = Asked.of(question, today or self._today()), _all_passages(articles)
        if pair := pair_of(asked):
            both = self._answer_both(question, asked, pair, {}, lambda _: hits)
            if not _may_be_one(pair, both):
                return both
        whole = self._answer(question, asked, hits, {})
        return both if pair and not _tells_of(pair, whole) else whole

    def judged(
        self, question: str, history: Sequence[Turn] = (), today: date | None = None
    ) -> tuple[Asked, list[Judged]]:
        """Return the question as understood and every candidate judged: what calibration is fitted on."""
        _, words, asked = self._understand(question, history, today)
        asked, sought = self._seek(words, asked, Filters())
        return asked, self.composer.judged(asked, read_all(self._reader, asked, sought.hits))

    def judged_from(
        self, question: str, articles: Sequence[Article], today: date | None = None
    ) -> tuple[Asked, list[Judged]]:
        """The same, reading these articles alone."""
        asked = Asked.of(question, today or self._today())
        return asked, self.composer.judged(asked, read_all(self._reader, asked, _all_passages(articles)))

    def retrieve(self, question: str, limit: int | None = None, filters: Filters = Filters()) -> list[Hit]:
        """Return the passages that are read first for `question`, best first.

        Each side of a question about two things is looked for on its own, and both take turns.
        """
        resolved, words, asked = self._understand(question, (), None)
        if reports := self._reports(resolved):
            return interleaved(self._hits_of_reports(reports, filters, limit), limit or 2 * self._limit)
        if pair := pair_of(asked):
            rankings = [self._seek_side(side, words, filters, limit).hits for side in asked_of(pair, asked.today)]
            return interleaved(rankings, limit or 2 * self._limit)
        return list(self._seek(words, asked, filters, limit)[1].hits)

    def _understand(self, question: str, history: Sequence[Turn], today: date | None) -> tuple[str, Narrowed, Asked]:
        """The question on its own; what its date and source words come to; and what is left of it, read."""
        day = today or self._today()
        resolved = standalone(question, history)
        words = narrow(resolved, day, self._retriever.sources())
        return resolved, words, Asked.of(words.question, day)

    def _seek(self, words: Narrowed, asked: Asked, filters: Filters, limit: int | None = None) -> tuple[Asked, Sought]:
        """A figure asked for as of an event is looked for around the day that the archive gives it."""
        moment = moment_of(asked, self._retriever)
        if moment is None:
            return asked, seek(self._retriever, words, asked, filters, limit or self._reads(asked))
        sought = seek(self._retriever, replace(words, event=None), moment.asked, filters, limit or self._reads(asked))
        return moment.asked, replace(sought, notes=(*sought.notes, moment.note))

    def _seek_side(self, side: Asked, words: Narrowed, filters: Filters, limit: int | None = None) -> Sought:
        """Of one side, reports printed in the time it names come early."""
        limit = limit or self._limit
        looked_through = LOOKED_THROUGH * limit if names_short(side.period) else limit
        sought = seek(self._retriever, words, side, filters, looked_through)
        return replace(sought, hits=within_first(sought.hits, side.period, limit))

    def _reads(self, asked: Asked) -> int:
        """A development is told on many days, so that more reports are read for it."""
        return self._limit * (2 if asked.change else 1)

    def _reports(self, question: str) -> Reports | None:
        return reports_of(question, self._retriever.sources())

    def _hits_of_reports(self, reports: Reports, filters: Filters, limit: int | None = None) -> list[list[Hit]]:
        """The passages of each report that a question names: of its outlet, of its day where that leaves any."""
        rankings = []
        for report in reports.reports:
            asked_of_one = narrowings(report, filters)
            found = (self._retriever.retrieve(report.about, limit or self._limit, one) for one in asked_of_one)
            rankings.append(next((hits for hits in found if hits), []))
        return rankings

    def reported(self, question: str) -> tuple[float, ...] | None:
        """Return `REPORT_FEATURES` of a question about several named reports, None for another question or where one
        of them is not found: what `rag/reports.json` is fitted on."""
        reports = self._reports(question)
        said = said_of(reports, self._hits_of_reports(reports, Filters())) if reports else None
        return features(question, said) if said else None

    def _answer_reports(
        self, question: str, asked: Asked, reports: Reports, timings: dict[str, float], filters: Filters
    ) -> Answer:
        with _timed(timings, "retrieve", self._spans):
            hits = self._hits_of_reports(reports, filters)
        with _timed(timings, "compose", self._spans):
            answer = answer_reports(self.composer, question, asked, reports, hits)
        return replace(answer, timings=timings)

    def _answer_both(
        self,
        question: str,
        asked: Asked,
        pair: Pair,
        timings: dict[str, float],
        retrieve: Callable[[Asked], list[Hit]],
    ) -> Answer:
        """Retrieve and read each side on its own."""
        with _timed(timings, "resolve", self._spans):
            sides = asked_of(pair, asked.today)
        with _timed(timings, "retrieve", self._spans):
            hits = [retrieve(side) for side in sides]
        with _timed(timings, "read", self._spans):
            findings = [read_all(self._reader, side, own) for side, own in zip(sides, hits, strict=True)]
        with _timed(timings, "compose", self._spans):
            answer = answer_both(self.composer, question, asked, pair, sides, hits, findings)
        return replace(answer, timings=timings)

    def _answer(self, question: str, asked: Asked, hits: Sequence[Hit], timings: dict[str, float]) -> Answer:
        with _timed(timings, "read", self._spans):
            findings = read_all(self._reader, asked, hits)
        with _timed(timings, "compose", self._spans):
            answer = self.composer.compose(question, asked, hits, findings)
        return replace(answer, timings=timings)


def _may_be_one(pair: Pair, answer: Answer) -> bool:
    """Whether the two things asked about may be one ("England and Wales"): not both were found, or they are told of as
    one."""
    return pair.loose and (answer.abstained or f"{pair.first.label} and {pair.second.label}".lower() in _quoted(answer))


def _tells_of(pair: Pair, answer: Answer) -> bool:
    """Whether an answer to the question as a whole tells of both things, not of one of them alone."""
    return all(side.label.lower() in _quoted(answer) for side in pair.sides)


def _quoted(answer: Answer) -> str:
    return " ".join(citation.quote.lower() for citation in answer.citations)


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
