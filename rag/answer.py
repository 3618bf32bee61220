"""Findings into an answer: dated, attributed and cited, or a refusal with the nearest thing the articles say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.asked import Asked
from rag.compare import same_series
from rag.corrections import corrected
from rag.coverage import coverage
from rag.draft import Draft, citation
from rag.evidence import weigh
from rag.judge import Judge, Judged, judge_all
from rag.listed import two_answers, wants_two
from rag.odds import logit
from rag.passages import sentences
from rag.phrasing import why_not
from rag.stages import developed, moved_in_one, stages_of
from rag.types import Answer, Citation, Finding, Hit

REFUSAL = "The articles do not say."

READ_WELL = 0.5
"""The reader's own probability from which a newer figure leads where the present is asked about."""

LIKELY = 0.5
"""Probability from which a newer figure of one series leads, however sure the older one is."""

NEWEST_WITHIN = 1.5
"""Log odds an answer may fall short of the best one and still lead because it is newer."""


class Composer:
    """Chooses among findings, and words the answer."""

    def __init__(self, judge: Judge | None = None) -> None:
        self.judge = judge or Judge.shipped()

    def compose(self, question: str, asked: Asked, hits: Sequence[Hit], findings: Sequence[Finding]) -> Answer:
        """Return the answer to `question`, understood as `asked`, or an abstention."""
        judged = self.judged(asked, findings)
        lead = self.lead(asked, judged, self.judge.threshold)
        if lead is None:
            return self.refuse(question, asked.question, hits, judged)
        if wants_two(asked) and (both := two_answers(question, asked, lead, judged, 0.75 * self.judge.threshold)):
            return both
        stages = stages_of(asked, lead, judged) if asked.change else []
        if asked.change and not stages and (told := moved_in_one(asked, judged)):
            return developed(question, asked, told, judged)
        if asked.change and not stages:
            # One figure is no development.
            return self.refuse(question, asked.question, hits, judged)
        return Draft(asked, lead, judged, stages).answer(question)

    def judged(self, asked: Asked, findings: Sequence[Finding]) -> list[Judged]:
        """Return every finding weighed and judged, the likeliest first: what `compose` chooses from."""
        return judge_all(self.judge, asked, weigh(asked, findings))

    def usable(self, asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
        """Return what can lead an answer: nothing that somebody denies, and no figure of another time."""
        likely = [one for one in judged if not one.candidate.denied]
        return [one for one in likely if asked.change or not one.candidate.of_another_time]

    def lead(self, asked: Asked, judged: Sequence[Judged], threshold: float) -> Judged | None:
        """Return what would lead the answer at this threshold, None where the answer would be a refusal."""
        likely = self.usable(asked, judged)
        if not likely or likely[0].confidence < threshold:
            return None
        best = choose(asked, likely)
        return corrected(best, likely) if best else None

    def refuse(
        self, question: str, resolved: str, hits: Sequence[Hit], judged: Sequence[Judged], reason: str | None = None
    ) -> Answer:
        """Return the abstention, with `reason`, else what of the question no article speaks of."""
        reason = reason or why_not([coverage(resolved, hit) for hit in hits])
        return Answer(
            question=question,
            resolved_question=resolved,
            text=f"{REFUSAL} {reason}" if reason else REFUSAL,
            short=None,
            confidence=judged[0].confidence if judged else 0.0,
            abstained=True,
            nearest=_nearest(resolved, hits, judged),
        )


def choose(asked: Asked, judged: Sequence[Judged]) -> Judged | None:
    """Return what leads the answer: the likeliest, or a newer one that is nearly as likely and answers the same.

    Newer counts where no day was asked about: of two figures of one series the later is the one that holds, and of
    two answers to a question about the present ("who is the prime minister?") the later is the one meant.
    """
    if not judged:
        return None
    best = judged[0]
    if asked.period is not None or not (asked.now or best.candidate.value):
        return best
    # A fact outranks a plan or forecast of the same, unless a plan was asked for.
    fact = next((one for one in judged if not one.candidate.undone and _close(one, best)), None)
    if fact and best.candidate.undone and not asked.plan and same_series(fact.candidate, best.candidate):
        best = fact
    done = [one for one in judged if one.candidate.undone is best.candidate.undone]
    rivals = [one for one in done if _newer_of_same(asked, one, best)]
    return max(rivals, key=lambda one: (one.candidate.latest or date.min, one.probability), default=best)


def _newer_of_same(asked: Asked, one: Judged, best: Judged) -> bool:
    mine, theirs = one.candidate, best.candidate
    alike = same_series(mine, theirs) or (asked.now and (mine.value is None) == (theirs.value is None))
    newer = theirs.latest is None or (mine.latest or date.min) >= theirs.latest
    fits = mine.kind_fit >= theirs.kind_fit and mine.coverage.words >= theirs.coverage.words - 0.3
    read_well = asked.now and mine.finding.score >= READ_WELL and mine.kind_fit > 0
    likely = _close(one, best) or (mine.value is not None and (one.probability >= LIKELY or read_well))
    return likely and alike and newer and fits


def _close(one: Judged, best: Judged) -> bool:
    return logit(best.probability) - logit(one.probability) <= NEWEST_WITHIN


def _nearest(question: str, hits: Sequence[Hit], judged: Sequence[Judged]) -> Citation | None:
    """The sentence of the likeliest finding; where nothing was found, the best covered one of the first passage."""
    if judged:
        return citation(judged[0].candidate, 1)
    if not hits:
        return None
    article, passage = hits[0].article, hits[0].passage
    bounds = sentences(article.text, passage.start, passage.end) or [(passage.start, passage.end)]
    start, end = max(bounds, key=lambda found: _covered(question, hits[0], found))
    return Citation(1, article, start, end, article.text[start:end])


def _covered(question: str, hit: Hit, bounds: tuple[int, int]) -> float:
    start, end = bounds
    passage = replace(hit.passage, start=start, end=end, text=hit.article.text[start:end])
    return coverage(question, replace(hit, passage=passage)).words
