"""A report that corrects an earlier one: the figure it withdraws is no answer any more, and the answer says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.candidate import Candidate
from rag.compare import same_figure
from rag.facts import Status, Value
from rag.judge import Judged

_CORRECTS = re.compile(
    r"^\W*(?:correction|clarification)\b\s*:|\ban earlier (?:report|version|article|count|story)\b.*\b(?:said|gave|put|"
    r"stated|misstated|named|had)\b|\bthe (?:correct|right|true|actual) (?:figure|number|total|toll|count|sum)\b|"
    r"\bcorrect(?:ed|s|ing) (?:an|its|the) (?:earlier|previous|first)\b",
    re.I | re.S,
)


def is_correction(candidate: Candidate) -> bool:
    """Whether the sentence corrects what was reported before, and the candidate is what it says instead."""
    return bool(_CORRECTS.search(candidate.sentence)) and candidate.status is not Status.DENIED


def withdrawn(candidate: Candidate) -> Value | None:
    """Return the figure that a correcting sentence takes back: a denied one of the answer's own kind, else None."""
    mine = candidate.value
    if mine is None or not is_correction(candidate):
        return None
    denied = (value for value in candidate.reading.values if value.status is Status.DENIED and value.kind is mine.kind)
    return next(denied, None)


def corrected(lead: Judged, judged: Sequence[Judged]) -> Judged:
    """Return the correction of `lead` where a report of the same day or later takes its figure back, else `lead`."""
    value = lead.candidate.value
    if value is None or is_correction(lead.candidate):
        return lead
    day = lead.candidate.finding.hit.article.published or date.min
    for one in judged:
        taken_back = withdrawn(one.candidate)
        later = (one.candidate.finding.hit.article.published or date.min) >= day
        if taken_back and later and same_figure(taken_back, value):
            return one
    return lead
