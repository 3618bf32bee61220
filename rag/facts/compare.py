"""Whether two figures say the same, and one key for each way of writing a short answer."""

from __future__ import annotations

import re
from datetime import date
from math import floor, isclose, log10

from rag.facts import calendars as cal
from rag.facts.dates import find_dates
from rag.facts.kinds import SentenceDate, Value, ValueKind
from rag.facts.lexicon import unit_noun, words
from rag.facts.values import ABOUT, find_values

# "More than 2,000" is written of 2,500, not of 20,000: an open bound reaches half as far again.
_OPEN_REACH = 1.5
# "About" covers a twentieth of the figure, or half of its last written place where that is more.
_ABOUT_SHARE = 0.05
_VAGUE = {"dozens": (24.0, 99.0), "scores": (40.0, 199.0), "tens": (20.0, 99.0), "hundreds": (200.0, 999.0),
          "thousands": (2e3, 9999.0), "millions": (2e6, 9.99e6), "billions": (2e9, 9.99e9)}  # fmt: skip
_FACTORS = {"thousands": 1e3, "millions": 1e6, "billions": 1e9, "hundreds": 1e2}
_IGNORED = words(
    """
    the a an of in on at to by for and
    """
)


def same_unit(first: Value, second: Value) -> bool:
    """Whether two values may count the same thing: equal head nouns, one currency, or a unit that one leaves out."""
    shares = {ValueKind.PERCENT, ValueKind.FRACTION}
    if first.kind in shares and second.kind in shares:
        return True
    if first.kind is not second.kind and first.unit and second.unit:
        return False
    if ValueKind.SCORE in (first.kind, second.kind) or ValueKind.MONEY in (first.kind, second.kind):
        return first.kind is second.kind and _head(first.unit) == _head(second.unit)
    return not first.unit or not second.unit or _head(first.unit) == _head(second.unit)


def agree(first: Value, second: Value) -> bool:
    """Whether two values can be the same figure, within hedge and rounding.

    "2,487" agrees with "about 2,500", "2,500" with "more than 2,000"; "at least 12" and "at least 15" do not agree.
    """
    if not same_unit(first, second):
        return False
    if ValueKind.SCORE in (first.kind, second.kind):
        return _digits(first.text) == _digits(second.text)
    bounds, others = interval(first), interval(second)
    if bounds is None or others is None:
        return False
    if _open(first) and _open(first) == _open(second):
        return isclose(_scaled(first), _scaled(second), rel_tol=0.02)
    (low, high), (other_low, other_high) = bounds, others
    slack = 1e-9 * max(abs(high), abs(other_high), 1.0)
    return low <= other_high + slack and other_low <= high + slack


def interval(value: Value) -> tuple[float, float] | None:
    """Return the numbers a value may stand for, lowest and highest; shares count as fractions of 1."""
    if value.is_range and value.low is not None and value.high is not None:
        share = 0.01 if value.kind is ValueKind.PERCENT else 1.0
        return value.low * share, value.high * share
    if value.number is None:
        return _vague(value.text)
    number = _scaled(value)
    if _open(value) == "low":
        return number, number * _OPEN_REACH
    if _open(value) == "high":
        return number / _OPEN_REACH, number
    place = _rounding(value)
    if value.hedge and re.search(rf"^(?:{ABOUT})|or so|-odd", value.hedge):
        slack = max(abs(number) * _ABOUT_SHARE, _last_place(value) / 2)
        return number - slack, (number if re.match("nearly|almost", value.hedge) else number + slack)
    return number - place / 2, number + place / 2


def _open(value: Value) -> str | None:
    if value.number is None or (value.low is None) == (value.high is None):
        return None
    return "low" if value.low is not None else "high"


def _scaled(value: Value) -> float:
    number = value.number or 0.0
    return number / 100 if value.kind is ValueKind.PERCENT else number


