"""A small archive for tests: articles, and a catalog that holds them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from rag.passages import split
from rag.store.catalog import Catalog
from rag.types import Article, Filters
from tests.hashing_embedder import HashingEmbedder

TROOPS = Article(
    "troops",
    "Deal on U.S. troops expected",
    "About 2,500 U.S. troops remain in Iraq. Prime Minister Mohammed Shia' al-Sudani sees no need for them.",
    published=date(2024, 9, 20),
    source="Example Wire",
)
SYRIA = Article(
    "syria",
    "More troops in Syria than told",
    "The Pentagon said that 2,000 soldiers are in Syria, not 900.",
    published=date(2024, 12, 19),
    source="Süd Zeitung",
)
UNDATED = Article("harvest", "A good olive harvest", "Farmers in Crete picked olives for six weeks.")
ARTICLES = (TROOPS, SYRIA, UNDATED)

OF_2024_FALL = Filters(since=date(2024, 9, 1), until=date(2024, 10, 31))


def write(catalog: Catalog, *articles: Article, characters: int = 200) -> None:
    """Write articles to the catalog as the indexer would."""
    embedder = HashingEmbedder()
    for article in articles:
        passages = split(article, characters)
        vectors = embedder.embed_documents([passage.text for passage in passages])
        digest = hashlib.sha256(repr(article).encode("utf-8", "replace")).hexdigest()
        origin = f"/archive/{article.id}.md"
        catalog.write_article(article, passages, vectors, root="/archive", origin=origin, digest=digest)


def make(folder: Path, *articles: Article) -> Catalog:
    """Return a new catalog in `folder` that holds `articles`, by default ARTICLES."""
    catalog = Catalog(folder, create=True)
    catalog.set_fingerprint({"embedder": "hashing"})
    write(catalog, *(articles or ARTICLES))
    return catalog
