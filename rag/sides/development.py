"""The two ends of a development, cut into a question for each: "How did the toll change between May and July?"."""

from __future__ import annotations

import re

from rag.sides.grammar import TIME, as_question, both_named, clean, placed, plain, with_year
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_ENDS = (
    re.compile(rf",? ?\b(?:in|on) (?P<first>{TIME}) and (?:in |on )?(?P<second>{TIME})$", re.I),
    re.compile(r",? ?\bbetween (?P<first>.+?) and (?P<second>.+)$", re.I),
    re.compile(r",? ?\bfrom (?P<first>(?!how\b|what\b).+?) (?:to|until|through) (?P<second>(?!how\b|what\b).+)$", re.I),
    re.compile(rf",? ?\b(?:in )?(?P<first>{TIME}) (?:vs\.?|versus|compared (?:with|to)) (?P<second>.+)$", re.I),
)


def development(question: str, reading: str) -> Pair | None:
    """Return the two named ends of a development, None where it names none.

    `reading` is the question for one of its figures ("How many troops are there?"), in which its ends may still stand.
    """
    asked, figure = plain(question), plain(reading)
    for pattern in _ENDS:
        match = pattern.search(asked)
        if match is None:
            continue
        second = clean(match["second"])
        if re.match(r"(?:one|a|the first|each) \w+$", clean(match["first"]), re.I) and second == "the next":
            continue
        first, second = both_named(with_year(clean(match["first"]), second), second)
        within = pattern.search(figure)
        stem = figure[: within.start()] if within else figure
        if stem == asked[: match.start()] and not re.match(r"(?:what|how|which) ", stem, re.I):
            stem = f"what was the {stem}"
        sides = [Side(end, as_question(f"{stem} {placed(end)}")) for end in (first, second)]
        return joined(Form.DEVELOPMENT, Measure.FIGURE, Sense.SAME, sides)
    return None
