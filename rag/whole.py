"""A span made whole: the figure with its hedge and unit, the date, the name that it is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.facts import SentenceDate, Value
from rag.mentions import NAME

_NAME_TAIL = re.compile(r"(?<=[a-z])['’]?(?:\s+(?:al-|bin |von |van |de )[A-Z][\w'’-]*\w)+|(?<=[A-Z]\.)\s[A-Z]\w+")
"""The rest of a name that a span broke off: "Mohammed Shia | ' al-Sudani", "Michael E. | Kurilla"."""

NUMBERED = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+|age) $")
"""What a number belongs to as its name: "Category | 3", "Tower | 22", "age | 60"."""
_OTHER_SCORE = re.compile(r"(?: to |[-–])\d{1,3}\b(?! (?:percent|per cent|million|billion))")
"""The rest of a vote or a score: "14 | to 12"."""

_SENTENCE_OPENERS = frozenset(
    "a an and as at but by for from he her his if in it its of on she that the they to".split()
)


def grown(sentence: str, first: int, last: int, value: Value | None, dates: Sequence[SentenceDate]) -> tuple[int, int]:
    """Return a span of a sentence grown to the whole figure, date or name it is part of."""
    for whole in [value.span] if value else [(day.start, day.end) for day in dates]:
        if whole[0] < last and first < whole[1]:
            first, last = min(first, whole[0]), max(last, whole[1])
    if tail := _NAME_TAIL.match(sentence, last):
        last = tail.end()
    if (what := NUMBERED.search(sentence[:first])) and sentence[first:last].isdigit():
        first = what.start()
    if (rest := _OTHER_SCORE.match(sentence, last)) and sentence[first:last].isdigit():
        last = rest.end()
    if value is None and sentence[first].isupper():
        first, last = _whole_name(sentence, first, last)
    return first, last


def _whole_name(sentence: str, first: int, last: int) -> tuple[int, int]:
    """A span that breaks off inside a name, grown to all of it: "Operation | New Dawn"."""
    for name in NAME.finditer(sentence):
        cut = name.start() < first < name.end() or name.start() < last < name.end()
        if cut and name[0].split()[0].lower() not in _SENTENCE_OPENERS:
            return min(first, name.start()), max(last, name.end())
    return first, last


def without_markers(text: str) -> str:
    """The words on one line; a bracketed number among them would read as a marker of ours: [7] is shown as (7)."""
    return re.sub(r"\[(\d+)\]", r"(\1)", " ".join(text.split()))
