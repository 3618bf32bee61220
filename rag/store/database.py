"""One SQLite file shared by threads: a connection for each, reads in one call, writes in one transaction."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rag.store.schema import Connection, connect, told


class Database:
    """The catalog's file. SQLite's errors leave here as ours (see `schema.told`)."""

    def __init__(self, path: Path, *, create: bool) -> None:
        """Open the file at `path`; with `create`, make it where absent.

        Raises:
            IndexNotFound, IndexDamaged: see `schema.connect`.
        """
        self._path = path
        self._local = threading.local()
        # Weak, so that the connection of a thread that ended is closed with it.
        self._connections: weakref.WeakSet[Connection] = weakref.WeakSet()
        if create:
            connect(path, create=True).close()
        self._connection()

    def close(self) -> None:
        """Close the connections of all threads."""
        for connection in list(self._connections):
            connection.close()

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return all rows of `query`."""
        with told(self._path):
            return self._connection().execute(query, [_storable(value) for value in values]).fetchall()

    def row(self, query: str, *values: object) -> Any:
        """Return the first row of `query`, None if there is none."""
        found = self.rows(query, *values)
        return found[0] if found else None

    def meta(self, key: str) -> str | None:
        """Return a value of the table `meta`."""
        row = self.row("SELECT value FROM meta WHERE key = ?", key)
        return row[0] if row else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one transaction that raises the revision; an error inside it undoes it whole."""
        connection = self._connection()
        with told(self._path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('updated', ?)", (now,))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, create=False)
            self._local.connection = connection
            self._connections.add(connection)
        return connection


def _storable(value: object) -> Any:
    """Return `value` with what no UTF-8 text holds replaced: bytes of a command line that were not UTF-8."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
