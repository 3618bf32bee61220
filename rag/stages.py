"""The stages of a development: figures of one series, or days that moved, oldest first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.asked import Asked
from rag.candidate import Candidate
from rag.compare import same_figure, same_series, same_words
from rag.draft import Draft
from rag.evidence import weigh
from rag.facts import Status
from rag.fit import same_unit
from rag.judge import Judged
from rag.odds import logit
from rag.types import Answer, Finding
from rag.weighing import Weighed, comparable

MOST_STAGES = 8
"""Figures of a development that are told: more is a table, not an answer."""

STAGE_WITHIN = 3.5
"""Log odds a figure may fall short of the best one and still be a stage of the same development."""

TOLD_IN_ONE = 0.4
"""Probability of a figure whose sentence gives the one before it as well."""

_UP_FROM = re.compile(
    r"^\|[^;]{0,40}\b(?:(?:up|down|rising|falling|lower|higher|increased|raised|cut|reduced|revised)(?: \w+)? from"
    r"|compared with|instead of|rather than|against|previously|after)\b[^;]{0,25}$",
    re.I,
)
_FROM_TO = re.compile(r"\bfrom \|[^;,]{0,25}\bto (?:a |an |the )?(?:\w+ )?$", re.I)

BETWEEN_AT_LEAST = 0.35
"""Probability of a figure told between the two ends of a development."""


def stages_of(asked: Asked, lead: Judged, judged: Sequence[Judged]) -> list[Candidate]:
    """Return the figures of one series by day, oldest first, each value once in a row; none for fewer than two."""
    close = [one for one in judged if logit(lead.probability) - logit(one.probability) <= STAGE_WITHIN]
    series = [
        one
        for one in close
        if (one is lead or _of_series(asked, one.candidate, lead.candidate))
        and (one.candidate.kind_fit >= min(lead.candidate.kind_fit, 0.7) or _other_word(one.candidate, lead.candidate))
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
    told = [one for one in told if not _unmoved(one, first) and not _unmoved(one, last)]
    lead = replace(ends.second, probability=ends.probability)
    return Draft(asked, lead, judged, [first, *told, last]).answer(question)


def moved_in_one(asked: Asked, judged: Sequence[Judged]) -> Weighed | None:
    """Return the old and the new figure of one sentence that tells both: "736, up from 735", None where none does."""
    for one in judged:
        if one.probability < TOLD_IN_ONE or one.candidate.value is None or one.candidate.elsewhere:
            continue
        sentence, finding = one.candidate.sentence, one.candidate.finding
        for pattern, newer_first in ((_UP_FROM, True), (_FROM_TO, False)):
            values = one.candidate.reading.values
            for left, right in itertools.pairwise(values):
                mine = one.candidate.value
                if mine not in (left, right) or left.kind is not right.kind or not same_unit(left.unit, right.unit):
                    continue
                before = sentence[max(0, left.span[0] - 6) : left.span[0]] if not newer_first else ""
                if not pattern.search(f"{before}|{sentence[left.span[1] : right.start]}"):
                    continue
                spans = [
                    (one.candidate.start + value.start, one.candidate.start + value.end) for value in (left, right)
                ]
                ends = weigh(asked, [Finding(finding.hit, start, end, finding.score) for start, end in spans])
                if len(ends) == 2:
                    old, new = reversed(ends) if newer_first else ends
                    return Weighed(replace(one, candidate=old), replace(one, candidate=new), one.probability)
    return None


def _in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    stages: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda one: one.latest or date.min):
        if not (stages and _unmoved(stages[-1], candidate)):
            stages.append(candidate)
    return stages


def _unmoved(one: Candidate, other: Candidate) -> bool:
    if one.value is None or other.value is None:
        return same_words(one, other)
    return same_words(one, other) or same_figure(one.value, other.value)


def _of_series(asked: Asked, one: Candidate, other: Candidate) -> bool:
    """Whether two findings are stages of one development: figures of one series, or two days for one thing.

    What was only planned or foreseen is a stage where the question asks for plans: forecasts develop too.
    """
    if one.elsewhere or one.status is Status.DENIED or (one.status is not Status.DONE and not asked.plan):
        return False
    if one.value is None and other.value is None:
        return one.told_day is not None and other.told_day is not None
    return same_series(one, other) or (comparable(one, other) and not _placed_apart(one, other))


def _other_word(one: Candidate, other: Candidate) -> bool:
    """Whether a figure counts the same thing by another word than the question: "17 people" beside "39 deaths"."""
    units = [candidate.value.unit if candidate.value else None for candidate in (one, other)]
    return one.kind_fit >= 0 and all(units) and same_unit(*units)


def _placed_apart(one: Candidate, other: Candidate) -> bool:
    return bool(one.places and other.places) and not one.places & other.places
