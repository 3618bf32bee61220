"""One finding, weighed: what its sentence says, and how well that fits the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.coverage import Coverage
from rag.facts import Reading, Speaker, Status, Value
from rag.types import Article, Finding
from rag.whole import grown, without_markers

_APPOSITION = re.compile(r", (?:(?:the|a|an|its|who|whose)\b[^,]*)?|\s+who\b[^,]*")
"""What stands between a speaker's name and words that tell who that is."""
_SAYS = re.compile(r"\b(?:according to|says?|said|told|adds?|added)\s+(?:\w+\.? )?$", re.I)

ANOTHER_TIME = -0.9
"""Fit of period from which down a figure is no answer, however well it was read."""

MOST_GROWTH = 40
"""Characters a span may grow by when it is made whole: beyond that the figure's phrase is no short answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One finding, weighed: what its sentence says, and how well that fits the question.

    `start`, `end` bound its sentence (or sentences) in the article. `day` is the day it holds for: the sentence's own
    where it names one, else the day of publication; None where it speaks of an earlier month or year, which is then in
    `period_told`, in words that need no article around them. `latest` is that day, or the last of that period: what is
    newer is told by it. `places` are the countries it is told of, `elsewhere` is set where these are others than the
    question's; `whole` where no part of the sentence answers ("have they left?"), only all of it. `sentence_words` and
    `sentence_names` are the shares, 0..1, of the question's words and names in the sentence itself. `period_fit` and
    `kind_fit` run from -1 (misfit) to 1 (fit). `echo` is the share, 0..1, of the answer's own words that the question
    already holds: what is asked for is seldom said in asking. `told_day` is the first and last day of a date that the
    span itself is or holds.
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
    def of_another_time(self) -> bool:
        """Whether this is a figure of days far from those asked about: the right thing, of another year."""
        return self.value is not None and self.period_fit <= ANOTHER_TIME

    @property
    def phrase(self) -> str:
        """The short answer: the span, grown to the whole figure or date it is part of, with hedge and unit."""
        if self.whole:
            return without_markers(self.sentence)
        first, last = self.finding.start - self.start, self.finding.end - self.start
        if self.value and last - first > self.value.span[1] - self.value.span[0] + MOST_GROWTH:
            return without_markers(self.sentence[slice(*self.value.span)])
        first, last = grown(self.sentence, first, last, self.value, self.reading.dates)
        text = self.sentence[first:last]
        text = text if len(text) <= len(self.finding.text) + MOST_GROWTH else self.finding.text
        return without_markers(text).strip(' ,;:.“”"')
