"""How a relative date or a longer period becomes first and last day: "last week", "a year later", "mid-2019"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.facts import calendars as cal
from rag.facts.numbers import to_number
from rag.facts.resolve import MONTH, YEAR, Clock, pick
from rag.facts.units import find_unit

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def near_day(match: re.Match[str], clock: Clock) -> cal.Period | None:
    if clock.published is None:
        return None
    day = clock.published + timedelta(days=_OFFSETS.get(match.group(0).lower().split(" m")[0], 0))
    return day, day


def relative(match: re.Match[str], clock: Clock) -> cal.Period | None:
    """ "last week", "this year", "next month", "late next month", "earlier this year"."""
    if clock.published is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    part = (match["part"] or "").lower()
    period = _shifted_unit(clock.published, match["unit"].lower(), step)
    if part == "earlier" and step == 0:
        return period[0], clock.published
    if part == "later" and step == 0:
        return clock.published, period[1]
    if part.startswith(("early", "mid", "late")) and not part.endswith("r") and match["unit"] != "week":
        return cal.third(period, part)
    return period


def _shifted_unit(published: date, unit: str, step: int) -> cal.Period:
    day = (published, published)
    if unit == "week":
        return cal.week_of(cal.shift(day, step, "week")[0])
    if unit == "weekend":
        saturday = published + timedelta(days=5 - published.weekday())
        if (step < 0 and published.weekday() < 6) or step > 0:
            saturday += timedelta(days=7 * step)
        return saturday, saturday + timedelta(days=1)
    if unit == "month":
        return cal.months(published.year, published.month + step)
    if unit == "quarter":
        return cal.months(published.year, 3 * ((published.month - 1) // 3 + step) + 1, 3)
    if unit == "decade":
        first = published.year // 10 * 10 + 10 * step
        return date(first, 1, 1), date(first + 9, 12, 31)
    return cal.year(published.year + step)


def weekend(match: re.Match[str], clock: Clock) -> cal.Period | None:
    if clock.published is None:
        return None
    ahead = clock.ahead(match)
    back = 0 if ahead or clock.published.weekday() >= 5 else -1
    return _shifted_unit(clock.published, "weekend", back)


def past_span(match: re.Match[str], clock: Clock) -> cal.Period | None:
    count = _count(match["count"])
    if clock.published is None or count is None:
        return None
    back = match["which"].lower() in ("past", "last", "previous")
    other = cal.shift((clock.published, clock.published), -count if back else count, cal.singular(match["unit"]))[0]
    return (other, clock.published) if back else (clock.published, other)


def _count(written: str) -> int | None:
    number = 1.0 if written.lower() in ("a", "an") else to_number(written)
    return int(number) if number is not None else None


def ago(match: re.Match[str], clock: Clock) -> cal.Period | None:
    count = _count(match["count"])
    if clock.published is None or count is None:
        return None
    return cal.ago(clock.published, count, cal.singular(match["unit"]))


def later(match: re.Match[str], clock: Clock) -> cal.Period | None:
    """ "five months later", "a year earlier", counted from the period read before it."""
    count = _count(match["count"])
    if count is None:
        return None
    back = match["way"].lower() in ("earlier", "before", "previously")
    anchor = clock.anchor
    if anchor is None and back and clock.published is not None:
        return cal.ago(clock.published, count, cal.singular(match["unit"]))
    return cal.shift(anchor, -count if back else count, cal.singular(match["unit"])) if anchor else None


def year_beside(match: re.Match[str], clock: Clock) -> cal.Period | None:
    """ "the year before", "the following year", counted from the period read before it."""
    if clock.anchor is None:
        return None
    back = re.search(r"before|previous|prior", match.group(0), re.IGNORECASE) is not None
    moved = cal.shift(clock.anchor, -1 if back else 1, match["unit"].lower())
    if match["unit"].lower() == "year":
        return cal.year(moved[0].year)
    return cal.months(moved[0].year, moved[0].month) if match["unit"].lower() == "month" else moved


def years(match: re.Match[str], clock: Clock) -> cal.Period | None:
    first, last = int(match["from"]), match["to"]
    second = int(last) if len(last) == 4 else int(str(first)[:2] + last)
    return date(first, 1, 1), date(second, 12, 31)


def _whole(match: re.Match[str], clock: Clock) -> cal.Period | None:
    """The year or month that "the end of ..." speaks of."""
    text = match["whole"]
    if not text:
        return None
    if year := re.search(YEAR, text):
        month = re.match(MONTH, text)
        number = int(year.group(0))
        return cal.months(number, cal.month_number(month.group(0))) if month else cal.year(number)
    if clock.published is None:
        return None
    if month := re.match(MONTH, text):
        number = cal.month_number(month.group(0))
        around = [cal.months(clock.published.year + step, number) for step in (-1, 0, 1)]
        return pick(around, clock, match)
    step = -1 if "last" in text else 1 if "next" in text else 0
    unit = re.search(r"week|month|year|decade", text)
    return _shifted_unit(clock.published, unit.group(0), step) if unit else None


def edge(match: re.Match[str], clock: Clock) -> cal.Period | None:
    period = _whole(match, clock)
    if period is None:
        return None
    edge = match["edge"].lower()
    if edge == "end":
        return period[1], period[1]
    if edge == "middle":
        return cal.third(period, "mid")
    return period[0], period[0]


def piece(match: re.Match[str], clock: Clock) -> cal.Period | None:
    """ "the first half of 2024", "the third quarter", "the first six months of last year"."""
    whole = _whole(match, clock)
    place, kind = _QUARTERS[match["place"].lower()], match["kind"].lower()
    if whole is None and (clock.published is None or kind != "quarter"):
        return None
    if whole is not None:
        year = whole[0].year
    else:
        assert clock.published is not None
        spans = [cal.quarter(clock.published.year + step, place) for step in (-1, 0, 1)]
        year = pick(spans, clock, match)[0].year
    if kind == "half":
        return cal.months(year, 1 if place == 1 else 7, 6)
    if kind == "quarter":
        return cal.quarter(year, place)
    count = _count(kind.split()[0])
    return cal.months(year, 1 if place == 1 else 13 - (count or 0), count) if count and count <= 12 else None


def season(match: re.Match[str], clock: Clock) -> cal.Period | None:
    name, which = match["season"].lower(), (match["which"] or "").lower()
    if match["year"]:
        return cal.season(int(match["year"]), name)
    if clock.published is None:
        return None
    around = [cal.season(clock.published.year + step, name) for step in (-2, -1, 0, 1)]
    if which == "last":
        return [period for period in around if period[1] < clock.published][-1]
    if which == "next":
        return next(period for period in around if period[0] > clock.published)
    if which == "this":
        # This summer, said in April or in September, is the one of the running year.
        return next(
            period for period in around if period[1] >= clock.published or period[0].year == clock.published.year
        )
    return pick(around, clock, match)


def decade(match: re.Match[str], clock: Clock) -> cal.Period | None:
    first = int(match["decade"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def year(match: re.Match[str], clock: Clock) -> cal.Period | None:
    sentence = clock.sentence
    number = int(match["year"])
    before = sentence[: match.start()]
    if re.search(
        r"(?:[$£€#]|\b(?:Resolution|No\.|Flight|Highway|Route|Room|Section|Rule|Model|about|roughly|some) )$",
        before,
    ):
        return None
    counted = find_unit(sentence, match.end("year"), float(number), part=False, vague=False)
    near_words = re.search(r"\b(?:the|in|since|by|of|from|until|nor|and|to) $", before)
    if counted and not near_words:
        return None
    if counted and sentence[counted[0] : counted[1]].lower() in (
        "percent",
        "%",
        "people",
        "troops",
        "soldiers",
    ):
        return None
    period = cal.year(number)
    return cal.third(period, match["part"]) if match["part"] else period
