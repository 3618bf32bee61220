"""What was found, weighed: each finding with its sentence, its figure, its day, and how well it fits the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rag.asked import Asked
from rag.coverage import Coverage, coverage, coverage_of_text, names_covered, places_in
from rag.described import described
from rag.facts import (
    AnswerKind,
    Reading,
    SentenceDate,
    Speaker,
    Status,
    Value,
    date_of,
    dateline_day,
    month_and_day,
    read,
)
from rag.fit import kind_fit, period_fit
from rag.mentions import NAME
from rag.passages import header, sentences
from rag.types import Article, Finding

_NAME_TAIL = re.compile(r"(?<=[a-z])['’]?(?:\s+(?:al-|bin |von |van |de )[A-Z][\w'’-]*\w)+|(?<=[A-Z]\.)\s[A-Z]\w+")
"""The rest of a name that a span broke off: "Mohammed Shia | ' al-Sudani", "Michael E. | Kurilla"."""

_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.' -]{2,}(?:, [A-Z][\w. ]{1,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([^)]{2,30}\))? [-–—] "
)
_HOUR = re.compile(
    r"(?:(?:at|about|around|shortly|just|before|after|by|the|this|on) )*(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|"
    r"\d{1,2} ?(?:[ap]\.?m\.?|o'clock)|morning|afternoon|evening|today|tonight|midnight|noon|dawn)\b[^\d]{0,25}",
    re.I,
)
_PRESENT = re.compile(r"\b(?:now|today|currently)\b", re.I)
_MENTIONED = re.compile(r"\b(?:that|which|who|whose|when|where|after|before|since)\b|,\s+(?:the|a|an)\s", re.I)

_APPOSITION = re.compile(r", (?:(?:the|a|an|its|who|whose)\b[^,]*)?|\s+who\b[^,]*")
"""What stands between a speaker's name and words that tell who that is."""
_SAYS = re.compile(r"\b(?:according to|says?|said|told|adds?|added)\s+(?:\w+\.? )?$", re.I)

_NUMBERED = re.compile(r"(?<=[a-z,] )(?:[A-Z][a-z]+|age) $")
"""What a number belongs to as its name: "Category | 3", "Tower | 22", "age | 60"."""
_OTHER_SCORE = re.compile(r"(?: to |[-–])\d{1,3}\b(?! (?:percent|per cent|million|billion))")
"""The rest of a vote or a score: "14 | to 12"."""

_SENTENCE_OPENERS = frozenset(
    "a an and as at but by for from he her his if in it its of on she that the they to".split()
)

MOST_WEIGHED = 20
"""Findings compared with each other, best first: the time this takes grows with their square."""

