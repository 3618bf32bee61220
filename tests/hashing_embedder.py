"""A real, deterministic embedder for tests: no model, no download, and near texts still get near vectors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class HashingEmbedder:
    """Hashes words and their letter triples into a signed bag of `dimensions` (the hashing trick)."""

    def __init__(self, dimensions: int = 64, name: str = "hashing") -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dimensions) float32 unit rows, and count them in `embedded`."""
        self.embedded += len(texts)
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return a (dimensions,) float32 unit vector."""
        row = np.zeros(self.dimensions, np.float32)
        for word in re.findall(r"\w+", text.casefold()):
            row[self._place(word)] += 2 * self._sign(word)
            for triple in (word[at : at + 3] for at in range(len(word) - 2)):
                row[self._place(triple)] += self._sign(triple)
        if not row.any():
            row[0] = 1
        unit: NDArray[np.float32] = row / np.linalg.norm(row)
        return unit

    def _place(self, part: str) -> int:
        return int.from_bytes(hashlib.blake2b(part.encode(), digest_size=4).digest(), "big") % self.dimensions

    @staticmethod
    def _sign(part: str) -> int:
        return 1 if hashlib.blake2b(part.encode(), digest_size=1, salt=b"sign").digest()[0] % 2 else -1
