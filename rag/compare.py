"""Candidates against each other: the same answer, the same thing measured on another day, or a contradiction."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from rag.asked import Asked
from rag.candidate import Candidate
from rag.facts import AnswerKind, Value, agree, month_and_day
from rag.fit import unit_words

_NO_DIFFERENCE = frozenset(
    "the a an of in on at mr mrs ms rep sen gen president minister prime chancellor secretary king queen sir".split()
)
_NAMED = frozenset({AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.ORGANISATION, AnswerKind.DATE, AnswerKind.OTHER})
_OPENING_ARTICLE = re.compile(r"^(?:the|an?) ", re.I)
MOST_NAME_WORDS = 6
"""A span of more words is a clause: two clauses that differ need not contradict each other."""


def same_answer(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates give the same answer: figures that agree, days that overlap, or one's words within the
    other's."""
    my_day, their_day = month_and_day(one.finding.text), month_and_day(other.finding.text)
    if my_day and their_day and not (one.told_day and other.told_day):
        return my_day[:2] == their_day[:2] and (my_day[2] or their_day[2]) == (their_day[2] or my_day[2])
    if one.value and other.value:
        return agree(one.value, other.value)
    if (one.value is None) != (other.value is None):
        return False
    if one.told_day and other.told_day:
        return one.told_day[0] <= other.told_day[1] and other.told_day[0] <= one.told_day[1]
    mine, theirs = (_words_of_answer(candidate.finding.text) for candidate in (one, other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def same_words(one: Candidate, other: Candidate) -> bool:
    """Whether two agreeing candidates say the same, not only things that can both be true ("at least 820", "1,037").

    Figures must be equal; two that are both hedged, equal within a fiftieth. Names must be equal but for titles.
    """
    mine, theirs = one.value, other.value
    if one.told_day and other.told_day and mine is theirs is None:
        return one.told_day == other.told_day
    if mine is None or theirs is None:
        return mine is theirs and _words_of_answer(one.finding.text) == _words_of_answer(other.finding.text)
    return bool(mine.unit and theirs.unit) and same_figure(mine, theirs)


def same_figure(one: Value, other: Value) -> bool:
    """Whether two values are equal, or, where both are hedged, within a fiftieth of each other."""
    if one.number is None or other.number is None:
        return False
    hedged = one.hedge is not None and other.hedge is not None
    return math.isclose(one.number, other.number, rel_tol=0.02 if hedged else 1e-9)


@lru_cache(maxsize=4096)
def _words_of_answer(text: str) -> set[str]:
    words = set(re.findall(r"\w+", text.lower()))
    return words - _NO_DIFFERENCE or words


def same_series(one: Candidate, other: Candidate) -> bool:
    """Whether two figures measure one thing on different days: the same unit, and no two places set apart."""
    if one.value is None or other.value is None or one.value.kind is not other.value.kind:
        return False
    units = [unit_words(candidate.value.unit or "") for candidate in (one, other) if candidate.value]
    if units[0] and units[1] and not units[0] & units[1]:
        return False
    return not (one.places and other.places) or bool(one.places & other.places)


def contradict(asked: Asked, one: Candidate, other: Candidate) -> bool:
    """Whether two reports of the same day, or both undated, answer one question differently.

    Figures must be of one series; names and dates must be short. Answers of different days are a development.
    """
    if one.latest != other.latest or one.status is not other.status or same_answer(one, other):
        return False
    if one.finding.hit.article.id == other.finding.hit.article.id:
        return False
    if one.value or other.value:
        return same_series(one, other) and bool(_unit(one) and _unit(other)) and not (_open(one) and _open(other))
    return differ_in_name(asked, one, other)


def differ_in_name(asked: Asked, one: Candidate, other: Candidate) -> bool:
    """Whether both answer with a short name or a day where such is asked for, and not with the same."""
    brief = all(len(candidate.finding.text.split()) <= MOST_NAME_WORDS for candidate in (one, other))
    return brief and asked.kind in _NAMED and _is_name(one) and _is_name(other) and not same_answer(one, other)


def _unit(candidate: Candidate) -> str | None:
    return candidate.value.unit if candidate.value else None


def _open(candidate: Candidate) -> bool:
    """Whether the figure is only a bound ("at least 820"): two of these do not contradict each other."""
    value = candidate.value
    return value is not None and (value.low is None) != (value.high is None)


def _is_name(candidate: Candidate) -> bool:
    text = candidate.finding.text
    return (
        candidate.told_day is not None
        or _OPENING_ARTICLE.sub("", text)[:1].isupper()
        or month_and_day(text) is not None
    )
