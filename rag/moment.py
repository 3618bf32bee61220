"""A figure asked for as of something that happened: "how many were there when the talks began?".

The archive knows the day: that of the report which tells of it. The figure is then looked for in reports of those
days, by the question without these words, since few reports of the figure speak of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.asked import Asked
from rag.facts import AnswerKind
from rag.happened import told_of
from rag.render import day_in_words
from rag.types import Hit, PassageSource

_COUNT = r"(?:an?|one|two|three|four|some|several|a few|a couple of)"
_AS_OF = re.compile(
    r",? (?:still |even )?(?:(?P<at>(?:at|around|about) the time (?:of|when|that)|at the (?:start|beginning|moment) of|"
    r"when|by the time|on the (?:day|night) (?:of|that|when))"
    rf"|(?P<before>(?:(?:just|shortly|right|immediately|{_COUNT} (?:days?|weeks?)) before|on the eve of))"
    rf"|(?P<after>(?:just|shortly|right|immediately|(?:on )?the (?:day|morning)|{_COUNT} (?:days?|weeks?)) after)) "
    r"(?P<event>[^,?]+?)\s*\??$",
    re.I,
)
_NEXT_DAY = re.compile(r"(?:on )?the (?:day|morning)\b", re.I)
_LEADS = re.compile(r"^(?P<when>[^,?]+), (?P<asked>(?:how|what|who|which)\b[^?]*)\??$", re.I)
"""The event told first: "On the day after the flood, how many ..."."""
_OPENS = re.compile(
    r"^(?:and |but )?(?:who|what|which|when|where|why|how|is|are|was|were|did|does|do|has|have|had)\b", re.I
)

LEAST_WORDS = 3
"""Of the question without the event: with fewer it asks for nothing."""
REPORTS = 10
LIKE = 0.1
"""How much less than the best a report may tell of the event and still be its first."""
AROUND, LONGER, SOON = timedelta(days=7), timedelta(days=21), timedelta(days=2)
"""How far the days asked about reach on either side of the event, and on the side that the question names."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The question as of the days around an event, and how that is told."""

    asked: Asked
    note: str


def moment_of(asked: Asked, source: PassageSource) -> Moment | None:
    """Return the question put to the days around the event it names; None where it names none that a report tells."""
    leads = _LEADS.match(asked.reading)
    question = f"{leads['asked']} {leads['when'][:1].lower()}{leads['when'][1:]}" if leads else asked.reading
    named = _AS_OF.search(question)
    if named is None or asked.period is not None or not _wants_state(asked):
        return None
    rest = question[: named.start()].strip()
    if len(rest.split()) < LEAST_WORDS:
        return None
    day = _day_of(named["event"], source.retrieve(named["event"], REPORTS))
    if day is None:
        return None
    first = day - (LONGER if named["before"] else timedelta() if named["after"] else AROUND)
    later = SOON if named["after"] and _NEXT_DAY.match(named["after"]) else LONGER
    last = day + (later if named["after"] else timedelta() if named["before"] else AROUND)
    note = f"“{named['event']}” is taken to be that of {day_in_words(day)}."
    return Moment(replace(asked, question=f"{rest}?", reading=f"{rest}?", period=(first, last), now=False), note)


def _wants_state(asked: Asked) -> bool:
    """Whether a figure is asked for, or a bare phrase was typed ("unemployment when ...")."""
    return asked.wants_figure or (asked.kind is AnswerKind.OTHER and not _OPENS.match(asked.question))


def _day_of(event: str, hits: list[Hit]) -> date | None:
    """The day of the report that tells most of an event, of like ones the first; None where none tells enough."""
    told: dict[date, float] = {}
    for hit in hits:
        if published := hit.article.published:
            told[published] = max(told.get(published, 0.0), told_of(event, hit))
    best = max(told.values(), default=0.0)
    return min(day for day, share in told.items() if share >= best - LIKE) if best else None
