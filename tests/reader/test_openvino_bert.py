"""The graph built from the weights computes what torch computes, sends nothing, and checks what it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rag.embed import PACKAGED_SHA256
from rag.errors import ModelError
from rag.openvino_bert import SentenceEncoder, open_weights
from rag.reader.encoding import PairEncoder

TEXTS = [
    "How many troops are in Kuwait?",
    "A storm closed the port of Varna on Monday, and two ferries sank.",
    "No",
]


@pytest.fixture(scope="module")
def exact(packaged: Path) -> SentenceEncoder:
    return SentenceEncoder(packaged, None, sha256=PACKAGED_SHA256, exact=True)


def test_sentence_vectors_are_those_of_torch(exact: SentenceEncoder, packaged: Path, encoder: PairEncoder) -> None:
    import torch

    from rag.reader.model import SpanReader, load_encoder

    model = SpanReader().eval()
    arrays = open_weights(packaged / "model.safetensors").items()
    load_encoder(model, {name: torch.from_numpy(np.array(value)) for name, value in arrays})
    for text, vector in zip(TEXTS, exact.encode(TEXTS), strict=True):
        ids = torch.tensor([[101, *encoder.token_ids(text), 102]])
        with torch.inference_mode():
            mean = model.encode(ids, torch.zeros_like(ids), torch.ones_like(ids, dtype=torch.bool))[0].mean(dim=0)
        assert np.allclose(vector, (mean / mean.norm()).numpy(), atol=1e-4)


def test_vectors_are_unit_rows_in_the_order_given_whatever_the_batch(exact: SentenceEncoder) -> None:
    together, alone = exact.encode(TEXTS), np.concatenate([exact.encode([text]) for text in TEXTS])
    assert together.shape == (3, 384) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert np.allclose(together, alone, atol=1e-5)
    assert exact.encode([]).shape == (0, 384)


def test_the_processor_s_own_precision_keeps_the_direction(exact: SentenceEncoder, packaged: Path) -> None:
    native = SentenceEncoder(packaged, None)
    assert (native.encode(TEXTS) * exact.encode(TEXTS)).sum(axis=1).min() > 0.999


def test_a_text_of_any_length_is_encoded(exact: SentenceEncoder) -> None:
    long = exact.encode(["storm " * 5000, ""])
    assert np.isfinite(long).all()


def test_weights_that_are_not_the_expected_ones_are_refused(tmp_path: Path, packaged: Path) -> None:
    with pytest.raises(ModelError, match="SHA-256"):
        open_weights(packaged / "model.safetensors", "0" * 64)
    with pytest.raises(ModelError, match="cannot read"):
        open_weights(tmp_path / "absent.safetensors")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00not json at all!")
    with pytest.raises(ModelError, match="broken"):
        open_weights(broken)


def test_reading_imports_no_torch_and_no_telemetry(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from rag.reader.trained import TrainedReader;"
        f"TrainedReader.load(cache_folder=Path({str(tmp_path)!r}));"
        "heavy = [name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules];"
        "assert not heavy, heavy; assert sys.modules['openvino_telemetry'] is None"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
