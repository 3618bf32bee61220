"""The trained reader with the weights that ship: what a `Reader` promises, and that both engines agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.reader.encoding import PairEncoder
from rag.reader.scoring import OpenVinoScorer
from rag.reader.spans import best_spans
from rag.reader.torch_scorer import TorchScorer
from rag.reader.trained import Calibration, ReadFinding, TrainedReader
from rag.types import Hit


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> TrainedReader:
    return TrainedReader.load(cache_folder=tmp_path_factory.mktemp("cache"))


def test_findings_lie_in_their_passage_best_first_with_their_logits(reader: TrainedReader, hits: list[Hit]) -> None:
    findings = reader.read("How many people were treated in hospital?", hits)
    assert findings and all(isinstance(finding, ReadFinding) for finding in findings)
    assert [finding.score for finding in findings] == sorted((f.score for f in findings), reverse=True)
    assert max(sum(finding.hit is hit for finding in findings) for hit in hits) <= 3


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many people were treated in hospital?", "14"),
        ("Who is the mayor of Varna?", "Ivan Portnih"),
        ("How many lorries were sent to Burgas?", "300"),
        ("Where was the harbour closed?", "Varna"),
    ],
)
def test_plain_questions_are_answered(reader: TrainedReader, hits: list[Hit], question: str, answer: str) -> None:
    assert answer in reader.read(question, hits)[0].text


def test_the_passage_that_answers_beats_the_ones_that_do_not(reader: TrainedReader, hits: list[Hit]) -> None:
    best = reader.spans("How much will the repairs cost?", hits)
    assert "2.5 million" in best[0].text
    silent = reader.spans("Who won the chess match in Oslo?", hits)
    assert silent[0].score < best[0].score


def test_without_a_question_or_passages_nothing_is_found(reader: TrainedReader, hits: list[Hit]) -> None:
    assert reader.read("  ", hits) == []
    assert reader.read("Who?", []) == []


def test_both_engines_agree_in_float32(weights: Path, packaged: Path, encoder: PairEncoder, hits: list[Hit]) -> None:
    pairs = [encoder.encode("Who is the mayor of Varna?", "A title.", hit.passage.text) for hit in hits]
    files = (weights, packaged / "model.safetensors")
    spans, answerable = OpenVinoScorer(*files, exact=True).score(pairs)
    other_spans, other_answerable = TorchScorer(*files).score(pairs)
    calibration = Calibration.load(weights.parent / "calibration.json")
    for i, (pair, hit) in enumerate(zip(pairs, hits, strict=True)):
        one, other = (best_spans(pair, logits[i], hit.passage.text)[0] for logits in (spans, other_spans))
        assert (one.start, one.end) == (other.start, other.end)
        chances = (
            calibration.probability(one.margin, float(answerable[i])),
            calibration.probability(other.margin, float(other_answerable[i])),
        )
        assert abs(chances[0] - chances[1]) < 1e-3
    assert np.allclose(answerable, other_answerable, atol=1e-2)


def test_the_weights_are_small_and_hold_no_word_embeddings(weights: Path) -> None:
    from rag.openvino_bert import open_weights

    assert weights.stat().st_size <= 23_000_000
    assert "embeddings.word_embeddings.weight" not in open_weights(weights)


def test_a_missing_calibration_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"calibration\.json"):
        Calibration.load(tmp_path / "calibration.json")


def test_a_higher_margin_is_more_probable() -> None:
    curve = Calibration(-1.0, 0.5, 0.2)
    assert 0.0 < curve.probability(-5, 0) < curve.probability(0, 0) < curve.probability(5, 0) < 1.0
    assert curve.probability(1e6, 0) <= 1.0
