"""Calendar arithmetic on whole periods: a period is its first and last day, both included."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date, date]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Meteorological seasons of the northern hemisphere: first month, the winter beginning in December.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# "early", "mid" and "late" split a year in thirds of four months and a month at its 10th and 20th day.
THIRDS = {"early": 0, "mid": 1, "late": 2}


def month_number(name: str) -> int:
    """Return 1..12 for a month's name or its abbreviation ("Sept.")."""
    return MONTHS.index(name.lower()[:3]) + 1


def weekday_number(name: str) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    return WEEKDAYS.index(name.lower())


def year(number: int) -> Period:
    """Return a calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def months(year_number: int, first_month: int, count: int = 1) -> Period:
    """Return `count` whole months; months below 1 and above 12 run into the years beside."""
    first = _month_index(year_number, first_month)
    last = _month_index(year_number, first_month + count - 1)
    return first, date(last.year, last.month, monthrange(last.year, last.month)[1])


def _month_index(year_number: int, month: int) -> date:
    index = year_number * 12 + month - 1
    return date(index // 12, index % 12 + 1, 1)


def quarter(year_number: int, number: int) -> Period:
    """Return quarter 1..4 of a year."""
    return months(year_number, 3 * number - 2, 3)


def season(year_number: int, name: str) -> Period:
    """Return a season by the year it begins in."""
    return months(year_number, SEASONS[name.lower()], 3)


def week_of(day: date) -> Period:
    """Return the week from Monday to Sunday that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def third(period: Period, part: str) -> Period:
    """Return the early, mid or late third of a year or a month."""
    first, last = period
    place = THIRDS[part.lower().rstrip("-")]
    if first.month != last.month:
        return months(first.year, 4 * place + 1, 4)
    starts = (1, 11, 21)
    start = first.replace(day=starts[place])
    return start, (last if place == 2 else first.replace(day=starts[place] + 9))


def is_months(period: Period) -> bool:
    """Whether a period is made of whole months."""
    first, last = period
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def shift(period: Period, count: int, unit: str) -> Period:
    """Move a period by days, weeks, months, years or decades; whole months stay whole months."""
    if unit in ("day", "week"):
        step = timedelta(days=count * (7 if unit == "week" else 1))
        return period[0] + step, period[1] + step
    moved = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    first, last = (_shift_day(day, moved) for day in period)
    if is_months(period):
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return first, last


def _shift_day(day: date, count: int) -> date:
    target = _month_index(day.year, day.month + count)
    return target.replace(day=min(day.day, monthrange(target.year, target.month)[1]))


def ago(published: date, count: int, unit: str) -> Period:
    """Return the day of "two weeks ago", the month of "two months ago", the year of "two years ago"."""
    first, _ = shift((published, published), -count, unit)
    if unit == "month":
        return months(first.year, first.month)
    if unit in ("year", "decade", "century"):
        return year(first.year)
    return first, first


def valid_day(year_number: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has no such day."""
    if not 1 <= day <= monthrange(year_number, month)[1]:
        return None
    return date(year_number, month, day)


def singular(unit: str) -> str:
    """Return "week" for "weeks", "century" for "centuries"."""
    return re.sub(r"ies$", "y", unit.lower()) if unit.lower().endswith("ies") else unit.lower().removesuffix("s")
