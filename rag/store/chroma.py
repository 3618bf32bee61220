"""The vectors in Chroma: a copy of the catalog's that may be thrown away.

A process killed while Chroma writes can leave files that crash the next process that opens them, in native
code where nothing can be caught. So a marker lies beside the folder whenever Chroma opens or writes it; a
marker found, files that cannot be read, or files made for another catalog or embedder mean that the folder is
deleted and made again. What is held is compared with the catalog by id: counts looked right with rows stuck.
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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
"""Name of the collection, for who opens it with another library."""

LAYOUT = "1"
"""Raised when what is written beside a vector changes, so that collections made before are made again."""

HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}
"""Fixed when the collection is made; Chroma's default space is l2. Passages of an article lie close together,
where a sparse graph loses its way: of 10,000 synthetic rows (384 dimensions, in groups of eight) the 50
nearest were found to 96.2 % with 16 neighbours and ef_search 200, to 99.8 % with these. More than 40 exact
copies of one row still made some searches miss them."""

BATCH = 250
"""Rows a write: Chroma's maintainers advise 50 to 250."""

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_NO_STAMP = ("", 0)


class ChromaFailed(Exception):
    """Chroma failed, and failed again on a new folder; the catalog can still be searched."""


class ChromaVectors:
    """A `VectorStore` in Chroma, for the one process that holds the folder's lock."""

    def __init__(self, folder: Path, catalog: Catalog, lock: BaseFileLock) -> None:
        """Open or make `folder`/chroma; `lock` is held by the caller and let go by `close`.

        Raises:
            ChromaFailed, OSError: Chroma, or the folder, cannot be used here.
        """
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
        if self._marker.exists():
            self._discard()
        self.synchronize()

    def search(self, vector: Vector, limit: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return passage ids with their cosine; exact where `filters` leave at most FEW_PASSAGES."""
        check_dimensions(self._catalog, vector)
        # A `where` is slow in Chroma (a broad one: 123 ms at 20,000 rows, against 1.3 ms without).
        if filters and self._catalog.count_passages(filters) <= FEW_PASSAGES:
            return self._exact.search(vector, limit, filters)
        try:
            return self._in_step(lambda: self._query(vector, limit, filters))
        except (ChromaFailed, OSError) as error:
            _log.warning("%s, the catalog is searched instead", error)
            return self._exact.search(vector, limit, filters)

    def synchronize(self) -> None:
        """Bring the collection in step with the catalog; one look at its revision where nothing changed.

        Raises:
            ChromaFailed, OSError: it cannot be done.
        """
        self._in_step(lambda: None)

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

    def _in_step(self, action: Callable[[], _T]) -> _T:
        """Run `action` on a collection in step with the catalog; where Chroma fails, again on a new one."""
        failure: BaseException | None = None
        with self._mutex:
            for _ in range(2):
                try:
                    self._bring_up()
                    return action()
                except (KeyboardInterrupt, SystemExit, DatelineError):
                    raise
                except BaseException as error:  # a panic in Chroma's Rust code is not an Exception
                    _log.warning("Chroma's folder %s is made again: %s", self._path, error)
                    failure = error
                    self._discard()
        raise ChromaFailed(f"Chroma cannot be used in {self._path}: {failure}") from failure

    def _bring_up(self) -> None:
        made_for, revision = self._made_for(), self._catalog.revision()
        if self._stamp[0] != made_for:
            self._discard()
        if self._collection is None:
            self._start()
        if self._stamp != (made_for, revision):
            self._reconcile(made_for, revision)

    def _discard(self) -> None:
        self._stop()
        _forget(self._path)
        if self._path.is_dir():
            shutil.rmtree(self._path)
        else:
            self._path.unlink(missing_ok=True)
        self._marker.unlink(missing_ok=True)
        self._stamp = _NO_STAMP

    def _start(self) -> None:
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

    def _reconcile(self, made_for: str, revision: int) -> None:
        # The revision was read before the ids: a change in between is then found the next time.
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
        if not ids:  # another process removed them all since they were listed
            return
        pairs = [passages[passage_id] for passage_id in ids]
        self._collection.upsert(
            ids=ids,
            embeddings=matrix,
            metadatas=[nodes.metadata(passage, article) for passage, article in pairs],
            documents=[nodes.document(passage) for passage, _ in pairs],
        )

    def _made_for(self) -> str:
        return f"{LAYOUT} {self._catalog.identity()}"

    def _read_stamp(self) -> tuple[str, int]:
        try:
            stamp = json.loads(self._stamp_file.read_text(encoding="utf-8"))
            return str(stamp["made_for"]), int(stamp["revision"])
        except (OSError, ValueError, KeyError, TypeError):
            return _NO_STAMP

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


def _forget(path: Path) -> None:
    """Have Chroma forget the folder: it keeps what it opened by path, also what failed half way to open."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(path), None)


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
