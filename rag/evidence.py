"""What was found, weighed: each finding with its sentence, its figure, its day, and how well it fits the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rag.asked import Asked
from rag.candidate import Candidate
from rag.coverage import coverage, coverage_of_text, names_covered, places_in
from rag.dated import (
    day_of_report,
    day_said,
    days_of,
    in_dateline,
    on_the_day,
    own_date,
    period_in_words,
    without_dateline,
)
from rag.described import described
from rag.facts import AnswerKind, Reading, Status, Value, month_and_day, read
from rag.fit import kind_fit, period_fit
from rag.passages import header, sentences
from rag.types import Finding

_PART_OF = re.compile(r" (?:out )?of (?:the |its |their |all )?")

_CLAUSE = re.compile(r", (?:and|but|while|whereas)\b|;")

MOST_WEIGHED = 20
"""Findings compared with each other, best first: the time this takes grows with their square."""


@lru_cache(maxsize=4096)
def _read(sentence: str, published: date | None, context: str) -> Reading:
    """Neighbouring passages share sentences, and one sentence holds several spans: each is read once."""
    return read(sentence, published, context)


def weigh(asked: Asked, findings: Sequence[Finding]) -> list[Candidate]:
    """Return the best findings as candidates, in the findings' order; a finding further down never leads an answer."""
    told = [
        described(asked.question, on_the_day(asked, finding)) for finding in findings if not in_dateline(asked, finding)
    ]
    parts = [part for finding in told[:MOST_WEIGHED] for part in _each_figure(asked, finding)]
    return [_candidate(asked, part) for part in parts]


def _each_figure(asked: Asked, finding: Finding) -> list[Finding]:
    """A span over several figures ("10.7 percent in May from 11.1") is each of them where a figure is asked for."""
    if not (asked.wants_figure or asked.kind is AnswerKind.OTHER):
        return [finding]
    start, end, context = sentence_of(finding)
    sentence, published = finding.hit.article.text[start:end], day_of_report(finding.hit.article)
    spans = [(start + a, start + b) for a, b in (value.span for value in _read(sentence, published, context).values)]
    figures = [(a, b) for a, b in spans if a < finding.end and finding.start < b]
    text = finding.hit.article.text
    # Of "74 of the 200 seats" the answer is 74.
    inside = [(a, b) for a, b in figures if not any(c < a < d or _PART_OF.fullmatch(text[d:a]) for c, d in figures)]
    # Only a span that is little more than its figures: a clause that holds some is an answer of its own.
    told = sum(min(b, finding.end) - max(a, finding.start) for a, b in inside)
    passage = finding.hit.passage
    inside = [(max(a, passage.start), min(b, passage.end)) for a, b in inside]
    if len(figures) < 2 or 2 * told < finding.end - finding.start:
        return [finding]
    return [replace(finding, start=a, end=b) for a, b in inside]


def _candidate(asked: Asked, finding: Finding) -> Candidate:
    article = finding.hit.article
    start, end, context = sentence_of(finding)
    sentence = article.text[start:end]
    published = day_of_report(article)
    reading = _read(sentence, published, context)
    value = None if month_and_day(finding.text) else _value_in(reading, finding.start - start, finding.end - start)
    dated = without_dateline(reading, article, start)
    told = own_date(sentence, dated, value) or day_said(dated, value)
    day, latest = days_of(told, published)
    return Candidate(
        finding=finding,
        start=start,
        end=end,
        reading=reading,
        value=value,
        status=_status(asked, finding, reading, value, start),
        day=day,
        latest=latest,
        period_told=period_in_words(told) if told and day is None else None,
        places=_places(sentence, reading, value) or (places_in(header(article)) - {"us"}),
        elsewhere=_elsewhere(asked, _places(sentence, reading, value)),
        whole=asked.kind is AnswerKind.YES_NO,
        coverage=coverage(asked.reading, finding.hit),
        sentence_words=coverage_of_text(asked.reading, sentence),
        sentence_names=names_covered(asked.reading, sentence),
        period_fit=period_fit(asked, told, dated.dates, published),
        kind_fit=kind_fit(asked, finding, value, reading, start),
        echo=0.0 if value else coverage_of_text(finding.text, asked.reading),
        told_day=_day_in(reading, finding.start - start, finding.end - start),
    )


def _places(sentence: str, reading: Reading, value: Value | None) -> frozenset[str]:
    """The countries a sentence speaks of, or its figure: in "2,500 in Iraq and 900 in Syria" each has its own.

    The United States are one only for a figure beside that of another country ("125,000 Americans and 45,000 Britons"):
    American troops are of the country they are in.
    """
    everywhere = places_in(sentence) - {"us"}
    if value is None or len(places_in(sentence)) < 2:
        return everywhere
    after = _places_after(sentence, reading, value)
    preceding = [other.end for other in reading.values if other.end <= value.start]
    before = places_in(sentence[max(preceding, default=0) : value.start])
    if after == {"us"} and any(_places_after(sentence, reading, other) - {"us"} for other in reading.values):
        return after
    return after - {"us"} or before - {"us"} or everywhere


def _places_after(sentence: str, reading: Reading, value: Value) -> frozenset[str]:
    """The countries named behind a figure, before the next one and within its clause."""
    following = [other.start for other in reading.values if other.start >= value.end]
    return places_in(_CLAUSE.split(sentence[value.end : min(following, default=len(sentence))])[0])


def _elsewhere(asked: Asked, places: frozenset[str]) -> bool:
    wanted = places_in(asked.question) - {"us"}
    return bool(wanted and places) and not wanted & places


def _status(asked: Asked, finding: Finding, reading: Reading, value: Value | None, start: int) -> Status:
    """The figure's status, else the sentence's; a day that lay ahead when it was printed can only be a plan."""
    status = value.status if value else reading.status
    published = day_of_report(finding.hit.article)
    if asked.kind is AnswerKind.DATE and published and status is Status.DONE:
        spoken = [day for day in reading.dates if day.start + start < finding.end and finding.start < day.end + start]
        if any(day.first > published for day in spoken):
            return Status.PLANNED
    return status


def sentence_of(finding: Finding) -> tuple[int, int, str]:
    """Return the bounds of the sentence(s) that hold the span, and the sentences of the passage before them."""
    passage, text = finding.hit.passage, finding.hit.article.text
    bounds = sentences(text, passage.start, passage.end)
    held = [(a, b) for a, b in bounds if a < finding.end and finding.start < b] or [(passage.start, passage.end)]
    start, end = held[0][0], held[-1][1]
    return start, end, text[passage.start : start]


def _value_in(reading: Reading, start: int, end: int) -> Value | None:
    """The one figure of the sentence inside the span; None where there is none, several, or the day of a month."""
    inside = [value for value in reading.values if value.start < end and start < value.end]
    # Of "74 of the 200 seats" the whole is a part of the figure.
    wholes = [
        one for one in inside if any(other.span[0] < one.start < other.span[1] for other in inside if other != one)
    ]
    inside = [one for one in inside if one not in wholes]
    return inside[0] if len(inside) == 1 else None


def _day_in(reading: Reading, start: int, end: int) -> tuple[date, date] | None:
    """The first date inside a span of the sentence."""
    inside = [day for day in reading.dates if day.start < end and start < day.end]
    return (inside[0].first, inside[0].last) if inside else None
