"""How a named day or month becomes a period, and what every way of writing a date is placed with.

A resolver gets the match of its pattern and the clock, and returns None where the words cannot be placed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rag.facts import calendars as cal
from rag.facts.tense import looks_ahead

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|"
    r"Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b))"
)
YEAR = r"(?:1[0-9]\d\d|20\d\d)"


@dataclass(frozen=True, slots=True)
class Clock:
    """What a pattern is resolved with: the sentence, the day of publication and the last period read before."""

    sentence: str
    published: date | None
    anchor: cal.Period | None

    def ahead(self, match: re.Match[str]) -> bool | None:
        return looks_ahead(self.sentence, match.start(), match.end())


# "Sunday last week", "in June last year".
_BESIDE = {"last": -1, "this": 0, "next": 1}


def month_days(match: re.Match[str], clock: Clock) -> cal.Period | None:
    base = _day_of(match["month"], int(match["day"]), match["year"], match, clock)
    if base is None:
        return None
    other = match.groupdict().get("month2")
    month = cal.month_number(other) if other else base.month
    last = cal.valid_day(base.year + (month < base.month), month, int(match["day2"]))
    return (base, last) if last else None


def day(match: re.Match[str], clock: Clock) -> cal.Period | None:
    day = _day_of(match["month"], int(match["day"]), match["year"], match, clock)
    return (day, day) if day else None


def _day_of(month: str, day: int, year: str | None, match: re.Match[str], clock: Clock) -> date | None:
    number = cal.month_number(month)
    if year:
        return cal.valid_day(int(year), number, day)
    if clock.published is None:
        return None
    around = [cal.valid_day(clock.published.year + step, number, day) for step in (-1, 0, 1)]
    days = [candidate for candidate in around if candidate]
    return pick([(candidate, candidate) for candidate in days], clock, match)[0] if days else None


def pick(candidates: list[cal.Period], clock: Clock, match: re.Match[str]) -> cal.Period:
    """The latest period begun by publication, or the next one where the words or the distance look ahead."""
    assert clock.published is not None
    published = clock.published
    past = [period for period in candidates if period[0] <= published]
    coming = [period for period in candidates if period[1] >= published]
    if not past or not coming:
        return (past or coming)[-1 if past else 0]
    ahead = clock.ahead(match)
    if ahead is None:
        # A day without a year lies in the running year; eight months back is further than news goes
        # without one.
        near = (coming[0][0] - published).days <= 120 and past[-1][0].year < published.year
        ahead = near and (published - past[-1][1]).days > 240
    # What lies further ahead than nine months is written with its year.
    return coming[0] if ahead and (coming[0][0] - published).days <= 275 else past[-1]


def month(match: re.Match[str], clock: Clock) -> cal.Period | None:
    number = cal.month_number(match["month"])
    if match["year"]:
        period = cal.months(int(match["year"]), number)
    elif clock.published is None:
        return None
    else:
        period = _bare_month(number, (match["which"] or "").lower(), match, clock)
        beside = _BESIDE.get(match["beside"] or "")
        if beside is not None:
            period = cal.months(clock.published.year + beside, number)
    return cal.third(period, match["part"]) if match["part"] else period


def _bare_month(number: int, which: str, match: re.Match[str], clock: Clock) -> cal.Period:
    assert clock.published is not None
    published = clock.published
    around = [cal.months(published.year + step, number) for step in (-1, 0, 1)]
    if which == "last":
        return [period for period in around if period[1] < published.replace(day=1) or period[1] < published][-1]
    if which == "next":
        return next(period for period in around if period[0] > published)
    return pick(around, clock, match)


def month_span(match: re.Match[str], clock: Clock) -> cal.Period | None:
    first, last = cal.month_number(match["month"]), cal.month_number(match["month2"])
    if match["year"]:
        year = int(match["year"])
    elif clock.published is None:
        return None
    else:
        spans = [cal.months(clock.published.year + step, first) for step in (-1, 0, 1)]
        year = pick(spans, clock, match)[0].year
    return cal.months(year, first, (last - first) % 12 + 1)


def month_years(match: re.Match[str], clock: Clock) -> cal.Period | None:
    first = cal.months(int(match["year"]), cal.month_number(match["month"]))
    return first[0], cal.months(int(match["year2"]), cal.month_number(match["month2"]))[1]


def weekday(match: re.Match[str], clock: Clock) -> cal.Period | None:
    if clock.published is None:
        return None
    number, which = cal.weekday_number(match["weekday"]), (match["which"] or "").lower()
    back = (clock.published.weekday() - number) % 7
    day = clock.published - timedelta(days=back)
    if which == "next" or (which == "" and clock.ahead(match)):
        day += timedelta(days=7)
        if which == "" and back == 0:
            day = clock.published
    elif which in ("last", "past", "previous") and back == 0:
        day -= timedelta(days=7)
    beside = _BESIDE.get(match["beside"] or "")
    if beside is not None:
        day = cal.week_of(clock.published)[0] + timedelta(days=number + 7 * beside)
    return day, day


def iso(match: re.Match[str], clock: Clock) -> cal.Period | None:
    day = date.fromisoformat(match.group(0))
    return day, day
