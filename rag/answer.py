"""Findings into an answer: dated, attributed and cited, or a refusal with the nearest thing the articles say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.coverage import coverage
from rag.evidence import Asked, Candidate, logit, same_answer, same_series, same_words, weigh
from rag.facts import Status
from rag.judge import Judge, Judged, judge_all
from rag.passages import sentences
from rag.phrasing import lead_line, origin, quoted, why_not
from rag.types import Answer, Citation, Fact, Finding, Hit

REFUSAL = "The articles do not say."

NEWEST_WITHIN = 2.0
"""Log odds an answer may fall short of the best one and still lead because it is newer."""

RIVAL_WITHIN = 2.0
"""Log odds within which a differing figure of the same day is told as a disagreement."""


class Composer:
    """Chooses among findings, and words the answer."""

    def __init__(self, judge: Judge | None = None) -> None:
        self.judge = judge or Judge.shipped()

    def compose(
        self, question: str, resolved: str, hits: Sequence[Hit], findings: Sequence[Finding], today: date
    ) -> Answer:
        """Return the answer to `resolved` (what `question` means), or an abstention."""
        asked = Asked.of(resolved, today)
        judged = self.judged(asked, findings)
        lead = self.lead(asked, judged, self.judge.threshold)
        if lead is None:
            return self._refuse(question, resolved, hits, judged)
        return _Draft(asked, lead, judged, today).answer(question, resolved)

    def judged(self, asked: Asked, findings: Sequence[Finding]) -> list[Judged]:
        """Return every finding weighed and judged, the likeliest first: what `compose` chooses from."""
        return judge_all(self.judge, asked, weigh(asked, findings))

    def lead(self, asked: Asked, judged: Sequence[Judged], threshold: float) -> Judged | None:
        """Return what would lead the answer at this threshold, None where the answer would be a refusal."""
        return choose(asked, [one for one in judged if one.probability >= threshold])

    def _refuse(self, question: str, resolved: str, hits: Sequence[Hit], judged: Sequence[Judged]) -> Answer:
        reason = why_not([coverage(resolved, hit) for hit in hits])
        return Answer(
            question=question,
            resolved_question=resolved,
            text=f"{REFUSAL} {reason}" if reason else REFUSAL,
            short=None,
            confidence=judged[0].probability if judged else 0.0,
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
    done = [one for one in judged if one.candidate.status is best.candidate.status]
    rivals = [one for one in done if _newer_of_same(asked, one, best)]
    return max(rivals, key=lambda one: (one.candidate.day or date.min, one.probability), default=best)


def _newer_of_same(asked: Asked, one: Judged, best: Judged) -> bool:
    mine, theirs = one.candidate, best.candidate
    close = logit(best.probability) - logit(one.probability) <= NEWEST_WITHIN
    alike = same_series(mine, theirs) or (asked.now and (mine.value is None) == (theirs.value is None))
    newer = theirs.day is None or (mine.day or date.min) >= theirs.day
    fits = mine.kind_fit >= theirs.kind_fit and mine.coverage.words >= theirs.coverage.words - 0.01
    return close and alike and newer and fits


def _nearest(question: str, hits: Sequence[Hit], judged: Sequence[Judged]) -> Citation | None:
    """The sentence of the likeliest finding; where nothing was found, the best covered one of the first passage."""
    if judged:
        return _citation(judged[0].candidate, 1)
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


def _citation(candidate: Candidate, marker: int) -> Citation:
    article = candidate.finding.hit.article
    return Citation(marker, article, candidate.start, candidate.end, article.text[candidate.start : candidate.end])


class _Draft:
    """One answer being written: lines of text, and the citations their markers point to."""

    def __init__(self, asked: Asked, lead: Judged, judged: Sequence[Judged], today: date) -> None:
        self._asked = asked
        self._lead = lead
        self._judged = judged
        self._today = today
        self._cited: list[Candidate] = []
        self._lines: list[str] = []
        self._disagreement: str | None = None

    def answer(self, question: str, resolved: str) -> Answer:
        candidate = self._lead.candidate
        self._tell_lead(candidate)
        self._tell_agreement()
        self._tell_disagreement()
        self._tell_plan()
        return Answer(
            question=question,
            resolved_question=resolved,
            text="\n\n".join(self._lines),
            short=candidate.phrase,
            citations=tuple(_citation(cited, marker) for marker, cited in enumerate(self._cited, 1)),
            facts=tuple(fact for marker, cited in enumerate(self._cited, 1) if (fact := _fact(cited, marker))),
            confidence=self._lead.probability,
            as_of=candidate.day,
            disagreement=self._disagreement,
        )

    def _cite(self, candidate: Candidate) -> int:
        self._cited.append(candidate)
        return len(self._cited)

    def _tell_lead(self, candidate: Candidate) -> None:
        marker = self._cite(candidate)
        if candidate.whole:
            self._lines.append(quoted(candidate, marker))
            return
        planned = candidate.status in {Status.PLANNED, Status.FORECAST}
        short = f"{candidate.phrase} (planned, not reported as done)" if planned else candidate.phrase
        figure = candidate.value is not None
        self._lines.append(lead_line(candidate, short, self._today, figure=figure, now=self._asked.now, marker=marker))

    def _tell_agreement(self) -> None:
        """One more witness, the newest that speaks of the same days; more would only lengthen the list."""
        lead = self._lead.candidate
        strong = [c for c in self._lead.agreeing if c.finding.score >= 0.3 and c.status is lead.status]
        backing = [c for c in strong if same_words(c, lead)]
        if backing:
            other = max(backing, key=lambda c: (c.finding.score > 0.7, c.day or date.min))
            self._lines.append(f"The same is reported by {origin(other.finding.hit.article)} [{self._cite(other)}].")

    def _tell_disagreement(self) -> None:
        lead = self._lead.candidate
        for one in self._judged:
            other = one.candidate
            if not self._contradicts(one, lead):
                continue
            marker = self._cite(other)
            self._disagreement = (
                f"{lead.phrase} ({origin(lead.finding.hit.article)}) against "
                f"{other.phrase} ({origin(other.finding.hit.article)})"
            )
            self._lines.append(f"Another report differs, {other.phrase}: {quoted(other, marker)}")
            return

    def _contradicts(self, one: Judged, lead: Candidate) -> bool:
        other = one.candidate
        if not same_series(other, lead) or same_answer(other, lead) or other.status is not lead.status:
            return False
        close = logit(self._lead.probability) - logit(one.probability) <= RIVAL_WITHIN
        same_article = other.finding.hit.article.id == lead.finding.hit.article.id
        return close and other.day == lead.day and not same_article and one.probability >= 0.3

    def _tell_plan(self) -> None:
        """For a question about now, a later plan is told, as a plan."""
        if not self._asked.now or self._asked.plan:
            return
        lead = self._lead.candidate
        plans = [
            one
            for one in self._judged
            if one.candidate.status is Status.PLANNED
            and (one.candidate.day or date.min) >= (lead.day or date.min)
            and same_series(one.candidate, lead)
            and not same_answer(one.candidate, lead)
            and one.candidate.finding.score >= 0.2
        ]
        if plans:
            newest = max(plans, key=lambda one: (one.candidate.day or date.min, one.probability)).candidate
            self._lines.append(f"Planned, not reported as done: {quoted(newest, self._cite(newest))}")


def _fact(candidate: Candidate, marker: int) -> Fact | None:
    value = candidate.value
    if value is None:
        return None
    speaker = candidate.reading.speaker
    written = candidate.sentence[slice(*value.span)]
    return Fact(written, value.number, value.unit, candidate.day, speaker.name if speaker else None, marker)
