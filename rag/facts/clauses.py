"""The clauses of a sentence, cut at the words that open one; enough to tell which words belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# What opens a clause of its own: a relative or temporal one (it ends at the next comma), or a change's old
# value.
_OPENS = re.compile(
    r", (?:who|which|whose|whom|where|after|before|because|although|though|while)\b|(?<=\w) (?:who|which|"
    r"whose|after|because|although|(?<!more )(?<!less )(?<!fewer )than|down from|up from|compared with)\b|"
    r", (?:slightly |just |well |far )?(?:above|below) (?=the \d)|"
    r"\bfrom (?=[$£€]?\d)|, (?=\d[^,]{0,25},(?! \d))|, (?=(?:[a-z]+ed|built|led|known|made|worth) [^,]*,)|"
    r"^(?:If|After|Although|Because|When|While)\b",
)
_COORDINATES = re.compile(r";|:(?!\d)|,? \b(?:but|and)\b(?= )")


@dataclass(frozen=True, slots=True)
class Clause:
    """Offsets of a clause; `holes` are the subordinate clauses inside a main one."""

    start: int
    end: int
    subordinate: bool
    holes: tuple[tuple[int, int], ...] = ()


def find_clauses(sentence: str, marks: Sequence[int]) -> list[Clause]:
    """Return the clauses of a sentence, each subordinate one before the clause around it.

    `marks` are the offsets of words that show a verb: "and" opens a clause only closely before one of them.
    """
    holes = [(match.start(), _closing(sentence, match)) for match in _OPENS.finditer(sentence)]
    cuts = [0]
    for match in _COORDINATES.finditer(sentence):
        own = any(0 <= mark - match.end() <= 25 for mark in marks) or "and" not in match.group(0)
        if own and not any(start <= match.start() < end for start, end in holes):
            cuts.append(match.end())
    ends = [*cuts[1:], len(sentence)]
    subordinate = [Clause(start, end, True) for start, end in reversed(holes)]
    return [
        *subordinate,
        *(Clause(start, end, False, tuple(holes)) for start, end in zip(cuts, ends, strict=True)),
    ]


def _closing(sentence: str, match: re.Match[str]) -> int:
    """A subordinate clause ends at the next comma; a change's old value before the new one."""
    pattern = r" to |, |$" if match.group(0).startswith("from") else r"(?<!\d),|,(?!\d)|$"
    end = re.compile(pattern).search(sentence, match.end())
    return end.start() if end else len(sentence)
