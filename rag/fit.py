"""How well what was found fits the question: the days asked about, and the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.asked import Asked
from rag.facts import AnswerKind, Reading, SentenceDate, Value, ValueKind, unit_noun
from rag.mentions import find_people
from rag.types import Finding

_MULTIPLE = re.compile(r"\b(?:twice|double|triple|times) (?:the|that|as|of)\b", re.I)
"""A multiple of a figure is no figure itself: "more than twice the 900"."""

_DAY_ASKED = re.compile(r"\b(?:what|which|exact) (?:day|date)\b", re.I)


def period_fit(asked: Asked, told: SentenceDate | None, dates: Sequence[SentenceDate], published: date | None) -> float:
    """Does the sentence speak of the days asked about? -1..1, 0 where nothing was asked or nothing is known."""
    if asked.period is None:
        return 0.0
    first, last = asked.period
    if told and told.first <= last and first <= told.last:
        return 1.0
    if told:
        return -1.0
    if any(day.first <= last and first <= day.last for day in dates):
        return 0.5
    if published is None:
        return 0.0
    if first <= published <= last:
        return 0.0 if any(not day.of_speech for day in dates) else 0.8
    # A report from before the days asked about may still have held on them; a later one speaks of its own day.
    days = (first - published).days if published < first else (published - last).days
    return max(-1.0, 0.3 - days / 90) if published < first else max(-1.0, -days / 45)


def kind_fit(asked: Asked, finding: Finding, value: Value | None, reading: Reading, start: int) -> float:
    """Is the span what was asked for? -1..1, 0 where the question does not tell; `start` is the sentence's."""
    if asked.wants_figure:
        return -0.5 if _MULTIPLE.search(finding.text) else _figure_fit(asked, value)
    if asked.kind is AnswerKind.DATE:
        return _date_fit(asked, finding, reading, start)
    if asked.kind in {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE}:
        return _name_fit(asked, finding)
    return 0.0


def _name_fit(asked: Asked, finding: Finding) -> float:
    """1 for the name of a person where one is asked for, 0.5 for another name, -0.5 where nothing is named."""
    if asked.kind is AnswerKind.PERSON and find_people(finding.text):
        return 1.0
    named = any(letter.isupper() for letter in re.sub(r"^(?:The|A|An)\s", "", finding.text))
    return (0.0 if asked.kind is AnswerKind.PERSON else 0.5) if named else -0.5


def _date_fit(asked: Asked, finding: Finding, reading: Reading, start: int) -> float:
    """1 where the span is a date, 0 where it is a longer phrase with one, -1 where it has none; less where a day is
    asked for and only a month or year is told."""
    found = [day for day in reading.dates if day.start + start < finding.end and finding.start < day.end + start]
    inside = [min(day.end + start, finding.end) - max(day.start + start, finding.start) for day in found]
    if not inside:
        return -1.0
    if _DAY_ASKED.search(asked.question) and all(day.first != day.last for day in found):
        return -0.5
    return 1.0 if 2 * sum(inside) >= finding.end - finding.start else 0.0


def _figure_fit(asked: Asked, value: Value | None) -> float:
    if value is None:
        return -1.0
    right_kind = {
        AnswerKind.MONEY: value.kind is ValueKind.MONEY,
        AnswerKind.PERCENT: value.kind in {ValueKind.PERCENT, ValueKind.FRACTION},
        AnswerKind.DURATION: value.kind is ValueKind.DURATION,
        AnswerKind.AGE: value.kind in {ValueKind.AGE, ValueKind.DURATION},
    }.get(asked.kind, value.kind not in {ValueKind.MONEY, ValueKind.PERCENT})
    if not right_kind:
        return -0.5
    if asked.unit and value.unit:
        return 1.0 if unit_words(asked.unit) & unit_words(value.unit) else 0.0
    return 0.7


def unit_words(text: str) -> set[str]:
    """Lower-case words without a plural s: "U.S. troops" and "troop" share one."""
    return {unit_noun(word) for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2}
