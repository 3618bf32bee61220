"""The days and periods a sentence speaks of, resolved against the day of publication as news reads them.

A bare weekday is the latest one up to publication, or the next one where the clause looks ahead; a bare month or day
of a month is the latest past one, or the coming one where the clause looks ahead. What cannot be placed stays out.
"""

from __future__ import annotations

import re
from datetime import date

from rag.facts import calendars as cal
from rag.facts import resolve
from rag.facts.date_patterns import Resolve, date_patterns
from rag.facts.kinds import SentenceDate
from rag.facts.tense import of_speech

_RELATION = re.compile(
    r"\b(by|before|after|since|until|till|from|between|through|prior to|as of|following)(?: the| late|"
    r" early| about| around)*\s*$",
    re.IGNORECASE,
)


def find_dates(sentence: str, published: date | None, context: str = "") -> tuple[SentenceDate, ...]:
    """Return the dates of a sentence in order.

    `published` places what is relative ("Friday", "in April"); without it only full dates are read. `context` is the
    text before the sentence in its paragraph: "a year later" counts from the last period read there.
    """
    anchor: cal.Period | None = None
    if context and re.search(r"\b(?:later|earlier|before|after|following|previous)\b", sentence, re.IGNORECASE):
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


_DAY_ALONE = re.compile(
    rf"(?:on |the )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:on |the )*"
    rf"(?:(?P<month>{resolve.MONTH}) (?P<day>[12]?\d|3[01])|(?P<day2>[12]?\d|3[01])(?:st|nd|rd|th)?(?: of)? "
    rf"(?P<month2>{resolve.MONTH}))(?:st|nd|rd|th)?(?:,? (?P<year>{resolve.YEAR}))?",
    re.IGNORECASE,
)


_TYPED_SMALL = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|"
    r"oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<=in )(?:march|may)|(?<=since )(?:march|may)|"
    r"(?<=by )(?:march|may)|(?:march|may)(?= \d))\b"
)


def with_capitals(question: str) -> str:
    """Return a question as long as before, the months and days in it that were typed small with their capital."""
    return _TYPED_SMALL.sub(lambda found: found[0].capitalize(), question)


def month_and_day(text: str) -> tuple[int, int, int | None] | None:
    """Return (month, day, year or None) of a text that is a day and nothing else, whether or not it can be placed."""
    match = _DAY_ALONE.fullmatch(text.strip(" ,.;"))
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return cal.month_number(match["month"] or match["month2"]), int(match["day"] or match["day2"]), year


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group(0)
    opening = re.match(r"\s*(?:(?:in|by|of|since) (?:the )?|(?:over|at|during|on) )?", text, re.IGNORECASE)
    start = match.start() + (opening.end() if opening else 0)
    return start, match.start() + len(text.rstrip(" ,"))


def _safely(rule: Resolve, match: re.Match[str], clock: resolve.Clock) -> cal.Period | None:
    # Years outside the calendar's 1..9999 can come out of "12,000 years ago".
    try:
        period = rule(match, clock)
    except (ValueError, OverflowError):
        return None
    return period if period is not None and period[0] <= period[1] else None


def _matches(sentence: str) -> list[tuple[re.Match[str], Resolve]]:
    """Every pattern's matches, left to right, the longest first where two begin alike."""
    found = [(match, rule) for pattern, rule in date_patterns() for match in pattern.finditer(sentence)]
    return sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end()))
