"""The findings of two sides weighed together: the pair that compares like with like, and what it decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rag.asked import Asked
from rag.compare import same_figure
from rag.evidence import Candidate, unit_words
from rag.facts import Status, Value, ValueKind, interval
from rag.judge import Judged
from rag.sides import Measure, Sense

MOST_COMPARED = 8
"""Findings of each side that are tried with those of the other, likeliest first."""

_SHARES = frozenset({ValueKind.PERCENT, ValueKind.FRACTION})


@dataclass(frozen=True, slots=True)
class Weighed:
    """The finding of each side, and the probability, 0..1, that both are right."""

    first: Judged
    second: Judged
    probability: float

    @property
    def both(self) -> tuple[Candidate, Candidate]:
        """The two candidates in the order of the question."""
        return self.first.candidate, self.second.candidate


def usable(asked: Asked, judged: Sequence[Judged], measure: Measure) -> list[Judged]:
    """Return the findings of one side that can be compared: figures or days, of the place and time asked about."""
    fitting = [
        one
        for one in judged
        if not one.candidate.denied
        and not one.candidate.elsewhere
        and (asked.period is None or one.candidate.period_fit >= 0)
        and (figure_of(one.candidate) if measure is Measure.FIGURE else days_of(one.candidate)) is not None
    ]
    return fitting[:MOST_COMPARED]


def figure_of(candidate: Candidate) -> Value | None:
    """Return the one figure a candidate gives, as long as its ends are known."""
    value = candidate.value
    return value if value is not None and interval(value) is not None else None


def days_of(candidate: Candidate) -> tuple[date, date] | None:
    """Return the first and the last day a candidate may mean: the date it is, else none."""
    return candidate.told_day


def weigh_both(first: Sequence[Judged], second: Sequence[Judged], measure: Measure) -> Weighed | None:
    """Return the likeliest pair that can be compared, None where there is none."""
    pairs = [
        Weighed(one, other, math.sqrt(one.probability * other.probability))
        for one in first
        for other in second
        if not _same_place(one.candidate, other.candidate)
        and (measure is Measure.DAY or comparable(one.candidate, other.candidate))
    ]
    return max(pairs, key=lambda pair: pair.probability + _alike(pair, measure), default=None)


def comparable(one: Candidate, other: Candidate) -> bool:
    """Whether two figures measure the same sort of thing: one kind, and no two different units."""
    mine, theirs = figure_of(one), figure_of(other)
    if mine is None or theirs is None:
        return False
    if mine.kind is not theirs.kind and not {mine.kind, theirs.kind} <= _SHARES:
        return False
    units = [unit_words(value.unit or "") for value in (mine, theirs)]
    return not (units[0] and units[1]) or bool(units[0] & units[1])


def _alike(pair: Weighed, measure: Measure) -> float:
    """Half a tenth for two figures whose units are both given and agree: the pair is then no accident."""
    if measure is Measure.DAY:
        return 0.0
    units = [unit_words((candidate.value.unit if candidate.value else None) or "") for candidate in pair.both]
    return 0.05 if units[0] & units[1] else 0.0


def _same_place(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.finding, other.finding
    same_article = mine.hit.article.id == theirs.hit.article.id
    return same_article and mine.start < theirs.end and theirs.start < mine.end


def order_of(pair: Weighed, measure: Measure) -> int | None:
    """Return 1 where the first side is more or later, -1 where less or earlier, 0 for equal, None where undecided.

    Figures that overlap within hedge and rounding, and days that lie within each other, decide nothing.
    """
    if measure is Measure.DAY:
        one, other = (days_of(candidate) for candidate in pair.both)
    else:
        mine, theirs = (figure_of(candidate) for candidate in pair.both)
        if mine is not None and theirs is not None and same_figure(mine, theirs):
            return 0
        if mine is not None and theirs is not None and mine.number is not None and theirs.number is not None:
            return _sign(_scaled(mine), _scaled(theirs))
        one = interval(mine) if mine else None  # type: ignore[assignment]
        other = interval(theirs) if theirs else None  # type: ignore[assignment]
    if one is None or other is None:
        return None
    if one == other:
        return 0
    if one[1] < other[0]:
        return -1
    return 1 if one[0] > other[1] else None


def leads(order: int, sense: Sense) -> bool:
    """Whether the first side is `sense` than the second."""
    return {Sense.MORE: order > 0, Sense.LESS: order < 0, Sense.SAME: order == 0}[sense]


def apart(one: Value, other: Value) -> str | None:
    """Return how far two figures lie apart, as written: "0.13", "2,139,645", "$4 million"; None for ranges."""
    if one.number is None or other.number is None:
        return None
    places = max(_decimals(one.text), _decimals(other.text))
    scale, word = _common_scale(one, other)
    difference = abs(Decimal(str(one.number)) - Decimal(str(other.number))) / Decimal(scale)
    written = f"{difference:,.{places}f}" if places else f"{difference.normalize():,f}"
    return f"{written} {word}".rstrip()


def _common_scale(one: Value, other: Value) -> tuple[int, str]:
    for word, scale in (("billion", 10**9), ("million", 10**6), ("trillion", 10**12)):
        if word in one.text.lower() and word in other.text.lower():
            return scale, word
    return 1, ""


def _decimals(text: str) -> int:
    return len(text.split(".")[1].split()[0].rstrip("%)")) if "." in text else 0


def _scaled(value: Value) -> float:
    number = value.number or 0.0
    return number / 100 if value.kind is ValueKind.PERCENT else number


def _sign(one: float, other: float) -> int:
    return (one > other) - (one < other)


def undone(pair: Weighed) -> bool:
    """Whether one of the two is only planned or foreseen."""
    return any(candidate.status in {Status.PLANNED, Status.FORECAST} for candidate in pair.both)
