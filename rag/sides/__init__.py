"""A question that asks about two things at once, cut into two that can be answered alone: rules over its words."""

from __future__ import annotations

import re

from rag.sides.coordinated import coordinated
from rag.sides.days import difference, each, order
from rag.sides.development import development
from rag.sides.figures import whether
from rag.sides.grammar import is_time
from rag.sides.kinds import Form, Measure, Pair, Sense, Side
from rag.sides.which import which

_GIVEN = re.compile(r"[$€£]?(?!(?:1[89]|20)\d\d\b)\d")
"""A side that is a figure: "older than 40" compares with what the question gives, and there is one thing to find."""

__all__ = ["Form", "Measure", "Pair", "Sense", "Side", "development", "is_time", "sides_of"]


def sides_of(question: str) -> Pair | None:
    """Return the two sides of a comparison, None for a question about one thing."""
    for rule in (order, difference, each, which, whether, coordinated):
        if pair := rule(question):
            return None if any(_GIVEN.match(side.label) for side in pair.sides) else pair
    return None
