"""Each date of a sentence is one of its quotes, or the month or year around; the day of report where none is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.facts import SentenceDate, find_dates

_LIMIT = re.compile(
    r"\b(?:by|before|up to|no later than|prior to|ahead of)(?: the)?(?: end of)?(?: late| early)? *$", re.I
)
_UNTIL = re.compile(r"(?<!up )\b(?:until|till|to)(?: the)?(?: end of)?(?: late| early)? *$", re.I)
_START = re.compile(r"\b(?:since|after|from|following|starting(?: in| on)?|as of)(?: the)?(?: late| early)? *$", re.I)
_AS_OF = re.compile(
    r"\b(?:as of|report\w*|said|told|dated|wrote|according to [^,]*|announce\w*|article|of|on record)\b[^.]{0,30}$",
    re.I,
)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_ABSOLUTE = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def dates_in(text: str, published: date | None) -> tuple[SentenceDate, ...]:
    """Return the dates a text tells, "Friday" read from the day of publication."""
    return find_dates(text, published)


def unsupported_date(
    sentence: str, readings: Sequence[tuple[tuple[SentenceDate, ...], str, tuple[SentenceDate, ...], date | None]]
) -> str | None:
    """Return the first date of the sentence that no quote bears out, None where all are borne out.

    Each reading is of one quote: the sentence's dates as read from its day of publication, the quote, the quote's
    dates, the day of publication.
    """
    told = {day.start: day.text for own, _, _, _ in readings for day in own}
    for start, text in sorted(told.items()):
        if not any(
            _borne_out(sentence, day, quote, theirs, published)
            for own, quote, theirs, published in readings
            for day in own
            if day.start == start
        ):
            return text
    return None


def loose_days(sentence: str, own: Sequence[SentenceDate]) -> bool:
    """Whether the sentence tells a day only as its report did ("on Friday"), which says nothing on another day."""
    return bool(own) and not any(_ABSOLUTE.search(day.text) for day in own)


def _borne_out(
    sentence: str, day: SentenceDate, quote: str, theirs: Sequence[SentenceDate], published: date | None
) -> bool:
    for other in theirs:
        if (day.first <= other.first and other.last <= day.last) or _ahead(day, other, published):
            return _same_side(sentence, day, quote, other)
    if published is None or not day.first <= published <= day.last:
        return False
    undated = all(other.of_speech for other in theirs)
    exact = day.first == day.last
    return undated or (exact and bool(_AS_OF.search(sentence[: day.start])))


def _ahead(day: SentenceDate, other: SentenceDate, published: date | None) -> bool:
    """Whether the quote's day or month lacks a year and was read as past where it lies ahead: "put off until May"."""
    if published is None or _ABSOLUTE.search(other.text) or not _MONTH.search(other.text):
        return False
    alike = all(
        (mine.month, mine.day) == (theirs.month, theirs.day) and mine.year - theirs.year == 1
        for mine, theirs in ((day.first, other.first), (day.last, other.last))
    )
    return alike and other.first < published <= day.last


def _same_side(sentence: str, day: SentenceDate, quote: str, other: SentenceDate) -> bool:
    """ "By September" is neither "in September" nor "since September"."""
    mine, theirs = _side(sentence[: day.start]), _side(quote[: other.start])
    if theirs == "limit":
        return mine == "limit"
    if theirs == "until":
        return mine in {"until", "limit"}
    return not (mine in {"limit", "until"} and theirs == "start")


def _side(before: str) -> str:
    if _UNTIL.search(before):
        return "until"
    if _LIMIT.search(before):
        return "limit"
    return "start" if _START.search(before) else ""
