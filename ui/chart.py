"""A development as a drawing: value against date, each point a link to its evidence. Plain SVG, nothing loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag import Answer, Fact, day_in_words
from ui.markup import escape

LEAST_POINTS = 3
"""Two figures are told in a line; from three on a drawing shows more."""

WIDTH, HEIGHT = 600.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 14.0, 14.0, 34.0, 30.0
"""Size and margins of the drawing in its own units; the page scales it to the column."""

LABEL_APART = 76.0
"""How far two labels must be from each other along the line of time."""

_DEVELOPMENT = re.compile(r"^from .+ to .+", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a development, placed in the drawing."""

    fact: Fact
    day: date
    number: float
    x: float
    y: float


def chart(number: int, answer: Answer) -> str:
    """Return the development of exchange `number` as a figure; empty where it is none or has too few figures."""
    if not answer.short or not _DEVELOPMENT.match(answer.short):
        return ""
    points = placed(answer.facts)
    if len(points) < LEAST_POINTS:
        return ""
    line = " ".join(f"{point.x:.1f},{point.y:.1f}" for point in points)
    what = f"{escape(answer.short)}: {len(points)} figures by day; the table below lists them"
    return (
        f'<figure class="dl-chart"><svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="group" '
        f'aria-label="{what}"><line class="dl-axis" x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{WIDTH - RIGHT}" '
        f'y2="{HEIGHT - BOTTOM}"/><polyline class="dl-line" points="{line}"/>'
        f"{''.join(_point(number, point) for point in points)}{_labels(points)}{_days(points)}</svg></figure>"
    )


def placed(facts: Sequence[Fact]) -> list[Point]:
    """Return the figures that have a number and a day, oldest first, each day once, as points of the drawing.

    The scale begins at zero, except where the figures differ by less than a third: then their change is shown larger.
    """
    of_day: dict[date, Fact] = {}
    for fact in facts:
        if fact.number is not None and fact.as_of is not None:
            of_day.setdefault(fact.as_of, fact)
    told = [(day, fact, fact.number) for day, fact in sorted(of_day.items()) if fact.number is not None]
    if len(told) < LEAST_POINTS:
        return []
    numbers = [value for _, _, value in told]
    low, high = min(numbers), max(numbers)
    floor = low - (high - low) if low > 2 / 3 * high else min(0.0, low)
    span, days = (high - floor) or 1.0, (told[-1][0] - told[0][0]).days or 1
    return [
        Point(
            fact, day, value,
            x=LEFT + 30 + (WIDTH - LEFT - RIGHT - 60) * (day - told[0][0]).days / days,
            y=TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - floor) / span),
        )
        for day, fact, value in told
    ]  # fmt: skip


def _point(number: int, point: Point) -> str:
    told = escape(f"{point.fact.value} on {day_in_words(point.day)}: evidence {point.fact.marker}")
    return (
        f'<a class="dl-to-card" href="#card-{number}-{point.fact.marker}" aria-label="{told}"><title>{told}</title>'
        f'<circle class="dl-reach" cx="{point.x:.1f}" cy="{point.y:.1f}" r="14"/>'
        f'<circle class="dl-point" cx="{point.x:.1f}" cy="{point.y:.1f}" r="5"/></a>'
    )


def _spaced(points: Sequence[Point]) -> list[Point]:
    """The points that can be labelled without one label covering another: the last, then from the first on."""
    chosen = [points[-1]]
    for point in points[:-1]:
        if all(abs(point.x - other.x) >= LABEL_APART for other in chosen):
            chosen.append(point)
    return chosen


def _labels(points: Sequence[Point]) -> str:
    return "".join(
        f'<text class="dl-value" aria-hidden="true" x="{point.x:.1f}" y="{point.y - 14:.1f}">{_short(point)}</text>'
        for point in _spaced(points)
    )


def _days(points: Sequence[Point]) -> str:
    return "".join(
        f'<text class="dl-when" aria-hidden="true" x="{point.x:.1f}" y="{HEIGHT - 8:.1f}">'
        f"{point.day:%b} {point.day.year}</text>"
        for point in _spaced(points)
    )


def _short(point: Point) -> str:
    """The figure without its noun, as the article writes it: "$4.83 billion", "roughly 2,500" as 2,500."""
    written = re.search(r"[$€£]?\d[\d.,]*(?: (?:thousand|million|billion|trillion|percent)|%)?", point.fact.value)
    return escape(written[0].rstrip(".,") if written else f"{point.number:,.6g}")
