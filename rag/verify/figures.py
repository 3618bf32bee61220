"""Each number of a sentence stands in its quotes by value and hedge, or follows from theirs by plain arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from math import floor, isclose, log10

from rag.facts import SentenceDate, Value, ValueKind, find_values
from rag.facts.numbers import ONES, TENS, find_figures
from rag.verify.tokens import Token, holds, same, stems_of, tokens


class Hedge(StrEnum):
    """How a number is bounded: as it stands, roughly, from below, from above, or as a time something fits in."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "least"
    MOST = "most"
    WITHIN = "within"


_LEAST = re.compile(
    r"(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|(?<!no )(?<!not )more than|greater than|larger than|over|in excess of|"
    r"upwards? of|above|a minimum of|exceed\w*|pass(?:ed|es|ing)|surpass\w*|topp?(?:ed|s|ing)|beyond|better than) "
    r"(?:the |a |some )?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:up to|as \w+ as|no (?:more|later|longer|higher) than|not more than|at most|a maximum of|in under|"
    r"(?<!no )(?<!not )(?:less|fewer|lower) than|(?:under|below)(?! the)) (?:the |a |some )?(?:next |following |coming )?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:roughly|about|around|approximately|approx\.|some|nearly|almost|close to|near|nearing|an? estimated|estimated|"
    r"circa|virtually|somewhere around|in the region of|not quite|just (?:under|over)) (?:the |a )?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?:within|inside) (?:the |a )?(?:next |following |coming )?$", re.IGNORECASE)
