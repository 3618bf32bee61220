"""When two answers are the same: numbers by value, dates by day, names by form.

A text becomes tokens: words (case, accents and punctuation gone), numbers (`2,500`, `two thousand five
hundred` and `2.5 thousand` are 2500.0) and days. Answers are compared token by token, so a number never
matches inside a longer one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eval.numerals import CURRENCIES, DIGITS, fold_numerals

EXTRA_WORDS = 6
"""How many words beyond the accepted ones a short answer may hold: it is a phrase, and a sentence is not one.
"""


class Day(NamedTuple):
    """A date as far as it was given: None for a part that was left out; `month` is always known."""

    year: int | None
    month: int
    day: int | None


Token = str | float | Day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[0-9]|20|21)\d\d(?![\d,.]*\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?P<y1>\d{{4}})-(?P<n1>\d\d)-(?P<d1>\d\d)(?!\d)"
    rf"|(?P<d2>{_DAY})(?: of)?[ -](?P<m2>{_MONTH})(?:,?[ -](?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_MONTH}) (?P<d3>{_DAY})(?![\d%]|[.,:]\d| (?:percent|million|billion))"
    rf"(?:(?:,|,? of)? (?P<y3>{_YEAR}))?"
    rf"|(?P<m4>{_MONTH})(?:,|,? of)? (?P<y4>{_YEAR}))"
)
_TOKEN = re.compile(
    rf"(?P<currency>(?:us|u\.s\.)?\$|[€£¥])\s?(?=\d)"
    rf"|(?<![^\W_])(?P<number>{DIGITS})(?P<scale>k|mn?|bn?|tn)?(?![^\W_])"
    r"|(?P<percent>%|\bper cent\b)"
    r"|(?P<acronym>(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)?)"
)
_DESCRIPTION = re.compile(r"(?<=\w), (?:the|an?|who|which)\b(?!.*\b(?:and|or)\b).*$", re.DOTALL)
_SAME_WORD = {
    "dollars": "dollar", "usd": "dollar", "euros": "euro", "eur": "euro", "pounds": "pound",
    "km": "kilometer", "kilometre": "kilometer", "kilometres": "kilometer", "kilometers": "kilometer",
    "kg": "kilogram", "kilograms": "kilogram", "pct": "percent", "programme": "program",
}  # fmt: skip
_FILLER_WORDS = (
    "a an the about around roughly approximately approx nearly almost some circa estimated over than least"
    " most up just under above below more fewer less only exactly total"
)
_LEADING_WORDS = "in on at by from to since until till for of with as that during within into and or"
_TITLE_WORDS = (
    "mr mrs ms dr sir dame prof professor president vice prime minister premier rep representative"
    " congressman congresswoman sen senator gen general lt lieutenant maj major col colonel adm admiral"
    " secretary governor gov judge justice chancellor mayor king queen prince princess pope ambassador"
    " chairman former acting deputy"
)
_FILLERS = frozenset(_FILLER_WORDS.split())
_LEADING = frozenset(_LEADING_WORDS.split())
_TITLES = frozenset(_TITLE_WORDS.split())


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words, numbers and days of a text, in order."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = plain.translate(str.maketrans("’‘–—−", "''---"))
    return tuple(_tokens(re.sub(r"\s+", " ", plain)))


def same(given: str, accepted: str) -> bool:
    """Tell whether an answer is the accepted one, said perhaps in another form.

    Without numbers and dates the words must be equal, a description behind a name ("Walden, the executive")
    left out. With them, the numbers and dates must be equal, in order; words before the first are part of a
    name and must be there ("Ariane 5" is not "5"); a noun behind it counts only where both have one, and then
    one must be shared ("2,500" is "about 2,500 troops", and "2,500 troops" is not "2,500 attacks").
    """
    ours, theirs = _core(_DESCRIPTION.sub("", given)), _core(accepted)
    if not theirs or ours == theirs:
        return bool(theirs)
    wanted = _values(theirs)
    if not wanted or _values(ours) != wanted:
        return False
    extra, expected = _stems(ours), _stems(theirs)
    named = _stems(theirs[: theirs.index(wanted[0])])
    if len(extra) > len(expected) + EXTRA_WORDS or not set(named) <= set(extra):
        return False
    return not extra or not expected or bool(set(extra) & set(expected))


def contains(text: str, accepted: str) -> bool:
    """Tell whether a text holds the accepted answer: its words in a row, or all its numbers, dates and words.

    A year, or a month with its year, is held by a full date within it.
    """
    held, wanted = tokens(text), _core(accepted)
    if not wanted:
        return False
    values = _values(wanted)
    if values:
        words = set(_stems(held))
        return all(any(_holds(token, value) for token in held) for value in values) and words >= set(_stems(wanted))
    row = [token for token in held if token not in _FILLERS]
    needle = [token for token in wanted if token not in _FILLERS] or list(wanted)
    return any(row[at : at + len(needle)] == needle for at in range(len(row) - len(needle) + 1))


def same_name(given: str, accepted: str) -> bool:
    """Tell whether two names mean one speaker: the words of one are all among those of the other."""
    ours, theirs = set(_core(given)), set(_core(accepted))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    for match in _DATE.finditer(text):
        yield from fold_numerals(_words(text[at : match.start()]))
        yield _day(match)
        at = match.end()
    yield from fold_numerals(_words(text[at:]))


def _words(text: str) -> list[str]:
    """Cut text without dates into words, with digits kept as written; a currency sign becomes its word."""
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        if match.group("currency"):
            found.append(CURRENCIES[word.strip()[-1]])
        elif match.group("number"):
            found.append(match.group("number"))
            if match.group("scale"):
                found.append(match.group("scale"))
        elif kind == "percent":
            found.append("percent")
        elif kind == "acronym":
            found.append(word.replace(".", ""))
        else:
            word = word.removesuffix("'s").replace("'", "")
            found.append(_SAME_WORD.get(word, word))
    return found


def _day(match: re.Match[str]) -> Day:
    part = {name[0]: value for name, value in match.groupdict().items() if value}
    month = int(part["n"]) if "n" in part else 1 + _MONTHS.index(part["m"][:3])
    day = int(re.sub(r"\D", "", part["d"])) if "d" in part else None
    return Day(int(part["y"]) if "y" in part else None, month, day)


def _core(text: str) -> tuple[Token, ...]:
    """The tokens that carry the answer: no parenthesis, filler, leading preposition or leading title."""
    found = [token for token in tokens(re.sub(r"\([^)]*\)", " ", text)) if token not in _FILLERS]
    while len(found) > 1 and found[0] in _LEADING:
        found = found[1:]
    while len(found) > 1 and found[0] in _TITLES and isinstance(found[1], str) and found[1] not in _LEADING:
        found = found[1:]
    return tuple(found) or tokens(text)


def _values(found: Sequence[Token]) -> list[float | Day]:
    return [token for token in found if not isinstance(token, str)]


def _stems(found: Sequence[Token]) -> list[str]:
    ignored = _FILLERS | _LEADING
    return [token.removesuffix("s") for token in found if isinstance(token, str) and token not in ignored]


def _holds(token: Token, wanted: float | Day) -> bool:
    if isinstance(token, Day) and isinstance(wanted, Day):
        return all(want is None or have == want for have, want in zip(token, wanted, strict=True))
    if isinstance(token, Day):
        return token.year is not None and token.year == wanted
    return token == wanted
