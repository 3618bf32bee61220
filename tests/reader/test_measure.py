"""SQuAD 2.0's measures, on cases small enough to work out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rag.reader.encoding import PairEncoder
from rag.reader.measure import Reading, auroc, best_threshold, figures, read_file, scores_of, token_f1
from rag.reader.scoring import OpenVinoScorer

READINGS = [
    Reading("a", "14 people", 4.0, 1.0, ("14 people",)),
    Reading("b", "the storm", 3.0, 1.0, ("a big storm",)),
    Reading("c", "Burgas", 2.0, 0.0, ()),
    Reading("d", "Varna", 1.0, 0.0, ("Varna",)),
]


def test_f1_counts_words_without_case_punctuation_and_articles() -> None:
    assert token_f1("The Storm,", "a storm") == 1.0
    assert token_f1("storm", "big storm") == pytest.approx(2 / 3)
    assert token_f1("calm", "storm") == 0.0


def test_auroc_is_the_share_of_pairs_in_order_ties_counting_half() -> None:
    scores = np.array([3.0, 1.0, 2.0, 1.0])
    assert auroc(scores, np.array([True, True, False, False])) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


def test_the_threshold_gives_the_highest_f1_and_the_figures_follow_it() -> None:
    scores = scores_of(READINGS)
    assert best_threshold(READINGS, scores) == 3.0
    row = figures(READINGS, scores, 3.0)
    assert row["unanswerable_accuracy"] == 100.0
    assert row["f1"] == pytest.approx(100 * (1 + 2 / 3 + 1 + 0) / 4)
    assert row["forced_f1"] == pytest.approx(100 * (1 + 2 / 3 + 1) / 3)


def test_a_file_is_read_question_by_question(
    tmp_path: Path, weights: Path, packaged: Path, encoder: PairEncoder
) -> None:
    context = "The harbour of Varna was closed after a storm. Mayor Ivan Portnih said that 14 people were hurt."
    answers = [{"text": "14", "answer_start": context.index("14")}]
    entries = [
        {"question": "How many people were hurt?", "answers": answers},
        {"question": "Who won the cup?", "answers": []},
    ]
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"data": [{"title": "Storm", "paragraphs": [{"context": context, "qas": entries}]}]}))
    one, other = read_file(path, OpenVinoScorer(weights, packaged / "model.safetensors"), encoder)
    assert one.f1 > 0 and other.answers == () and one.margin > other.margin
