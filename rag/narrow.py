"""Date and source words of a question into filters and preferences.

Only words about the reports themselves filter: "articles from last week", "according to the Capital Ledger" where the
archive has that source. Words about what happened ("in 2020", "since the deal", "according to the Pentagon") only
prefer: an article of 2021 may tell of 2020, and a later one what the Pentagon said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.facts import SentenceDate, find_dates, with_capitals
from rag.render import day_in_words
from rag.talk.phrases import noun_phrases
from rag.types import Filters

_REPORTS = r"(?:articles?|reports?|stories|story|coverage|news|dispatch(?:es)?|headlines?|pieces?)"
_REPORTS_BEFORE = re.compile(
    rf"(?:\b{_REPORTS}(?: (?:that|which) (?:was|were|appeared|came out))?|\bpublished)"
    r"(?: (?:published|printed|written|filed|dated))?"
    r"(?: (?:from|of|in|on|since|before|after|during|until|by|the))*\s*$",
    re.I,
)
_REPORTS_AFTER = re.compile(rf"(?:['’]s?)? +{_REPORTS}\b", re.I)
_OF_DAY = re.compile(r"(?<=\btoday)['’]s\b|(?<=\byesterday)['’]s\b", re.I)
"""The "'s" of "yesterday's news"."""
_ADJUNCT = re.compile(rf"(?:according to|in|from|going by) (?:the )?{_REPORTS}\b[^,?]*$", re.I)
"""What leads up to a date where the whole stands apart: "In articles from last week, how many ..."."""
_NAMED_AS_SOURCE = (
    r"(?:according to|as reported (?:by|in)|reported (?:by|in)|published (?:by|in)|going by|"
    r"(?:articles?|reports?|stories|coverage) (?:by|in|from|of))"
)
_REPORTS_VERB = r"(?:report|reports|reported|write|writes|wrote|publish|publishes|published|print|prints|printed)"
_SAYS_VERB = r"(?:say|says|said|tell|tells|told|put|puts)"
_OUTLET = re.compile(
    r"\b(?:wire|news|post|times|ledger|daily|dispatch|herald|tribune|journal|gazette|guardian|press|telegraph|observer|"
    r"standard|chronicle|courier|star|mail|express|today|weekly|magazine|review|agency|reuters|bulletin|globe|examiner)\b",
    re.I,
)
"""What a paper is called. A source of another kind ("NASA") also acts, and plain "in" does not name it as a source."""
_APART = re.compile(r"^(?:according to|as reported (?:by|in)|reported (?:by|in)|going by|in|from)\b", re.I)

_SPEAKER = re.compile(
    r"\b(?i:according to) (?P<source>[^,?]+)|\b(?i:did|does|do|has|had) (?P<subject>[^,?]+?) "
    r"(?:say|said|tell|told|claim|claimed|announce|announced|warn|warned|promise|promised|argue|argued|estimate|estimated)\b"
    r"|\b(?P<before>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4}) (?:says?|said|claims?|claimed|announced|warned)\b"
)
_EVENT_BEFORE = re.compile(r"^(?:since|before|after|until|following)$", re.I)
_EVENTS = frozenset(
    (
        "deal pact treaty accord withdrawal pullout invasion attack strike vote war pandemic earthquake quake "
        "hurricane storm launch landing verdict ruling sentence trial merger takeover crash fire flood outbreak "
        "ceasefire truce summit coup referendum raid killing death surge drawdown shooting bombing recount runoff "
        "final match decision law bill ban arrest"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, named where a day could stand: "since the deal"; `relation` is the word before it."""

    words: str
    head: str
    relation: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question and what its date and source words come to.

    `question` is without the words that only narrow; `filters` are those its words ask for, empty for none; `speaker`
    is whose words come first; `event` is to be given a day by the archive; `notes` say all this in words.
    """

    question: str
    filters: Filters = Filters()
    speaker: str | None = None
    event: Event | None = None
    notes: tuple[str, ...] = ()


def narrow(question: str, today: date, sources: Sequence[str] = ()) -> Narrowed:
    """Return what the date and source words of `question`, asked on `today`, come to; `sources` are the archive's."""
    found = _by_source(Narrowed(question), sources)
    found = _by_date_of_report(found, today)
    if found.filters.source is None:
        found = replace(found, speaker=_speaker(found.question))
    return replace(found, event=_event(found.question, today))


def both(given: Filters, words: Filters) -> Filters:
    """Return the filter that passes what both pass; of two different sources the one in the words is kept."""
    firsts = [day for day in (given.since, words.since) if day]
    lasts = [day for day in (given.until, words.until) if day]
    return Filters(max(firsts, default=None), min(lasts, default=None), words.source or given.source)


