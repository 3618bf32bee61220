"""The day of an event that a question only names: "the Tower 22 attack" happened when its first report says it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.answer import Composer
from rag.asked import Asked
from rag.coverage import coverage
from rag.facts import Status
from rag.happened import lead_of, told_of
from rag.judge import Judged
from rag.types import Finding, Hit, Passage

REPORT_TELLS = 0.6
"""Probability that the report of an event tells its day, where its headline and first sentence give all words of the
event; less in proportion where they, and the passage found, give less."""

MOST_REPORTS = 5


def dated(composer: Composer, asked: Asked, hits: Sequence[Hit]) -> list[Judged]:
    """Return the first sentences of the reports of an event, each with the day it holds for, the likeliest first.

    A report whose headline speaks of a plan tells no day; of two that tell the same the earlier is the first.
    """
    reports: dict[str, tuple[float, Hit]] = {}
    for hit in hits:
        if hit.article.id in reports or coverage(asked.question, hit).absent:
            continue
        share = told_of(asked.question, hit)
        if share:
            reports[hit.article.id] = (share, hit)
    best = sorted(reports.values(), key=lambda one: (-one[0], one[1].article.published or date.max))[:MOST_REPORTS]
    found = []
    for share, hit in best:
        for one in composer.judged(asked, [_whole_lead(hit)]):
            day, candidate = one.candidate.latest, one.candidate
            if day is not None and candidate.period_told is None:
                event = replace(candidate, told_day=(day, day), status=Status.DONE)
                found.append(replace(one, candidate=event, probability=REPORT_TELLS * share))
    return found


def _whole_lead(hit: Hit) -> Finding:
    """The first sentence as a finding, in a passage of its own: the one retrieved may be another."""
    start, end = lead_of(hit.article)
    text = hit.article.text[start:end]
    passage = Passage(f"{hit.passage.id}:lead", hit.article.id, start, end, text)
    return Finding(replace(hit, passage=passage), start, end, REPORT_TELLS)
