"""The ways news writes a date, each with the function that places it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from rag.facts import calendars as cal
from rag.facts import resolve, resolve_relative
from rag.facts.resolve import MONTH, YEAR

Resolve = Callable[[re.Match[str], resolve.Clock], cal.Period | None]

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH_DAY = r"(?P<day>(?:0?[1-9]|[12]\d|3[01]))(?:st|nd|rd|th)?"
_COUNT = r"(?P<count>\d+|an?|[a-z]+(?:-[a-z]+)?)"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|decades?|century|centuries)"
_PART = r"(?:(?P<part>early|mid|late)[ -](?:in )?)?"
_WHOLE = rf"(?P<whole>(?:{MONTH} )?{YEAR}|{MONTH}|(?:the|this|last|next) (?:week|month|year|decade))"
_ENDING = rf"(?:,? (?P<year>{YEAR})\b)?"
_DASH = r"(?: ?[-–] ?| to )"
_WIDE_DASH = r"(?: ?[-–] ?| to | and | through | until )"
_FROM = r"(?:(?<=\b[Ff]rom )|(?<=\b[Bb]etween ))"
# "May" and "March" are also a word and a name: they need a word before them that goes with a date.
_BEFORE_MONTH = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\buntil )|(?<=\b[Bb]y )|(?<=\bfrom )|(?<=\bof )|(?<=\bbefore )|"
    r"(?<=\bafter )|(?<=\band )|(?<=\bthan )|(?<=\bthrough )|(?<=ecently as )|\b(?=early|mid|late|last|next|"
    r"this|January|February|April|June|July|August|September|October|November|December))"
)
_FALL = rf"(?:(?<=last )|(?<=next )|(?<=this )|(?<=in the ))fall|fall(?= of {YEAR})"


@cache
def date_patterns() -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """Return the patterns with their resolvers; of two that begin alike the longer match is read."""
    table = (*_named_days(), *_named_months(), *_relative(), *_periods())
    return tuple((re.compile(pattern, _flags(rule)), rule) for pattern, rule in table)


def _flags(rule: Resolve) -> int:
    """Names of days and months are capitalised: "may" and "sat" are no dates."""
    names = (
        resolve.month,
        resolve.weekday,
        resolve.day,
        resolve.month_days,
        resolve.month_span,
        resolve.month_years,
    )
    return 0 if rule in names else re.IGNORECASE


def _named_days() -> tuple[tuple[str, Resolve], ...]:
    first = rf"\b(?P<month>{MONTH}) (?P<day>{_DAY})"
    return (
        (r"\b\d{4}-\d{2}-\d{2}\b", resolve.iso),
        (rf"{first}{_WIDE_DASH}(?P<month2>{MONTH}) (?P<day2>{_DAY})\b{_ENDING}", resolve.month_days),
        (rf"{first}{_DASH}(?P<day2>{_DAY})\b{_ENDING}", resolve.month_days),
        (rf"\b(?P<day>{_DAY}){_DASH}(?P<day2>{_DAY}) (?P<month>{MONTH}){_ENDING}", resolve.month_days),
        (
            rf"(?:\b{_WEEKDAY},? (?:on )?)?\b(?P<month>{MONTH}) {_NTH_DAY}\b(?![:%,]\d){_ENDING}",
            resolve.day,
        ),
        (
            rf"(?:\b{_WEEKDAY},? )?\b{_NTH_DAY}(?: of)? (?P<month>{MONTH})(?![a-z]){_ENDING}",
            resolve.day,
        ),
        (
            rf"\b(?:(?P<which>last|next|this|past|previous|coming) )?(?P<weekday>{_WEEKDAY})\b(?!'s)"
            r"(?:\s+(?:morning|afternoon|evening|night))?(?: (?P<beside>last|this|next) week\b)?",
            resolve.weekday,
        ),
    )


def _named_months() -> tuple[tuple[str, Resolve], ...]:
    span = rf"(?P<month>{MONTH}) (?:to|and|through|until) (?P<month2>{MONTH})(?! \d{{1,2}}\b)"
    return (
        (rf"{_FROM}{span}{_ENDING}", resolve.month_span),
        (
            rf"{_FROM}(?P<month>{MONTH}) (?P<year>{YEAR}) (?:to|and|through|"
            rf"until) (?P<month2>{MONTH}) (?P<year2>{YEAR})\b",
            resolve.month_years,
        ),
        (rf"\b{_PART}(?P<which>)(?P<month>{MONTH}),?(?: of)? (?P<year>{YEAR})\b(?P<beside>)", resolve.month),
        (
            rf"{_BEFORE_MONTH}{_PART}(?:(?P<which>last|next|this) )?(?P<year>)(?P<month>{MONTH})"
            r"(?! \d)(?![a-z])(?: (?P<beside>last|this|next) year\b)?",
            resolve.month,
        ),
    )


def _relative() -> tuple[tuple[str, Resolve], ...]:
    return (
        (
            r"\b(?:yesterday|today|tonight|tomorrow|last night|this (?:morning|afternoon|"
            r"evening))\b(?!['’]s)(?: morning| evening| night)?",
            resolve_relative.near_day,
        ),
        (
            r"\b(?:(?P<part>earlier|later|early|mid|late)[ -])?(?P<which>last|this|next|"
            r"previous) (?P<unit>week|weekend|month|year|quarter|decade)\b(?! of )",
            resolve_relative.relative,
        ),
        (r"\b(?:over|at|during|on) the weekend\b", resolve_relative.weekend),
        (
            rf"\bthe (?P<which>past|last|previous|next|coming|following) {_COUNT} {_UNIT}\b",
            resolve_relative.past_span,
        ),
        (rf"\b{_COUNT} {_UNIT} ago\b", resolve_relative.ago),
        (
            rf"\b{_COUNT} {_UNIT} (?P<way>later|earlier|before|previously|afterwards)\b"
            r"(?! (?:the|he|she|it|they)\b)",
            resolve_relative.later,
        ),
        (
            r"\bthe (?P<unit>year|month|week|day) (?:before|after)\b(?! \w+ing\b| the\b| it\b| he\b)",
            resolve_relative.year_beside,
        ),
        (r"\bthe (?:previous|prior|following|next) (?P<unit>year|month|week|day)\b", resolve_relative.year_beside),
    )


def _periods() -> tuple[tuple[str, Resolve], ...]:
    return (
        (rf"\b(?P<from>{YEAR})(?:[-–/]| to | through )(?P<to>\d{{2}}(?:\d\d)?)\b", resolve_relative.years),
        (rf"(?<=\b[Bb]etween )(?P<from>{YEAR}) and (?P<to>{YEAR})\b", resolve_relative.years),
        (rf"\b(?P<edge>end|start|beginning|middle) of {_WHOLE}(?! \d)", resolve_relative.edge),
        (
            r"\bthe (?P<place>first|second|third|fourth|last|final) (?P<kind>half|quarter|[a-z]+ months)"
            rf"(?: of {_WHOLE})?(?! of the (?:match|game|season))",
            resolve_relative.piece,
        ),
        (
            r"\b(?:(?P<which>last|next|this) |in (?:the )?|by (?:the )?|of |since |the )(?:(?:early|late) )?"
            rf"(?P<season>spring|summer|autumn|winter|{_FALL})\b(?!s)(?:(?: of)? (?P<year>{YEAR}))?",
            resolve_relative.season,
        ),
        (r"\b(?:the )?(?:early |late )?(?P<decade>1[5-9]\d0|20\d0)s\b", resolve_relative.decade),
        (rf"(?<![\w.,/:$£€#-]){_PART}(?P<year>{YEAR})(?![\w%]|[,.:]\d|-\w)", resolve_relative.year),
    )