def told(filters: Filters) -> str:
    """Return the filter in words: "by Capital Ledger, from 2 to ..."; "" for none."""
    parts = [f"by {filters.source}"] if filters.source else []
    since, until = filters.since, filters.until
    if since and until:
        span = day_in_words(since) if since == until else f"{day_in_words(since)} to {day_in_words(until)}"
        parts.append(f"published {'on' if since == until else 'from'} {span}")
    elif since:
        parts.append(f"published since {day_in_words(since)}")
    elif until:
        parts.append(f"published until {day_in_words(until)}")
    return ", ".join(parts)


def _by_source(narrowed: Narrowed, sources: Sequence[str]) -> Narrowed:
    question = narrowed.question
    if _several_named(question, sources):
        return narrowed
    for source in sorted(sources, key=len, reverse=True):
        for match in _mentions(source, question):
            kept = question
            if _APART.match(match[0]):
                kept = _without(question, match.start(), match.end())
            filters = replace(narrowed.filters, source=source)
            note = f"Only reports by {source} are looked at."
            return replace(narrowed, question=kept, filters=filters, notes=(*narrowed.notes, note))
    return narrowed


def _several_named(question: str, sources: Sequence[str]) -> bool:
    """Whether a question speaks of two sources: looking at the one alone would hide what the other reports."""
    bare = sorted({re.sub(r"^the ", "", source, flags=re.I) for source in sources}, key=len, reverse=True)
    named = re.findall(rf"\b(?:{'|'.join(map(re.escape, bare))})(?!\w)", question) if bare else []
    return len(set(named)) > 1


def _mentions(source: str, question: str) -> Iterator[re.Match[str]]:
    """Yield where a source is named as one; a name of one word must be written as it is."""
    bare = re.sub(r"^the ", "", source, flags=re.I)
    flags = re.I if " " in bare else 0
    name = rf"(?:[Tt]he )?{re.escape(bare)}\b(?:['’]s (?:report|article|story|coverage)s?\b)?"
    outlet = bool(_OUTLET.search(bare))
    patterns = [rf"\b(?i:{_NAMED_AS_SOURCE}) {name}", rf"\b{name}(?= {_REPORTS_VERB}\b)"]
    if outlet:
        patterns += [rf"\b(?i:in|from) {name}(?=\s*(?:[,?.]|$))", rf"\b{name}(?= {_SAYS_VERB}\b)"]
    for pattern in patterns:
        yield from re.finditer(pattern, question, flags)


def _without(question: str, start: int, end: int) -> str:
    """The question without an adjunct; one that stood in front gives its capital to what follows."""
    rest = f"{question[:start].rstrip(' ,')} {question[end:].lstrip(' ,')}".strip()
    rest = re.sub(r"\s+(?=[?.!])", "", rest)
    return rest[:1].upper() + rest[1:] if start == 0 else rest


def _by_date_of_report(narrowed: Narrowed, today: date) -> Narrowed:
    question = narrowed.question
    days = find_dates(with_capitals(_OF_DAY.sub("  ", question)), today)
    if len({(day.first, day.last) for day in days}) > 1:
        return narrowed
    for found in days:
        before, after = question[: found.start], question[found.end :]
        if not (_REPORTS_BEFORE.search(before) or _REPORTS_AFTER.match(after)):
            continue
        since, until = _bounds(found, today)
        filters = replace(narrowed.filters, since=since, until=until)
        adjunct = _ADJUNCT.search(before)
        if adjunct:
            question = _without(question, adjunct.start(), found.end)
        note = f"Only reports {told(Filters(since, until))} are looked at."
        return replace(narrowed, question=question, filters=filters, notes=(*narrowed.notes, note))
    return narrowed


def _bounds(found: SentenceDate, today: date) -> tuple[date | None, date | None]:
    if found.relation in {"since", "after"}:
        return found.first, None
    if found.relation == "before":
        return None, found.first - timedelta(days=1)
    if found.relation in {"until", "by", "till"}:
        return None, found.last
    # A week that is not over yet has no reports beyond today.
    return found.first, min(found.last, max(today, found.first))


def _speaker(question: str) -> str | None:
    found = _SPEAKER.search(question)
    if not found or re.search(rf"\b{_REPORTS}\b", found[0], re.I):
        return None
    words = (found["source"] or found["subject"] or found["before"] or "").strip(" ?.")
    named = [phrase for phrase in noun_phrases(words) if phrase.text]
    return named[-1].text if named and len(words.split()) <= 6 else None


def _event(question: str, today: date) -> Event | None:
    if find_dates(with_capitals(question), today):
        return None
    for phrase in noun_phrases(question):
        named = phrase.full.lower().startswith("the ") or phrase.is_name
        happens = phrase.head in _EVENTS or re.search(r"(?:tion|sion|ment|quake)$", phrase.head)
        if named and happens and _EVENT_BEFORE.match(phrase.preposition):
            return Event(phrase.text, phrase.head, phrase.preposition.lower())
    return None
