"""One sentence of a language model against the quotes it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.facts import SentenceDate
from rag.render import day_in_words
from rag.types import Citation, Verdict
from rag.verify.days import dates_in, loose_days, unsupported_date
from rag.verify.figures import unsupported_figure
from rag.verify.names import unsupported_name
from rag.verify.numbers import numbers_in, plain
from rag.verify.quotations import unsupported_quotation
from rag.verify.stance import CHECKS
from rag.verify.tokens import Token, holds, opposite, put_in_place, stems_of, tokens, turned

MARKER = re.compile(r"\s?\[(\d+)\]")
_ADDRESS = re.compile(r"\bhttps?:\S+|\bwww\.\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|net|org|io)\b", re.IGNORECASE)
LEAST_SHARED = 0.3
"""Share of a sentence's words, names and figures that must stand in its quotes: with less it speaks of other things."""
NEAR_COPY = 0.75
"""Share of a sentence's words, names and figures that are the quote's own from which on it counts as a copy of it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a sentence: kept, marked (its wording is not borne out word by word) or struck, and why."""

    verdict: Verdict
    why: str = ""


def check(sentence: str, citations: Sequence[Citation]) -> Checked:
    """Return whether `sentence`, with its markers, says no more than the quotes of the citations it names."""
    by_marker = {citation.marker: citation for citation in citations}
    markers = [int(found) for found in MARKER.findall(sentence)]
    if not markers:
        return Checked(Verdict.STRUCK, "no quote is named")
    if any(marker not in by_marker for marker in markers):
        return Checked(Verdict.STRUCK, "a quote is named that is not there")
    cited = [by_marker[marker] for marker in dict.fromkeys(markers)]
    told = plain(MARKER.sub("", sentence)).strip()
    quotes = [plain(citation.quote) for citation in cited]
    return _wrong(told, quotes, cited) or _worded(told, quotes, cited)


def _wrong(told: str, quotes: Sequence[str], cited: Sequence[Citation]) -> Checked | None:
    """The first thing the sentence says that its quotes do not; None where nothing was found."""
    if unsupported_quotation(told, quotes):
        return Checked(Verdict.STRUCK, "a quotation that is not in the quote")
    if any(match[0] not in quote for match in _ADDRESS.finditer(told) for quote in quotes):
        return Checked(Verdict.STRUCK, "an address that is not in the quote")
    days = [citation.article.published for citation in cited]
    own = [dates_in(told, day) for day in days]
    theirs = [dates_in(quote, day) for quote, day in zip(quotes, days, strict=True)]
    if unsupported_date(told, list(zip(own, quotes, theirs, days, strict=True))):
        return Checked(Verdict.STRUCK, "a date that is not in the quote")
    dates = [day for read in own for day in read]
    figures = numbers_in(told, dates)
    quoted = [numbers_in(quote, read) for quote, read in zip(quotes, theirs, strict=True)]
    if unsupported_figure(_blanked(told, dates), figures, quotes, quoted):
        return Checked(Verdict.STRUCK, "a number that is not in the quote, or counts something else there")
    if unsupported_name(told, quotes, [_origin(citation) for citation in cited]):
        return Checked(Verdict.STRUCK, "a name that is not in the quote, or does something else there")
    for why, find in CHECKS:
        if find(told, quotes):
            return Checked(Verdict.STRUCK, why)
    return None


def _worded(told: str, quotes: Sequence[str], cited: Sequence[Citation]) -> Checked:
    """Judge the wording, all figures, dates and names being borne out."""
    quoted = [token for text in (*quotes, *map(_origin, cited)) for token in tokens(text)]
    stems = stems_of(quoted)
    stating = [token for token in tokens(told) if token.content]
    missing = [token for token in stating if not _stands(stems, token)]
    if any(opposite(stems, token.stem) for token in missing) or turned(tokens(_unhedged(told)), quoted):
        return Checked(Verdict.STRUCK, "the opposite of what the quote says")
    if len(missing) == 1 and _swapped(tokens(told), missing[0], stems, quotes):
        return Checked(Verdict.STRUCK, "a word put in the place of another of the quote")
    figures = sum(token.text[0].isdigit() for token in tokens(told))
    total = len(stating) + figures
    if total and (total - len(missing)) / total < LEAST_SHARED:
        return Checked(Verdict.STRUCK, "a quote is named that speaks of something else")
    if missing:
        return Checked(Verdict.MARKED, f"not the quote's words: {', '.join(token.text for token in missing)}")
    if loose_days(told, dates_in(told, cited[0].article.published)):
        return Checked(Verdict.MARKED, "its day is told as on the day of the report")
    return Checked(Verdict.KEPT)


def _swapped(own: Sequence[Token], word: Token, stems: frozenset[str], quotes: Sequence[str]) -> bool:
    """Whether the sentence is a quote's own, but for this word, which stands where the quote has another."""
    stating = [token for token in own if token.content or token.name or token.text[0].isdigit()]
    copied = sum(token.stem in stems for token in stating) / len(stating)
    place = own.index(word)
    return copied >= NEAR_COPY and any(put_in_place(own, place, tokens(quote)) for quote in quotes)


def _unhedged(text: str) -> str:
    """The text without the bounds of its figures, which were looked at with them: "no less than" compares nothing."""
    return re.sub(
        r"\b(?:(?:no|not) \w+ than|at (?:least|most)|(?:more|less|fewer) than(?= [$£€]?\d))", "", text, flags=re.I
    )


def _stands(stems: frozenset[str], token: Token) -> bool:
    if holds(stems, token.stem) or (token.name and not token.opens):
        return True  # names were looked at before
    parts = token.text.lower().split("-")
    return len(parts) > 1 and all(holds(stems, part) for part in parts)


def _blanked(text: str, dates: Sequence[SentenceDate]) -> str:
    """The text without its dates, whose digits are no loose figures; offsets are kept."""
    for day in dates:
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text


def _origin(citation: Citation) -> str:
    article = citation.article
    day = day_in_words(article.published) if article.published else ""
    return f"{article.source or ''} {article.author or ''} {day}"
