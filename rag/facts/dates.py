"""The days and periods a sentence speaks of, resolved against the day of publication as news reads them.

A bare weekday is the latest one up to publication, or the next one where the clause looks ahead; a bare month or day
of a month is the latest past one, or the coming one where the clause looks ahead. What cannot be placed stays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from rag.facts import calendars as cal
from rag.facts import resolve
from rag.facts.kinds import SentenceDate
from rag.facts.resolve import MONTH, YEAR
from rag.facts.tense import of_speech

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DAYPART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_COUNT = r"(?P<count>\d+|an?|[a-z]+(?:-[a-z]+)?)"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|decades?|century|centuries)"
_RELATION = re.compile(
    r"\b(by|before|after|since|until|till|from|between|through|prior to|as of|following)"
    r"(?: the| late| early| about| around)*\s*$",
    re.IGNORECASE,
)
_Resolve = Callable[[re.Match[str], resolve.Clock], cal.Period | None]


def find_dates(sentence: str, published: date | None, context: str = "") -> tuple[SentenceDate, ...]:
    """Return the dates of a sentence in order.

    `published` places what is relative ("Friday", "in April"); without it only full dates are read. `context` is the
    text before the sentence in its paragraph: "a year later" counts from the last period read there.
    """
    anchor: cal.Period | None = None
    if context and re.search(
        r"\b(?:later|earlier|before|after|following|previous)\b", sentence, re.IGNORECASE
    ):
        earlier = find_dates(context, published)
        anchor = (earlier[-1].first, earlier[-1].last) if earlier else None
    found: list[SentenceDate] = []
    position = 0
    for match, rule in _matches(sentence):
        if match.start() < position:
            continue
        period = _safely(rule, match, resolve.Clock(sentence, published, anchor))
        if period is None:
            continue
        anchor, position = period, match.end()
        start, end = _trimmed(match)
        relation = _RELATION.search(sentence[:start])
        found.append(
            SentenceDate(
                start, end, sentence[start:end], *period,
                relation=relation.group(1).lower() if relation else "",
                of_speech=of_speech(sentence, start, end),
            )
        )  # fmt: skip
    return tuple(found)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group(0)
    opening = re.match(r"\s*(?:(?:in|by|of|since) (?:the )?)?", text, re.IGNORECASE)
    start = match.start() + (opening.end() if opening else 0)
    return start, match.start() + len(text.rstrip(" ,"))


def _safely(rule: _Resolve, match: re.Match[str], clock: resolve.Clock) -> cal.Period | None:
    # Years outside the calendar's 1..9999 can come out of "12,000 years ago".
    try:
        period = rule(match, clock)
    except (ValueError, OverflowError):
        return None
    return period if period is not None and period[0] <= period[1] else None


def _matches(sentence: str) -> list[tuple[re.Match[str], _Resolve]]:
    """Every pattern's matches, left to right, the longest first where two begin alike."""
    found = [(match, rule) for pattern, rule in _rules() for match in pattern.finditer(sentence)]
    return sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end()))


