"""What a figure counts: whether a sentence has a number of its quote for something else than the quote does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.verify.numbers import Number
from rag.verify.tokens import Token, same, tokens


def counts_another(sentence: str, number: Number, own: Sequence[Number], quote: str, theirs: Sequence[Number]) -> bool:
    """Whether the quote has this number for something else: "672 killed" of "820 killed, 672 hurt"."""
    alike = [other for other in theirs if other.numbers and other.kind is number.kind]
    mine = [other for other in alike if other.numbers == number.numbers]
    shares = any(quote[one.end : other.start].startswith(" of ") for one, other in pairwise(theirs))
    if len(alike) < 2 or not mine or shares:  # "14 of its 40 beds" counts beds twice
        return False
    around = _around(sentence, number, own)
    named = _around(sentence, number, own, narrow=True)
    if _named_another(named, [_around(quote, other, theirs, narrow=True) for other in mine], tokens(quote)):
        return True
    scores = {other.start: _shared(around, _around(quote, other, theirs)) for other in alike}
    best = max(scores.values())
    told = any(_around(quote, other, theirs) for other in mine)
    return told and best > 0 and all(scores[other.start] == 0 for other in mine)


def _named_another(around: Sequence[Token], there: Sequence[Sequence[Token]], quoted: Sequence[Token]) -> bool:
    """Whether the number stands by other names than in the quote, which has these elsewhere: Vietnam's for China's."""
    known = {token.stem for token in quoted if token.name}
    mine = {token.stem for token in around if token.name and token.stem in known and not token.title}
    theirs = {token.stem for found in there for token in found if token.name and not token.title}
    return bool(mine and theirs) and not mine & theirs


def _around(text: str, number: Number, numbers: Sequence[Number], *, narrow: bool = False) -> list[Token]:
    """The words that tell what a figure counts: those of its clause, or part, nearer to it than to another figure."""
    found = tokens(text)
    own = next((token for token in found if token.end > number.start), None)
    if own is None:
        return []
    near = []
    for token in found:
        if narrow and token.part != own.part:
            continue
        nearest = min(numbers, key=lambda one: max(one.start - token.end, token.start - one.end, 0))
        if nearest is number and token.clause == own.clause and (token.content or token.name):
            near.append(token)
    return near


def _shared(one: Sequence[Token], other: Sequence[Token]) -> int:
    return sum(any(same(mine.stem, theirs.stem) for theirs in other) for mine in one)
