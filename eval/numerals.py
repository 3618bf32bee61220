"""Numbers as people write them: digits, words, and both ("2.5 million", "two thousand five hundred", "a
dozen").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}

_UNITS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10.0 * (value + 2)
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6,
    "billion": 1e9, "b": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip


def fold_numerals(words: Sequence[str]) -> Iterator[str | float]:
    """Yield the words with each run that spells one number replaced by its value.

    A currency in front of a number is put behind it, so that "$3 billion" and "3 billion dollars" come out
    the same.
    """
    at = 0
    while at < len(words):
        in_front = words[at] in CURRENCIES.values()
        number, end = _number(words, at + in_front)
        if number is None:
            yield words[at]
            at += 1
            continue
        yield number
        if in_front and words[end : end + 1] != [words[at]]:
            yield words[at]
        at = end


def _number(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """Return the number that starts at a word and the word behind it, or None."""
    if at >= len(words):
        return None, at
    if re.fullmatch(DIGITS, words[at]):
        number, end = float(words[at].replace(",", "")), at + 1
        while end < len(words) and words[end] in _SCALES:
            number *= _SCALES[words[end]]
            end += 1
        return round(number, 6), end
    if words[at] in ("a", "an") and words[at + 1 : at + 2] and words[at + 1] in _SCALES:
        return _spelled(words, at + 1, start=1.0)
    if words[at] == "dozen":
        return _SCALES["dozen"], at + 1
    return _spelled(words, at) if words[at] in _UNITS or words[at] in _TENS else (None, at)


def _spelled(words: Sequence[str], at: int, start: float = 0.0) -> tuple[float, int]:
    """Read number words: `total` holds what a scale has closed, `group` what is below the next scale."""
    total, group, end = 0.0, start, at
    while end < len(words):
        word = words[end]
        if word in _UNITS and _takes(group, _UNITS[word]):
            group += _UNITS[word]
        elif word in _TENS and group % 100 == 0:
            group += _TENS[word]
        elif word in ("hundred", "dozen") and 0 < group < 100:
            group *= _SCALES[word]
        elif word in _SCALES and group > 0:
            total, group = total + group * _SCALES[word], 0.0
        elif not (word == "and" and _joins(words, end)):
            break
        end += 1
    return total + group, end


def _takes(group: float, unit: float) -> bool:
    """Tell whether a unit may follow: "forty" takes "two", "hundred" takes any, "two" takes none."""
    return group % 100 == 0 or (unit < 10 and group % 10 == 0 and group % 100 >= 20)


def _joins(words: Sequence[str], at: int) -> bool:
    """Tell whether this "and" is within a number, as in "one hundred and five"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at - 1] in _SCALES and (following in _UNITS or following in _TENS)
