"""The best spans of one passage, from its tokens' start and end logits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.reader.encoding import Pair

MAX_SPAN_TOKENS = 30


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start .. end` of the passage's text; `margin` is start plus end logit, less those of the
    null span.

    A margin above 0 means that the span head prefers the span to "not answered here".
    """

    start: int
    end: int
    margin: float


def best_spans(pair: Pair, logits: NDArray[np.float32], text: str, count: int = 3) -> list[Span]:
    """Return at most `count` spans of `text` that do not overlap, best first; none for an empty passage.

    logits: (tokens, 2) float32, as `Scorer.score` gives them for `pair`.
    """
    passage = slice(pair.first, pair.first + len(pair.offsets))
    starts, ends = logits[passage, 0], logits[passage, 1]
    null = float(logits[0].sum())
    reach = np.triu(np.ones((len(starts), len(starts)), dtype=bool))
    reach &= ~np.triu(reach, MAX_SPAN_TOKENS)
    totals = np.where(reach, starts[:, None] + ends[None, :], -np.inf)
    found: list[Span] = []
    while len(found) < count and totals.size and np.isfinite(best := totals.max()):
        first, last = np.unravel_index(int(totals.argmax()), totals.shape)
        start, end = whole_words(text, int(pair.offsets[first, 0]), int(pair.offsets[last, 1]))
        found.append(Span(start, end, float(best) - null))
        taken = (pair.offsets[:, 0] < end) & (pair.offsets[:, 1] > start)
        low, high = np.flatnonzero(taken)[[0, -1]]
        totals[: high + 1, low:] = -np.inf
    return found


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range to whole words, and drop punctuation that only hangs on."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end - start > 1 and text[end - 1] in " ,;:":
        end -= 1
    while end - start > 1 and text[start] in " ,;:":
        start += 1
    return start, end
