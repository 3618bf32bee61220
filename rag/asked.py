"""What a question wants: the kind of answer, the days asked about, a plan or a fact, a figure or its development."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rag.change import about_one_figure, as_change, asks_change
from rag.described import person_asked_about
from rag.facts import AnswerKind, SentenceDate, expected_kind, read, unit_asked, with_capitals

_NOW = re.compile(
    r"\b(?:is|are|does|do|has|have|remain|remains|currently|current|now|today|still|latest|newest|left)\b",
    re.I,
)
_PRESENT = re.compile(r"^(?:and )?(?:who|what|which \w+)\s+(?!was\b)[a-z]{2,}[^s\W]s\b", re.I)
"""A present tense after the question word: "who chairs ...", "which party leads ..."."""
_PLAN = re.compile(
    r"\b(?:will|would|plan\w*|going to|expect\w*|due|scheduled|propos\w*|next|future|forecast\w*|intend\w*|supposed|"
    r"by when|target\w*|goal\w*|agree\w*|promise\w*|pledge\w*|order\w*|announce\w*|want\w*)\b",
    re.I,
)
_FIGURES = frozenset({AnswerKind.QUANTITY, AnswerKind.MONEY, AnswerKind.PERCENT, AnswerKind.DURATION, AnswerKind.AGE})


@dataclass(frozen=True, slots=True)
class Asked:
    """A standalone question, understood.

    `reading` is what the reader model is asked: the question itself, or the question for one figure where its
    development is wanted (`change`). `period` is the first and the last day asked about, None where the question names
    no time; `now` is set where it names none and speaks of the present; `plan` where a plan will do for an answer.
    """

    question: str
    reading: str
    kind: AnswerKind
    unit: str | None
    today: date
    period: tuple[date, date] | None
    now: bool
    plan: bool
    change: bool

    @classmethod
    def of(cls, question: str, today: date) -> Asked:
        """Read `question` as asked on `today`."""
        bounds = [_days_meant(found, today) for found in read(with_capitals(question), today).dates]
        period = (min(first for first, _ in bounds), max(last for _, last in bounds)) if bounds else None
        changing = as_change(question)
        change = asks_change(changing)
        reading = about_one_figure(changing) if change else question
        return cls(
            question=question,
            reading=reading,
            kind=AnswerKind.OTHER if person_asked_about(reading) else expected_kind(reading),
            unit=unit_asked(reading),
            today=today,
            period=period,
            now=period is None and not change and bool(_NOW.search(question) or _PRESENT.search(question)),
            plan=bool(_PLAN.search(question)),
            change=change,
        )

    @property
    def near(self) -> tuple[date, date] | None:
        """The days whose reports are looked at first: those asked about, today for a question about the present."""
        return self.period or ((self.today, self.today) if self.now else None)

    @property
    def wants_figure(self) -> bool:
        """Whether the answer is a figure."""
        return self.kind in _FIGURES


def _days_meant(found: SentenceDate, today: date) -> tuple[date, date]:
    """ "before 2011" asks about the days up to 2010, "since April" about those from April until now."""
    if found.relation in {"before", "until", "by"}:
        day_before = max(found.first, date(1, 1, 2)) - timedelta(days=1)
        return date.min, day_before if found.relation == "before" else found.last
    if found.relation in {"since", "after"}:
        return found.first, max(today, found.first)
    return found.first, found.last
