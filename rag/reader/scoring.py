"""Running the reader's network: pairs in, logits out, by OpenVINO (`torch_scorer.py` is the fallback)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rag.openvino_bert import Compiled, Embeddings, Weights, build_encoder, linear, open_weights
from rag.reader.encoding import Pair, pad

WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"


class Scorer(Protocol):
    """Reads pairs of question and passage."""

    def score(self, pairs: Sequence[Pair]) -> tuple[list[NDArray[np.float32]], NDArray[np.float32]]:
        """Return, for each pair, start and end logits (tokens, 2) float32, and answerability logits (n,)
        float32.
        """


class OpenVinoScorer:
    """The network as an OpenVINO graph; `exact` keeps float32 where bfloat16 would be used."""

    def __init__(
        self, weights: Path, packaged: Path, cache_folder: Path | None = None, threads: int = 2,
        *, sha256: str | None = None, exact: bool = False, batch: int = 16,
    ) -> None:  # fmt: skip
        """Read the trained `weights` and, from the `packaged` model.safetensors, the word embeddings.

        Raises ModelError where a file is missing or the packaged one is not what `sha256` names.
        """
        trained = open_weights(weights)
        words = open_weights(packaged, sha256)[WORD_EMBEDDINGS]
        names = ("position_embeddings", "token_type_embeddings")
        self._embeddings = Embeddings(words, *(trained[f"embeddings.{name}.weight"] for name in names))
        self._run = Compiled(build_encoder(trained, _span_and_answerable), cache_folder, threads, exact)
        self._batch = batch

    def score(self, pairs: Sequence[Pair]) -> tuple[list[NDArray[np.float32]], NDArray[np.float32]]:
        """See `Scorer.score`. Pairs are run in batches of like length, 16 at most."""
        spans: list[NDArray[np.float32]] = [np.empty((0, 2), np.float32)] * len(pairs)
        answerable = np.empty(len(pairs), dtype=np.float32)
        order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].ids))
        for begin in range(0, len(order), self._batch):
            rows = order[begin : begin + self._batch]
            ids, types, keep = pad([pairs[row] for row in rows])
            logits, scores = self._run(self._embeddings(ids, types), keep.astype(np.float32))
            answerable[rows] = scores[:, 0]
            for i, row in enumerate(rows):
                spans[row] = logits[i, : len(pairs[row].ids)]
        return spans, answerable


def _span_and_answerable(ops: Any, hidden: Any, _: Any, weights: Weights) -> list[Any]:
    """Outputs: span logits (n, length, 2), and answerability logits (n, 1) read at CLS."""
    zero = ops.constant(np.array(0, dtype=np.int64))
    first = ops.gather(hidden, zero, ops.constant(np.array(1, dtype=np.int64)))
    pooled = ops.tanh(linear(ops, first, weights, "answerable.dense"))
    return [linear(ops, hidden, weights, "span"), linear(ops, pooled, weights, "answerable.out")]