MOST_GROWTH = 40
"""Characters a span may grow by when it is made whole: beyond that the figure's phrase is no short answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One finding, weighed: what its sentence says, and how well that fits the question.

    `start`, `end` bound its sentence (or sentences) in the article. `day` is the day it holds for: the sentence's own
    where it names one, else the day of publication; None where it speaks of an earlier month or year, which is then in
    `period_told`, as written. `latest` is that day, or the last of that period: what is newer is told by it. `places`
    are the countries it is told of, `elsewhere` is set where these are others than the question's; `whole` where no
    part of the sentence answers ("have they left?"), only all of it. `sentence_words` and
    `sentence_names` are the shares, 0..1, of the question's words and names in the sentence itself. `period_fit` and
    `kind_fit` run from -1 (misfit)
    to 1 (fit). `echo` is the share, 0..1, of the answer's own words that the question already holds: what is asked
    for is seldom said in asking. `told_day` is the first and last day of a date that the span itself is or holds.
    """

    finding: Finding
    start: int
    end: int
    reading: Reading
    value: Value | None
    status: Status
    day: date | None
    latest: date | None
    period_told: str | None
    places: frozenset[str]
    elsewhere: bool
    whole: bool
    coverage: Coverage
    sentence_words: float
    sentence_names: float
    period_fit: float
    kind_fit: float
    echo: float
    told_day: tuple[date, date] | None

    @property
    def article(self) -> Article:
        """The article it was found in."""
        return self.finding.hit.article

    @property
    def sentence(self) -> str:
        """The words of the sentence, as the article has them."""
        return self.finding.hit.article.text[self.start : self.end]

    @property
    def speaker(self) -> Speaker | None:
        """Who stands for the answer. Nobody is asked who they are: "Rogers, the Alabama Republican who ..., said"."""
        speaker, first = self.reading.speaker, self.finding.start - self.start
        if speaker is None or speaker.start is None or speaker.end is None or first < speaker.end:
            return speaker
        told_of = _APPOSITION.fullmatch(self.sentence[speaker.end : first])
        return None if told_of and not _SAYS.search(self.sentence[: speaker.start]) else speaker

    @property
    def undone(self) -> bool:
        """Whether a figure or a day is only planned, foreseen or denied; who somebody is does not depend on it."""
        return self.status is not Status.DONE and (self.value is not None or self.told_day is not None or self.whole)

    @property
    def denied(self) -> bool:
        """Whether this is a figure that somebody denies or withdraws: no answer, whatever it would answer."""
        return self.value is not None and self.status is Status.DENIED and not self.whole

    @property
    def phrase(self) -> str:
        """The short answer: the span, grown to the whole figure or date it is part of, with hedge and unit."""
        if self.whole:
            return without_markers(self.sentence)
        first, last = self.finding.start - self.start, self.finding.end - self.start
        if self.value and last - first > self.value.span[1] - self.value.span[0] + MOST_GROWTH:
            return without_markers(self.sentence[slice(*self.value.span)])
        for grown in [self.value.span] if self.value else [(day.start, day.end) for day in self.reading.dates]:
            if grown[0] < last and first < grown[1]:
                first, last = min(first, grown[0]), max(last, grown[1])
        if tail := _NAME_TAIL.match(self.sentence, last):
            last = tail.end()
        if (what := _NUMBERED.search(self.sentence[:first])) and self.sentence[first:last].isdigit():
            first = what.start()
        if (rest := _OTHER_SCORE.match(self.sentence, last)) and self.sentence[first:last].isdigit():
            last = rest.end()
        if self.value is None and self.sentence[first].isupper():
            first, last = _whole_name(self.sentence, first, last)
        text = self.sentence[first:last]
        text = text if len(text) <= len(self.finding.text) + MOST_GROWTH else self.finding.text
        return without_markers(text).strip(' ,;:.“”"')


def _whole_name(sentence: str, first: int, last: int) -> tuple[int, int]:
    """A span that breaks off inside a name, grown to all of it: "Operation | New Dawn"."""
    for name in NAME.finditer(sentence):
        cut = name.start() < first < name.end() or name.start() < last < name.end()
        if cut and name[0].split()[0].lower() not in _SENTENCE_OPENERS:
            return min(first, name.start()), max(last, name.end())
    return first, last


def without_markers(text: str) -> str:
    """The words on one line; a bracketed number among them would read as a marker of ours: [7] is shown as (7)."""
    return re.sub(r"\[(\d+)\]", r"(\1)", " ".join(text.split()))


def day_of_report(article: Article) -> date | None:
    """Return the day of publication, else that of the dateline."""
    if article.published:
        return article.published
    dateline = _dateline(article.text)
    return dateline.first if dateline else None


@lru_cache(maxsize=256)
def _dateline(text: str) -> SentenceDate | None:
    return dateline_day(text)


def _without_dateline(reading: Reading, article: Article, start: int) -> Reading:
    """A reading of the sentence at `start` without the day of the dateline, which is that of the report."""
    dateline = _dateline(article.text)
    if dateline is None:
        return reading
    return replace(reading, dates=tuple(day for day in reading.dates if day.start + start != dateline.start))


@lru_cache(maxsize=4096)
def _read(sentence: str, published: date | None, context: str) -> Reading:
    """Neighbouring passages share sentences, and one sentence holds several spans: each is read once."""
    return read(sentence, published, context)


