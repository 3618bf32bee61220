"""Brings an index up to date with its sources: plan, apply, verify.

Each article is one transaction of the catalog, so a process killed at any moment leaves whole articles, and
the next run goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol

from rag.articles import Problem, Sources, read_file, units
from rag.articles.draft import Draft
from rag.errors import EmbedderMismatch, IndexBusy, IndexDamaged, InputError
from rag.passages import SPLITTER, embeddable_text, split
from rag.plan import Plan, Step, place
from rag.store.catalog import Catalog
from rag.store.vectors import VectorStore
from rag.types import Article, Embedder, Passage

LOCK_FILE = "write.lock"

PASSAGES_AT_ONCE = 128
"""Articles are collected until they have so many passages, which the embedder then takes in one call."""


class Progress(Protocol):
    """Is told after each article how far the run has come."""

    def __call__(self, done: int, total: int, title: str) -> None:
        """`done` of about `total` articles; `title` is that of the last one, or the name of a file."""


@dataclass(slots=True)
class Report:
    """What an update did: ids of articles, in the order they were met, and the problems to be told.

    `skipped` holds every problem, also of articles that were taken with something missing, such as a date.
    `kept` are articles whose file could not be used this time: they stay as they were.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    passages: int = 0
    seconds: float = 0.0


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one right to write the index in `folder`, which is made where absent.

    Raises IndexBusy at once where another process or thread holds it, InputError where the folder cannot be
    made.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(f"the index {folder} is being written by another process: try again when it is done") from error
    except OSError as error:
        raise InputError(f"the index folder {folder} cannot be written: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


def update(
    catalog: Catalog,
    vectors: VectorStore,
    embedder: Embedder,
    roots: Sequence[Path],
    *,
    progress: Progress | None = None,
    rebuild: bool = False,
    characters: int = 480,
) -> Report:
    """Bring catalog and vectors up to date with the articles at and below `roots`, while holding `writing`.

    Only what is new or changed is embedded. An article is removed where it was once indexed from a root that
    is named again now and is no longer below it; a root that is empty, missing or unreadable removes nothing,
    and neither does a file that cannot be used any more. `characters` is the length of a passage. `rebuild`
    embeds everything again from the catalog, with or without `roots`.

    Raises InputError where no root can be used and EmbedderMismatch where the index was made with other
    settings and `rebuild` is false; both before anything is changed.
    """
    start = perf_counter()
    report = Report()
    sources = Sources(roots, report.skipped)
    if not roots and not rebuild:
        raise InputError("no path named: name the files or folders of articles to be indexed")
    _settle_fingerprint(catalog, embedder, characters, rebuild)
    run = _Run(catalog, embedder, characters, sources, report, progress)
    run.embed_again()
    run.read()
    run.remove()
    _verify(catalog, vectors)
    report.seconds = perf_counter() - start
    return report


def fingerprint(embedder: Embedder, characters: int) -> dict[str, str]:
    """Return every setting that shapes passages and vectors, as the catalog keeps it."""
    return {
        "embedder": embedder.name,
        "dimensions": str(embedder.dimensions),
        "passage_characters": str(characters),
        "splitter": SPLITTER,
    }


def _settle_fingerprint(catalog: Catalog, embedder: Embedder, characters: int, rebuild: bool) -> None:
    made, wanted = catalog.fingerprint(), fingerprint(embedder, characters)
    if made and dict(made) != wanted and not rebuild and catalog.known():
        differ = [name for name in wanted if made.get(name) != wanted[name]]
        was = ", ".join(f"{name} {made.get(name)} and not {wanted[name]}" for name in differ)
        raise EmbedderMismatch(
            f"this index was made with {was}: index with that, or run `dateline index --rebuild PATH...`"
        )
    if rebuild:
        catalog.set_fingerprint({})  # drops all passages, also those made with the very same settings
    catalog.set_fingerprint(wanted)


def _verify(catalog: Catalog, vectors: VectorStore) -> None:
    vectors.synchronize()
    if vectors.ids() != catalog.passage_ids():
        raise IndexDamaged("the vectors do not hold what the catalog holds: run `dateline index --rebuild`")


class _Run:
    """One update under way."""

    def __init__(
        self,
        catalog: Catalog,
        embedder: Embedder,
        characters: int,
        sources: Sources,
        report: Report,
        progress: Progress | None,
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._characters = characters
        self._sources = sources
        self._report = report
        self._progress = progress
        self._known = catalog.known()
        self._plan = Plan(self._known, sources.files, self._stored_title)
        self._found_below: dict[str, list[str]] = {}
        self._pending: list[_Pending] = []
        self._done = 0
        again = sum(not one.embedded for one in self._known.values())
        self._total = again + sum(map(units, sources.files))
        self._now = datetime.now(UTC).replace(microsecond=0)

    def embed_again(self) -> None:
        """Embed the stored articles that have no passages: in a rebuild, or after one cut short."""
        for article_id, one in self._known.items():
            article = None if one.embedded else self._catalog.article(article_id)
            if article is not None:
                self._write(article, one.roots, one.digest)
                self._tell(article.title)
        self._flush()

    def read(self) -> None:
        """Read all files and write what is new or changed."""
        for path in self._sources.files:
            for item in read_file(path):
                if isinstance(item, Problem):
                    self._report.skipped.append(item)
                    self._tell(path.name, by=int(item.lost))
                else:
                    self._take(item)
                    self._tell(item.title)
        for settled in self._plan.settle():
            self._apply(settled)
        self._flush()
        self._report.skipped += self._sources.empty(self._report.skipped)

    def remove(self) -> None:
        """Remove the articles that are no longer below a root they were indexed from."""
        unread = {
            Path(real) for one in self._report.skipped if one.lost for real in (one.path, os.path.realpath(one.path))
        }
        for article_id, one in self._known.items():
            below = self._found_below.get(article_id, [])
            gone = [root for root in one.roots if root in self._sources.used and root not in below]
            places = {root: place(origin) for root, origin in one.roots.items()}
            if not gone:
                continue
            if not below and any(not unread.isdisjoint((path, *path.parents)) for path in places.values()):
                self._report.kept.append(article_id)
            elif below or any(self._lies_elsewhere(places[root]) for root in one.roots if root not in gone):
                for root in gone:
                    self._catalog.remove_root(article_id, root)
            else:
                self._catalog.remove_article(article_id)
                self._report.removed.append(article_id)

    def _lies_elsewhere(self, path: Path) -> bool:
        return path not in self._sources.files and os.path.lexists(path)

    def _take(self, draft: Draft) -> None:
        self._sources.used.update(self._sources.files[draft.path])
        decided = self._plan.decide(draft)
        if decided is not None:
            self._apply(decided)

    def _apply(self, step: Step | Problem) -> None:
        if isinstance(step, Problem):
            self._report.skipped.append(step)
            return
        roots = dict.fromkeys(self._sources.files[step.draft.path], step.draft.origin)
        self._found_below[step.id] = list(roots)
        if step.known is not None and step.unchanged:
            self._report.unchanged.append(step.id)
            for root, origin in roots.items():
                if step.known.roots.get(root) != origin:
                    self._catalog.add_root(step.id, root, origin)
            return
        (self._report.changed if step.known else self._report.added).append(step.id)
        self._write(self._article(step), roots, step.draft.digest)

    def _article(self, step: Step) -> Article:
        draft = step.draft
        return Article(
            id=step.id,
            title=draft.title,
            text=draft.text,
            published=draft.published,
            source=draft.source,
            url=draft.url,
            author=draft.author,
            retrieved=self._now,
            version=self._catalog.next_version(step.id),
        )

    def _write(self, article: Article, roots: Mapping[str, str], digest: str) -> None:
        self._pending.append(_Pending(article, split(article, self._characters), roots, digest))
        if sum(len(one.passages) for one in self._pending) >= PASSAGES_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        import numpy as np

        texts = [embeddable_text(one.article, passage) for one in self._pending for passage in one.passages]
        nothing = np.zeros((0, self._embedder.dimensions), np.float32)
        rows = self._embedder.embed_documents(texts) if texts else nothing
        start = 0
        for one in self._pending:
            end = start + len(one.passages)
            (root, origin), *others = one.roots.items()
            self._catalog.write_article(
                one.article, one.passages, rows[start:end], root=root, origin=origin, digest=one.digest
            )
            for other, found in others:
                self._catalog.add_root(one.article.id, other, found)
            start = end
        self._report.passages += len(texts)
        self._pending.clear()

    def _tell(self, title: str, by: int = 1) -> None:
        self._done += by
        self._total = max(self._total, self._done)
        if self._progress is not None:
            self._progress(self._done, self._total, title)

    def _stored_title(self, article_id: str) -> str | None:
        article = self._catalog.article(article_id)
        return article.title if article else None


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article that waits to be embedded with others; `roots` maps each root to the origin below it."""

    article: Article
    passages: Sequence[Passage]
    roots: Mapping[str, str]
    digest: str
