"""Figures that stand in sentences about what was asked, though the reader passed them over.

A reader asked for one side of a comparison sees an unusual question. What is asked has a name of its own ("turnout",
"Britain"), and so a sentence that gives all of these words and a figure is a finding, if a weak one.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.asked import Asked
from rag.coverage import coverage_of_text
from rag.facts import read
from rag.passages import header, sentences
from rag.types import Finding, Hit

PASSAGES_SCANNED = 6
SENTENCES_READ = 4
"""How many passages are looked at and how many of their sentences are read for figures: a few milliseconds."""

FIGURES_ADDED = 6

COVERED_AT_LEAST = 0.5
"""Share of the question's words that the sentence, its headline and its date must give."""

PASSED_OVER = 0.05
"""The probability given to a figure that the reader did not find: the judge decides by all the rest."""


def passed_over(asked: Asked, hits: Sequence[Hit]) -> list[Finding]:
    """Return the figures of the sentences that give most of what was asked, at most FIGURES_ADDED."""
    sentences_of = []
    seen: set[tuple[str, int]] = set()
    for hit in hits[:PASSAGES_SCANNED]:
        text, head = hit.article.text, header(hit.article)
        for start, end in sentences(text, hit.passage.start, hit.passage.end):
            if (hit.article.id, start) in seen or not any(letter.isdigit() for letter in text[start:end]):
                continue
            seen.add((hit.article.id, start))
            inside = coverage_of_text(asked.question, text[start:end])
            share = max(inside, coverage_of_text(asked.question, f"{head}\n{text[start:end]}"))
            if share >= COVERED_AT_LEAST:
                sentences_of.append((inside + share, hit, start, end))
    best = sorted(sentences_of, key=lambda one: (-one[0], one[1].rank, one[2]))[:SENTENCES_READ]
    added = [
        Finding(hit, start + value.start, start + value.end, PASSED_OVER)
        for _, hit, start, end in best
        for value in read(hit.article.text[start:end], hit.article.published).values
    ]
    return added[:FIGURES_ADDED]
