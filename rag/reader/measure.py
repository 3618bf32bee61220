"""SQuAD 2.0 measures of a reader: `python -m rag.reader.measure --data ../shared/data [--test]`.

F1, the choice between answering and refusing, AUROC. The threshold is fitted on the calibration file;
`--test` reports on the test file with that threshold.
"""

from __future__ import annotations

import argparse
import json
import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.embed import packaged_model_folder
from rag.passages import split
from rag.reader.encoding import PairEncoder, header
from rag.reader.scoring import OpenVinoScorer, Scorer
from rag.reader.spans import best_spans
from rag.types import Article


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


def read_file(path: Path, scorer: Scorer, encoder: PairEncoder) -> list[Reading]:
    """Read every question of a SQuAD file on the product's passages of its paragraph, each under its title.

    The span with the highest margin over all passages counts.
    """
    asked: list[tuple[str, tuple[str, ...]]] = []
    rows: list[tuple[int, str, str]] = []
    for question, answers, article in questions(path):
        rows += [(len(asked), header(article.title, None), passage.text) for passage in split(article)]
        asked.append((question, answers))
    pairs = [encoder.encode(asked[number][0], line, text) for number, line, text in rows]
    logits, answerable = scorer.score(pairs)
    best: dict[int, Reading] = {}
    for (number, _, text), pair, spans, score in zip(rows, pairs, logits, answerable, strict=True):
        question, answers = asked[number]
        for span in best_spans(pair, spans, text, 1):
            if number not in best or span.margin > best[number].margin:
                found = text[span.start : span.end]
                best[number] = Reading(question, found, span.margin, float(score), answers)
    return [best[number] for number in range(len(asked))]


def questions(path: Path) -> Iterator[tuple[str, tuple[str, ...], Article]]:
    """Question, answers, and the paragraph as an article."""
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = group["title"].replace("_", " ")
        for number, paragraph in enumerate(group["paragraphs"]):
            article = Article(f"{title}-{number}", title, paragraph["context"])
            for entry in paragraph["qas"]:
                answers = tuple(answer["text"] for answer in entry["answers"])
                yield entry["question"].strip(), answers, article


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


def scores_of(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """What is compared with the threshold: the span's margin."""
    return np.array([reading.margin for reading in readings])


def token_f1(found: str, answer: str) -> float:
    """SQuAD's F1 of the words of two phrases, without case, punctuation and articles."""
    one, other = _words(found), _words(answer)
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if common else float(one == other)


def _words(text: str) -> list[str]:
    plain = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", plain).split()


def main() -> None:
    """Read the command line and print the figures, one line a file."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.measure", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--weights", type=Path, default=Path(__file__).parent / "weights" / "reader.safetensors")
    parser.add_argument("--test", action="store_true", help="report on the test file as well")
    parser.add_argument("--exact", action="store_true", help="float32, whatever the processor multiplies natively")
    given = parser.parse_args()
    packaged = packaged_model_folder()
    scorer = OpenVinoScorer(given.weights, packaged / "model.safetensors", exact=given.exact)
    encoder = PairEncoder(packaged / "tokenizer.json")
    files = ["reading/squad2_calibration.json", *(["test/squad2_test.json"] if given.test else [])]
    threshold = None
    for name in files:
        readings = read_file(given.data / name, scorer, encoder)
        scores = scores_of(readings)
        threshold = best_threshold(readings, scores) if threshold is None else threshold
        row = figures(readings, scores, threshold)
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in row.items()), f"at {threshold:.2f}")


if __name__ == "__main__":
    main()
