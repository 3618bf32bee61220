"""The figures of a text: their numbers in one measure, how they are hedged, and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.facts import SentenceDate, Value, ValueKind, find_values


class Hedge(StrEnum):
    """How a number is bounded: as it stands, roughly, from below, from above, or as a time something fits in."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"
    WITHIN = "within"


_LEAST = re.compile(
    r"(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|(?<!no )(?<!not )more than|greater than|"
    r"larger than|over|in excess of|"
    r"upwards? of|above|a minimum of|exceed\w*|pass(?:ed|es|ing)|surpass\w*|topp?(?:ed|s|ing)|beyond|better than) "
    r"(?:the |a |some )?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:up to|as \w+ as|no (?:more|later|longer|higher) than|not more than|at most|a maximum of|in under|"
    r"(?<!no )(?<!not )(?:less|fewer|lower) than|(?:under|below)(?! the)) "
    r"(?:the |a |some )?(?:next |following |coming )?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:roughly|about|around|approximately|approx\.|some|nearly|almost|close to|near|nearing|an? estimated|estimated|"
    r"circa|virtually|somewhere around|in the region of|not quite|just (?:under|over)) (?:the |a )?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?:within|inside) (?:the |a )?(?:next |following |coming )?$", re.IGNORECASE)
_AFTER = {
    Hedge.LEAST: re.compile(r"(?: \w+){0,2} or more\b|(?: \w+)? at (?:the )?least\b|\+"),
    Hedge.MOST: re.compile(r"(?: \w+){0,2} or (?:less|fewer)\b|(?: \w+)? at (?:the )?most\b"),
    Hedge.ABOUT: re.compile(r"(?: \w+)? or so\b|-odd\b|-ish\b"),
}
_BEFORE = ((Hedge.ABOUT, _ABOUT), (Hedge.LEAST, _LEAST), (Hedge.MOST, _MOST), (Hedge.WITHIN, _WITHIN))
_METRES = {"kilometre": 1000.0, "kilometer": 1000.0, "metre": 1.0, "meter": 1.0}
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375, "year": 365.25, "decade": 3652.5}
_SPAN = re.compile(r"\b(?:hours|days|weeks|months|years|decades)\b", re.IGNORECASE)
_TWO_WORDS = re.compile(r"\b(?:both|(?:a|the) (?:pair|couple)(?= of))\b", re.IGNORECASE)
_SPELLED_OUT = (
    (re.compile(r"\bhalf an? (year)\b", re.I), "six months"),
    (re.compile(r"\bhalf an? kilomet(?:re|er)\b", re.I), "500 metres"),
    (re.compile(r"\b(?:an?|one) years? and a half\b", re.I), "18 months"),
    (re.compile(r"\bhalf a minute\b", re.I), "30 seconds"),
    (re.compile(r"\bhalf an hour\b", re.I), "30 minutes"),
    (re.compile(r"\bhalf an? (century)\b", re.I), "50 years"),
    (re.compile(r"\ba fortnight\b", re.I), "two weeks"),
    (re.compile(r"(?<=\d)((?: \w+)?) out of (?:the |every )?(?=\d)", re.I), r"\1 of "),
    (re.compile(r"\b(before|by) the end of (?=(?:1[5-9]|20)\d\d|this year|next year)", re.I), r"\1 "),
    (re.compile(r"(?<=\d) ?km/h\b"), " kilometres an hour"),
    (re.compile(r"(?<=[\d ])km\b"), " kilometres"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a text: its numbers (two for a range or a score, none for "dozens"), its hedge, what it counts.

    Shares are fractions of 1, times are in days and lengths in metres; `written` is the number as it stands.
    """

    numbers: tuple[float, ...]
    written: float | None
    hedge: Hedge
    kind: ValueKind
    unit: str | None
    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return the text with the spans of time and the measures that have words of their own written as figures."""
    for pattern, written in _SPELLED_OUT:
        text = pattern.sub(written, text)
    return " ".join(text.split())


def numbers_in(text: str, dates: Sequence[SentenceDate]) -> tuple[Number, ...]:
    """Return the figures of a text with these dates; "the next two years" is a date and a figure too."""
    taken = [(day.start, day.end) for day in dates if not _SPAN.search(day.text)]
    return tuple(_number(text, value) for value in find_values(text, taken))


def pairs_in(text: str) -> tuple[Number, ...]:
    """Return a two for each "both" and "pair" of a quote: what a sentence may tell as two."""
    found = _TWO_WORDS.finditer(text)
    return tuple(Number((2.0,), 2.0, Hedge.EXACT, ValueKind.COUNT, None, one[0].lower(), *one.span()) for one in found)


def _number(text: str, value: Value) -> Number:
    if value.kind is ValueKind.SCORE:
        numbers: tuple[float, ...] = tuple(float(digits) for digits in re.findall(r"\d+", value.text))
    elif value.is_range and value.low is not None and value.high is not None:
        numbers = (value.low, value.high)
    else:
        numbers = () if value.number is None else (_scaled(value),)
    hedge = _hedge(text, value)
    return Number(numbers, value.number, hedge, value.kind, value.unit, value.text.lower(), value.start, value.end)


def _scaled(value: Value) -> float:
    number = value.number or 0.0
    if value.kind is ValueKind.PERCENT:
        return number / 100
    unit = (value.unit or "").lower().split()
    if value.kind is ValueKind.DURATION and unit and (days := _DAYS.get(unit[0].rstrip("s"))):
        return number * days
    if unit and (metres := _METRES.get(unit[0].rstrip("s"))):
        return number * metres
    return number


def _hedge(text: str, value: Value) -> Hedge:
    before = text[max(0, value.start - 40) : value.start]
    for hedge, pattern in _BEFORE:
        if pattern.search(before):
            return hedge
    end = max(value.end, value.unit_span[1] if value.unit_span else 0)
    for hedge, pattern in _AFTER.items():
        if pattern.match(text, value.end) or pattern.match(text, end):
            return hedge
    return Hedge.EXACT
