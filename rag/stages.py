"""The stages of a development: figures of one series, or days that moved, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.asked import Asked
from rag.compare import same_series, same_words
from rag.draft import Draft
from rag.evidence import Candidate, logit
from rag.facts import Status
from rag.judge import Judged
from rag.types import Answer
from rag.weighing import Weighed

MOST_STAGES = 8
"""Figures of a development that are told: more is a table, not an answer."""

STAGE_WITHIN = 3.5
"""Log odds a figure may fall short of the best one and still be a stage of the same development."""

BETWEEN_AT_LEAST = 0.35
"""Probability of a figure told between the two ends of a development."""


def stages_of(asked: Asked, lead: Judged, judged: Sequence[Judged]) -> list[Candidate]:
    """Return the figures of one series by day, oldest first, each value once in a row; none for fewer than two."""
    close = [one for one in judged if logit(lead.probability) - logit(one.probability) <= STAGE_WITHIN]
    series = [
        one
        for one in close
        if (one is lead or _of_series(asked, one.candidate, lead.candidate))
        and one.candidate.kind_fit >= min(lead.candidate.kind_fit, 0.7)
        and (asked.period is None or one.candidate.period_fit > 0)
    ]
    of_day: dict[date, Judged] = {}
    for one in series[: 3 * MOST_STAGES]:
        of_day.setdefault(one.candidate.latest or date.min, one)
    likeliest = sorted(of_day.values(), key=lambda one: -one.probability)[:MOST_STAGES]
    stages = _in_order([one.candidate for one in likeliest])
    return stages if len(stages) > 1 else []


def developed(question: str, asked: Asked, ends: Weighed, judged: Sequence[Judged]) -> Answer:
    """Return the development between two ends that were found each on its own, with what was told between them."""
    first, last = ends.both
    inside = [
        one.candidate
        for one in judged
        if one.probability >= BETWEEN_AT_LEAST
        and _of_series(asked, one.candidate, first)
        and _of_series(asked, one.candidate, last)
        and (first.latest or date.max) < (one.candidate.latest or date.min) < (last.latest or date.min)
    ]
    of_day: dict[date, Candidate] = {}
    for candidate in inside:
        of_day.setdefault(candidate.latest or date.min, candidate)
    told = _in_order(list(of_day.values())[: MOST_STAGES - 2])
    told = [one for one in told if not same_words(one, first) and not same_words(one, last)]
    lead = replace(ends.second, probability=ends.probability)
    return Draft(asked, lead, judged, [first, *told, last]).answer(question)


def _in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    stages: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: one.latest or date.min):
        if not (stages and same_words(stages[-1], candidate)):
            stages.append(candidate)
    return stages


def _of_series(asked: Asked, one: Candidate, other: Candidate) -> bool:
    """Whether two findings are stages of one development: figures of one series, or two days for one thing.

    What was only planned or foreseen is a stage where the question asks for plans: forecasts develop too.
    """
    if one.elsewhere or one.status is Status.DENIED or (one.status is not Status.DONE and not asked.plan):
        return False
    if one.value is None and other.value is None:
        return one.told_day is not None and other.told_day is not None
    return same_series(one, other)
