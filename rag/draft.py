"""One answer being written: lines of text, and the citations their markers point to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rag.asked import Asked
from rag.candidate import Candidate
from rag.compare import contradict, same_answer, same_series, same_words
from rag.corrections import withdrawn
from rag.facts import AnswerKind, Status
from rag.judge import Judged
from rag.phrasing import lead_line, quoted, when_in_words
from rag.render import day_in_words, origin
from rag.rivals import AT_LEAST, rival_of
from rag.types import Answer, Citation, Fact
from rag.yesno import decided

_SCALES = frozenset("thousand million billion trillion dollars euros pounds".split())
MOST_DAY_WORDS = 3
"""Words of a short answer that is a day and little else."""
_NOT_DONE = {Status.PLANNED: "planned, not reported as done", Status.FORECAST: "a forecast", Status.DENIED: "denied"}


def citation(candidate: Candidate, marker: int) -> Citation:
    """Return the sentence of a candidate as a citation."""
    article = candidate.finding.hit.article
    return Citation(marker, article, candidate.start, candidate.end, article.text[candidate.start : candidate.end])


class Draft:
    """One answer being written: lines of text, and the citations their markers point to."""

    def __init__(self, asked: Asked, lead: Judged, judged: Sequence[Judged], stages: Sequence[Candidate] = ()) -> None:
        self._asked = asked
        self._lead = lead
        self._judged = judged
        self._stages = stages
        self._cited: list[Candidate] = []
        self._lines: list[str] = []
        self._disagreement: str | None = None

    def answer(self, question: str) -> Answer:
        """Return the answer; each line of its text was written with the citation it rests on."""
        candidate = self._stages[-1] if self._stages else self._lead.candidate
        if self._stages:
            self._tell_stages()
        else:
            self._tell_lead(candidate)
            self._tell_correction(candidate)
            self._tell_agreement()
            self._tell_disagreement()
            self._tell_plan()
        return Answer(
            question=question,
            resolved_question=self._asked.question,
            text="\n\n".join(self._lines),
            short=self._short_of_stages() if self._stages else self._short(candidate),
            citations=tuple(citation(cited, marker) for marker, cited in enumerate(self._cited, 1)),
            facts=tuple(fact for marker, cited in enumerate(self._cited, 1) if (fact := fact_of(cited, marker))),
            confidence=self._lead.confidence,
            as_of=candidate.latest,
            disagreement=self._disagreement,
        )

    def _cite(self, candidate: Candidate) -> int:
        self._cited.append(candidate)
        return len(self._cited)

    def _tell_lead(self, candidate: Candidate) -> None:
        marker = self._cite(candidate)
        if candidate.whole:
            verdict = decided(self._asked.question, candidate)
            opening = f"{verdict.capitalize()}. " if verdict else ""
            self._lines.append(f"{opening}{quoted(candidate, marker)}")
            return
        note = _NOT_DONE.get(candidate.status) if candidate.undone else None
        phrase = self._dated(candidate)
        short = f"{phrase} ({note})" if note else phrase
        figure = candidate.value is not None
        self._lines.append(
            lead_line(candidate, short, self._asked.today, figure=figure, now=self._asked.now, marker=marker)
        )

    def _tell_correction(self, candidate: Candidate) -> None:
        """That the figure stands in the place of one reported before, which the same sentence takes back."""
        if taken_back := withdrawn(candidate):
            before = candidate.sentence[slice(*taken_back.span)]
            self._lines.append(f"This corrects an earlier report of {before} [{len(self._cited)}].")

    def _short(self, candidate: Candidate) -> str:
        verdict = decided(self._asked.question, candidate) if candidate.whole else None
        return verdict or self._dated(candidate)

    def _dated(self, candidate: Candidate) -> str:
        """The short answer; to "when", "Saturday" is told with its day: nobody has the paper of that week at hand."""
        phrase, day = candidate.phrase, candidate.told_day
        if self._asked.kind is not AnswerKind.DATE or day is None or day[0] != day[1] or any(map(str.isdigit, phrase)):
            return phrase
        return f"{phrase}, {day_in_words(day[0])}" if len(phrase.split()) <= MOST_DAY_WORDS else phrase

    def _short_of_stages(self) -> str:
        return from_to(in_sentence(self._stages[0]), in_sentence(self._stages[-1]))

    def _tell_stages(self) -> None:
        """A dated line for each figure, oldest first."""
        self._lines.append(f"{self._short_of_stages()[:1].upper()}{self._short_of_stages()[1:]}, by day of report:")
        for stage in self._stages:
            when = when_in_words(stage)
            day = f"As of {when}" if when else "Undated"
            self._lines.append(f"{day}, {in_sentence(stage)}. {quoted(stage, self._cite(stage))}")

    def _tell_agreement(self) -> None:
        """One more witness, the newest that speaks of the same days; more would only lengthen the list."""
        lead = self._lead.candidate
        strong = [c for c in self._lead.agreeing if c.finding.score >= 0.3 and c.status is lead.status]
        backing = [c for c in strong if same_words(c, lead) and not c.of_another_time and self._undisputed(c)]
        if backing:
            other = max(backing, key=lambda c: (c.finding.score > 0.7, c.latest or date.min))
            self._lines.append(f"The same is reported by {origin(other.finding.hit.article)} [{self._cite(other)}].")

    def _undisputed(self, candidate: Candidate) -> bool:
        """Whether no other finding of that article contradicts the lead: it cannot be said to report the same."""
        return not any(
            contradict(self._asked, self._lead.candidate, one.candidate)
            for one in self._judged
            if one.candidate.finding.hit.article.id == candidate.finding.hit.article.id and one.probability >= AT_LEAST
        )

    def _tell_disagreement(self) -> None:
        lead = self._lead.candidate
        rival = rival_of(self._asked, self._lead, self._judged)
        if rival is None:
            return
        other = rival.candidate
        self._disagreement = (
            f"{in_sentence(lead)} ({origin(lead.finding.hit.article)}) against "
            f"{in_sentence(other)} ({origin(other.finding.hit.article)})"
        )
        self._lines.append(f"Another report differs, {in_sentence(other)}: {quoted(other, self._cite(other))}")

    def _tell_plan(self) -> None:
        """For a question about now, a later plan is told, as a plan."""
        if not self._asked.now or self._asked.plan:
            return
        lead = self._lead.candidate
        plans = [
            one
            for one in self._judged
            if one.candidate.status is Status.PLANNED
            and (one.candidate.latest or date.min) >= (lead.latest or date.min)
            and same_series(one.candidate, lead)
            and not same_answer(one.candidate, lead)
            and one.candidate.finding.score >= 0.2
        ]
        if plans:
            newest = max(plans, key=lambda one: (one.candidate.latest or date.min, one.probability)).candidate
            self._lines.append(f"Planned, not reported as done: {quoted(newest, self._cite(newest))}")


def fact_of(candidate: Candidate, marker: int) -> Fact | None:
    """Return what is told, with its day, speaker and status: a figure, or words that somebody stands for; else None."""
    value = candidate.value
    speaker = candidate.speaker
    attribution = speaker.name if speaker else None
    if value is None:
        status = candidate.status.value
        phrase = candidate.phrase
        return Fact(phrase, None, None, candidate.latest, attribution, marker, status) if attribution else None
    written = candidate.sentence[slice(*value.span)]
    return Fact(written, value.number, value.unit, candidate.latest, attribution, marker, value.status.value)


def in_sentence(candidate: Candidate) -> str:
    """Return the short answer as it stands inside a sentence: a hedge that opened one loses its capital."""
    hedge = candidate.value.hedge if candidate.value else None
    opens = hedge is not None and candidate.phrase.lower().startswith(hedge)
    return candidate.phrase[:1].lower() + candidate.phrase[1:] if opens else candidate.phrase


def from_to(first: str, last: str) -> str:
    """Return "from X to Y", what both end in said once: "from 3.8 to 5.1 percent"; a scale stays with its figure."""
    words, others = first.split(), last.split()
    same = 0
    while same < min(len(words), len(others)) - 1 and words[-1 - same] == others[-1 - same]:
        same += 1
    while same and words[-same].lower() in _SCALES:
        same -= 1
    kept = words[: len(words) - same]
    if not any(letter.isdigit() for letter in kept[-1]) and len(words) != len(others):
        kept = words
    return f"from {' '.join(kept)} to {last}"
