"""What is read of a question: in reports of the time asked about, also the question without that time.

A report says "2,000 troops are in Syria" and leaves its own day to its date line; the reader, taught that a year
which the passage does not speak of is another's, would find nothing. How well the days fit is weighed afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asked import Asked
from rag.facts import find_dates, with_capitals
from rag.spoken import speakers
from rag.types import Finding, Hit, Reader

LEAST_WORDS = 4
"""Of a question without its time: with fewer it asks for nothing."""
_JOINED = re.compile(r"[ ,]*\b(?:in|on|at|as of|during|by|since|for|around|of)(?: the)? *$", re.I)

_MODIFIES = re.compile(
    r" (?!(?:in|on|at|of|for|by|and|or|to|from|with|when|who|what|where|how|did|was|were|had|has) )[a-z]"
)
"""What follows a time that only tells which one is meant: "the 2021 | general election"."""


def without_time(asked: Asked) -> str:
    """Return what the reader is asked without the times it names: "In January 2024, when ...", "the 2021 election",
    "... in December 2024?"; as it is where it names none, or one in the middle that orders events ("before 2021")."""
    text = asked.reading.rstrip("?!. ")
    found = find_dates(with_capitals(text), asked.today)
    if not found or any(day.relation not in {"", "as of"} and day.end < len(text) for day in found):
        return asked.reading
    for day in reversed(found):
        before, after = text[: day.start], text[day.end :]
        if not _MODIFIES.match(after):
            before = _JOINED.sub("", before)
        text = f"{before.rstrip()} {after.lstrip()}" if before.strip() else after.lstrip(" ,")
    return f"{' '.join(text.split())}?"


def read_all(reader: Reader, asked: Asked, hits: Sequence[Hit]) -> list[Finding]:
    """Return what the reader finds in all hits, and who said what the question tells; most probable first."""
    found = [*reader.read(asked.reading, hits), *speakers(asked, hits)]
    short = without_time(asked)
    if short != asked.reading and len(short.split()) >= LEAST_WORDS:
        found += reader.read(short, [hit for hit in hits if _of_the_time(asked, hit)])
    best: dict[tuple[str, int, int], Finding] = {}
    for finding in found:
        place = (finding.hit.passage.id, finding.start, finding.end)
        if place not in best or best[place].score < finding.score:
            best[place] = finding
    return sorted(best.values(), key=lambda finding: -finding.score)


def _of_the_time(asked: Asked, hit: Hit) -> bool:
    published = hit.article.published
    return asked.period is not None and published is not None and asked.period[0] <= published <= asked.period[1]
