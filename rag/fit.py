"""How well what was found fits the question: the days asked about, and the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.asked import Asked
from rag.coverage import places_in
from rag.facts import AnswerKind, Reading, SentenceDate, Value, ValueKind, month_and_day, unit_noun
from rag.mentions import TITLE, find_people
from rag.types import Finding
from rag.whole import NUMBERED

_MULTIPLE = re.compile(r"\b(?:twice|double|triple|times) (?:the|that|as|of)\b", re.I)
"""A multiple of a figure is no figure itself: "more than twice the 900"."""

_ONE_UNIT = (
    "people deaths death dead killed fatalities victims lives casualties persons",
    "troops soldiers forces personnel members service advisers servicemen",
    "seats members lawmakers deputies",
)
"""Units that count one thing: a toll is told in people, deaths or victims, a parliament in seats or members."""

_BODY = re.compile(
    r"\b(?:Inc|Corp|Ltd|Co|LLC|PLC|Group|Holdings|Capital|Securities|Partners|Company|Corporation|Bank|Agency|"
    r"Association|Authority|Board|Bureau|Commission|Committee|Council|Department|Federation|Foundation|Institute|"
    r"League|Ministry|Movement|Observatory|Office|Organi[sz]ation|Party|Service|Society|Union|Airlines|Airways|"
    r"Industries|Motors|Pharmaceuticals|Therapeutics|Technologies|University)\b"
)
"""A word that makes a name one of a body."""
_TITLED = re.compile(rf"{TITLE} ")
_COUNTRY_ASKED = re.compile(r"\b(?:what|which) (?:\w+ )?(?:countr(?:y|ies)|nations?)\b", re.I)
_TO_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|off|of|around|into) (?:the )?(?:\w+ )?$", re.I)
_OF_ANY_KIND = re.compile(r"\bhow (?:much|high|low|big|large|small|strong|fast|quickly|steep)\b", re.I)
"""A question for a figure that may be a sum of money, a percentage or a measure."""

_WHOLE = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)) (?:out )?of (?:the |its |their )?$")
"""What a figure was taken out of is no answer: "74 of the | 200 seats"."""

HELD_ON, DAYS_HELD = 0.5, 90
"""Fit of an earlier day told in a report of the days asked about, and the days within which it falls by 1."""

_DAY_ASKED = re.compile(r"\b(?:what|which|exact) (?:day|date)\b", re.I)


def period_fit(asked: Asked, told: SentenceDate | None, dates: Sequence[SentenceDate], published: date | None) -> float:
    """Does the sentence speak of the days asked about? -1..1, 0 where nothing was asked or nothing is known."""
    if asked.period is None:
        return 0.0
    first, last = asked.period
    if told and told.first <= last and first <= told.last:
        return 1.0
    if told and published and told.first > published and first <= published <= last:
        return HELD_ON  # what a report of these days says of a day to come was so planned on them
    if told and told.last < first:
        # What was reached before the days asked about may have held on: less and less surely, and within a report of
        # these days surely enough.
        inside = published is not None and first <= published <= last
        return max(-1.0, (HELD_ON if inside else 0.0) - (first - told.last).days / DAYS_HELD)
    if told:
        return -1.0
    if any(day.first <= last and first <= day.last for day in dates):
        return 0.5
    if published is None:
        return 0.0
    if first <= published <= last:
        return 0.4 if any(not day.of_speech for day in dates) else 0.8
    # A report from before the days asked about may still have held on them; a later one speaks of its own day.
    days = (first - published).days if published < first else (published - last).days
    return max(-1.0, 0.3 - days / 90) if published < first else max(-1.0, -days / 45)


def kind_fit(asked: Asked, finding: Finding, value: Value | None, reading: Reading, start: int) -> float:
    """Is the span what was asked for? -1..1, 0 where the question does not tell; `start` is the sentence's."""
    if asked.wants_figure:
        before = finding.hit.article.text[max(0, finding.start - 20) : finding.start]
        # A number that is a name counts nothing: "a Category | 3 hurricane".
        named = (finding.text.isdigit() and NUMBERED.search(before)) or _WHOLE.search(before)
        return -0.5 if named or _MULTIPLE.search(finding.text) else _figure_fit(asked, value)
    if asked.kind is AnswerKind.DATE:
        return _date_fit(asked, finding, reading, start)
    if asked.kind is AnswerKind.PERSON and _speaks(finding, reading, start):
        return 1.0
    if asked.kind in {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE}:
        return _name_fit(asked, finding)
    return 0.0


