"""The files below a root, and the reader for each."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rag.articles.draft import Draft, Problem, problem
from rag.articles.html import read_html
from rag.articles.jsonl import read_json, read_jsonl
from rag.articles.markdown import read_markdown
from rag.articles.text import read_text
from rag.errors import InputError
from rag.facts import dateline_day
from rag.store.catalog import CATALOG_FILE

Reader = Callable[[Path], Iterator[Draft | Problem]]

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
}
"""Which reader takes a file, by its extension in lower case; other files are passed over."""

_LINES = (".jsonl", ".ndjson")


def read(root: Path) -> Iterator[Draft | Problem]:
    """Yield the articles of a file, or of all files below a folder in order of their paths, and what is
    unusable.

    Raises InputError at once where `root` does not exist or is a file of an unknown kind.
    """
    found = find(root)
    return (item for entry in found for item in ([entry] if isinstance(entry, Problem) else read_file(entry)))


def find(root: Path, visited: set[Path] | None = None) -> Iterator[Path | Problem]:
    """Yield the files to be read at or below `root`, links resolved, in order of their names; each one once.

    Files and folders in `visited` are passed over and those found are added to it. In a folder, README.* and
    names that begin with a dot are passed over, and links are followed.

    Raises InputError at once where `root` does not exist or is a file of an unknown kind.
    """
    visited = set() if visited is None else visited
    try:
        mode = root.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputError(f"{root}: {_reason(error)}: name a file or folder of articles") from error
    if stat.S_ISDIR(mode):
        return _below(Path(os.path.realpath(root)), visited, frozenset())
    if root.suffix.lower() not in READERS:
        raise InputError(f"{root}: not a kind of file that is read: give {', '.join(READERS)}, or a folder")
    return _entry(root, mode, visited)


def read_file(path: Path) -> Iterator[Draft | Problem]:
    """Yield the articles of one file, and a problem for what cannot be used in it; raises nothing."""
    try:
        yield from map(_dated, READERS[path.suffix.lower()](path))
    except InputError as error:
        yield problem(path, str(error))
    except OSError as error:
        yield problem(path, _reason(error))


def _dated(found: Draft | Problem) -> Draft | Problem:
    """An article whose file gives no day has that of its dateline."""
    if isinstance(found, Draft) and found.published is None and (day := dateline_day(found.text)):
        return replace(found, published=day.first)
    return found


def units(path: Path) -> int:
    """Return about how many articles a file holds: its lines for JSON Lines, else 1."""
    if path.suffix.lower() not in _LINES:
        return 1
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) or 1
    except OSError:
        return 1


def _below(folder: Path, visited: set[Path], above: frozenset[Path]) -> Iterator[Path | Problem]:
    if folder in visited:
        return
    visited.add(folder)
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield problem(folder, _reason(error))
        return
    if CATALOG_FILE in names:
        return  # an index that lies among the articles holds none
    above |= {folder}
    for name in names:
        if not name.startswith(".") and not name.upper().startswith("README."):
            yield from _at(folder / name, visited, above)


def _at(path: Path, visited: set[Path], above: frozenset[Path]) -> Iterator[Path | Problem]:
    known = path.suffix.lower() in READERS
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if known or error.errno == errno.ELOOP:
            yield problem(path, _reason(error))
        return
    folder = Path(os.path.realpath(path)) if path.is_symlink() else path
    if not stat.S_ISDIR(mode):
        yield from _entry(path, mode, visited) if known else ()
    elif folder in above:
        yield problem(path, f"a link that leads back to {folder}: passed over", lost=False)
    else:
        yield from _below(folder, visited, above)


def _entry(path: Path, mode: int, visited: set[Path]) -> Iterator[Path | Problem]:
    real = Path(os.path.realpath(path))
    if real in visited:
        return
    visited.add(real)
    if not (_is_utf8(real) and _is_utf8(path)):
        yield problem(path, "its name is not UTF-8 and cannot be stored: rename it")
    elif stat.S_ISREG(mode):
        # A link whose own name tells the kind of file, and its target's does not, is read under its own name.
        yield real if real.suffix.lower() == path.suffix.lower() else path.absolute()
    else:
        yield problem(path, "not a regular file: passed over")


def _is_utf8(path: Path) -> bool:
    """Python keeps bytes of a name that are not UTF-8 as lone surrogates, which neither SQLite nor a model takes."""
    return not any("\ud800" <= character <= "\udfff" for character in f"{path}")


def _reason(error: OSError | ValueError) -> str:
    """Say in one line why a file cannot be used, without repeating its path."""
    number = getattr(error, "errno", None)
    if number == errno.ELOOP:
        return "a link that leads back to itself: remove it"
    if number == errno.ENOENT:
        return "does not exist"
    if number in (errno.EACCES, errno.EPERM):
        return "may not be read: change its permissions"
    return f"cannot be read ({getattr(error, 'strerror', None) or error})"
