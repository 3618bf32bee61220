"""How a question and a passage become the reader's input; shared by training and inference.

The layout is `[CLS] question [SEP] header passage [SEP]`, where the header is the article's title and day.
Spans may be found in the passage only. The token type tells, beside the side, whether the word occurs on the
other side too: a question that names something the passage does not speak of is the commonest question
without an answer, and a small encoder sees that far better when told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

MAX_TOKENS = 256
QUESTION_TOKENS = 48
HEADER_TOKENS = 32
CLS, SEP = 101, 102
QUESTION, TEXT, SHARED = 0, 1, 2

# Function words say nothing about what a text speaks of, so they are never marked as shared.
_FUNCTION = """a an and are as at be been being but by can could did do does for from had has have he her him his how
i if in into is it its may me might my no nor not of on or our shall she should so some such
than that the their them then there these they this those to too up us was we were what when where
which while who whom whose why will with would you your s t"""
FUNCTION_WORDS = frozenset(_FUNCTION.split())


@dataclass(frozen=True, slots=True)
class Pair:
    """One input: ids and types (length,) int64; the passage's tokens are `first .. first + len(offsets)`.

    `offsets` (tokens, 2) int64 are character offsets in the passage's text, half open.
    """

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    first: int
    offsets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Side:
    ids: list[int]
    stems: list[str]
    offsets: list[tuple[int, int]]


def header(title: str | None, published: date | None) -> str:
    """The line before the passage: `Title (6 September 2024).`, with what is known of it."""
    day = f"({published.day} {published:%B %Y})" if published else ""
    line = " ".join(part for part in ((title or "").strip(), day) if part)
    return f"{line}." if line else ""


def stem(word: str) -> str:
    """A word for comparison: lower case, without accents, plural and the commonest endings; "" says
    nothing.
    """
    plain = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if plain in FUNCTION_WORDS or not any(letter.isalnum() for letter in plain):
        return ""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", plain) if len(plain) > 4 and plain.isalpha() else plain


class PairEncoder:
    """Encodes pairs with the packaged model's tokenizer (`tokenizer.json`)."""

    def __init__(self, tokenizer: Path, max_tokens: int = MAX_TOKENS) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._max_tokens = max_tokens
        self._cached_side = lru_cache(maxsize=4096)(self._side)

    def encode(self, question: str, before: str, passage: str) -> Pair:
        """Lay out one pair; what does not fit `max_tokens` is cut from the passage's end."""
        asked = self._cached_side(question, QUESTION_TOKENS)
        head = self._cached_side(before, HEADER_TOKENS)
        room = self._max_tokens - len(asked.ids) - len(head.ids) - 3
        text = self._cached_side(passage, room)
        in_question = set(asked.stems) - {""}
        in_text = (set(head.stems) | set(text.stems)) - {""}
        types = [QUESTION, *(_mark(QUESTION, stem, in_text) for stem in asked.stems), QUESTION]
        types += [_mark(TEXT, stem, in_question) for stem in (*head.stems, *text.stems)] + [TEXT]
        ids = [CLS, *asked.ids, SEP, *head.ids, *text.ids, SEP]
        offsets = np.asarray(text.offsets, dtype=np.int64).reshape(-1, 2)
        return Pair(np.asarray(ids), np.asarray(types), len(asked.ids) + 2 + len(head.ids), offsets)

    def token_ids(self, text: str) -> list[int]:
        """The word pieces of a text, without special tokens."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _side(self, text: str, room: int) -> _Side:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        stems = _stems(encoding, text)
        return _Side(encoding.ids[:room], stems[:room], encoding.offsets[:room])


def pad(pairs: Sequence[Pair], multiple: int = 1) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Stack pairs into ids, types and keep, each (n, longest); keep is False on padding.

    The longest is rounded up to a `multiple`: a kernel is compiled and kept for every length that is met.
    """
    longest = max(len(pair.ids) for pair in pairs)
    longest += -longest % multiple
    ids = np.zeros((len(pairs), longest), dtype=np.int64)
    types = np.zeros_like(ids)
    keep = np.zeros(ids.shape, dtype=np.bool_)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        types[row, : len(pair.ids)] = pair.types
        keep[row, : len(pair.ids)] = True
    return ids, types, keep


def _mark(side: int, word: str, other: set[str]) -> int:
    return side + SHARED if word in other else side


def _stems(encoding: Encoding, text: str) -> list[str]:
    """The stem of the whole word that each token is part of."""
    bounds: dict[int | None, tuple[int, int]] = {}
    for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        first, _ = bounds.get(word, (start, end))
        bounds[word] = (first, end)
    found = {word: stem(text[start:end]) for word, (start, end) in bounds.items()}
    return [found[word] for word in encoding.word_ids]
