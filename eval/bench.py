"""Who is asked: Dateline through its llama-index query engine, or another system behind the same methods."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from rag import Answer, Article, Config, Finding, Hit, InputError, Turn


class System(Protocol):
    """Something that answers questions; `rag.DatelineQueryEngine` is one."""

    def ask(self, question: str, history: Sequence[Turn] = (), *, today: date | None = None) -> Answer:
        """Answer from the index."""

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Answer from these articles alone."""

    def retrieve_hits(self, question: str, limit: int = 10) -> list[Hit]:
        """Return the passages that would be read, best first."""


class Reads(Protocol):
    """Finds spans in passages; `rag.open_reader` returns one."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """Return spans that may answer, best first."""


class Bench(Protocol):
    """Makes the parts that the suites try."""

    def open(self, source: Path) -> System:
        """Return a system over an index of the articles in a file or folder."""

    def bare(self) -> System:
        """Return a system that is only asked to answer from given articles."""

    def reader(self) -> Reads:
        """Return the reader alone."""

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """Return the question as it would be asked without its history."""


class Dateline:
    """Dateline as a user has it. Indexes are made below `folder`; `index` names one to keep and reuse
    instead.
    """

    def __init__(self, config: Config, folder: Path, index: Path | None = None) -> None:
        self._config = config
        self._folder = folder
        self._index = index

    def open(self, source: Path) -> System:
        """Index the source and open the query engine over it."""
        from rag import index_folder, open_engine

        config = replace(self._config, index=self._index or self._folder / f"index-{source.stem}")
        with _IndexProgress(source.name) as progress:
            report = index_folder(config, [source], progress)
        if report.skipped:
            raise InputError(f"{source}: {report.skipped[0].message}")
        return open_engine(config)

    def bare(self) -> System:
        """Open the engine over an index of one line, since no answer is sought in it."""
        line = Article("placeholder", "Placeholder", "This article stands in for an archive.")
        return self.open(write_articles(self._folder / "placeholder.jsonl", [line]))

    def reader(self) -> Reads:
        """Open the reader alone."""
        from rag import open_reader

        return open_reader(self._config)

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """Resolve a follow-up."""
        from rag import standalone

        return standalone(question, history)


class _IndexProgress:
    """A progress line on standard error, fed by the indexer."""

    def __init__(self, name: str) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True))
        self._task = self._bar.add_task(f"index {name}")

    def __enter__(self) -> _IndexProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, title: str) -> None:
        """Show how many articles are done."""
        self._bar.update(self._task, completed=done, total=total)


def write_articles(path: Path, articles: Iterable[Article]) -> Path:
    """Write articles as the JSON lines that the indexer reads; returns the path."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            row = {
                "id": article.id,
                "title": article.title,
                "text": article.text,
                "date": article.published.isoformat() if article.published else None,
                "source": article.source,
                "url": article.url,
                "author": article.author,
            }
            file.write(json.dumps({name: value for name, value in row.items() if value is not None}) + "\n")
    return path
