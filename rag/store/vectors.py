"""The vectors, searchable: a Chroma collection made from the catalog, or the catalog's own vectors compared
exactly.

Chroma is a copy that may be thrown away. A process killed while Chroma writes can leave files that crash the
next process that opens them, and nothing locks its folder. So one process owns the folder, by a file lock; a
marker lies beside it whenever native code opens or writes it; and a marker found, a file that cannot be read,
or a catalog that is another one means that the folder is deleted and made again.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from rag.errors import DatelineError
from rag.store import nodes
from rag.store.catalog import Catalog
from rag.store.exact import FEW_PASSAGES, ExactVectors, check_dimensions
from rag.store.rows import source_key
from rag.types import Filters

if TYPE_CHECKING:
    import numpy as np
    from filelock import BaseFileLock
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

COLLECTION = "passages"
"""Name of the collection."""

LAYOUT = "1"
"""Raised when what is written beside a vector changes, so that collections made before are made again."""

HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200}
"""Chroma's default space is l2, and its default ef of 100 leaves out near passages; the space is fixed when
the collection is made."""

BATCH = 250
"""Rows a write: Chroma's maintainers advise 50 to 250."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class VectorStore(Protocol):
    """Finds the passages whose vectors are nearest to a question's. It holds just the catalog's passages."""

    def search(self, vector: Vector, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `limit` passage ids with their cosine, -1..1, best first; in step with the catalog.

        `vector` is (dimensions,) float32 of unit length. Raises EmbedderMismatch if it is of another length
        than those stored.
        """

    def synchronize(self) -> None:
        """Add what the catalog has and this store lacks, delete what the catalog no longer has: by id."""

    def ids(self) -> set[str]:
        """Return the ids of all passages held."""

    def close(self) -> None:
        """Let go of files and locks; the store is not used after."""


def open_vectors(folder: Path, catalog: Catalog) -> VectorStore:
    """Open the vectors of the index in `folder`, in step with `catalog`.

    One process owns Chroma's folder; in another, or where Chroma cannot work, the search is exact, over the
    catalog. Damaged or outdated files are deleted and made again from the catalog.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "chroma.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return ExactVectors(catalog)
    try:
        return ChromaVectors(folder, catalog, lock)
    except DatelineError:
        lock.release()
        raise
    except Exception as error:
        lock.release()
        _log.warning("Chroma cannot be used in %s, searching the catalog instead: %s", folder, error)
        return ExactVectors(catalog)


class ChromaVectors:
    """A `VectorStore` in Chroma, for the one process that holds the folder's lock."""

    def __init__(self, folder: Path, catalog: Catalog, lock: BaseFileLock) -> None:
        """Open or make `folder`/chroma; `lock` is held by the caller and let go by `close`."""
        self._path = folder / "chroma"
        self._stamp_file = self._path / "dateline.json"
        self._marker = folder / "chroma.unfinished"
        self._catalog = catalog
        self._exact = ExactVectors(catalog)
        self._lock = lock
        self._mutex = threading.RLock()
        self._client: Any = None
        self._collection: Any = None
        self._stamp = self._read_stamp()
        if self._marker.exists() or self._stamp[0] != self._made_for():
            self._remake()
        self._mended(self._start)
        self.synchronize()

    def search(self, vector: Vector, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return passage ids with their cosine; exact where `filters` leave at most FEW_PASSAGES."""
        check_dimensions(self._catalog, vector)
        # A `where` costs Chroma 63 ms at 50,000 rows, and so few vectors are compared in less.
        if filters and self._catalog.count_passages(filters) <= FEW_PASSAGES:
            return self._exact.search(vector, limit, filters)
        self.synchronize()
        return self._mended(lambda: self._query(vector, limit, filters))

    def synchronize(self) -> None:
        """Bring the collection in step with the catalog; one look at its revision where nothing changed."""
        with self._mutex:
            made_for, revision = self._stamp
            if made_for != self._made_for():
                self._remake()
            elif revision != self._catalog.revision():
                self._mended(self._reconcile)

    def ids(self) -> set[str]:
        """Return the ids of all passages in the collection."""
        return set(self._collection.get(include=[])["ids"])

    def close(self) -> None:
        """Close Chroma and let go of the folder."""
        with self._mutex:
            self._stop()
            self._exact.close()
            self._lock.release()

    # Opening, and what to do when that fails

    def _mended(self, action: Callable[[], _T]) -> _T:
        """Run `action`; where Chroma fails, make the folder again from the catalog and run it once more."""
        try:
            return action()
        except (KeyboardInterrupt, SystemExit, DatelineError):
            raise
        except BaseException as error:  # a panic in Chroma's Rust code is not an Exception
            _log.warning("Chroma's files in %s are made again: %s", self._path, error)
            with self._mutex:
                self._remake()
            return action()

    def _remake(self) -> None:
        self._stop()
        if self._path.exists():
            shutil.rmtree(self._path)
        self._marker.unlink(missing_ok=True)
        self._stamp = ("", 0)
        self._start()
        self._reconcile()

    def _start(self) -> None:
        if self._collection is not None:
            return
        import chromadb
        from chromadb.config import Settings

        with self._unfinished():
            settings = Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(str(self._path), settings)
            collection = self._client.get_or_create_collection(
                COLLECTION, configuration={"hnsw": HNSW}, embedding_function=None
            )
            count, dimensions = collection.count(), self._catalog.dimensions()
            if count and dimensions:
                # One search, so that files which crash native code do it now, beside the marker.
                collection.query(query_embeddings=[[1.0] + [0.0] * (dimensions - 1)], n_results=1)
            self._collection = collection
        if count != self._catalog.count_passages():
            self._stamp = (self._stamp[0], -1)  # a stamp can outlive the rows it speaks of

    def _stop(self) -> None:
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    @contextmanager
    def _unfinished(self) -> Iterator[None]:
        """Keep a marker on disk while native code may leave the folder half written or crash."""
        self._marker.touch()
        try:
            yield
        finally:
            self._marker.unlink(missing_ok=True)

    # Keeping in step

    def _reconcile(self) -> None:
        # The revision is read before the ids: a change in between is then found the next time.
        made_for, revision = self._made_for(), self._catalog.revision()
        wanted, held = self._catalog.passage_ids(), self.ids()
        with self._unfinished():
            for batch in _batches(held - wanted):
                self._collection.delete(ids=batch)
            for batch in _batches(wanted - held):
                self._add(batch)
        self._stamp = (made_for, revision)
        self._write_stamp()

    def _add(self, batch: list[str]) -> None:
        passages = self._catalog.passages(batch)
        ids, matrix = self._catalog.vectors(passages)
        rows = [row for row, passage_id in enumerate(ids) if passage_id in passages]
        if not rows:  # another process removed them all since they were listed
            return
        pairs = [passages[ids[row]] for row in rows]
        self._collection.upsert(
            ids=[ids[row] for row in rows],
            embeddings=matrix[rows],
            metadatas=[nodes.metadata(passage, article) for passage, article in pairs],
            documents=[nodes.document(passage) for passage, _ in pairs],
        )

    def _made_for(self) -> str:
        fingerprint = json.dumps(dict(self._catalog.fingerprint()), sort_keys=True)
        return f"{LAYOUT} {self._catalog.identity()} {fingerprint}"

    def _read_stamp(self) -> tuple[str, int]:
        try:
            stamp = json.loads(self._stamp_file.read_text(encoding="utf-8"))
            return str(stamp["made_for"]), int(stamp["revision"])
        except (OSError, ValueError, KeyError, TypeError):
            return "", 0

    def _write_stamp(self) -> None:
        made_for, revision = self._stamp
        fresh = self._stamp_file.with_suffix(".new")
        fresh.write_text(json.dumps({"made_for": made_for, "revision": revision}), encoding="utf-8")
        fresh.replace(self._stamp_file)

    def _query(self, vector: Vector, limit: int, filters: Filters | None) -> list[tuple[str, float]]:
        answer = self._collection.query(
            query_embeddings=[vector], n_results=limit, where=_where(filters), include=["distances"]
        )
        pairs = zip(answer["ids"][0], answer["distances"][0], strict=True)
        found = [(passage_id, round(1.0 - float(distance), 6)) for passage_id, distance in pairs]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))


def _batches(ids: set[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for first in range(0, len(ordered), BATCH):
        yield ordered[first : first + BATCH]


def _where(filters: Filters | None) -> dict[str, Any] | None:
    """Return the filters as Chroma's `where`; a row without the field meets no condition on it."""
    if not filters:
        return None
    parts: list[dict[str, Any]] = []
    if filters.since:
        parts.append({"published_ordinal": {"$gte": filters.since.toordinal()}})
    if filters.until:
        parts.append({"published_ordinal": {"$lte": filters.until.toordinal()}})
    if filters.source:
        parts.append({"source_key": source_key(filters.source)})
    return parts[0] if len(parts) == 1 else {"$and": parts}
