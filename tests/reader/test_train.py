"""Training: batches carry their targets, a run resumes where it stopped, and the export is what the reader
loads.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from rag.openvino_bert import open_weights
from rag.reader.batches import Stage, batches, encode
from rag.reader.encoding import PairEncoder
from rag.reader.train import Settings, Trainer
from rag.reader.training_data import Example

EXAMPLES = [
    Example("How many?", "Title.", "They saw 14 ships.", ((9, 11),), True, "own"),
    Example("Who?", "", "Nobody came. Ivan slept.", ((13, 24),), False, "own"),
    Example("Where?", "", "It rained.", (), True, "window"),
]


@pytest.fixture
def stage(encoder: PairEncoder) -> Stage:
    return encode(EXAMPLES, encoder)


def test_a_batch_marks_answers_ranges_and_the_null_span(stage: Stage, encoder: PairEncoder) -> None:
    (batch,) = batches(stage, 3, seed=1)
    counts = sorted(zip(batch.starts.sum(axis=1).tolist(), batch.starts[:, 0].tolist(), strict=True))
    assert counts == [(1, False), (1, True), (3, False)]
    assert not (batch.starts & ~batch.allowed).any() and not (batch.ends & ~batch.allowed).any()
    row = int(np.flatnonzero((batch.ids == encoder.token_ids("14")[0]).any(axis=1))[0])
    assert batch.ids[row][batch.starts[row]].tolist() == encoder.token_ids("14")


def test_an_answer_that_does_not_fit_drops_the_example(packaged: Path) -> None:
    short = PairEncoder(packaged / "tokenizer.json", max_tokens=12)
    cut = encode([*EXAMPLES, Example("Who?", "", "word " * 40 + "Ivan", ((200, 204),), True, "own")], short)
    assert len(cut.ends) < 4


def test_a_stage_survives_the_disk(stage: Stage, tmp_path: Path) -> None:
    stage.save(tmp_path / "stage.npz")
    assert (Stage.load(tmp_path / "stage.npz").ids == stage.ids).all()


def test_a_run_learns_resumes_and_exports(stage: Stage, tmp_path: Path, packaged: Path) -> None:
    end = datetime.now(UTC) + timedelta(hours=1)
    settings = Settings(tmp_path, tmp_path, packaged, 0, end, rate=1e-3, batch=3, seed=1, threads=2)
    trainer = Trainer(settings)
    (batch,) = batches(stage, 3, seed=1)
    sums = [sum(trainer.train_on(batch)) for _ in range(5)]
    assert sums[-1] < sums[0]
    trainer.save()
    again = Trainer(settings)
    assert again.step == 5 and again.elapsed == trainer.elapsed
    assert abs(sum(again.train_on(batch)) - sum(trainer.train_on(batch))) < 1e-3
    again.export(tmp_path / "reader.safetensors")
    names = set(open_weights(tmp_path / "reader.safetensors"))
    assert {"span.weight", "answerable.out.bias", "encoder.layer.5.output.dense.weight"} <= names


def test_the_learning_rate_warms_up_and_ends_at_zero(tmp_path: Path, packaged: Path) -> None:
    trainer = Trainer(Settings(tmp_path, tmp_path, packaged, 10, None, rate=1.0, batch=1, seed=1, threads=2))
    assert trainer.rate() < 0.01
    trainer.step, trainer.elapsed = 1000, 300.0
    assert trainer.rate() == pytest.approx(0.5)
    trainer.elapsed = 600.0
    assert trainer.rate() == 0.0
