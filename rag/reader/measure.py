"""SQuAD 2.0 measures of a reader: F1, the choice between answering and refusing, AUROC."""

from __future__ import annotations

import json
import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.reader.encoding import PairEncoder
from rag.reader.scoring import Scorer
from rag.reader.spans import best_spans


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one question: the best span's text, its margin, the answerability logit, and the
    truth.
    """

    question: str
    text: str
    margin: float
    answerable: float
    answers: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Best token F1 of the span with an answer, 0..1; 0 where there is none."""
        return max((token_f1(self.text, answer) for answer in self.answers), default=0.0)


def read_file(path: Path, scorer: Scorer, encoder: PairEncoder, titled: bool = False) -> list[Reading]:
    """Read every question of a SQuAD file on its whole paragraph (cut at the encoder's limit)."""
    asked = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        line = article["title"].replace("_", " ") + "." if titled else ""
        for paragraph in article["paragraphs"]:
            for entry in paragraph["qas"]:
                answers = tuple(answer["text"] for answer in entry["answers"])
                asked.append((entry["question"].strip(), line, paragraph["context"], answers))
    pairs = [encoder.encode(question, line, context) for question, line, context, _ in asked]
    logits, answerable = scorer.score(pairs)
    out = []
    for (question, _, context, answers), pair, rows, score in zip(asked, pairs, logits, answerable, strict=True):
        span = best_spans(pair, rows, context, 1)[0]
        out.append(Reading(question, context[span.start : span.end], span.margin, float(score), answers))
    return out


def figures(readings: Sequence[Reading], scores: NDArray[np.float64], threshold: float) -> dict[str, float]:
    """F1 in all, on the answerable when forced and not, accuracy on the unanswerable, all in %; and AUROC.

    A question is answered where its score is at least `threshold`.
    """
    has = np.array([bool(reading.answers) for reading in readings])
    f1 = np.array([reading.f1 for reading in readings])
    answered = scores >= threshold
    right = np.where(has, f1 * answered, ~answered)
    return {
        "f1": 100 * right.mean(), "forced_f1": 100 * f1[has].mean(), "answerable_f1": 100 * right[has].mean(),
        "unanswerable_accuracy": 100 * right[~has].mean(), "auroc": auroc(scores, has),
    }  # fmt: skip


def best_threshold(readings: Sequence[Reading], scores: NDArray[np.float64]) -> float:
    """The threshold with the highest F1 over all questions."""
    order = np.argsort(-scores)
    gains = np.array([readings[i].f1 if readings[i].answers else -1.0 for i in order])
    return float(scores[order[int(np.cumsum(gains).argmax())]])


def auroc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Probability that a positive scores above a negative, ties counting half (the Mann-Whitney
    statistic).
    """
    high, low = scores[positive], np.sort(scores[~positive])
    below = np.searchsorted(low, high, "left") + np.searchsorted(low, high, "right")
    return float(below.mean() / (2 * len(low)))


def token_f1(found: str, answer: str) -> float:
    """SQuAD's F1 of the words of two phrases, without case, punctuation and articles."""
    one, other = _words(found), _words(answer)
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if common else float(one == other)


def _words(text: str) -> list[str]:
    plain = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", plain).split()
