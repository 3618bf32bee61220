"""Numerals, spelled numbers, fractions and vague quantities, found in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_BELOW_TWENTY = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ONES = {word: number for number, word in enumerate(_BELOW_TWENTY)}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7,
    "eighth": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10,
}  # fmt: skip
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₽": "rubles"}

_SMALL = "|".join(sorted((*ONES, *TENS), key=len, reverse=True))
_WORD_NUMBER = rf"(?:(?:{'|'.join(TENS)})[ -](?:{'|'.join(list(ONES)[1:10])})\b|{_SMALL})"
_LONG_SCALE = r"hundred|thousand|million|billion|trillion|dozen"
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELLED = (
    rf"{_WORD_NUMBER}(?:[ -](?:{_LONG_SCALE})(?:[ -](?:and[ ])?{_WORD_NUMBER})?)*(?!-(?:{_SMALL})\b)"
    r"(?:[ ]and[ ]a[ ]half)?"
)
"""Two numbers joined without a scale between them ("one-two") are no figure, but for tens and ones."""
_FOLLOWED_BY_FRACTION = r"(?=\s+(?:of|in|since|to|from|over|this|last|by|on|and|or|point)\b|\s*(?:[.,;:!?)]|$))"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in text: offsets, its value (None for "dozens"), the currency sign's name and what it is.

    `scale` is the factor already applied, 1 where none was written; `part` marks a fraction of a whole; `digits`
    marks digits as opposed to words.
    """

    start: int
    end: int
    number: float | None
    currency: str | None = None
    scale: float = 1.0
    part: bool = False
    digits: bool = False


@cache
def _patterns() -> re.Pattern[str]:
    """One alternation, longest meanings first; groups name what was met."""
    parts = "|".join(PARTS)
    return re.compile(
        rf"""
        (?<![\w.$£€¥₹₽/:,])(?<![A-Za-z]-)(?<!\d[.,])
        (?:
          (?P<outof>(?:{_NUMERAL}|{_WORD_NUMBER})\ (?:in|out\ of)\ (?:every\ )?(?:{_NUMERAL}|{_WORD_NUMBER}))(?![\w%-])
        | (?P<vague>(?:(?:a\ few|several|many)\ (?:hundred|thousand|million|billion|dozen))\b
              |(?:tens|dozens|scores|hundreds|thousands|millions|billions)
              (?:\ of\ (?:hundreds|thousands|millions|billions))*)(?=\ of\b|[ .,;]|$)
        | (?P<parts>(?:(?:two|three)[ -](?:thirds|quarters|fifths)|four[ -]fifths|five[ -](?:sixths|eighths)
              |(?:three|seven)[ -](?:eighths|tenths)|nine[ -]tenths))\b
        | (?P<halfscale>half\ an?\ (?:dozen|hundred|thousand|million|billion))\b
        | (?P<half>(?<!first\ )(?<!second\ )(?<!latter\ )(?<!other\ )(?<!and\ a\ )(?<!better\ )half)
              (?=\ (?:of|the|its|their|his|her|our|all|a)\b|\s*(?:[.,;]|$))
        | (?P<part>(?:an?|one)[ -](?:{parts}))(?:{_FOLLOWED_BY_FRACTION})
        | (?P<ascale>(?:a|an)\ (?:couple\ of\ )?(?:{_LONG_SCALE})(?:\ (?:thousand|million|billion))?)\b(?!-)
        | (?P<sign>(?:US|A|C|HK|NZ)?[$£€¥₹₽])?\s?(?P<minus>minus\ |[−-](?=\d))?(?P<numeral>{_NUMERAL})
              (?:[ -]?(?P<scale>{_LONG_SCALE}|bn|mn|tn)(?![A-Za-z])|(?P<letter>[kmbKMB])(?![A-Za-z]))?
              (?P<half2>\ and\ a\ half)?(?!\d|(?:st|nd|rd|th|s)\b)
        | (?P<spelled>{_SPELLED})(?![A-Za-z])
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a text in order, whatever they mean: years and identifiers are among them."""
    figures = []
    for match in _patterns().finditer(text):
        figure = _figure(match, text)
        if figure is not None:
            figures.append(figure)
    return figures


def _figure(match: re.Match[str], text: str) -> Figure | None:
    kind = match.lastgroup if match.group("numeral") is None else "numeral"
    if kind == "numeral":
        return _numeral(match, text)
    written = match.group(0).lower()
    start, end = match.span()
    if kind == "vague":
        return Figure(start, end, None)
    if kind == "outof":
        above, below = re.split(r" (?:in|out of) (?:every )?", written)
        top, bottom = to_number(above), to_number(below)
        share = top / bottom if top is not None and bottom else None
        # "two in 2020" and "12 in five" are no shares.
        if share is None or share >= 1 or (bottom or 0) > 1000:
            first = match.start() + len(above)
            return Figure(start, first, top, digits=above[0].isdigit())
        return Figure(start, end, share, part=True)
    if kind in ("half", "part", "parts"):
        return Figure(start, end, _fraction(written), part=True)
    return Figure(start, end, to_number(written))


def _numeral(match: re.Match[str], text: str) -> Figure:
    number = float(match.group("numeral").replace(",", ""))
    sign = match.group("sign")
    scale_word, letter = match.group("scale"), match.group("letter")
    start, end = match.span()
    # "100m" is a distance unless a currency stands before it or a plural after it.
    if letter and not sign and not re.match(r" [a-z]+s\b", text[end:]):
        end, letter = match.start("letter"), None
    scale = SCALES[(scale_word or letter or "").lower()] if scale_word or letter else 1.0
    if match.group("half2"):
        number += 0.5
    start = match.start("sign") if sign else match.start("minus") if match.group("minus") else match.start("numeral")
    if match.group("minus"):
        number = -number
    currency = CURRENCIES[sign[-1]] if sign else None
    return Figure(start, end, number * scale, currency, scale, digits=True)


def _fraction(written: str) -> float:
    if written == "half":
        return 0.5
    count, part = re.split(r"[ -]", written, maxsplit=1)
    return float(ONES.get(count, 1)) * PARTS[part.removesuffix("s")]


def to_number(written: str) -> float | None:
    """Return the number that digits or words stand for ("2,500", "twenty-one", "a million"), None if they do not."""
    cleaned = written.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", cleaned):
        return float(cleaned)
    half = cleaned.endswith(" and a half") or cleaned.startswith("half a")
    if cleaned.startswith("half a"):
        scale = SCALES.get(cleaned.split()[-1])
        return scale / 2 if scale else None
    words = re.split(r"[ -]+", cleaned.removesuffix(" and a half"))
    total = current = 0.0
    for word in words:
        if word in ("a", "an"):
            current += 1
        elif word in ONES or word in TENS:
            current += ONES.get(word, 0) + TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word in SCALES and len(word) > 2:
            total, current = total + (current or 1) * SCALES[word], 0.0
        elif word not in ("and", "of", "couple"):
            return None
    return total + current + (0.5 if half else 0.0)
