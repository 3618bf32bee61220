"""Examples that look answerable and are not, and the answerable ones that keep them honest.

Refusing is the work: most false answers are the right kind of thing said of another place, year or person.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace as with_changes

import numpy as np
from numpy.typing import NDArray

from rag.reader.swaps import Swapper, replace
from rag.reader.training_data import (
    Example,
    Question,
    answer_texts,
    holds_answer,
    make_header,
    positive,
    sentences,
    window,
    window_size,
)  # fmt: skip

_DATED = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_RELATIVE = re.compile(r"\b(?:years?|decades?|century)\b", re.IGNORECASE)


class NearMisses:
    """Texts and questions closest in their words (TF-IDF cosine): windows of other paragraphs, other
    questions.
    """

    def __init__(
        self, questions: Sequence[Question], pool: Sequence[str], keep: int = 12, common: float = 0.02
    ) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

        self.windows = [text for context in pool for text in _cut(context)]
        self._questions = questions
        vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, max_df=common, dtype=np.float32)
        windows = vectorizer.fit_transform(self.windows)
        asked = vectorizer.transform([question.text for question in questions])
        self._windows_of = _nearest(asked, windows, keep)
        self._questions_like = _nearest(asked, asked, keep + 8)

    def window(self, index: int, chance: random.Random) -> tuple[str, str] | None:
        """A window near to question `index` that does not hold its answer, with the context to name it by."""
        question = self._questions[index]
        answers = answer_texts(question)
        found = [self.windows[i] for i in self._windows_of[index] if i >= 0]
        found = [text for text in found if text[:60] not in question.context and not holds_answer(text, answers)]
        found = [text for text in found if question.exact or question.title.split()[:1] != text.split()[:1]]
        text = chance.choice(found[:6]) if found else None
        return (text, text) if text else None

    def like(self, index: int, chance: random.Random) -> Question | None:
        """A question in nearly the same words on another paragraph that does not hold the answer to
        `index`.
        """
        question = self._questions[index]
        answers = answer_texts(question)
        found = [self._questions[i] for i in self._questions_like[index] if i >= 0]
        found = [
            q for q in found if q.context != question.context and q.spans and q.text.lower() != question.text.lower()
        ]
        found = [q for q in found if not holds_answer(q.context, answers)]
        return chance.choice(found[:4]) if found else None


class Negatives:
    """Makes one unanswerable example for an answerable question, of a kind drawn by chance."""

    def __init__(self, questions: Sequence[Question], near: NearMisses, swapper: Swapper) -> None:
        self._questions, self._near, self._swapper = questions, near, swapper

    def of(self, index: int, kinds: Sequence[tuple[str, float]], chance: random.Random) -> Example | None:
        """The first kind that is possible, tried in a weighted random order; None if none is."""
        makers: dict[str, Callable[[int, random.Random], Example | None]] = {
            "paragraph": self._same_paragraph, "window": self._near_window, "like": self._like_question,
            "question": self._changed_question, "passage": self._changed_passage, "year": self._other_year,
            "inside": self._another_inside,
            "word": self._another_word,
        }  # fmt: skip
        order = sorted(kinds, key=lambda kind: chance.random() ** (1 / kind[1]), reverse=True)
        for name, _ in order:
            made = makers[name](index, chance)
            if made:
                return made
        return None

    def renamed(self, index: int, chance: random.Random) -> Example | None:
        """An answerable example with a name changed in question and passage alike, or a true year added.

        A model that has learned to distrust odd names or years, and not to compare, gets these wrong.
        """
        if chance.random() < 0.3:
            return self._year(index, chance, right=True)
        example = positive(self._questions[index], chance)
        found = self._swapper.both(example.question, example.passage, example.header, chance)
        if not found or not example.spans:
            return None
        name, other, question = found
        passage, spans = _replace_spans(example.passage, name, other, example.spans)
        if not spans:
            return None
        line = replace(example.header, name, other)
        return with_changes(example, question=question, passage=passage, header=line, spans=spans, kind="renamed")

    def _same_paragraph(self, index: int, chance: random.Random) -> Example | None:
        question = self._questions[index]
        answers = answer_texts(question)
        for _ in range(4):
            start, end = window(question.context, None, window_size(chance), chance)
            text = question.context[start:end]
            apart = all(b <= start or end <= a for a, b in question.spans)
            if apart and not holds_answer(text, answers):
                return self._example(question, text, question.title, question.context, "paragraph", chance)
        return None

    def _near_window(self, index: int, chance: random.Random) -> Example | None:
        question = self._questions[index]
        found = self._near.window(index, chance) if _specific(question.text) else None
        return self._example(question, found[0], "", found[1], "window", chance) if found else None

    def _like_question(self, index: int, chance: random.Random) -> Example | None:
        question = self._questions[index]
        other = self._near.like(index, chance) if _specific(question.text) else None
        if not other:
            return None
        start, end = window(other.context, other.spans[0], window_size(chance), chance)
        return self._example(question, other.context[start:end], other.title, other.context, "like", chance)

    def _changed_question(self, index: int, chance: random.Random) -> Example | None:
        example = positive(self._questions[index], chance)
        changed = self._swapper.question(example.question, example.passage, example.header, chance)
        return with_changes(example, question=changed, spans=(), kind="question") if changed else None

    def _changed_passage(self, index: int, chance: random.Random) -> Example | None:
        example = positive(self._questions[index], chance)
        found = self._swapper.both(example.question, example.passage, example.header, chance)
        if not found:
            return None
        passage, line = (replace(text, found[0], found[1]) for text in (example.passage, example.header))
        return with_changes(example, passage=passage, header=line, spans=(), kind="passage")

    def _another_inside(self, index: int, chance: random.Random) -> Example | None:
        example = positive(self._questions[index], chance)
        bounds = sentences(example.passage)
        holding = [(a, b) for a, b in bounds if any(a < end and start < b for start, end in example.spans)]
        if not holding:
            return None
        low, high = holding[0][0], holding[-1][1]
        changed = self._swapper.inside(example.question, example.passage, (low, high), chance)
        return with_changes(example, question=changed, spans=(), kind="inside") if changed else None

    def _another_word(self, index: int, chance: random.Random) -> Example | None:
        example = positive(self._questions[index], chance)
        changed = self._swapper.word(example.question, example.passage, chance)
        return with_changes(example, question=changed, spans=(), kind="word") if changed else None

    def _other_year(self, index: int, chance: random.Random) -> Example | None:
        return self._year(index, chance, right=False)

    def _year(self, index: int, chance: random.Random, right: bool) -> Example | None:
        """A year added to the question: the passage's only one or the header's, or another."""
        example = positive(self._questions[index], chance)
        asks_when = re.search(r"\b(?:when|year|date|long|often|old)\b", example.question, re.IGNORECASE)
        inside, before = set(_DATED.findall(example.passage)), set(_DATED.findall(example.header))
        known = inside or before
        if (
            asks_when
            or not _specific(example.question)
            or _DATED.search(example.question)
            or len(known) != 1
            or _RELATIVE.search(example.passage)
        ):
            return None
        year = int(next(iter(known)))
        asked = year if right else year + chance.choice((-5, -3, -2, -1, 1, 2, 3, 4))
        if not right and str(asked) in example.passage + example.header:
            return None
        question = f"{example.question.rstrip(' ?')} in {asked}?"
        return with_changes(example, question=question, spans=example.spans if right else (), kind="year")

    def _example(
        self, question: Question, text: str, title: str, context: str, kind: str, chance: random.Random
    ) -> Example:
        line = make_header(title, context, text, answer_texts(question), chance)
        return Example(question.text, line, text, (), question.exact, kind)


def _specific(question: str) -> bool:
    """Whether a question says enough for a passage of another paragraph not to answer it by accident."""
    return len(question.split()) >= 6


def _replace_spans(
    text: str, old: str, new: str, spans: Sequence[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Replace whole words and move the spans along; spans that the change touches are dropped."""
    hits = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", text, re.IGNORECASE)]
    grown = len(new) - len(old)
    moved = []
    for start, end in spans:
        if all(end <= a or b <= start for a, b in hits):
            shift = grown * sum(b <= start for _, b in hits)
            moved.append((start + shift, end + shift))
    return replace(text, old, new), tuple(moved)


def _cut(context: str, size: int = 450) -> list[str]:
    """A context as consecutive windows of whole sentences."""
    out: list[str] = []
    first: int | None = None
    for start, end in sentences(context):
        first = start if first is None else first
        if end - first >= size - 100:
            out.append(context[first:end])
            first = None
    return out + ([context[first:]] if first is not None and len(context) - first > 80 else [])


def _nearest(asked: object, texts: object, keep: int) -> NDArray[np.int32]:
    """Row numbers of the nearest texts, (n, keep) int32, best first, -1 where fewer share a word."""
    rows = asked.shape[0]  # type: ignore[attr-defined]
    out = np.full((rows, keep), -1, dtype=np.int32)
    turned = texts.T.tocsr()  # type: ignore[attr-defined]
    for begin in range(0, rows, 1000):
        scores = (asked[begin : begin + 1000] @ turned).tocsr()  # type: ignore[index]
        for row in range(scores.shape[0]):
            low, high = scores.indptr[row], scores.indptr[row + 1]
            best = np.argsort(-scores.data[low:high])[:keep]
            out[begin + row, : len(best)] = scores.indices[low:high][best]
    return out
