"""Which day a report, a sentence or a figure is of: its own where it names one, else that of the report."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from rag.asked import Asked
from rag.facts import AnswerKind, Reading, SentenceDate, Value, date_of, dateline_day
from rag.facts.datelines import OPENING
from rag.facts.resolve import MONTH, YEAR
from rag.types import Article, Finding

_HOUR = re.compile(
    r"(?:(?:at|about|around|shortly|just|before|after|by|the|this|on) )*(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|"
    r"\d{1,2} ?(?:[ap]\.?m\.?|o'clock)|morning|afternoon|evening|today|tonight|midnight|noon|dawn)\b[^\d]{0,25}",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:now|today|currently)\b|\band (?:owns|has|have|holds|employs|runs|leads|is|are|makes)\b", re.I
)
_MENTIONED = re.compile(r"\b(?:that|which|who|whose|when|where|after|before|since|than)\b|,\s+(?:the|a|an)\s", re.I)

_WITH_YEAR = re.compile(rf"\b{YEAR}\b")
_PART = re.compile(r"(?:early|mid|late)\b", re.I)
_MONTH_NAMED = re.compile(rf"\b{MONTH}")


def day_of_report(article: Article) -> date | None:
    """Return the day of publication, else that of the dateline."""
    if article.published:
        return article.published
    dateline = dateline_of(article.text)
    return dateline.first if dateline else None


@lru_cache(maxsize=256)
def dateline_of(text: str) -> SentenceDate | None:
    """Return the day that a text opens with."""
    return dateline_day(text)


def without_dateline(reading: Reading, article: Article, start: int) -> Reading:
    """Return a reading of the sentence at `start` without the day of the dateline, which is that of the report."""
    dateline = dateline_of(article.text)
    if dateline is None:
        return reading
    return replace(reading, dates=tuple(day for day in reading.dates if day.start + start != dateline.start))


def in_dateline(asked: Asked, finding: Finding) -> bool:
    """Tell whether a finding is only where a report was written ("BAGHDAD, Sept. 6 -"): that is not what it reports,
    while its day may be."""
    dateline = OPENING.match(finding.hit.article.text)
    if dateline is None or finding.end > dateline.end():
        return False
    return asked.kind is not AnswerKind.DATE or not any(map(str.isdigit, finding.text))


def on_the_day(asked: Asked, finding: Finding) -> Finding:
    """An hour is no answer to "when": a report that tells the hour of what it reports tells its day in the dateline."""
    if asked.kind is not AnswerKind.DATE or not _HOUR.fullmatch(finding.text.strip()):
        return finding
    day, passage = dateline_of(finding.hit.article.text), finding.hit.passage
    if day is None or day.start < passage.start or passage.end < day.end:
        return finding
    return replace(finding, start=day.start, end=day.end)


def own_date(sentence: str, reading: Reading, value: Value | None) -> SentenceDate | None:
    """The date at which the figure, or the sentence, holds; that of something it only mentions is another's.

    "2,862 died in the earthquake that hit on Friday": Friday is the day of the earthquake; "2,500 are there, the level
    reached in January": January is that of the level.
    """
    told = date_of(sentence, reading, value)
    if told is None or value is None:
        return told
    if told.start >= value.end:
        return None if _MENTIONED.search(sentence[value.end : told.start]) else told
    # "Came back in 2014 at the head of a coalition that now has 80 members": the figure is of the day of the report.
    return None if _PRESENT.search(sentence[told.end : value.start]) else told


def day_said(reading: Reading, value: Value | None) -> SentenceDate | None:
    """The day on which it was said, for words without a figure and a day of their own."""
    return next((day for day in reading.dates if day.of_speech), None) if value is None else None


def days_of(told: SentenceDate | None, published: date | None) -> tuple[date | None, date | None]:
    """(The day it holds for or None, the last day it may hold for)."""
    if told is None or (published and told.last >= published):
        return published, published
    if told.relation in {"by", "until"}:
        return told.last, told.last
    if told.relation:
        return published, published
    return (told.first if told.first == told.last else None), told.last


def period_in_words(told: SentenceDate) -> str:
    """Return a month, a year or what else is told, as it reads outside its article: "last month" is "November 2021"."""
    text = told.text
    if _WITH_YEAR.search(text):
        return text
    if _MONTH_NAMED.search(text) and told.first.year == told.last.year:
        return f"{text} {told.first.year}"
    first, last = told.first, told.last
    part = _PART.match(text)
    if part and (first.year, first.month) == (last.year, last.month):
        return f"{part[0].lower()} {calendar.month_name[first.month]} {first.year}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole or first.year != last.year:
        return text
    if (first.month, last.month) == (1, 12):
        return f"{first.year}"
    months = [calendar.month_name[day.month] for day in (first, last)]
    return f"{' to '.join(dict.fromkeys(months))} {first.year}"
