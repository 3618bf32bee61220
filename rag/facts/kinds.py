"""The words of this room: what can be read in one sentence. Offsets count characters of that sentence from 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ValueKind(StrEnum):
    """What a figure measures."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    FRACTION = "fraction"
    DURATION = "duration"
    AGE = "age"
    MEASURE = "measure"
    SCORE = "score"


class Status(StrEnum):
    """Whether a clause tells what is, what is meant to be, what is foreseen, or what is said not to be."""

    DONE = "done"
    PLANNED = "planned"
    FORECAST = "forecast"
    DENIED = "denied"


class SpeakerKind(StrEnum):
    """A person or body with a name or an office, someone unnamed, or a written document."""

    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: `sentence[start:end] == text`, currency sign and scale included, hedge and unit not.

    `number` has its scale applied ("$6.38 billion" is 6.38e9) and is a fraction of 1 for fractions; it is None for
    "dozens", for ranges and for scores. `low` and `high` are the ends of a range, or the one end a hedge leaves
    ("at least 12" has low 12 and no high); both None where nothing bounds it. `unit` is the noun phrase as written
    ("U.S. troops", "barrels a day"), "percent" for a percent sign and the currency's plural for its sign; `hedge` is
    as written, in lower case. `unit_span` and `hedge_span` are their offsets, None where the sentence has none.
    """

    start: int
    end: int
    text: str
    number: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    hedge: str | None = None
    kind: ValueKind = ValueKind.COUNT
    unit_span: tuple[int, int] | None = None
    hedge_span: tuple[int, int] | None = None
    status: Status = Status.DONE

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the whole phrase: hedge, figure and unit."""
        spans = [(self.start, self.end), *filter(None, (self.unit_span, self.hedge_span))]
        return min(start for start, _ in spans), max(end for _, end in spans)

    @property
    def is_range(self) -> bool:
        """Whether the sentence gives two ends instead of one figure."""
        return self.number is None and self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class SentenceDate:
    """A day or period the sentence speaks of: from `first` to `last`, both included.

    `relation` is the word before it that places the rest of the sentence against it ("by", "since", "until",
    "before", "after", "between"), "" for plain "on" and "in". `of_speech` marks the day somebody spoke
    ("said Friday"), which need not be the day of what was said.
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    relation: str = ""
    of_speech: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is made to say the sentence. `start` and `end` are None where a pronoun was resolved from the context."""

    start: int | None
    end: int | None
    name: str
    kind: SpeakerKind

    @property
    def named(self) -> bool:
        """Whether the speaker has a name or an office."""
        return self.kind is SpeakerKind.NAMED


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says; what was not read is empty. `speaker` is None where the paper itself speaks."""

    values: tuple[Value, ...] = ()
    dates: tuple[SentenceDate, ...] = ()
    speaker: Speaker | None = None
    status: Status = Status.DONE
