"""The articles of the corpus, by the indexer's own reading of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rag import Article, InputError, Problem, read


def read_articles(root: Path) -> list[Article]:
    """Return the articles of a file or folder. Raises InputError where one cannot be read or has no id."""
    found: list[Article] = []
    for item in read(root):
        if isinstance(item, Problem):
            raise InputError(item.message)
        if item.id is None:
            raise InputError(f"{item.origin}: has no id; questions name their articles by it")
        found.append(Article(item.id, item.title, item.text, item.published, item.source, item.url, item.author))
    if not found:
        raise InputError(f"{root}: holds no article; name the corpus with --corpus")
    return found


def newest(articles: Iterable[Article]) -> date | None:
    """Return the day of the newest article, or None where none has one."""
    return max((article.published for article in articles if article.published), default=None)
