"""Finding the passages for a question as its words about time and sources ask, or without them where they fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.asked import Asked
from rag.narrow import Event, Narrowed, both, told
from rag.render import day_in_words
from rag.types import Filters, Hit, PassageSource

AROUND = timedelta(days=365)
""" "Before the deal" asks of the time that led up to it: reports of that year come first."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The passages found, and what to tell the reader: `notes` on how words were taken, `relaxed` what was let go."""

    hits: Sequence[Hit]
    notes: tuple[str, ...] = ()
    relaxed: str | None = None


def seek(retriever: PassageSource, words: Narrowed, asked: Asked, given: Filters, limit: int) -> Sought:
    """Return the passages that pass what is `given` and what the words ask for.

    Words that leave no article are let go, and that is told; what was given by hand is kept.
    """
    near, notes = asked.near, words.notes
    if words.event and asked.period is None and (day := retriever.day_of(words.event.head, asked.question)):
        near = _around(words.event, day, asked.today)
        notes = (*notes, f"“{words.event.words}” is taken to be that of {day_in_words(day)}.")
    filters = both(given, words.filters)
    hits = retriever.retrieve(asked.question, limit, filters, near, words.speaker)
    if hits or not filters:
        return Sought(hits, notes)
    if words.filters:
        hits = retriever.retrieve(asked.question, limit, given, near, words.speaker)
    if hits:
        others = f"those {told(given)}" if given else "all others"
        return Sought(hits, (), f"The archive holds nothing {told(words.filters)}, so {others} were looked at.")
    return Sought((), (), f"The archive holds nothing {told(filters)}.")


def _around(event: Event, day: date, today: date) -> tuple[date, date]:
    if event.relation in {"before", "until"}:
        return max(day, date.min + AROUND) - AROUND, day
    return day, max(day, today)
