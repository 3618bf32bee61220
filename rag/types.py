"""The words of the project: small frozen types, and the only things that cross from one room to another.

Offsets count characters (Unicode code points) of `Article.text` from 0; ranges are half open, `[start, end)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one version.

    `id` is stable for the same article across runs. `text` is plain text in NFC with `\\n` newlines and never
    changes under a `version` (counted from 1). `published` is the day of publication, None if unknown.
    """

    id: str
    title: str
    text: str
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    retrieved: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of sentences of one article: `article.text[start:end] == text`."""

    id: str
    article_id: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"passage {self.id}: text does not fill the range {self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with the article it was cut from.

    `rank` counts from 1, best first; the scale of `score` is stated where the hit is made.
    """

    passage: Passage
    article: Article
    score: float
    rank: int

    def __post_init__(self) -> None:
        passage = self.passage
        if self.article.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} is not in article {self.article.id} at its offsets")
        if self.rank < 1:
            raise ValueError(f"rank counts from 1, not {self.rank}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that may answer the question: offsets in the article, inside the passage it was read in.

    `score` is the reader's probability, 0..1, that the span answers the question.
    """

    hit: Hit
    start: int
    end: int
    score: float

    def __post_init__(self) -> None:
        passage = self.hit.passage
        if not passage.start <= self.start < self.end <= passage.end:
            raise ValueError(f"span {self.start}-{self.end} lies outside passage {passage.id}")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not a probability")

    @property
    def text(self) -> str:
        """The words of the span, exactly as the article has them."""
        return self.hit.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """The words an answer rests on: `article.text[start:end] == quote`; markers count from 1."""

    marker: int
    article: Article
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.article.text[self.start : self.end] != self.quote:
            raise ValueError(f"quote is not in article {self.article.id} at {self.start}-{self.end}")
        if self.marker < 1:
            raise ValueError(f"markers count from 1, not {self.marker}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure read in a citation: as written, as a number, with its unit, day and speaker; or words that a named
    speaker stands for, without number and unit.

    Every part was read in the quoted text or in the article's own metadata; what was not read is None.
    `marker` names the citation it was read in; `status` is "done", "planned", "forecast" or "denied".
    """

    value: str
    number: float | None
    unit: str | None
    as_of: date | None
    attribution: str | None
    marker: int
    status: str = "done"


class Verdict(StrEnum):
    """What came of a sentence that a language model wrote: borne out, borne out but for its wording, or not."""

    KEPT = "kept"
    MARKED = "marked"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence of a language model, checked against the quotes it cites.

    `text` is empty where it was struck: what is not borne out is not shown. `why` says what was wrong or uncertain.
    """

    text: str
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Phrasing:
    """An answer in a language model's words, sentence by sentence; each `[n]` is a citation of the answer.

    `model` names the model. `note` says why there are no more sentences, where something went wrong; `done` is set
    when no more will come.
    """

    model: str
    phrases: tuple[Phrase, ...] = ()
    note: str | None = None
    done: bool = False

    @property
    def text(self) -> str:
        """The sentences that are shown, in order; empty where there are none."""
        return " ".join(phrase.text for phrase in self.phrases if phrase.text)

    @property
    def struck(self) -> int:
        """How many sentences were struck."""
        return sum(phrase.verdict is Verdict.STRUCK for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader of the news is told.

    Each `[n]` in `text` has the citation with marker n and each citation is used; `abstained` means no citations.
    `nearest` is what the closest article does say, shown with a refusal, never counted as support.
    `confidence` is the calibrated probability, 0..1, that `short` is right. `as_of` is the day the answer speaks of:
    one its words name, the last day of a month or year they name, else the day of publication.
    `notes` say how date and source words of the question were taken, and which of them was let go. `phrasing` is the
    same in a language model's words, where one was asked. `timings` holds milliseconds by stage and takes no part in
    comparison.
    """

    question: str
    resolved_question: str
    text: str
    short: str | None
    citations: tuple[Citation, ...] = ()
    facts: tuple[Fact, ...] = ()
    confidence: float = 0.0
    abstained: bool = False
    as_of: date | None = None
    nearest: Citation | None = None
    disagreement: str | None = None
    answered_by: str = "reader"
    notes: tuple[str, ...] = ()
    phrasing: Phrasing | None = None
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation; `answer` is the text that was shown, None where only asked."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer: published from `since` to `until`, both included, by `source` (case ignored)."""

    since: date | None = None
    until: date | None = None
    source: str | None = None

    def __bool__(self) -> bool:
        return any((self.since, self.until, self.source))


class Embedder(Protocol):
    """Turns text into vectors: (n, dimensions) float32, unit rows."""

    @property
    def name(self) -> str:
        """Names model and version: part of an index's fingerprint."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a (len(texts), dimensions) float32 array of unit rows."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return a (dimensions,) float32 unit vector."""


class PassageSource(Protocol):
    """Finds the passages that are read for a question."""

    def retrieve(
        self,
        question: str,
        limit: int = 10,
        filters: Filters | None = None,
        near: tuple[date, date] | None = None,
        speaker: str | None = None,
    ) -> list[Hit]:
        """Return at most `limit` hits, best first, of articles that pass `filters`.

        `near` are the days asked about, `speaker` is whose words are wanted: both are preferences.
        """

    def sources(self) -> tuple[str, ...]:
        """Return the names of the sources whose articles are held; none where that is not known."""

    def day_of(self, happening: str, question: str) -> date | None:
        """Return the day of the report about a happening ("the deal") of the question's, None where none is known."""


class Reader(Protocol):
    """Finds the words in retrieved passages that answer a question."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """Return findings, best first; none where nothing in the passages looks like an answer."""


Spans = Callable[[str], AbstractContextManager[object]]
"""Given the name of a stage, returns what is entered while it runs: how an application watches where time goes."""
