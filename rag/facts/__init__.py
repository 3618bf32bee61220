"""What one sentence of news says: its figures, the day it speaks of, who said it, and whether it is so or only planned.

Rules over words, standard library only, no model; what is not read is empty.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rag.facts.asof import date_of
from rag.facts.compare import agree, interval, normalise_short, same_unit
from rag.facts.datelines import OPENING, dateline_day
from rag.facts.dates import find_dates, month_and_day, with_capitals
from rag.facts.kinds import Reading, SentenceDate, Speaker, SpeakerKind, Status, Value, ValueKind
from rag.facts.lexicon import unit_noun
from rag.facts.questions import AnswerKind, expected_kind, unit_asked
from rag.facts.speakers import find_speaker
from rag.facts.status import find_status, status_at
from rag.facts.values import find_values

__all__ = [
    "AnswerKind", "Reading", "SentenceDate", "Speaker", "SpeakerKind", "Status", "Value", "ValueKind",
    "agree", "date_of", "dateline_day", "expected_kind", "find_dates", "find_speaker", "find_status",
    "find_values", "interval", "month_and_day", "normalise_short", "read", "same_unit", "status_at", "unit_asked",
    "unit_noun", "with_capitals",
]  # fmt: skip


def read(sentence: str, published: date | None, context: str = "") -> Reading:
    """Return what a sentence says; offsets count characters of `sentence`.

    `published` is the article's day of publication, against which "Friday" or "last week" is resolved; None leaves
    these unread. `context` is what stands before the sentence in its paragraph, for "he said" and "a year later".
    """
    sentence = _without_dateline(sentence)
    dates = find_dates(sentence, published, context)
    speaker = find_speaker(sentence, context)
    taken = [(day.start, day.end) for day in dates]
    if speaker is not None and speaker.start is not None and speaker.end is not None:
        taken.append((speaker.start, speaker.end))
    found = find_values(sentence, taken)
    values = tuple(replace(value, status=status_at(sentence, value.start, value.end)) for value in found)
    return Reading(values, dates, speaker, find_status(sentence))


def _without_dateline(sentence: str) -> str:
    """Blank "WASHINGTON, Sept. 11 - ": the place and day of filing are no part of the statement. Offsets are kept."""
    match = OPENING.match(sentence)
    return " " * match.end() + sentence[match.end() :] if match else sentence
