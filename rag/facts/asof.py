"""Which of a sentence's dates a value, or the sentence, holds on."""

from __future__ import annotations

from collections.abc import Sequence

from rag.facts.clauses import Clause, find_clauses
from rag.facts.kinds import Reading, SentenceDate, Value
from rag.facts.status import find_marks


def date_of(sentence: str, reading: Reading, value: Value | None = None) -> SentenceDate | None:
    """Return the date at which a value of the sentence holds, or the sentence itself where no value is given.

    The day somebody spoke is left out: it dates the saying, and is the best guess only where this returns None.
    A date belongs to a value of its own clause: in "2,500 troops, down from 5,200 in 2020" only 5,200 is of 2020.
    """
    dates = [day for day in reading.dates if not day.of_speech and not _is_attribute(sentence, day)]
    clauses = find_clauses(sentence, [mark.start for mark in find_marks(sentence)])
    if value is None:
        main = [day for day in dates if not _clause_at(clauses, day.start).subordinate]
        return next(iter(main or dates), None)
    own = _clause_at(clauses, value.start)
    beside = [day for day in dates if _clause_at(clauses, day.start) is own]
    if not beside:
        # "Katrina in 2005, which killed nearly 1,400": what a clause hangs on gives it its day.
        return next((day for day in dates if own.subordinate and _hangs_on(sentence, day, own)), None)
    after = next((day for day in beside if day.start >= value.end), None)
    before = next((day for day in reversed(beside) if day.end <= value.start), None)
    if after is None or before is None:
        return before or after
    joined = " and " in sentence[value.end : after.start]
    return before if joined or _others_between(reading.values, value.end, after.start) else after


def _hangs_on(sentence: str, day: SentenceDate, clause: Clause) -> bool:
    return day.end <= clause.start and not sentence[day.end : clause.start].strip(" ,")


def _is_attribute(sentence: str, day: SentenceDate) -> bool:
    """Whether the date only names something else: "the 2001 attacks"."""
    if not sentence[: day.start].lower().endswith("the "):
        return False
    return sentence[day.end : day.end + 1] == " " and sentence[day.end + 1 : day.end + 2].islower()


def _clause_at(clauses: Sequence[Clause], position: int) -> Clause:
    return next(clause for clause in clauses if clause.start <= position < clause.end)


def _others_between(values: Sequence[Value], start: int, end: int) -> bool:
    return any(start <= value.start < end for value in values)
