"""What a run was told, and the few things every suite does with it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from rag import InputError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command line; a path that a suite does not use is ignored."""

    folder: Path
    data: Path | None = None
    corpus: Path = Path("corpus")
    part: str = "dev"
    limit: int | None = None
    seed: int = 0
    calibration: Path | None = None
    pool: Path | None = None
    articles: Path | None = None
    noise: float = 0.4
    passages: int = 5
    counterfactual: bool = False
    control: bool = False

    def needed(self, name: str, hint: str) -> Path:
        """Return a path the suite cannot do without. Raises InputError where it was not given."""
        path: Path | None = getattr(self, name)
        if path is None:
            raise InputError(f"--{name} is missing: give {hint}")
        return path


def chosen(items: Sequence[Item], limit: int | None, seed: int) -> list[Item]:
    """Return all items, or `limit` of them drawn by seed and kept in order."""
    if limit is None or limit >= len(items):
        return list(items)
    places = sorted(random.Random(seed).sample(range(len(items)), limit))
    return [items[place] for place in places]


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """Yield the items behind a progress line on standard error."""
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=label, console=Console(stderr=True))


class Stopwatch:
    """Milliseconds since it was made."""

    def __init__(self) -> None:
        self._start = perf_counter()

    @property
    def milliseconds(self) -> float:
        """Time gone by."""
        return 1000 * (perf_counter() - self._start)