_AFTER = {
    Hedge.LEAST: re.compile(r"(?: \w+){0,2} or more\b|(?: \w+)? at (?:the )?least\b|\+"),
    Hedge.MOST: re.compile(r"(?: \w+){0,2} or (?:less|fewer)\b|(?: \w+)? at (?:the )?most\b"),
    Hedge.ABOUT: re.compile(r"(?: \w+)? or so\b|-odd\b|-ish\b"),
}
_BEFORE = ((Hedge.ABOUT, _ABOUT), (Hedge.LEAST, _LEAST), (Hedge.MOST, _MOST), (Hedge.WITHIN, _WITHIN))
_AGREE = frozenset(
    {
        (Hedge.ABOUT, Hedge.EXACT), (Hedge.WITHIN, Hedge.EXACT), (Hedge.EXACT, Hedge.WITHIN),
        (Hedge.WITHIN, Hedge.MOST), (Hedge.MOST, Hedge.WITHIN),
    }
)  # fmt: skip
"""The sentence's hedge and the quote's, where they differ and yet agree: "about" may be added, and never dropped."""
_METRES = {"kilometre": 1000.0, "kilometer": 1000.0, "metre": 1.0, "meter": 1.0}
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375, "year": 365.25, "decade": 3652.5}
_SPAN = re.compile(r"\b(?:hours|days|weeks|months|years|decades)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"\b(?:by|more|fewer|less|higher|lower|ahead|behind|gap|margin|differ\w*|up|down|all but|only|gain\w*|lost|added|"
    r"difference|extra|above|below|short)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|together|combined|altogether|in all|sum|overall)\b", re.IGNORECASE)
_TWO = {"both", "pair", "couple", "twin", "twice", "double", "doubled", "doubling", "duo"}
_TWO_WORDS = re.compile(r"\b(?:both|(?:a|the) (?:pair|couple)(?= of))\b", re.IGNORECASE)
_NUMBER_WORDS = frozenset({*ONES, *TENS, *_TWO, "dozen", "dozens", "hundred", "thousand", "million", "billion", "half",
                           "halved", "triple", "tripled", "trio", "thrice", "quarter", "third"} - {"one"})  # fmt: skip
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_SPELLED_OUT = (
    (re.compile(r"\bhalf an? (year)\b", re.I), "six months"),
    (re.compile(r"\bhalf an? kilomet(?:re|er)\b", re.I), "500 metres"),
    (re.compile(r"\b(?:an?|one) years? and a half\b", re.I), "18 months"),
    (re.compile(r"\bhalf a minute\b", re.I), "30 seconds"),
    (re.compile(r"\bhalf an hour\b", re.I), "30 minutes"),
    (re.compile(r"\bhalf an? (century)\b", re.I), "50 years"),
    (re.compile(r"\ba fortnight\b", re.I), "two weeks"),
    (re.compile(r"(?<=\d)((?: \w+)?) out of (?:the |every )?(?=\d)", re.I), r"\1 of "),
    (re.compile(r"\b(before|by) the end of (?=(?:1[5-9]|20)\d\d|this year|next year)", re.I), r"\1 "),
    (re.compile(r"(?<=\d) ?km/h\b"), " kilometres an hour"),
    (re.compile(r"(?<=[\d ])km\b"), " kilometres"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a text: its numbers (two for a range or a score, none for "dozens"), its hedge, what it counts.

    Shares are fractions of 1, times are in days and lengths in metres; `written` is the number as it stands.
    """

    numbers: tuple[float, ...]
    written: float | None
    hedge: Hedge
    kind: ValueKind
    unit: str | None
    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return the text with the spans of time and the measures that have words of their own written as figures."""
    for pattern, written in _SPELLED_OUT:
        text = pattern.sub(written, text)
    return " ".join(text.split())


def numbers_in(text: str, dates: Sequence[SentenceDate]) -> tuple[Number, ...]:
    """Return the figures of a text with these dates; "the next two years" is a date and a figure too."""
    taken = [(day.start, day.end) for day in dates if not _SPAN.search(day.text)]
    return tuple(_number(text, value) for value in find_values(text, taken))


def pairs_in(text: str) -> tuple[Number, ...]:
    """Return a two for each "both" and "pair" of a quote: what a sentence may tell as two."""
    found = _TWO_WORDS.finditer(text)
    return tuple(Number((2.0,), 2.0, Hedge.EXACT, ValueKind.COUNT, None, one[0].lower(), *one.span()) for one in found)


def _number(text: str, value: Value) -> Number:
    if value.kind is ValueKind.SCORE:
        numbers: tuple[float, ...] = tuple(float(digits) for digits in re.findall(r"\d+", value.text))
    elif value.is_range and value.low is not None and value.high is not None:
        numbers = (value.low, value.high)
    else:
        numbers = () if value.number is None else (_scaled(value),)
    hedge = _hedge(text, value)
    return Number(numbers, value.number, hedge, value.kind, value.unit, value.text.lower(), value.start, value.end)


def _scaled(value: Value) -> float:
    number = value.number or 0.0
    if value.kind is ValueKind.PERCENT:
        return number / 100
    unit = (value.unit or "").lower().split()
    if value.kind is ValueKind.DURATION and unit and (days := _DAYS.get(unit[0].rstrip("s"))):
        return number * days
    if unit and (metres := _METRES.get(unit[0].rstrip("s"))):
        return number * metres
    return number


def _hedge(text: str, value: Value) -> Hedge:
    before = text[max(0, value.start - 40) : value.start]
    for hedge, pattern in _BEFORE:
        if pattern.search(before):
            return hedge
    end = max(value.end, value.unit_span[1] if value.unit_span else 0)
    for hedge, pattern in _AFTER.items():
        if pattern.match(text, value.end) or pattern.match(text, end):
            return hedge
    return Hedge.EXACT


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
            if _counts_another(sentence, number, own, quote, numbers):
                return number.text
    return _loose_figure(sentence, own, quotes, known)


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


def _counts_another(sentence: str, number: Number, own: Sequence[Number], quote: str, theirs: Sequence[Number]) -> bool:
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


def _loose_figure(sentence: str, own: Sequence[Number], quotes: Sequence[str], known: Sequence[Number]) -> str | None:
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
