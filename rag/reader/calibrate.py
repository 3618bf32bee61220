"""Fits the probability that a span is right: `python -m rag.reader.calibrate --data ../shared/data`.

Every paragraph of the calibration file is cut into the product's passages; each question is read on each of
them. A logistic curve over margin and answerability logit is fitted to whether the best span is right (F1 of
0.5 or more with an answer that stands in that passage), and written beside the weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rag.embed import packaged_model_folder
from rag.passages import split
from rag.reader.encoding import PairEncoder, header
from rag.reader.measure import token_f1
from rag.reader.scoring import OpenVinoScorer, Scorer
from rag.reader.spans import best_spans
from rag.reader.trained import WEIGHTS_FOLDER
from rag.types import Article

RIGHT_F1 = 0.5


def samples(path: Path, scorer: Scorer, encoder: PairEncoder) -> Iterator[tuple[float, float, bool]]:
    """Margin, answerability logit and whether the span is right, for each question on each passage of its
    paragraph.
    """
    rows = list(_readings(path))
    pairs = [encoder.encode(question, line, text) for question, line, text, _ in rows]
    logits, answerable = scorer.score(pairs)
    for (_, _, text, answers), pair, spans, score in zip(rows, pairs, logits, answerable, strict=True):
        for span in best_spans(pair, spans, text, 1):
            found = text[span.start : span.end]
            yield span.margin, float(score), any(token_f1(found, answer) >= RIGHT_F1 for answer in answers)


def _readings(path: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Question, header, passage and the answers that stand in the passage."""
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = group["title"].replace("_", " ")
        for number, paragraph in enumerate(group["paragraphs"]):
            article = Article(f"{title}-{number}", title, paragraph["context"])
            for passage in split(article):
                for entry in paragraph["qas"]:
                    inside = [
                        answer["text"]
                        for answer in entry["answers"]
                        if passage.start <= answer["answer_start"]
                        and answer["answer_start"] + len(answer["text"]) <= passage.end
                    ]
                    yield entry["question"], header(title, None), passage.text, inside


def fit(points: list[tuple[float, float, bool]]) -> dict[str, float]:
    """Maximum-likelihood logistic regression (Platt's method, with two inputs)."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    values = np.array([[margin, answerable] for margin, answerable, _ in points])
    model = LogisticRegression(C=np.inf).fit(values, [right for _, _, right in points])
    margin, answerable = model.coef_[0]
    return {"bias": float(model.intercept_[0]), "margin": float(margin), "answerable": float(answerable)}


def main() -> None:
    """Read the command line, fit, and write `calibration.json`."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--weights", type=Path, default=WEIGHTS_FOLDER, help="folder of reader.safetensors")
    given = parser.parse_args()
    packaged = packaged_model_folder()
    scorer = OpenVinoScorer(given.weights / "reader.safetensors", packaged / "model.safetensors")
    points = list(
        samples(
            given.data / "reading" / "squad2_calibration.json",
            scorer,
            PairEncoder(packaged / "tokenizer.json"),
        )
    )
    curve = {name: round(value, 4) for name, value in fit(points).items()}
    (given.weights / "calibration.json").write_text(json.dumps({"span": curve}, indent=1) + "\n", encoding="utf-8")
    right = sum(point[2] for point in points)
    print(f"{len(points)} spans, {right} right: {curve}")


if __name__ == "__main__":
    main()
