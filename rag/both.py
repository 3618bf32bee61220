"""A question about two things at once: each side retrieved and read on its own, then weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rag.answer import Composer
from rag.asked import Asked
from rag.events import dated
from rag.judge import Judged
from rag.scan import passed_over
from rag.sides import Form, Measure, Pair, development, sides_of
from rag.sides.counted import as_count
from rag.stages import developed, moved_in_one
from rag.types import Answer, Finding, Hit
from rag.verdict import verdict
from rag.weighing import surely_asked, usable, weigh_both

BOTH_AT_LEAST = 0.25
MOVED_AT_LEAST = 0.35
EACH_AT_LEAST = 0.35
"""Probability that both findings are right below which nothing is decided. It is lower than the threshold for one
finding, since two that measure the same thing, each of its own day or place, support each other.
More is asked of a development, whose ends are of one thing anyway, and of two answers that are not compared."""


TOLD_TOGETHER = 0.1
"""How much less likely a sentence that gives the old and the new figure may be than two that give one each."""

PRINTED_WITHIN = timedelta(days=7)
"""How long after a time its last reports are printed."""

SHORT_PERIOD = timedelta(days=100)
"""A longer one, as a year, is not the time in which its reports are printed."""

LOOKED_THROUGH = 3
"""How many times as many hits as are wanted are looked through for those of the time asked about."""


def pair_of(asked: Asked) -> Pair | None:
    """Return the two sides of a question, None where it asks about one thing."""
    if asked.change:
        return development(asked.question, as_count(asked.reading))
    return sides_of(asked.question)


def asked_of(pair: Pair, today: date) -> tuple[Asked, Asked]:
    """Return both sides understood as questions of their own, asked on `today`."""
    first, second = (Asked.of(as_count(side.question), today) for side in pair.sides)
    return first, second


def names_short(period: tuple[date, date] | None) -> bool:
    """Whether a side names a time short enough to be that in which its reports were printed."""
    return period is not None and period[1] - period[0] <= SHORT_PERIOD


def within_first(hits: Sequence[Hit], period: tuple[date, date] | None, limit: int) -> list[Hit]:
    """Return `limit` hits, those published in the time asked about taking turns with the ranking as it is.

    A side of a comparison often names its month: the report of that month is wanted before the story's best known one.
    """
    if period is None or not names_short(period):
        return list(hits[:limit])
    first, last = period
    inside = [hit for hit in hits if hit.article.published and first <= hit.article.published <= last + PRINTED_WITHIN]
    return interleaved([inside, hits], limit)


def interleaved(rankings: Sequence[Sequence[Hit]], limit: int | None = None) -> list[Hit]:
    """Return the hits of several rankings in turn, each passage once, at most `limit`; ranks count anew from 1."""
    seen: set[str] = set()
    merged: list[Hit] = []
    for place in range(max((len(hits) for hits in rankings), default=0)):
        for hits in rankings:
            if place < len(hits) and hits[place].passage.id not in seen:
                seen.add(hits[place].passage.id)
                merged.append(hits[place])
    return [Hit(hit.passage, hit.article, hit.score, rank) for rank, hit in enumerate(merged[:limit], 1)]


def answer_both(
    composer: Composer,
    question: str,
    asked: Asked,
    pair: Pair,
    sides: Sequence[Asked],
    hits: Sequence[Sequence[Hit]],
    findings: Sequence[Sequence[Finding]],
) -> Answer:
    """Return what the findings of both sides decide, or an abstention that says which side was not found."""
    judged = [composer.judged(side, found) for side, found in zip(sides, findings, strict=True)]
    if pair.measure is Measure.DAY:
        judged = [[*dated(composer, side, own), *found] for side, own, found in zip(sides, hits, judged, strict=True)]
    least = {Form.DEVELOPMENT: MOVED_AT_LEAST, Form.EACH: EACH_AT_LEAST}.get(pair.form, BOTH_AT_LEAST)
    lists = [usable(pair, *one) for one in zip(pair.sides, sides, judged, strict=True)]
    found = weigh_both(pair, lists[0], lists[1], least)
    if found is None and pair.measure is Measure.FIGURE:
        # What the reader passed over is judged apart, so that it cannot make what it found look doubtful.
        more = [composer.judged(side, passed_over(side, own)) for side, own in zip(sides, hits, strict=True)]
        sure = [surely_asked(pair, side, found) for side, found in zip(sides, more, strict=True)]
        extra = [usable(pair, *one) for one in zip(pair.sides, sides, sure, strict=True)]
        lists = [[*new, *own] for new, own in zip(extra, lists, strict=True)]
        found = weigh_both(pair, lists[0], lists[1], least)
    if pair.form is Form.DEVELOPMENT:
        every = [*judged[0], *judged[1]]
        told = moved_in_one(asked, every)
        if told and (found is None or told.probability > found.probability - TOLD_TOGETHER):
            found = told
        if found:
            return developed(question, asked, found, every)
    elif found and (answer := verdict(question, asked, pair, found)):
        return answer
    missing = _missing(pair, lists)
    return composer.refuse(question, asked.question, interleaved(hits), judged[0] + judged[1], missing)


def _missing(pair: Pair, lists: Sequence[Sequence[Judged]]) -> str | None:
    """Say which side was not found; None where it is the comparison that fails."""
    weak = [
        side.label
        for side, found in zip(pair.sides, lists, strict=True)
        if max((one.probability for one in found), default=0.0) < BOTH_AT_LEAST
    ]
    if not weak:
        return "What is said of the two cannot be compared."
    return "Nothing sure was found for " + " or ".join(f"“{label}”" for label in weak) + "."
