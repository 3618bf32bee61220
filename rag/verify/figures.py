"""Each number of a sentence stands in its quotes by value and hedge, or follows from theirs by plain arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from math import floor, isclose, log10

from rag.facts import ValueKind
from rag.verify.counted import counts_another
from rag.verify.loose import loose_figure
from rag.verify.numbers import Hedge, Number, pairs_in

_AGREE = frozenset(
    {
        (Hedge.ABOUT, Hedge.EXACT), (Hedge.WITHIN, Hedge.EXACT), (Hedge.EXACT, Hedge.WITHIN),
        (Hedge.WITHIN, Hedge.MOST), (Hedge.MOST, Hedge.WITHIN),
    }
)  # fmt: skip
"""The sentence's hedge and the quote's, where they differ and yet agree: "about" may be added, and never dropped."""
_DIFFERENCE = re.compile(
    r"\b(?:by|more|fewer|less|higher|lower|ahead|behind|gap|margin|differ\w*|up|down|all but|only|gain\w*|lost|added|"
    r"difference|extra|above|below|short)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|together|combined|altogether|in all|sum|overall)\b", re.IGNORECASE)


def unsupported_figure(
    sentence: str, own: Sequence[Number], quotes: Sequence[str], theirs: Sequence[Sequence[Number]]
) -> str | None:
    """Return the first figure of the sentence that its quotes do not bear out, None where all are.

    `own` are the sentence's figures, `theirs` those of each quote.
    """
    known = [number for numbers in theirs for number in numbers] + [two for quote in quotes for two in pairs_in(quote)]
    for number in own:
        if not _borne_out(sentence, number, known):
            return number.text
        for quote, numbers in zip(quotes, theirs, strict=True):
            if counts_another(sentence, number, own, quote, numbers):
                return number.text
    return loose_figure(sentence, own, quotes, known)


def _borne_out(sentence: str, number: Number, known: Sequence[Number]) -> bool:
    if number.text in {"one", "a", "an"}:
        return True
    if not number.numbers:
        return any(other.text == number.text for other in known)
    if any(_same_figure(number, other) for other in known):
        return True
    if len(number.numbers) == 2 and all(any(other.numbers == (end,) for other in known) for end in number.numbers):
        return True
    return _by_arithmetic(sentence, number, known)


def _same_figure(number: Number, other: Number) -> bool:
    money = ValueKind.MONEY in (number.kind, other.kind)
    if money and (number.kind is not other.kind or _currency(number) != _currency(other)):
        return False
    bare = not number.unit or not other.unit
    if bare and number.written is not None and number.written == other.written:  # "57 percent to 43", "42 to 36 km"
        return number.hedge is other.hedge or (number.hedge, other.hedge) in _AGREE
    if ValueKind.PERCENT in (number.kind, other.kind) and not {number.kind, other.kind} <= _SHARES:
        return False
    if len(number.numbers) != len(other.numbers):  # one side's votes or goals may be told alone
        return other.kind is ValueKind.SCORE and number.numbers[0] in other.numbers
    equal = all(_close(mine, theirs) for mine, theirs in zip(number.numbers, other.numbers, strict=True))
    if equal:
        return number.hedge is other.hedge or (number.hedge, other.hedge) in _AGREE
    if len(number.numbers) > 1 or not other.numbers:
        return False
    return _rounded(number, other.numbers[0], other.hedge)


MOST_ROUNDED = 0.06
"""Of a figure, what "about" may round away."""

_SHARES = frozenset({ValueKind.PERCENT, ValueKind.FRACTION})


def _currency(number: Number) -> str:
    return (number.unit or "").split()[0].lower().rstrip("s") if number.unit else ""


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-6) or (one > 25 and isclose(one, other, rel_tol=0.004) and one % 30.4375 == 0)


def _rounded(number: Number, exact: float, hedge: Hedge) -> bool:
    """Whether a hedged round figure is a rounding of an exact one: "about 2,500" of 2,487, "more than 400" of 412."""
    told = number.numbers[0]
    if number.hedge is Hedge.EXACT or hedge in {Hedge.LEAST, Hedge.MOST} or not told or not exact:
        return False
    if number.hedge is Hedge.LEAST:
        return told < exact <= 1.1 * told and hedge is Hedge.EXACT
    if number.hedge is Hedge.MOST:
        return 0.9 * told <= exact < told and hedge is Hedge.EXACT
    place = 10.0 ** floor(log10(abs(told)))
    while round(told / place) * place != told and place > 1e-6:
        place /= 10
    return abs(round(exact / place) * place - told) < 1e-9 * max(1.0, told) and abs(exact - told) < MOST_ROUNDED * exact


def _by_arithmetic(sentence: str, number: Number, known: Sequence[Number]) -> bool:
    """Whether a figure is the difference or the sum of two in the quotes, and the sentence says so."""
    if len(number.numbers) != 1:
        return False
    both_ways = re.compile(r"\b(?:down|up|from|fewer|lost|gained)\b", re.IGNORECASE).search(sentence)
    parts = [other.numbers[0] for other in known if other.kind in _SHARES and len(other.numbers) == 1]
    wholes = [other.numbers[0] for other in known if other.kind not in _SHARES and len(other.numbers) == 1]
    if number.kind is not ValueKind.MONEY and any(
        _close(number.numbers[0], part * whole) for part in parts for whole in wholes
    ):
        return number.hedge is not Hedge.EXACT
    if sentence[: number.start].rstrip().endswith(" of") and any(
        _close(number.numbers[0], one + other) for one, other in combinations(wholes, 2)
    ):
        return True
    single = [other.numbers[0] for other in known if len(other.numbers) == 1 and other.kind is number.kind]
    near = sentence[max(0, number.start - 60) : number.end + 60]
    for one, other in combinations(single, 2):
        if _DIFFERENCE.search(near) and _close(number.numbers[0], abs(one - other)):
            return True
        if (_TOTAL.search(near) or both_ways) and _close(number.numbers[0], one + other):
            return True
    return False