def weigh(asked: Asked, findings: Sequence[Finding]) -> list[Candidate]:
    """Return the best findings as candidates, in the findings' order; a finding further down never leads an answer."""
    told = [
        described(asked.question, _on_the_day(asked, finding)) for finding in findings if not _in_dateline(asked, finding)
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
    inside = [(a, b) for a, b in spans if a < finding.end and finding.start < b]
    # Only a span that is little more than its figures: a clause that holds some is an answer of its own.
    told = sum(min(b, finding.end) - max(a, finding.start) for a, b in inside)
    passage = finding.hit.passage
    inside = [(max(a, passage.start), min(b, passage.end)) for a, b in inside]
    if len(inside) < 2 or 2 * told < finding.end - finding.start:
        return [finding]
    return [replace(finding, start=a, end=b) for a, b in inside]


def _in_dateline(asked: Asked, finding: Finding) -> bool:
    """Where a report was written ("BAGHDAD, Sept. 6 -") is not what it reports; its day may be."""
    dateline = _DATELINE.match(finding.hit.article.text)
    if dateline is None or finding.end > dateline.end():
        return False
    return asked.kind is not AnswerKind.DATE or not any(map(str.isdigit, finding.text))


def _on_the_day(asked: Asked, finding: Finding) -> Finding:
    """An hour is no answer to "when": a report that tells the hour of what it reports tells its day in the dateline."""
    if asked.kind is not AnswerKind.DATE or not _HOUR.fullmatch(finding.text.strip()):
        return finding
    day, passage = _dateline(finding.hit.article.text), finding.hit.passage
    if day is None or day.start < passage.start or passage.end < day.end:
        return finding
    return replace(finding, start=day.start, end=day.end)


def _candidate(asked: Asked, finding: Finding) -> Candidate:
    article = finding.hit.article
    start, end, context = sentence_of(finding)
    sentence = article.text[start:end]
    published = day_of_report(article)
    reading = _read(sentence, published, context)
    value = None if month_and_day(finding.text) else _value_in(reading, finding.start - start, finding.end - start)
    dated = _without_dateline(reading, article, start)
    told = _own_date(sentence, dated, value) or _day_said(dated, value)
    day, latest = _days_of(told, published)
    return Candidate(
        finding=finding,
        start=start,
        end=end,
        reading=reading,
        value=value,
        status=_status(asked, finding, reading, value, start),
        day=day,
        latest=latest,
        period_told=told.text if told and day is None else None,
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
    """The countries a sentence speaks of, or its figure: in "2,500 in Iraq and 900 in Syria" each has its own."""
    everywhere = places_in(sentence) - {"us"}
    if value is None or len(everywhere) < 2:
        return everywhere
    following = [other.start for other in reading.values if other.start >= value.end]
    after = places_in(sentence[value.end : min(following, default=len(sentence))]) - {"us"}
    preceding = [other.end for other in reading.values if other.end <= value.start]
    before = places_in(sentence[max(preceding, default=0) : value.start]) - {"us"}
    return after or before or everywhere


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
    return inside[0] if len(inside) == 1 else None


def _day_in(reading: Reading, start: int, end: int) -> tuple[date, date] | None:
    """The first date inside a span of the sentence."""
    inside = [day for day in reading.dates if day.start < end and start < day.end]
    return (inside[0].first, inside[0].last) if inside else None


def _own_date(sentence: str, reading: Reading, value: Value | None) -> SentenceDate | None:
    """The date at which the figure, or the sentence, holds; that of something it only mentions is another's.

    "2,862 died in the earthquake that hit on Friday": Friday is the day of the earthquake; "2,500 are there, the level
    reached in January": January is that of the level.
    """
    told = date_of(sentence, reading, value)
    if told is None or value is None:
        return told
    if told.start >= value.end:
        return None if _MENTIONED.search(sentence[value.end : told.start]) else told
    # "Came back in 2014 at the head of a coalition that now has 80 members": the figure is of the day of the report.
    return None if _PRESENT.search(sentence[told.end : value.start]) else told


def _day_said(reading: Reading, value: Value | None) -> SentenceDate | None:
    """The day on which it was said, for words without a figure and a day of their own."""
    return next((day for day in reading.dates if day.of_speech), None) if value is None else None


def _days_of(told: SentenceDate | None, published: date | None) -> tuple[date | None, date | None]:
    """(The day it holds for or None, the last day it may hold for)."""
    if told is None or (published and told.last >= published):
        return published, published
    if told.relation in {"by", "until"}:
        return told.last, told.last
    if told.relation:
        return published, published
    return (told.first if told.first == told.last else None), told.last
