"""One question and what came of it: what a browser tab remembers of its conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag import Answer, Citation, Turn


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or with the line that says why there is none; neither while it waits."""

    question: str
    answer: Answer | None = None
    problem: str | None = None

    @property
    def pending(self) -> bool:
        """Whether the articles are still being read."""
        return self.answer is None and self.problem is None

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """What is shown beside the answer: its citations, or the nearest sentence of a refusal."""
        if self.answer is None:
            return ()
        if self.answer.abstained:
            return (self.answer.nearest,) if self.answer.nearest else ()
        return self.answer.citations


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """Return what was asked and answered so far, oldest first, for the next question to refer to."""
    return [Turn(exchange.question, exchange.answer.text) for exchange in exchanges if exchange.answer]
