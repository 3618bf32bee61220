"""The catalog's tables, how its file is opened, and what is said when it cannot be."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag.errors import DatelineError, IndexBusy, IndexDamaged, IndexNotFound

SCHEMA_VERSION = "1"
APPLICATION_ID = 0x44544C4E
"""Marks an SQLite file as ours ("DTLN" in ASCII), so that another program's database is never written
into."""

SECONDS_TO_WAIT = 10.0
"""How long a writer waits for another process's transaction, which lasts one article, before IndexBusy."""

TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Every text ever indexed, so that a citation of an old version can still be checked. The short columns
    # come before the text: SQLite reads a row from its front, and filters need no more.
    """CREATE TABLE versions (
        article_id TEXT NOT NULL, version INTEGER NOT NULL,
        published TEXT, source TEXT, source_key TEXT, url TEXT, author TEXT, retrieved TEXT,
        title TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (article_id, version))""",
    """CREATE TABLE articles (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL, digest TEXT NOT NULL, embedded INTEGER NOT NULL,
        FOREIGN KEY (id, version) REFERENCES versions (article_id, version))""",
    """CREATE TABLE article_roots (
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        root TEXT NOT NULL, origin TEXT NOT NULL,
        PRIMARY KEY (article_id, root)) WITHOUT ROWID""",
    # The text of a passage is not stored twice: it is cut from the article each time it is read.
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        start INTEGER NOT NULL, stop INTEGER NOT NULL, vector BLOB NOT NULL)""",
    "CREATE INDEX passages_of_article ON passages (article_id)",
    """CREATE VIRTUAL TABLE passage_words
        USING fts5(title, body, tokenize = 'porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER passage_gone AFTER DELETE ON passages
        BEGIN DELETE FROM passage_words WHERE rowid = old.number; END""",
)


class Connection(sqlite3.Connection):
    """A connection that can be weakly referenced, so that one left by a finished thread is let go."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into ours.

    Raises:
        IndexBusy: another process held the file for longer than SECONDS_TO_WAIT.
        IndexDamaged: the file is not a database, or one that cannot be read.
        DatelineError: the disk is full or cannot be written.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise IndexBusy(f"{path} is being written by another process: try again later") from error
        if name.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN")):
            message = f"{path} cannot be used ({error}): check the disk's free space and permissions"
            raise DatelineError(message) from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in str(error):
            raise IndexDamaged(_damaged(path, str(error))) from error
        raise


def connect(path: Path, *, create: bool) -> Connection:
    """Open the catalog file at `path`, checked to be ours and of this schema; with `create`, made if absent.

    Raises:
        IndexNotFound: there is none, or an empty one, and `create` is false.
        IndexDamaged: the file is damaged, foreign or of another schema.
    """
    if not create and not path.is_file():
        raise IndexNotFound(_not_found(path))
    mode = "rwc" if create else "rw"
    with told(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # With the write-ahead log, NORMAL loses no consistency when a process or the power dies.
            connection.execute("PRAGMA synchronous = NORMAL")
            if create:
                _make_tables(connection)
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    if not _is_empty(connection):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):  # asked again: another process may have made them before this one got the lock
        for statement in TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        rows = [
            ("schema", SCHEMA_VERSION),
            ("identity", new_identity()),
            ("revision", "0"),
            ("fingerprint", "{}"),
        ]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    connection.execute("COMMIT")


def new_identity() -> str:
    """Return a random name that no other catalog has."""
    return uuid.uuid4().hex


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if _is_empty(connection):
        raise IndexNotFound(_not_found(path))
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise IndexDamaged(f"{path} is another program's database: choose another folder with --index")
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None or row[0] != SCHEMA_VERSION:
        found = row[0] if row else "none"
        mend = f"delete the folder {path.parent} and index again"
        raise IndexDamaged(f"{path} has schema {found}, and this version reads {SCHEMA_VERSION}: {mend}")


def _not_found(path: Path) -> str:
    return f"there is no index in {path.parent}: make one with `dateline index PATH --index {path.parent}`"


def _damaged(path: Path, reason: str) -> str:
    return f"the index {path} cannot be read ({reason}): delete the folder {path.parent} and index again"
