"""Digits and number words of a sentence that are read as no figure: "F-16", "31st", "a dozen", "twice"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.facts.numbers import ONES, TENS, find_figures
from rag.verify.numbers import Number
from rag.verify.tokens import holds, stems_of, tokens

_TWO = {"both", "pair", "couple", "twin", "twice", "double", "doubled", "doubling", "duo"}
_NUMBER_WORDS = frozenset({*ONES, *TENS, *_TWO, "dozen", "dozens", "hundred", "thousand", "million", "billion", "half",
                           "halved", "triple", "tripled", "trio", "thrice", "quarter", "third"} - {"one"})  # fmt: skip
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}


def loose_figure(sentence: str, own: Sequence[Number], quotes: Sequence[str], known: Sequence[Number]) -> str | None:
    """The first digit or number word of the sentence that was read as no figure and stands in no quote."""
    quoted = [token for quote in quotes for token in tokens(quote)]
    written = {token.text.lower().rstrip(".") for token in quoted}
    figures = {figure.number for quote in quotes for figure in find_figures(quote)} | {
        end for number in known for end in number.numbers
    }
    ordinals = {_ordinal(word) for word in written} - {None}
    stems = stems_of(quoted)
    for token in tokens(sentence):
        word = token.text.lower().rstrip(".")
        inside = any(number.start < token.end and token.start < number.end for number in own)
        if inside or word in written:
            continue
        if (place := _ordinal(word)) is not None:
            if place not in ordinals and place != 1:
                return token.text
        elif any(letter.isdigit() for letter in word):
            return token.text
        elif word in _NUMBER_WORDS and not holds(stems, token.stem):
            number = 2.0 if word in _TWO else float(ONES.get(word, TENS.get(word, -1)))
            if number not in figures and not (word in _TWO and written & (_TWO | {"and", "each"})):
                return token.text
    return None


def _ordinal(word: str) -> int | None:
    match = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return int(match[1]) if match else _ORDINALS.get(word)
