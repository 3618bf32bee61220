"""The articles of the corpus, by the indexer's own reading of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rag import Article


def read_articles(root: Path) -> list[Article]:
    """Return the articles below a folder. Raises InputError where one cannot be read or has no id."""
    raise NotImplementedError


def newest(articles: Iterable[Article]) -> date | None:
    """Return the day of the newest article, or None where none has one."""
    return max((article.published for article in articles if article.published), default=None)
