"""All files of one run, and the named roots they belong to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from rag.articles.draft import Problem
from rag.articles.files import find
from rag.errors import InputError


class Sources:
    """The files of a run, found before anything is written.

    `files` maps each to the roots it was found from or lies below; `used` are the roots with an article.
    """

    def __init__(self, roots: Sequence[Path], problems: list[Problem]) -> None:
        self.files: dict[Path, list[str]] = {}
        self.used: set[str] = set()
        self._named = {Path(os.path.realpath(root)): root for root in roots}
        visited: set[Path] = set()
        missing: list[InputError] = []
        for real, root in self._named.items():
            try:
                for entry in find(root, visited):
                    if isinstance(entry, Problem):
                        problems.append(entry)
                    else:
                        self.files[entry] = self._roots(entry, real)
            except InputError as error:
                missing.append(error)
                problems.append(Problem(f"{root}", str(error).removeprefix(f"{root}: "), real))
        if missing and len(missing) == len(self._named):
            raise InputError("; ".join(map(str, missing)))

    def _roots(self, path: Path, walked: Path) -> list[str]:
        return [f"{root}" for root in self._named if root in (walked, path) or root in path.parents]

    def empty(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """Yield a problem for each root without a single article, unless one is told already."""
        for real, root in self._named.items():
            told = any(one.path == real or real in one.path.parents for one in problems)
            if f"{real}" not in self.used and not told:
                message = "no articles there (.md, .txt, .html, .jsonl): nothing was added or removed"
                yield Problem(f"{root}", message, real)
