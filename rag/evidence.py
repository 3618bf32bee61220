"""What was found, weighed: each finding with its sentence, its figure, its day, and how well it fits the question."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rag.coverage import Coverage, coverage, names_asked, places_in
from rag.facts import (
    AnswerKind, Reading, SentenceDate, Status, Value, expected_kind, normalise_short, read, unit_asked,
)
from rag.passages import header, sentences
from rag.types import Finding

_NOW = re.compile(r"\b(?:is|are|does|do|has|have|remain|remains|currently|current|now|today|still|latest|newest|left)\b", re.I)
_PLAN = re.compile(
    r"\b(?:will|would|plans?|planned|planning|going to|expect\w*|due|set to|scheduled|propos\w*|next|future|forecast\w*|"
    r"intend\w*|supposed|until when|by when|target\w*|goal)\b", re.I
)
_ALTERNATIVE = re.compile(r"\b(?:agreed|plan|goal|target|promise\w*|pledge\w*|order\w*|announce\w*)\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question wants: the kind of answer, the unit counted, the time, and whether a plan will do."""

    question: str
    kind: AnswerKind
    unit: str | None
    period: tuple[date, date] | None
    before: bool
    now: bool
    plan: bool

    @classmethod
    def of(cls, question: str, today: date) -> Asked:
        """Read `question` as asked on `today`."""
        dates = read(question, today).dates
        bounds = [(found.first, found.last) for found in dates]
        period = (min(first for first, _ in bounds), max(last for _, last in bounds)) if bounds else None
        return cls(
            question=question,
            kind=expected_kind(question),
            unit=unit_asked(question),
            period=period,
            before=bool(re.search(r"\bbefore\b", question, re.I)),
            now=period is None and bool(_NOW.search(question)),
            plan=bool(_PLAN.search(question) or _ALTERNATIVE.search(question)),
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One finding, weighed. `start`, `end` bound its sentence(s) in the article; `key` is equal for equal answers.

    `first`, `last` are the days it speaks of: its sentence's own date where that is exact, else the publication.
    `features` go to the judge in the order of `FEATURES`.
    """

    finding: Finding
    start: int
    end: int
    reading: Reading
    value: Value | None
    key: str
    status: Status
    first: date | None
    last: date | None
    places: frozenset[str]
    coverage: Coverage
    period_fit: float
    kind_fit: float

    @property
    def day(self) -> date | None:
        """The day the answer holds for."""
        return self.last


def weigh(asked: Asked, findings: Sequence[Finding]) -> list[Candidate]:
    """Return each finding as a candidate, in the findings' order."""
    return [_candidate(asked, finding) for finding in findings]


def _candidate(asked: Asked, finding: Finding) -> Candidate:
    article = finding.hit.article
    start, end, context = _sentence(finding)
    sentence = article.text[start:end]
    reading = read(sentence, article.published, context)
    value = _value_in(reading, finding.start - start, finding.end - start)
    first, last = _day_of(reading.dates, article.published)
    return Candidate(
        finding=finding, start=start, end=end, reading=reading, value=value,
        key=normalise_short(finding.text), status=_status(reading, value), first=first, last=last,
        places=places_in(sentence) - {"us"} or places_in(header(article)) - {"us"},
        coverage=coverage(asked.question, finding.hit),
        period_fit=_period_fit(asked, reading.dates, article.published),
        kind_fit=_kind_fit(asked, finding, value, reading),
    )
