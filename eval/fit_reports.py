"""Fits how yes is told from no: `python -m eval.fit_reports --data ../shared/data/multihop_rag/queries_tune.jsonl`.

Asks the comparison and temporal questions of a MultiHop-RAG file whose answer is yes or no about their evidence, as the
suite `multihop` does. A logistic model over `rag.REPORT_FEATURES` is fitted to the answers by Newton's method with a
ridge on all weights but the constant, and written to `rag/reports.json`, which ships. Printed is its accuracy on each
question with that question left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np

from eval.bench import write_articles
from eval.logistic import Floats, likeliest
from eval.suites.multihop import read, read_pool
from eval.suites.options import progress
from rag import REPORT_FEATURES, Config, index_folder, open_chain

YES = frozenset({"yes", "true", "consistent"})
NO = frozenset({"no", "false", "inconsistent"})
RIDGE = 2.0


def fit(values: Floats, right: Floats, ridge: float = RIDGE) -> Floats:
    """Return the weights, (features,), of the logistic model with the least ridged log loss."""
    strength = np.full(values.shape[1], ridge)
    strength[0] = 0.05 * ridge
    return likeliest(values, right, np.zeros(values.shape[1]), strength)


def left_out(values: Floats, right: Floats) -> float:
    """Return the share decided right, each by a model fitted to all the others."""
    rows = np.arange(len(right))
    decided = [values[row] @ fit(values[rows != row], right[rows != row]) > 0 for row in rows]
    return float(np.mean(np.array(decided) == (right > 0.5)))


def gather(data: Path, pool: Path, folder: Path) -> tuple[Floats, Floats]:
    """Return features, (n, features), and answers, (n,) 1 for yes, of the questions that compare named reports."""
    articles = read_pool(pool)
    config = Config(index=folder / "index")
    index_folder(config, [write_articles(folder / "evidence.jsonl", articles.values())])
    chain = open_chain(config)
    values, right = [], []
    for question in progress(read(data, articles), "reports"):
        answer = question.answer.casefold().strip(" .")
        found = chain.reported(question.query) if answer in YES | NO else None
        if found is not None:
            values.append(found)
            right.append(float(answer in YES))
    return np.array(values), np.array(right)


def main() -> None:
    """Fit, print, and write `--out`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--out", type=Path, default=Path("rag/reports.json"))
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-fit-") as folder:
        values, right = gather(told.data, told.pool or told.data.parent / "evidence_facts.jsonl", Path(folder))
    weights = dict(zip(REPORT_FEATURES, (round(float(weight), 3) for weight in fit(values, right)), strict=True))
    told.out.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(right)} questions, {right.mean():.1%} yes; each left out: {left_out(values, right):.1%} right")
    print(weights)


if __name__ == "__main__":
    main()
