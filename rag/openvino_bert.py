"""BERT encoders on the CPU by OpenVINO, built from their weights: no torch, no conversion, no network.

The graph starts after the embeddings: word embeddings are looked up in the memory-mapped weights file, so
that the 46 MB of them are neither copied nor compiled, and are shared by the query encoder and the reader.
bfloat16 is used where the processor multiplies it natively (AVX512-BF16, AMX), float32 elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import ModelError

Weights = Mapping[str, NDArray[Any]]
Head = Callable[[Any, Any, Any, Weights], list[Any]]

HEADS = 12
MAX_TOKENS = 256
# Added to the attention scores of padding; its exponential is 0 in float32 and bfloat16.
_HIDDEN_SCORE = -1e4
_DTYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}


def default_cache_folder() -> Path:
    """Where compiled graphs are kept: `dateline` in the user's cache folder (XDG_CACHE_HOME, or ~/.cache)."""
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "dateline"


def import_openvino() -> Any:
    """Import OpenVINO without its telemetry client, which its conversion tools would start."""
    # None makes `import openvino_telemetry` fail, and OpenVINO falls back to its stub that sends nothing.
    if "openvino" not in sys.modules:
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def build_encoder(weights: Weights, head: Head, heads: int = HEADS) -> Any:
    """Assemble a post-normalised BERT encoder as an `openvino.Model`.

    `weights` are named as in a Hugging Face checkpoint; float16 is widened. The model's inputs are the summed
    embeddings (n, length, hidden) float32 and `keep` (n, length) float32, 1 on tokens and 0 on padding. Its
    outputs are what `head(opset, hidden, keep, weights)` makes of the last layer's hidden states (n, length,
    hidden).
    """
    openvino = import_openvino()
    from openvino import opset13 as ops

    width = weights["embeddings.LayerNorm.weight"].shape[0]
    embedded = ops.parameter([-1, -1, width], np.float32, name="embedded")
    keep = ops.parameter([-1, -1], np.float32, name="keep")
    score = ops.multiply(ops.subtract(keep, _constant(ops, 1.0)), _constant(ops, -_HIDDEN_SCORE))
    mask = ops.unsqueeze(score, ops.constant(np.array([1, 2], dtype=np.int64)))
    hidden = _normalise(ops, embedded, weights, "embeddings.LayerNorm")
    for layer in range(_layers(weights)):
        hidden = _layer(ops, hidden, mask, weights, f"encoder.layer.{layer}", heads)
    return openvino.Model(head(ops, hidden, keep, weights), [embedded, keep], "encoder")


def linear(ops: Any, value: Any, weights: Weights, name: str) -> Any:
    """A dense layer: `value @ weight.T + bias`."""
    product = ops.matmul(value, _constant(ops, weights[f"{name}.weight"]), False, True)
    return ops.add(product, _constant(ops, weights[f"{name}.bias"]))


