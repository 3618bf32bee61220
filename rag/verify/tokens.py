"""A text as the verifier compares it: words with their stems, names made one, and which clause each stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.coverage import countries
from rag.verify.lexicon import CONNECTIVES, OPPOSITES, PHRASES, SYNONYMS, TITLES
from rag.verify.words import lemma

_WORD = re.compile(r"\d[\d.,]*\d|(?:[A-Z]\.){2,}|\w+(?:[-'’.&]\w+)*")
_CUT = re.compile(r"(?<!\d)[,;:()–—]|[,;:](?!\d)|(?<=\s)[-–—](?=\s)")
_WIDE_CUT = re.compile(r"[;–—]|:(?!\d)")
_CONJUNCTIONS = frozenset(
    "but although though while whereas because and as when after before until if unless which who whose where".split()
)
_WIDE_CONJUNCTIONS = frozenset("but although though while whereas".split())

Piece = tuple[int, int, str, bool]
"""Start, end, stem, and whether it is a country."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: offsets, as written, and the stem it is compared by; a country has its one key for a stem.

    `name` marks what is written with a capital; `opens` the first word of a sentence, whose capital says nothing.
    `part` counts the clauses of the text as finely as can be told, `clause` only those set apart by a contrast.
    """

    start: int
    end: int
    text: str
    stem: str
    name: bool
    country: bool
    opens: bool
    part: int
    clause: int

    @property
    def content(self) -> bool:
        """Whether the word states something: no connective, no figure."""
        return self.text.lower() not in CONNECTIVES and not self.text[0].isdigit()

    @property
    def title(self) -> bool:
        """Whether the word is a rank or an office."""
        return self.text.lower().rstrip(".") in TITLES


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order; a phrase of the lexicon is one word."""
    joined = [(start, end, key, True) for start, end, key in countries(text)]
    joined += [(*match.span(), word, False) for match, word in _phrases_in(text)]
    found: list[Token] = []
    position = part = clause = 0
    opens = True
    for start, end, stem, country in sorted([*joined, *_words(text, joined)]):
        if start < position:
            continue
        gap, written = text[position:start], text[start:end]
        lower = written.lower()
        if position and (_CUT.search(gap) or lower in _CONJUNCTIONS):
            part += 1
        if position and (_WIDE_CUT.search(gap) or lower in _WIDE_CONJUNCTIONS):
            part, clause = part + 1, clause + 1
        name = country or (written[0].isupper() and written != "I")
        found.append(Token(start, end, written, stem, name, country, opens, part, clause))
        opens, position = False, end
    return tuple(found)


def _words(text: str, joined: Sequence[Piece]) -> list[Piece]:
    return [
        (*match.span(), lemma(match[0].replace(".", "") if match[0].count(".") > 1 else match[0]), False)
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end, _, _ in joined)
    ]


@cache
def _phrase_pattern() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word) for word, pattern in PHRASES)


def _phrases_in(text: str) -> list[tuple[re.Match[str], str]]:
    return [(match, lemma(word)) for pattern, word in _phrase_pattern() for match in pattern.finditer(text)]


def same(one: str, other: str) -> bool:
    """Whether two stems are one word, or synonyms in the closed list."""
    return one == other or other in SYNONYMS.get(one, ())


def holds(stems: frozenset[str], stem: str) -> bool:
    """Whether a stem, or a synonym of it, is among `stems`."""
    return stem in stems or not stems.isdisjoint(SYNONYMS.get(stem, ()))


def opposite(stems: frozenset[str], stem: str) -> bool:
    """Whether an opposite of a stem is among `stems`."""
    return not stems.isdisjoint(OPPOSITES.get(stem, ()))


def turned(own: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether one text compares the other way than the other: "less" where the other has only "more"."""
    mine, other = ({token.text.lower() for token in found} for found in (own, theirs))
    return any(
        word in mine - other and not mine & (opposites - {word}) and other & opposites
        for word, opposites in _COMPARED.items()
    )


def put_in_place(own: Sequence[Token], place: int, theirs: Sequence[Token]) -> bool:
    """Whether a word stands just where a quote has another: "Germany freed 25" of "Germany arrested 25"."""
    before = [token.stem for token in own[max(0, place - 2) : place]]
    behind = own[place + 1].stem if place + 1 < len(own) else None
    for at in range(len(before), len(theirs)):
        if not before or [token.stem for token in theirs[at - len(before) : at]][-1:] != before[-1:]:
            continue
        between = [one for one in range(at, min(at + 2, len(theirs))) if theirs[one].content]
        if behind is None:
            alike = len(before) == 2 and theirs[at - 2].stem == before[0]
            if alike and between[:1] == [at]:
                return True
            continue
        if any(one + 1 < len(theirs) and theirs[one + 1].stem == behind for one in between):
            return True
    return False


_COMPARED = {
    "more": {"less", "fewer"}, "less": {"more"}, "fewer": {"more"}, "most": {"least"}, "least": {"most"},
    "above": {"below"}, "below": {"above"},
}  # fmt: skip


def stems_of(found: Sequence[Token]) -> frozenset[str]:
    """Return the stems of words; a hyphened word gives its parts as well."""
    stems = {token.stem for token in found}
    stems.update(lemma(part) for token in found if "-" in token.text for part in token.text.split("-") if part)
    return frozenset(stems)
