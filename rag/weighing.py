"""The findings of two sides weighed together: the pair that compares like with like, and what it decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rag.asked import Asked
from rag.candidate import Candidate
from rag.compare import same_figure
from rag.coverage import coverage_of_text, names_covered
from rag.facts import Status, Value, ValueKind, interval
from rag.fit import same_unit, unit_words
from rag.judge import Judged
from rag.sides import Form, Measure, Pair, Sense, Side, is_time

MOST_COMPARED = 8
"""Findings of each side that are tried with those of the other, likeliest first."""

TOLD_WEIGHT = 0.15
"""What a sentence that gives all words of what is compared, or of whose it is, is worth beside probability."""

MEASURE_NAMED = 0.7
"""Share of the words for what is compared that make a sentence one about it."""

_MEASURED = unit_words(
    "degrees percent points miles kilometres kilometers metres meters tonnes tons years hours liters"
)

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


def usable(pair: Pair, side: Side, asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
    """Return the findings of one side that can be compared: figures or days, of the place and time asked about.

    Where the sides are those who give the figures, a sentence that does not name its own is another's.
    """
    measured_in_days, moved = pair.measure is Measure.DAY, pair.form is Form.DEVELOPMENT
    fitting = [
        one
        for one in judged
        if not one.candidate.denied
        and not one.candidate.elsewhere
        and (asked.period is None or measured_in_days or one.candidate.period_fit >= (0.1 if moved else 0.0))
        and _whole_where_counted(asked, one.candidate)
        and (not pair.voices or names_covered(f"of {side.label}", one.candidate.sentence) == 1.0)
        and _has(pair.measure, one.candidate)
    ]
    return fitting[:MOST_COMPARED]


def _has(measure: Measure, candidate: Candidate) -> bool:
    if measure is Measure.ANSWER:
        return candidate.kind_fit >= 0 and not candidate.whole
    return (figure_of(candidate) if measure is Measure.FIGURE else days_of(candidate)) is not None


def _whole_where_counted(asked: Asked, candidate: Candidate) -> bool:
    """Whether a figure without a unit can answer "how many seats": 24.1 is no count of them."""
    value, unit = candidate.value, unit_words(asked.unit or "")
    if value is None or value.unit or value.number is None or not unit or unit & _MEASURED:
        return True
    return value.number == int(value.number)


def surely_asked(pair: Pair, asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
    """Return the findings that measure what was asked by their own words: by its unit, or by its name beside them."""
    common, unit = _common(pair), unit_words(asked.unit or "")
    return [
        one
        for one in judged
        if unit & unit_words((one.candidate.value.unit if one.candidate.value else None) or "")
        or (not unit and coverage_of_text(common, one.candidate.sentence) >= MEASURE_NAMED)
    ]


def figure_of(candidate: Candidate) -> Value | None:
    """Return the one figure a candidate gives, as long as its ends are known."""
    value = candidate.value
    return value if value is not None and interval(value) is not None else None


def days_of(candidate: Candidate) -> tuple[date, date] | None:
    """Return the first and the last day a candidate may mean: the date it is, else none."""
    return candidate.told_day


def weigh_both(pair: Pair, first: Sequence[Judged], second: Sequence[Judged], least: float = 0.0) -> Weighed | None:
    """Return the best pair of findings that can be compared and is likely enough, None where there is none.

    Best is what is likely, and told in sentences that name what is compared and whose it is: a reader asked for the
    turnout of a vote also finds the share of its winner.
    """
    common = _common(pair)
    told = [
        {id(one): _told(one.candidate, common, side) for one in found}
        for side, found in zip(pair.sides, (first, second), strict=True)
    ]
    pairs = [
        (told[0][id(one)] + told[1][id(other)], Weighed(one, other, math.sqrt(one.probability * other.probability)))
        for one in first
        for other in second
        if not _same_place(pair, one.candidate, other.candidate)
        and (pair.measure is not Measure.FIGURE or comparable(one.candidate, other.candidate))
    ]
    likely = [(bonus, weighed) for bonus, weighed in pairs if weighed.probability >= least]
    best = max(likely, key=lambda one: one[1].probability + one[0] + _alike(one[1], pair.measure), default=None)
    return best[1] if best else None


def _common(pair: Pair) -> str:
    """The words that both questions share: what is compared."""
    first, second = ([word.strip("?,.'\"") for word in side.question.split()] for side in pair.sides)
    return " ".join(word for word in first if word in second)


def _told(candidate: Candidate, common: str, side: Side) -> float:
    """How much of what is compared, and of whose it is, stands in the sentence: 0..2 * TOLD_WEIGHT."""
    sentence = candidate.sentence
    whose = 1.0 if is_time(side.label) else coverage_of_text(side.label, sentence)
    return TOLD_WEIGHT * (coverage_of_text(common, sentence) + whose)


def comparable(one: Candidate, other: Candidate) -> bool:
    """Whether two figures measure the same sort of thing: one kind, and no two different units."""
    mine, theirs = figure_of(one), figure_of(other)
    if mine is None or theirs is None:
        return False
    if mine.kind is not theirs.kind and not {mine.kind, theirs.kind} <= _SHARES:
        return False
    return same_unit(mine.unit, theirs.unit)


def _alike(pair: Weighed, measure: Measure) -> float:
    """Half a tenth for two figures whose units are both given and agree: the pair is then no accident."""
    if measure is not Measure.FIGURE:
        return 0.0
    units = [unit_words((candidate.value.unit if candidate.value else None) or "") for candidate in pair.both]
    return 0.05 if units[0] & units[1] else 0.0


def _same_place(pair: Pair, one: Candidate, other: Candidate) -> bool:
    """Whether both are the same words; for a development also whether one sentence tells both, as parts of a whole."""
    mine, theirs = one.finding, other.finding
    if mine.hit.article.id != theirs.hit.article.id:
        return False
    if pair.form is Form.DEVELOPMENT and one.start == other.start:
        return True
    return mine.start < theirs.end and theirs.start < mine.end


def order_of(pair: Weighed, measure: Measure) -> int | None:
    """Return 1 where the first side is more or later, -1 where less or earlier, 0 for equal, None where undecided.

    Figures that overlap within hedge and rounding, and days that lie within each other, decide nothing.
    """
    if measure is Measure.ANSWER:
        return None
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
