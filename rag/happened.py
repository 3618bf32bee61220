"""How much of an event a report tells: the event's words in its headline, its first sentence and the passage found."""

from __future__ import annotations

from rag.coverage import coverage_of_text
from rag.facts import Status, find_status
from rag.passages import header, sentences
from rag.types import Article, Hit

TOLD_AT_LEAST = 0.6
"""Share of the event's words below which a report is of another event."""

LEAD_REACH = 1200
"""Characters in which a first sentence ends."""


def told_of(event: str, hit: Hit) -> float:
    """Return how much, 0..1, the report of `hit` tells of `event`: the mean of what it tells with the passage found and
    of what headline and first sentence tell; 0 for too little, and where the headline speaks of a plan."""
    if find_status(hit.article.title) is not Status.DONE:
        return 0.0
    start, end = lead_of(hit.article)
    head = f"{header(hit.article)}\n{hit.article.text[start:end]}"
    share = coverage_of_text(event, f"{head}\n{hit.passage.text}")
    return (share + coverage_of_text(event, head)) / 2 if share >= TOLD_AT_LEAST else 0.0


def lead_of(article: Article) -> tuple[int, int]:
    """Return the bounds of the first sentence of an article; of all of it where it has none."""
    return next(iter(sentences(article.text, 0, min(len(article.text), LEAD_REACH))), (0, len(article.text)))
