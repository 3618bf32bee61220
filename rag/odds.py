"""Log odds and back: the scale on which what is known of an answer is added up."""

from __future__ import annotations

import math

MOST = 30.0
"""Log odds beyond which a probability is 0 or 1 in double precision for all that is done with it."""


def logit(probability: float) -> float:
    """Return log odds, kept within +-7 so that a certain reader can still be overruled."""
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


def logistic(score: float) -> float:
    """Return the probability, 0..1, whose log odds are `score`."""
    return 1 / (1 + math.exp(-max(-MOST, min(MOST, score))))