def _speaks(finding: Finding, reading: Reading, start: int) -> bool:
    """Whether the span is who is made to say the sentence, with a name or without."""
    speaker = reading.speaker
    return speaker is not None and (speaker.start, speaker.end) == (finding.start - start, finding.end - start)


def _name_fit(asked: Asked, finding: Finding) -> float:
    """1 for a name of the kind asked for, 0 to 0.5 for one that may be, -0.5 for one of another kind or for none."""
    text = finding.text
    person, body = bool(find_people(text)), _BODY.search(text) is not None
    named = any(letter.isupper() for letter in re.sub(r"^(?:The|A|An)\s", "", text))
    if asked.kind is AnswerKind.PERSON:
        return 1.0 if person else 0.0 if named else -0.5
    if asked.kind is AnswerKind.ORGANISATION:
        return 1.0 if body else (-0.5 if _TITLED.match(text) or not named else 0.5)
    if _COUNTRY_ASKED.search(asked.question):
        return 1.0 if places_in(text) else -0.5
    if not named or body or _TITLED.match(text):
        return -0.5
    before = finding.hit.article.text[max(0, finding.start - 20) : finding.start]
    return 1.0 if places_in(text) or _TO_PLACE.search(before) else 0.5


def _date_fit(asked: Asked, finding: Finding, reading: Reading, start: int) -> float:
    """1 where the span is a date, 0 where it is a longer phrase with one, -1 where it has none; less where a day is
    asked for and only a month or year is told."""
    found = [day for day in reading.dates if day.start + start < finding.end and finding.start < day.end + start]
    inside = [min(day.end + start, finding.end) - max(day.start + start, finding.start) for day in found]
    if not inside:
        return 0.7 if month_and_day(finding.text) else -1.0
    if _DAY_ASKED.search(asked.question) and all(day.first != day.last for day in found):
        return -0.5
    return 1.0 if 2 * sum(inside) >= finding.end - finding.start else 0.0


def _figure_fit(asked: Asked, value: Value | None) -> float:
    """1 for a figure of the kind and unit asked for, 0.7 where the unit is not said, 0 for another unit, -0.5 for
    another kind of figure, -1 for none."""
    if value is None:
        return -1.0
    if not _right_kind(asked, value):
        return -0.5
    if asked.unit and value.unit:
        if unit_words(asked.unit) & unit_words(value.unit):
            return 1.0
        return 0.7 if same_unit(asked.unit, value.unit) else 0.0
    return 0.7


def _right_kind(asked: Asked, value: Value) -> bool:
    if asked.kind is AnswerKind.QUANTITY and asked.unit is None and _OF_ANY_KIND.search(asked.question):
        return value.kind not in {ValueKind.DURATION, ValueKind.AGE}
    return {
        AnswerKind.MONEY: value.kind is ValueKind.MONEY,
        AnswerKind.PERCENT: value.kind in {ValueKind.PERCENT, ValueKind.FRACTION},
        AnswerKind.DURATION: value.kind is ValueKind.DURATION,
        AnswerKind.AGE: value.kind in {ValueKind.AGE, ValueKind.DURATION},
    }.get(asked.kind, value.kind not in {ValueKind.MONEY, ValueKind.PERCENT, ValueKind.DURATION, ValueKind.AGE})


def unit_words(text: str) -> set[str]:
    """Lower-case words without a plural s: "U.S. troops" and "troop" share one."""
    return {unit_noun(word) for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 2}


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units may count the same: a word in common, two words for one thing, or one left out."""
    mine, theirs = unit_words(one or ""), unit_words(other or "")
    if not mine or not theirs or mine & theirs:
        return True
    return any(mine & unit_words(words) and theirs & unit_words(words) for words in _ONE_UNIT)
