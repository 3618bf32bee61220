"""The two ends of a development, cut into a question for each: "How did the toll change between May and July?"."""

from __future__ import annotations

import re

from rag.sides.grammar import TIME, as_question, clean, is_time, placed, plain, with_year
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_ENDS = (
    re.compile(r",? ?\bbetween (?P<first>.+?) and (?P<second>.+)$", re.I),
    re.compile(r",? ?\bfrom (?P<first>(?!how\b|what\b).+?) to (?P<second>(?!how\b|what\b).+)$", re.I),
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
        first = _whole(with_year(clean(match["first"]), second), second)
        second = _whole(second, first)
        within = pattern.search(figure)
        stem = figure[: within.start()] if within else figure
        if stem == asked[: match.start()] and not re.match(r"(?:what|how|which) ", stem, re.I):
            stem = f"what was the {stem}"
        sides = [Side(end, as_question(f"{stem} {placed(end)}")) for end in (first, second)]
        return joined(Form.DEVELOPMENT, Measure.FIGURE, Sense.SAME, sides)
    return None


def _whole(end: str, other: str) -> str:
    """ "the provisional" beside "the final result" has its noun, "the final one" that of its partner."""
    noun = re.search(r"(?P<noun>\w+)$", other)
    if noun is None or is_time(end):
        return end
    if re.fullmatch(r"the \w+ ones?", end) and not re.search(r"\bones?$", other):
        return re.sub(r"\bones?$", noun["noun"], end)
    ordinal = re.match(r"the (?:first|second|third|last|next) (?P<noun>\w+.*)$", other)
    if ordinal and re.fullmatch(r"the (?:first|second|third|last)", end):
        return f"{end} {ordinal['noun']}"
    if re.fullmatch(r"the \w+", end) and re.fullmatch(r"the \w+ \w+", other):
        return f"{end} {noun['noun']}"
    return end
