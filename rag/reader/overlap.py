"""The first reader, without training: the sentence most like the question, and the kind of words asked for in it.

It stands where the trained reader's weights are missing, and beside it as the plain thing to compare with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.coverage import coverage_of_text, names_asked
from rag.facts import AnswerKind, Value, ValueKind, expected_kind, read, unit_asked
from rag.odds import logistic
from rag.passages import header, sentences
from rag.types import Embedder, Finding, Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = re.compile(r"\b(?:(?:Rep|Sen|Gen|Lt|Col|Mr|Mrs|Ms|Dr)\.\s+)?[A-Z][\w’'-]+(?:\s+(?:al-)?[A-Z][\w’'.-]*\w)*")
_PLACE = re.compile(rf"\b(?:in|at|near|outside|from|to)\s+(?:the\s+)?({_NAME.pattern}(?:\s+(?:region|province))?)")
_FIGURES = {AnswerKind.QUANTITY, AnswerKind.MONEY, AnswerKind.PERCENT, AnswerKind.DURATION, AnswerKind.AGE}

SIMILARITY, WORDS, KIND, OFFSET, SLOPE = 1.0, 1.0, 0.5, 1.35, 6.0
"""How cosine (0..1), share of the question's words (0..1) and a fitting kind add up, and the logistic that makes the
sum a probability. Set by hand; it cannot tell an answer from a sentence that sounds like one, which is why a trained
reader takes its place."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.hit.article.text[self.start : self.end]


class OverlapReader:
    """Scores each sentence by embedding, word overlap and kind of answer; the span is cut from the sentence."""

    def __init__(self, embedder: Embedder, most: int = 10) -> None:
        self._embedder = embedder
        self._most = most

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """Return at most `most` findings, one a sentence, best first."""
        found = list(_distinct_sentences(hits))
        if not found:
            return []
        similar = self._similarity(question, found)
        findings = [self._finding(question, one, float(cosine)) for one, cosine in zip(found, similar, strict=True)]
        return sorted(findings, key=lambda finding: -finding.score)[: self._most]

    def _similarity(self, question: str, found: Sequence[_Sentence]) -> NDArray[np.float32]:
        """Cosine of the question with each sentence under its title and date, (n,) float32."""
        texts = [f"{header(one.hit.article)}\n{one.text}" for one in found]
        similar: NDArray[np.float32] = self._embedder.embed_documents(texts) @ self._embedder.embed_query(question)
        return similar

    def _finding(self, question: str, one: _Sentence, cosine: float) -> Finding:
        span = cut(question, one.text, one.hit)
        words = coverage_of_text(question, f"{header(one.hit.article)}\n{one.text}")
        total = SIMILARITY * cosine + WORDS * words + (KIND if span else -KIND)
        start, end = span or (0, one.end - one.start)
        score = logistic(SLOPE * (total - OFFSET))
        return Finding(one.hit, one.start + start, one.start + end, score)


def _distinct_sentences(hits: Sequence[Hit]) -> list[_Sentence]:
    """The sentences of all passages, each once: neighbouring passages share one."""
    seen: set[tuple[str, int]] = set()
    found = []
    for hit in hits:
        for start, end in sentences(hit.article.text, hit.passage.start, hit.passage.end):
            if (hit.article.id, start) not in seen:
                seen.add((hit.article.id, start))
                found.append(_Sentence(hit, start, end))
    return found


def cut(question: str, sentence: str, hit: Hit) -> tuple[int, int] | None:
    """Return the offsets in `sentence` of the words of the kind asked for; None where it holds none."""
    kind = expected_kind(question)
    reading = read(sentence, hit.article.published)
    if kind in _FIGURES:
        values = [value for value in reading.values if _fits(kind, value)]
        best = max(values, key=lambda value: _same_unit(unit_asked(question), value), default=None)
        return best.span if best else None
    if kind is AnswerKind.DATE:
        return next(((found.start, found.end) for found in reading.dates), None)
    if kind in {AnswerKind.PERSON, AnswerKind.ORGANISATION}:
        return _first_new(_NAME.finditer(sentence), 0, question)
    if kind is AnswerKind.PLACE:
        return _first_new(_PLACE.finditer(sentence), 1, question)
    return 0, len(sentence)


def _fits(kind: AnswerKind, value: Value) -> bool:
    wanted = {
        AnswerKind.MONEY: {ValueKind.MONEY},
        AnswerKind.PERCENT: {ValueKind.PERCENT, ValueKind.FRACTION},
        AnswerKind.DURATION: {ValueKind.DURATION},
        AnswerKind.AGE: {ValueKind.AGE, ValueKind.DURATION},
    }
    return value.kind in wanted.get(kind, set(ValueKind) - {ValueKind.MONEY, ValueKind.PERCENT})


def _same_unit(unit: str | None, value: Value) -> int:
    asked, told = ({word.rstrip("s") for word in (text or "").lower().split()} for text in (unit, value.unit))
    return len(asked & told)


def _first_new(matches: Iterable[re.Match[str]], group: int, question: str) -> tuple[int, int] | None:
    """The first name that the question does not itself give."""
    given = {word.lower() for name in names_asked(question) for word in name.split()}
    for match in matches:
        if not given & {word.lower() for word in match[group].split()}:
            return match.span(group)
    return None
