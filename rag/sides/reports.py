"""Questions about what several named outlets reported: "Does the TechCrunch article claim X, while The Verge ...?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rag.facts import read
from rag.sides.grammar import AUXILIARY

_REPORT = re.compile(
    r"\b(?:articles?|reports?|reported|reporting|stor(?:y|ies)|pieces?|coverage|published|accounts?|portray\w*)\b", re.I
)
_TELLS = re.compile(
    r"\b(?:suggest|claim|describ|attribut|mention|indicat|stat(?:e|ing)\b|impl(?:y|ies)|discuss|confirm|agree|say|said|depict)",
    re.I,
)
_ASKS = re.compile(rf"(?:^|[,;] (?:and )?)(?P<asks>(?:{AUXILIARY})(?:n['’]t)?\b[^,;].*)$", re.I)
_WHICH = re.compile(r"(?:^|, )(?:which|who|whom|whose|what|when|where|why|how)\b", re.I)
_ORDER = re.compile(r"\breport.*\b(?:before|after) (?:the )?['\"‘“]?$", re.I)
_DENIED = re.compile(r"\b(?:not|never|fail)\b|n['’]t\b", re.I)
_STAMP = re.compile(r"\(?(?:published )?(?:at|on) '?(\d{4}-\d\d-\d\d)T[\d:+-]+'?\)?")
_PUNCTUATION = re.compile(r"['\"‘’“”]")
_LEAD_IN = re.compile(
    r"^(?:(?:and|while|whereas|but|the|an?|another|second|other|same|both|do|does|did|has|have|is|are|was|were|between|after|"
    r"before|according to|by|from|in|as|with|subsequent|previous|later|articles?|reports?|stor(?:y|ies)|pieces?"
    r"|coverage)\s+)+",
    re.I,
)

_JOINT = re.compile(
    r",? (?:while|whereas|and the other|with one|and another|in contrast to|and (?:does|did) (?:it|the same source)"
    r"|and then|identically to how|compared to|also reporting)\b",
    re.I,
)

_BOUND = re.compile(
    r"(?:,? (?:published|dated|posted))? (?:on|at|in) (?:[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d\d-\d\d)"
    r"|(?:,? (?:while|whereas|and|but|in contrast to|compared to|as reported|or|mentioned|that))*"
    r"(?: (?:the|an?|another|other|both|same|in|from|by|of|to|as|for|does|did|subsequent|previous|second|its|two))*"
    r"(?: (?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|published|source))*"
    r"(?: (?:the|an?|in|from|by|of|on|to|as))*\s*$",
    re.I,
)

SHORTEST_SEGMENT = 25
"""Characters a part must have to say what its report is about; a shorter one shares the part after it."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report that a question speaks of: its outlet, what is said of it, and its day where one is given."""

    source: str
    about: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Reports:
    """A question about several reports: these, what is asked of them, and whether it asks which came `first`.

    `asks` is the clause with the question's verb; for a whole question that is one it is the question itself.
    """

    reports: tuple[Report, ...]
    asks: str
    first: bool


def reports_of(question: str, sources: Iterable[str]) -> Reports | None:
    """Return the reports a yes/no question compares, None where it names fewer than two of outlets in `sources`."""
    text = _STAMP.sub(lambda stamp: f"on {stamp[1]}", " ".join(question.split()))
    if not (_REPORT.search(text) or _TELLS.search(text)) or _WHICH.match(text):
        return None
    named = list(_outlets(tuple(sorted(sources))).finditer(_PUNCTUATION.sub(" ", text)))
    asked = _ASKS.search(text)
    if asked is None or not named or _WHICH.search(text[: asked.start() + 2]):
        return None
    ends = [match.start() for match in named[1:]] + [asked.start() if asked.start() > named[-1].end() else len(text)]
    starts = [0, *[match.start() for match in named[1:]]]
    spans = list(zip(starts, ends, strict=True))
    parts = [
        f"{text[a : match.start()] if a == 0 else ''} {text[match.end() : b]}"
        for match, (a, b) in zip(named, spans, strict=True)
    ]
    reports = [
        Report(_name(match[0], sources), _about(parts, place, asked["asks"]), _day(text[a:b]))
        for place, (match, (a, b)) in enumerate(zip(named, spans, strict=True))
    ]
    if len(reports) == 1:
        reports = _halves(reports[0].source, text)
    if len(reports) < 2:
        return None
    between = text[named[0].end() : named[1].start()] if len(named) == 2 else ""
    first = (
        len(reports) == 2
        and text.startswith("Did ")
        and _ORDER.search(between) is not None
        and not _DENIED.search(text)
    )
    return Reports(tuple(reports), asked["asks"], first)


@lru_cache(maxsize=64)
def _outlets(sources: tuple[str, ...]) -> re.Pattern[str]:
    ways = sorted({_PUNCTUATION.sub(" ", way) for source in sources for way in _ways(source)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ways))})(?!\w)") if ways else re.compile(r"(?!)")


def _ways(source: str) -> set[str]:
    """A source by its name, and by what stands before a bar: "Cnbc | World Business News" is Cnbc."""
    return {way for way in (source, source.split(" | ")[0]) if len(way) > 2}


def _name(written: str, sources: Iterable[str]) -> str:
    return next(source for source in sources if written in {_PUNCTUATION.sub(" ", way) for way in _ways(source)})


def _about(parts: Sequence[str], place: int, asks: str) -> str:
    """What is said of one report; "'The Age' and 'TechCrunch' articles imply ..." says it of both.

    Where a part says too little, the one after it speaks for it too, of the last the one before; where no part
    does, what is asked of all of them.
    """
    text = _told(parts[place])
    for other in (*range(place + 1, len(parts)), *range(place - 1, -1, -1)):
        if len(text) >= SHORTEST_SEGMENT:
            break
        text = f"{text} {_told(parts[other])}".strip()
    return text if len(text) >= SHORTEST_SEGMENT else f"{text} {_told(asks)}".strip()


def _told(part: str) -> str:
    """A part without the words that only join it to its report: "the report from ... published on 3 May regarding"."""
    text = _PUNCTUATION.sub(" ", part)
    for _ in range(2):
        text = _BOUND.sub(" ", text).strip(" ,;:-")
        text = _LEAD_IN.sub("", f"{text} ").strip()
    return " ".join(text.split())


def _halves(source: str, text: str) -> list[Report]:
    """Two reports of one outlet, named together: the parts of the question that tell them apart; none for one."""
    between = re.search(
        r"\b(?:between|after) (?P<first>.+?),? (?:and|with|and again) (?P<second>(?:the|an?|on|another) .+)$",
        text,
        re.I,
    )
    pieces = [between["first"], between["second"]] if between else re.split(_JOINT, text)
    told = [piece for piece in pieces if len(piece) >= SHORTEST_SEGMENT or _day(piece)]
    if len(told) < 2 and re.search(r"\b(?:both|articles|reports)\b", text, re.I):
        told = [text, text]
    reports = [Report(source, _about(told, place, text), _day(piece)) for place, piece in enumerate(told[:3])]
    return reports if len(reports) > 1 else []


def _day(text: str) -> date | None:
    """The one full date of a part; a report before or after it has another."""
    days = [day for day in read(text, None).dates if day.first == day.last]
    if len(days) != 1 or days[0].relation in {"before", "after", "since", "until"}:
        return None
    return days[0].first
