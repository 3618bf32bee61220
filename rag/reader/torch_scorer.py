"""The reader's network run by torch: the fallback, and what OpenVINO is checked against. Importing it
imports torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.openvino_bert import open_weights
from rag.reader.encoding import Pair, pad
from rag.reader.scoring import WORD_EMBEDDINGS


class TorchScorer:
    """The network as the torch module it was trained as, in float32."""

    def __init__(self, weights: Path, packaged: Path, threads: int = 2, *, sha256: str | None = None) -> None:
        """Read the files that `OpenVinoScorer` reads."""
        import torch

        from rag.reader.model import SpanReader

        trained = {name: np.array(value, dtype=np.float32) for name, value in open_weights(weights).items()}
        trained[WORD_EMBEDDINGS] = np.array(open_weights(packaged, sha256)[WORD_EMBEDDINGS])
        torch.set_num_threads(threads)
        self._model = SpanReader()
        self._model.load_state_dict({name: torch.from_numpy(value) for name, value in trained.items()})
        self._model.eval()

    def score(self, pairs: Sequence[Pair]) -> tuple[list[NDArray[np.float32]], NDArray[np.float32]]:
        """See `Scorer.score`."""
        import torch

        with torch.inference_mode():
            logits, answerable = self._model(*(torch.from_numpy(array) for array in pad(pairs)))
        return [logits[i, : len(pair.ids)].numpy() for i, pair in enumerate(pairs)], answerable.numpy()