@cache
def _rules() -> tuple[tuple[re.Pattern[str], _Resolve], ...]:
    part = r"(?:(?P<part>early|mid|late)[ -](?:in )?)?"
    whole = rf"(?P<whole>(?:{MONTH} )?{YEAR}|{MONTH}|(?:the|this|last|next) (?:week|month|year|decade))"
    ending = r"(?:(?:,)? (?P<year>" + YEAR + r")\b)?"
    dash = r"(?: ?[-–] ?| to | and | through | until )"
    table: tuple[tuple[str, _Resolve], ...] = (
        (r"\b\d{4}-\d{2}-\d{2}\b", resolve.iso),
        (rf"\b(?P<from>{YEAR})(?:[-–/]| to | through )(?P<to>\d{{2}}(?:\d\d)?)\b", resolve.years),
        (rf"(?<=\b[Bb]etween )(?P<from>{YEAR}) and (?P<to>{YEAR})\b", resolve.years),
        (rf"\b(?P<month>{MONTH}) (?P<day>{_DAY}){dash}(?P<month2>{MONTH}) (?P<day2>{_DAY})\b{ending}", resolve.month_days),
        (rf"\b(?P<month>{MONTH}) (?P<day>{_DAY})(?: ?[-–] ?| to )(?P<day2>{_DAY})\b{ending}", resolve.month_days),
        (rf"\b(?P<day>{_DAY})(?: ?[-–] ?| to )(?P<day2>{_DAY}) (?P<month>{MONTH}){ending}", resolve.month_days),
        (rf"(?:\b{_WEEKDAY},? (?:on )?)?\b(?P<month>{MONTH}) (?P<day>{_DAY})(?:st|nd|rd|th)?\b(?![:%,]\d){ending}", resolve.day),
        (rf"(?:\b{_WEEKDAY},? )?\b(?P<day>{_DAY})(?:st|nd|rd|th)?(?: of)? (?P<month>{MONTH})(?![a-z]){ending}", resolve.day),
        (rf"(?<=\b[Ff]rom )(?P<month>{MONTH}) (?:to|through|until) (?P<month2>{MONTH})(?! \d{{1,2}}\b){ending}", resolve.month_span, resolve.month_years),
        (
            rf"(?:(?<=\b[Ff]rom )|(?<=\b[Bb]etween ))(?P<month>{MONTH}) (?P<year>{YEAR}) (?:to|and|through|until) "
            rf"(?P<month2>{MONTH}) (?P<year2>{YEAR})\b",
            resolve.month_years,
        ),
        (rf"(?<=\b[Bb]etween )(?P<month>{MONTH}) and (?P<month2>{MONTH})(?! \d{{1,2}}\b){ending}", resolve.month_span, resolve.month_years),
        (rf"\b{part}(?P<which>)(?P<month>{MONTH}),?(?: of)? (?P<year>{YEAR})\b", resolve.month),
        (
            rf"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bby )|(?<=\bBy )|"
            rf"(?<=\bfrom )|(?<=\bof )|"
            rf"(?<=\bbefore )|(?<=\bafter )|(?<=\band )|(?<=\bthan )|\b(?=early|mid|late|last|next|this|"
            rf"January|February|"
            rf"April|June|July|August|September|October|November|December))"
            rf"{part}(?:(?P<which>last|next|this) )?(?P<year>)(?P<month>{MONTH})(?! \d)(?![a-z])", resolve.month,
        ),
        (rf"\b(?:(?P<which>last|next|this|past|previous|coming) )?(?P<weekday>{_WEEKDAY})\b(?!'s){_DAYPART}", resolve.weekday),
        (r"\b(?:yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|evening))\b(?!['’]s)"
         r"(?: morning| evening| night)?", resolve.near_day),
        (
            r"\b(?:(?P<part>earlier|later|early|mid|late)[ -])?(?P<which>last|this|next|previous) "
            r"(?P<unit>week|weekend|month|year|quarter|decade)\b(?! of )", resolve.relative,
        ),
        (r"\b(?:over|at|during|on) the weekend\b", resolve.weekend),
        (rf"\bthe (?P<which>past|last|previous|next|coming|following) {_COUNT} {_UNIT}\b", resolve.past_span),
        (rf"\b{_COUNT} {_UNIT} ago\b", resolve.ago),
        (rf"\b{_COUNT} {_UNIT} (?P<way>later|earlier|before|previously|afterwards)\b(?! (?:the|he|she|it|they)\b)", resolve.later),
        (r"\bthe (?P<unit>year|month|week|day) (?:before|after)\b(?! \w+ing\b| the\b| it\b| he\b)", resolve.year_beside),
        (r"\bthe (?:previous|prior|following|next) (?P<unit>year|month|week|day)\b", resolve.year_beside),
        (rf"\b(?P<edge>end|start|beginning|middle) of {whole}(?! \d)", resolve.edge),
        (
            rf"\bthe (?P<place>first|second|third|fourth|last|final) (?P<kind>half|quarter|[a-z]+ months)"
            rf"(?: of {whole})?(?! of the (?:match|game|season))", resolve.piece,
        ),
        (
            rf"\b(?:(?P<which>last|next|this) |in (?:the )?|by (?:the )?|of |since |the )(?:(?:early|late) )?"
            rf"(?P<season>spring|summer|autumn|winter|(?<=last )fall|(?<=next )fall|(?<=this )fall|"
            rf"(?<=in the )fall|"
            rf"fall(?= of {YEAR}))\b(?!s)(?:(?: of)? (?P<year>{YEAR}))?", resolve.season,
        ),
        (r"\b(?:the )?(?:early |late )?(?P<decade>1[5-9]\d0|20\d0)s\b", resolve.decade),
        (rf"(?<![\w.,/:$£€#-]){part}(?P<year>{YEAR})(?![\w%]|[,.:]\d|-\w)", resolve.year),
    )  # fmt: skip
    return tuple((re.compile(pattern, _flags(rule)), rule) for pattern, rule in table)


def _flags(rule: _Resolve) -> int:
    """Names of months and days are capitalised: "may" and "sat" are no dates."""
    return (
        0
        if rule in (resolve.month, resolve.weekday, resolve.day, resolve.month_days, resolve.month_span, resolve.month_years)
        else re.IGNORECASE
    )
