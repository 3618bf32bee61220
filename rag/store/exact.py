"""Exact search: the question's vector against those in the catalog, every one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.errors import EmbedderMismatch
from rag.store.catalog import Catalog
from rag.types import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW_PASSAGES = 5_000
"""Up to so many, vectors are read from the catalog for one search and not kept: 4 MB at 384 dimensions."""


class ExactVectors:
    """A `VectorStore` over the catalog's own vectors: always in step with it, and owned by no process."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept: tuple[int, list[str], NDArray[np.float32]] | None = None

    def search(
        self, vector: NDArray[np.float32], limit: int, filters: Filters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most `limit` passage ids with their cosine, -1..1, best first; ties in order of id.

        Raises:
            EmbedderMismatch: `vector` is not of the length of the stored ones.
        """
        check_dimensions(self._catalog, vector)
        if not filters:
            return _nearest(*self._all(), vector, limit)
        allowed = self._catalog.passage_ids(filters)
        if len(allowed) <= FEW_PASSAGES:
            return _nearest(*self._catalog.vectors(allowed), vector, limit)
        ids, matrix = self._all()
        kept = [row for row, passage_id in enumerate(ids) if passage_id in allowed]
        return _nearest([ids[row] for row in kept], matrix[kept], vector, limit)

    def synchronize(self) -> None:
        """Do nothing: a search notices by itself that the catalog changed."""

    def ids(self) -> set[str]:
        """Return the ids of all passages of the catalog."""
        return self._catalog.passage_ids()

    def close(self) -> None:
        """Let go of the vectors kept in memory."""
        self._kept = None

    def _all(self) -> tuple[list[str], NDArray[np.float32]]:
        # The revision is read first: a change in between only means reading once more next time.
        revision, kept = self._catalog.revision(), self._kept
        if kept is None or kept[0] != revision:
            kept = (revision, *self._catalog.vectors())
            self._kept = kept
        return kept[1], kept[2]


def check_dimensions(catalog: Catalog, vector: NDArray[np.float32]) -> None:
    """Check that `vector` can be compared with the catalog's.

    Raises:
        EmbedderMismatch: it is of another length.
    """
    stored = catalog.dimensions()
    if stored is not None and vector.shape != (stored,):
        length = vector.shape[-1]
        mend = "name the model it was made with, or index again"
        raise EmbedderMismatch(f"the question has {length} dimensions and the index {stored}: {mend}")


def _nearest(
    ids: Sequence[str], matrix: NDArray[np.float32], vector: NDArray[np.float32], limit: int
) -> list[tuple[str, float]]:
    import numpy as np

    if not len(ids):
        return []
    # Rounded, because equal rows can differ in the last bit of a blocked product; ids come sorted, the sort
    # is stable.
    cosines = np.round(matrix @ vector, 6)
    best = np.argsort(-cosines, kind="stable")[:limit]
    return [(ids[row], float(cosines[row])) for row in best]
