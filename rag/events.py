"""The day of an event that a question only names: "the Tower 22 attack" happened when its report says it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answer import Composer
from rag.asked import Asked
from rag.coverage import coverage_of_text, names_covered
from rag.judge import Judged
from rag.passages import header, sentences
from rag.types import Finding, Hit

TOLD_AT_LEAST = 0.6
"""Share of the event's words that its sentence and headline must give."""

MOST_SENTENCES = 24
"""Sentences looked at, those of the best passages first."""


def dated(composer: Composer, asked: Asked, hits: Sequence[Hit], judged: Sequence[Judged]) -> list[Judged]:
    """Return the findings that are dates, and after them the sentence that tells the event with the day it holds for.

    Its probability is the share of the question's words that it gives: a report of an event is evidence of its day
    by the date in its own words, or by that of its publication.
    """
    told = [one for one in judged if one.candidate.told_day is not None]
    spans = []
    looked = 0
    for hit in hits:
        text = hit.article.text
        for start, end in sentences(text, hit.passage.start, hit.passage.end):
            looked += 1
            if looked > MOST_SENTENCES:
                break
            near = f"{header(hit.article)}\n{text[start:end]}"
            share = coverage_of_text(asked.question, near)
            if share >= TOLD_AT_LEAST and names_covered(asked.question, near) == 1.0:
                spans.append((share, Finding(hit, start, end, min(share, 1.0))))
    best = sorted(spans, key=lambda pair: -pair[0])[:3]
    for share, finding in best:
        judged_one = composer.judged(asked, [finding])
        for one in judged_one:
            day = one.candidate.latest
            if day is not None and one.candidate.period_told is None:
                told.append(replace(one, candidate=replace(one.candidate, told_day=(day, day)), probability=share / 2))
    return told
