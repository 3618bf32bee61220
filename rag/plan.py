"""Which article a draft is: the given id, else the one that had these words, else the one that lay there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.articles.draft import Draft, Problem
from rag.store.rows import Known

_MANY = (".jsonl", ".ndjson", ".json")
_SLUG_CHARACTERS = 60
_HASH_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """A draft that is article `id`; `known` is what the catalog holds of it, None for a new one."""

    draft: Draft
    id: str
    known: Known | None

    @property
    def unchanged(self) -> bool:
        """Whether text and metadata are those of the catalog."""
        return self.known is not None and self.known.digest == self.draft.digest


def place(origin: str) -> Path:
    """Return the file of an origin, which in a file of many articles ends in `#line`."""
    file, _, line = origin.rpartition("#")
    return Path(file if line.isdigit() and file.lower().endswith(_MANY) else origin)


def _content(known: Known) -> str:
    return known.digest.partition(":")[0]


class Plan:
    """Gives each draft of a run its article, in one pass; at most the doubtful ones wait until all is read.

    A draft waits where the article it looks like may still turn up in a file not yet read: so that an article
    moved to an earlier path keeps its id, and one that is merely copied does not lose it.
    """

    def __init__(
        self, known: Mapping[str, Known], files: Collection[Path], titles: Callable[[str], str | None]
    ) -> None:
        """`known` by id; `files` are all that this run reads; `titles` gives the stored title of an id."""
        self.seen: dict[str, str] = {}
        self._known = known
        self._files = files
        self._titles = titles
        self._waiting: list[Draft] = []
        self._contents: dict[str, str] = {}
        # Known articles not yet claimed, in order of id: dictionaries serve as ordered sets.
        self._by_content: dict[str, dict[str, None]] = {}
        self._by_place: dict[Path, dict[str, None]] = {}
        self._titled: dict[Path, dict[str | None, list[str]]] = {}
        for article_id, one in known.items():
            self._by_content.setdefault(_content(one), {})[article_id] = None
            for path in self._places(article_id):
                self._by_place.setdefault(path, {})[article_id] = None

    def decide(self, draft: Draft) -> Step | Problem | None:
        """Return what the draft is, why it is not taken, or None where it waits for `settle`."""
        if draft.id is not None:
            return self._decide_given(draft, draft.id)
        return self._decide_by_content(draft)

    def settle(self) -> Iterator[Step | Problem]:
        """Yield what the waiting drafts are, once all are read: ids first, then words, then places."""
        waiting, self._waiting = self._waiting, []
        placed = []
        for draft in sorted(waiting, key=lambda draft: draft.id is None):
            if draft.id is not None:
                yield (
                    self._conflict(draft, self.seen[draft.id])
                    if draft.id in self.seen
                    else self._claim(draft, draft.id)
                )
            elif candidates := self._by_content.get(draft.content):
                yield self._claim(draft, next(iter(candidates)))
            else:
                placed.append(draft)
        for draft in placed:
            if draft.content in self._contents:
                yield self._same(draft, self._contents[draft.content])
            else:
                yield self._claim(draft, self._there_before(draft) or self._new_id(draft))

    def _decide_given(self, draft: Draft, article_id: str) -> Step | Problem | None:
        if article_id in self.seen:
            return self._conflict(draft, self.seen[article_id])
        if draft.path not in self._places(article_id):
            elsewhere = self._existing(article_id)
            if any(path in self._files for path in elsewhere):
                self._waiting.append(draft)
                return None
            if elsewhere:
                return self._conflict(draft, str(elsewhere[0]))
        return self._claim(draft, article_id)

    def _decide_by_content(self, draft: Draft) -> Step | Problem | None:
        candidates = self._by_content.get(draft.content, {})
        for fits in (self._is_origin, self._is_place, self._is_gone):
            if found := next((one for one in candidates if fits(one, draft)), None):
                return self._claim(draft, found)
        if draft.content in self._contents:
            return self._same(draft, self._contents[draft.content])
        elsewhere = [path for one in candidates for path in self._existing(one)]
        if elsewhere and not any(path in self._files for path in elsewhere):
            return self._same(draft, str(elsewhere[0]))
        if candidates or self._by_place.get(draft.path):
            self._waiting.append(draft)
            return None
        return self._claim(draft, self._new_id(draft))

    def _there_before(self, draft: Draft) -> str | None:
        """Return the article this draft replaced: of the same file, in a file of many also of that title."""
        if draft.line is None:
            return next(iter(self._by_place.get(draft.path, {})), None)
        if draft.path not in self._titled:
            titled = self._titled[draft.path] = {}
            for article_id in self._by_place.get(draft.path, ()):
                titled.setdefault(self._titles(article_id), []).append(article_id)
        candidates = [one for one in self._titled[draft.path].get(draft.title, ()) if one not in self.seen]
        same_line = [one for one in candidates if self._is_origin(one, draft)]
        if same_line or len(candidates) == 1:
            return (same_line or candidates)[0]
        return None

    def _claim(self, draft: Draft, article_id: str) -> Step:
        self.seen[article_id] = draft.origin
        self._contents.setdefault(draft.content, draft.origin)
        known = self._known.get(article_id)
        if known is not None:
            del self._by_content[_content(known)][article_id]
            for path in self._places(article_id):
                del self._by_place[path][article_id]
        return Step(draft, article_id, known)

    def _new_id(self, draft: Draft) -> str:
        slug = re.sub(r"[\W_]+", "-", draft.title.casefold())[:_SLUG_CHARACTERS].strip("-") or "article"
        for digits in range(_HASH_DIGITS, len(draft.content)):
            candidate = f"{slug}-{draft.content[:digits]}"
            if candidate not in self._known and candidate not in self.seen:
                return candidate
        raise AssertionError(f"no free id for {draft.origin}")

    def _places(self, article_id: str) -> set[Path]:
        one = self._known.get(article_id)
        return {place(origin) for origin in one.roots.values()} if one else set()

    def _existing(self, article_id: str) -> list[Path]:
        return sorted(path for path in self._places(article_id) if os.path.lexists(path))

    def _is_origin(self, article_id: str, draft: Draft) -> bool:
        return draft.origin in self._known[article_id].roots.values()

    def _is_place(self, article_id: str, draft: Draft) -> bool:
        return draft.path in self._places(article_id)

    def _is_gone(self, article_id: str, draft: Draft) -> bool:
        return not self._existing(article_id)

    @staticmethod
    def _conflict(draft: Draft, first: str) -> Problem:
        message = f"its id {draft.id} is already that of {first}, which is kept: give one of them another id"
        return Problem(draft.origin, message, draft.path)

    @staticmethod
    def _same(draft: Draft, first: str) -> Problem:
        return Problem(draft.origin, f"the same text as {first}: passed over", draft.path, lost=False)