class Compiled:
    """A graph compiled for this processor; may be called from several threads, one of which runs at a
    time.
    """

    def __init__(self, model: Any, cache_folder: Path | None, threads: int, exact: bool = False) -> None:
        openvino = import_openvino()
        core = openvino.Core()
        fast = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") and not exact
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": "bf16" if fast else "f32",
        }
        if cache_folder is not None:
            settings["CACHE_DIR"] = str(cache_folder)
        self._request = core.compile_model(model, "CPU", settings).create_infer_request()
        self._lock = threading.Lock()

    def __call__(self, embedded: NDArray[np.float32], keep: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Run one batch; returns the graph's outputs in order, as float32 copies."""
        with self._lock:
            results = self._request.infer([embedded, keep], share_inputs=True)
            return [np.array(results[i], dtype=np.float32) for i in range(len(results))]


class Embeddings:
    """Word, position and token type embeddings, looked up and summed. `words` may be memory-mapped."""

    def __init__(self, words: NDArray[Any], positions: NDArray[Any], types: NDArray[Any]) -> None:
        self._words = words
        self._positions = positions.astype(np.float32)
        self._types = types.astype(np.float32)

    @property
    def width(self) -> int:
        """Numbers per token."""
        return int(self._words.shape[1])

    def __call__(self, ids: NDArray[np.int64], types: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Sum the embeddings of ids and types, both (n, length), into (n, length, hidden) float32."""
        total = self._words[ids].astype(np.float32)
        total += self._positions[: ids.shape[1]]
        total += self._types[0] if types is None else self._types[types]
        return total


class SentenceEncoder:
    """A sentence-transformers BERT with mean pooling (all-MiniLM-L6-v2) as a function from texts to unit
    vectors.
    """

    def __init__(
        self,
        model_folder: Path,
        cache_folder: Path | None = None,
        threads: int = 2,
        *,
        sha256: str | None = None,
        exact: bool = False,
    ) -> None:
        """Read `model.safetensors` and `tokenizer.json` of `model_folder`; `exact` keeps float32 on every
        CPU.

        Raises ModelError where the weights are missing or are not those that `sha256` names.
        """
        from tokenizers import Tokenizer

        weights = open_weights(model_folder / "model.safetensors", sha256)
        names = ("word_embeddings", "position_embeddings", "token_type_embeddings")
        self._embeddings = Embeddings(*(weights[f"embeddings.{name}.weight"] for name in names))
        self._run = Compiled(build_encoder(weights, _mean_pooled), cache_folder, threads, exact)
        self._tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, texts: Sequence[str], batch: int = 16) -> NDArray[np.float32]:
        """Return (len(texts), hidden) float32 unit rows, in the order of `texts`; beyond 256 word pieces
        text is cut.
        """
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        out = np.zeros((len(ids), self._embeddings.width), dtype=np.float32)
        for begin in range(0, len(order), batch):
            rows = order[begin : begin + batch]
            out[rows] = self._vectors([ids[row] for row in rows])
        return out

    def _vectors(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        padded = np.zeros((len(rows), max(len(row) for row in rows)), dtype=np.int64)
        keep = np.zeros(padded.shape, dtype=np.float32)
        for i, row in enumerate(rows):
            padded[i, : len(row)] = row
            keep[i, : len(row)] = 1.0
        return self._run(self._embeddings(padded), keep)[0]


def open_weights(path: Path, sha256: str | None = None) -> dict[str, NDArray[Any]]:
    """Map a safetensors file into memory: arrays by name, read only, each paged in where it is used.

    Raises ModelError where the file is missing, is not safetensors, or is not the one that `sha256` names.
    """
    try:
        raw = np.memmap(path, dtype=np.uint8, mode="r")
        size = int.from_bytes(raw[:8].tobytes(), "little")
        entries = json.loads(raw[8 : 8 + size].tobytes())
        entries.pop("__metadata__", None)
        weights = {name: _array(raw[8 + size :], entry) for name, entry in entries.items()}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot read the model weights {path} ({error}): install the package again") from error
    if sha256 is not None and _digest(path) != sha256:
        raise ModelError(
            f"the model weights {path} are not the ones expected (SHA-256 differs): install the package again"
        )
    return weights


def _digest(path: Path) -> str:
    # Read, not mapped: pages that only the check touches would count as this process's memory.
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _array(data: NDArray[np.uint8], entry: dict[str, Any]) -> NDArray[Any]:
    begin, end = entry["data_offsets"]
    return data[begin:end].view(_DTYPES[entry["dtype"]]).reshape(entry["shape"])


def _layers(weights: Weights) -> int:
    numbers = [int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")]
    return max(numbers) + 1


def _layer(ops: Any, hidden: Any, mask: Any, weights: Weights, name: str, heads: int) -> Any:
    mixed = linear(ops, _attention(ops, hidden, mask, weights, f"{name}.attention.self", heads), weights,
                   f"{name}.attention.output.dense")  # fmt: skip
    hidden = _normalise(ops, ops.add(mixed, hidden), weights, f"{name}.attention.output.LayerNorm")
    inner = ops.gelu(linear(ops, hidden, weights, f"{name}.intermediate.dense"), "ERF")
    outer = ops.add(linear(ops, inner, weights, f"{name}.output.dense"), hidden)
    return _normalise(ops, outer, weights, f"{name}.output.LayerNorm")


def _attention(ops: Any, hidden: Any, mask: Any, weights: Weights, name: str, heads: int) -> Any:
    width = weights[f"{name}.query.bias"].shape[0]
    split = ops.constant(np.array([0, 0, heads, width // heads], dtype=np.int64))
    swap = ops.constant(np.array([0, 2, 1, 3], dtype=np.int64))
    query, key, value = (
        ops.transpose(ops.reshape(linear(ops, hidden, weights, f"{name}.{part}"), split, True), swap)
        for part in ("query", "key", "value")
    )
    mixed = ops.scaled_dot_product_attention(query, key, value, mask)
    return ops.reshape(ops.transpose(mixed, swap), ops.constant(np.array([0, 0, width], dtype=np.int64)), True)


def _normalise(ops: Any, value: Any, weights: Weights, name: str) -> Any:
    """Layer normalisation over the last axis, with BERT's epsilon."""
    last = ops.constant(np.array([-1], dtype=np.int64))
    unit = ops.mvn(value, last, True, 1e-12, "inside_sqrt")
    scaled = ops.multiply(unit, _constant(ops, weights[f"{name}.weight"]))
    return ops.add(scaled, _constant(ops, weights[f"{name}.bias"]))


def _mean_pooled(ops: Any, hidden: Any, keep: Any, _: Weights) -> list[Any]:
    """The mean of the tokens' hidden states, scaled to unit length (sentence-transformers' pooling)."""
    along, across = (ops.constant(np.array([axis], dtype=np.int64)) for axis in (1, -1))
    total = ops.reduce_sum(ops.multiply(hidden, ops.unsqueeze(keep, across)), along, False)
    # The mean's divisor cancels in the scaling to unit length.
    return [ops.normalize_l2(total, across, 1e-12, "max")]


def _constant(ops: Any, value: Any) -> Any:
    return ops.constant(np.array(value, dtype=np.float32))
