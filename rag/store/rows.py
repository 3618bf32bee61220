"""Between rows and our types: how articles, passages and filters become SQL, and articles are read back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rag.store.words import normalise
from rag.types import Article, Filters, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog knows of one article, for planning an update.

    `roots` maps each root the article was indexed from to its origin below it. `embedded` is False once the
    fingerprint changed: the article has no passages and is to be written again, under the same version if its
    digest is unchanged.
    """

    id: str
    version: int
    digest: str
    embedded: bool
    roots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an index holds: counts, first and last day published, articles by source, time of the change."""

    articles: int
    passages: int
    oldest: date | None
    newest: date | None
    sources: Mapping[str, int]
    updated: datetime | None


ARTICLE_COLUMNS = ", ".join(
    f"v.{name}"
    for name in (
        "article_id",
        "version",
        "published",
        "source",
        "url",
        "author",
        "retrieved",
        "title",
        "text",
    )
)
"""Columns of `versions v`, in the order `to_article` reads them."""


def to_article(row: Sequence[Any]) -> Article:
    """Return the article of a row of ARTICLE_COLUMNS."""
    article_id, version, published, source, url, author, retrieved, title, text = row
    return Article(
        id=article_id,
        title=title,
        text=text,
        published=to_day(published),
        source=source,
        url=url,
        author=author,
        retrieved=datetime.fromisoformat(retrieved) if retrieved else None,
        version=version,
    )


def to_day(text: str | None) -> date | None:
    """Return the day of an ISO date."""
    return date.fromisoformat(text) if text else None


def source_key(source: str | None) -> str | None:
    """Return the form in which names of sources are compared; SQLite's own lower() knows ASCII only."""
    return source.strip().casefold() if source else None


def conditions(filters: Filters | None) -> tuple[str, list[str]]:
    """Return an SQL condition on `versions v` and its values; a missing date meets no bound."""
    parts, values = ["1"], []
    if filters and filters.since:
        parts.append("v.published >= ?")
        values.append(filters.since.isoformat())
    if filters and filters.until:
        parts.append("v.published <= ?")
        values.append(filters.until.isoformat())
    if filters and filters.source:
        parts.append("v.source_key = ?")
        values.append(source_key(filters.source) or "")
    return " AND ".join(parts), values


def check_fit(article: Article, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Check that the passages are cut from the article and that each has a vector.

    Raises:
        ValueError: they are not.
    """
    for passage in passages:
        if passage.article_id != article.id or article.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} is not in article {article.id} at its offsets")
    if passages and (vectors.ndim != 2 or len(vectors) != len(passages)):
        raise ValueError(f"{len(passages)} passages of {article.id} got vectors of shape {vectors.shape}")


def write_dimensions(connection: sqlite3.Connection, vectors: NDArray[np.float32]) -> None:
    """Keep the length of the first vectors, and hold later ones to it.

    Raises:
        ValueError: the vectors are longer or shorter than those already stored.
    """
    if not len(vectors):
        return
    row = connection.execute("SELECT value FROM meta WHERE key = 'dimensions'").fetchone()
    if row is None:
        connection.execute("INSERT INTO meta VALUES ('dimensions', ?)", (str(vectors.shape[1]),))
    elif int(row[0]) != vectors.shape[1]:
        raise ValueError(f"vectors have {vectors.shape[1]} dimensions, those stored have {row[0]}")


def write_version(connection: sqlite3.Connection, article: Article) -> None:
    """Store the article's content under its version, once.

    Raises:
        ValueError: the version is stored with other content.
    """
    content = (
        article.published.isoformat() if article.published else None,
        article.source,
        article.url,
        article.author,
        article.title,
        article.text,
    )
    stored = connection.execute(
        "SELECT published, source, url, author, title, text FROM versions WHERE article_id = ? AND version = ?",
        (article.id, article.version),
    ).fetchone()
    if stored is None:
        retrieved = article.retrieved.isoformat() if article.retrieved else None
        connection.execute(
            "INSERT INTO versions (article_id, version, published, source, url, author, title, text,"
            " source_key, retrieved) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article.id, article.version, *content, source_key(article.source), retrieved),
        )
    elif stored != content:
        raise ValueError(f"version {article.version} of article {article.id} is stored with other content")


def write_root(connection: sqlite3.Connection, article_id: str, root: str, origin: str) -> None:
    """Store where the article was found."""
    connection.execute("INSERT OR REPLACE INTO article_roots VALUES (?, ?, ?)", (article_id, root, origin))


def write_passages(
    connection: sqlite3.Connection,
    article: Article,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
) -> None:
    """Store the passages with their vectors as little-endian float16, and the words they are found by."""
    title = normalise(article.title)
    for passage, vector in zip(passages, vectors, strict=True):
        cursor = connection.execute(
            "INSERT INTO passages (id, article_id, start, stop, vector) VALUES (?, ?, ?, ?, ?)",
            (passage.id, article.id, passage.start, passage.end, vector.astype("<f2").tobytes()),
        )
        words = (cursor.lastrowid, title, normalise(passage.text))
        connection.execute("INSERT INTO passage_words (rowid, title, body) VALUES (?, ?, ?)", words)
