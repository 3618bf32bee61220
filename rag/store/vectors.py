"""The seam to the vectors, and which side of it is opened: Chroma, or an exact search over the catalog."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rag.store.catalog import Catalog
from rag.store.chroma import ChromaFailed, ChromaVectors
from rag.store.exact import ExactVectors
from rag.types import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

LOCK_FILE = "chroma.lock"

_log = logging.getLogger(__name__)


class VectorStore(Protocol):
    """Finds the passages whose vectors are nearest to a question's. It holds just the catalog's passages."""

    def search(self, vector: Vector, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `limit` passage ids with their cosine, -1..1, best first; in step with the catalog.

        `vector` is (dimensions,) float32 of unit length.

        Raises:
            EmbedderMismatch: it is of another length than the vectors stored.
        """

    def synchronize(self) -> None:
        """Add what the catalog has and this store lacks, delete what the catalog no longer has: by id."""

    def ids(self) -> set[str]:
        """Return the ids of all passages held."""

    def close(self) -> None:
        """Let go of files and locks; the store is not used after."""


def open_vectors(folder: Path, catalog: Catalog) -> VectorStore:
    """Open the vectors of the index in `folder`, in step with `catalog`.

    One process owns Chroma's folder, by a file lock held as long as the store is open; in another, or where
    Chroma cannot work, the search is exact, over the catalog. Damaged or outdated files are made again.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return ExactVectors(catalog)
    try:
        return ChromaVectors(folder, catalog, lock)
    except (ChromaFailed, OSError) as error:
        lock.release()
        _log.warning("%s, the catalog is searched instead", error)
        return ExactVectors(catalog)
    except BaseException:
        lock.release()
        raise