def _rounding(value: Value) -> float:
    """The last written place of a figure that is rounded by its form: "6.4 billion", "2.4 percent"."""
    if value.kind is ValueKind.FRACTION:
        return 0.02
    if not re.search(r"\d", value.text) or (value.number or 0) == 0:
        return 0.0
    return _last_place(value) if re.search(r"[a-z]|\d\.\d", value.text.lower()) else 0.0


def _last_place(value: Value) -> float:
    """Worth of the last digit that is not a filling zero: 100 in "2,500", 1e8 in "6.4 billion"."""
    number = abs(_scaled(value))
    digits = re.search(r"[\d,]+(?:\.\d+)?", value.text)
    if number == 0 or digits is None:
        return 10.0 ** floor(log10(number)) if number else 0.0
    written = digits.group(0).replace(",", "")
    unit = number / (float(written) or 1.0)
    if "." in written:
        return unit * float(10.0 ** -len(written.split(".")[1]))
    return unit * float(10 ** (len(written) - len(written.rstrip("0"))))


def _vague(text: str) -> tuple[float, float] | None:
    words = re.findall(r"[a-z]+s\b", text.lower())
    if not words or words[0] not in _VAGUE:
        return None
    low, high = _VAGUE[words[0]]
    factor = 1.0
    for word in words[1:]:
        factor *= _FACTORS.get(word, 1.0)
    return low * factor, high * factor


def _head(unit: str | None) -> str:
    """The noun that is counted: "troop" of "U.S. troops", "barrel" of "barrels a day"."""
    if not unit:
        return ""
    phrase = re.split(r" (?:per|a|an|each|every|of) ", unit.lower())[0]
    return unit_noun(phrase.split()[-1])


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def normalise_short(text: str, published: date | None = None) -> str:
    """Return one key for all ways of writing a short answer, so that equal keys mean equal answers.

    Days become ISO days, months "2024-09"; numbers their value with percent or currency; hedges, articles, punctuation
    and the noun of a lone count are left out. `published` places days that lack a year.
    """
    days = find_dates(text, published)
    values = find_values(text, [(day.start, day.end) for day in days])
    parts: list[str] = []
    position = 0
    for start, end, key in sorted([*map(_day_part, days), *map(_value_part, values)]):
        parts += [*_words(text[position:start]), key]
        position = max(position, end)
    rest = _words(text[position:])
    keys = [part for part in parts if part]
    lone = len(values) == 1 and not days and len(keys) == 1
    unit = values[0].unit_span if lone else None
    if lone and unit and not _words(text[unit[1] :]):
        return keys[0]
    return " ".join([*keys, *rest])


def _words(text: str) -> list[str]:
    plain = re.sub(r"['’]s\b", "", text.casefold())
    words = re.findall(r"\w+", re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\w)['’-](?=\w)", "", plain))
    return [word for word in words if word not in _IGNORED]


def _day_part(day: SentenceDate) -> tuple[int, int, str]:
    if day.first == day.last:
        key = day.first.isoformat()
    elif (day.first, day.last) == cal.year(day.first.year):
        key = str(day.first.year)
    elif (day.first, day.last) == cal.months(day.first.year, day.first.month):
        key = day.first.isoformat()[:7]
    else:
        key = f"{day.first.isoformat()}/{day.last.isoformat()}"
    return day.start, day.end, key


def _value_part(value: Value) -> tuple[int, int, str]:
    start = value.hedge_span[0] if value.hedge_span and value.hedge_span[0] < value.start else value.start
    named = value.kind in (ValueKind.PERCENT, ValueKind.MONEY)
    end = value.unit_span[1] if named and value.unit_span else value.end
    if value.is_range:
        key = f"{value.low:.12g}-{value.high:.12g}"
    elif value.number is None:
        key = "-".join(_digits(value.text)) or value.text.casefold()
    else:
        key = f"{value.number:.12g}"
    return start, end, f"{key} {value.unit.lower()}" if named and value.unit else key
