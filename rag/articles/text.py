"""Bytes into text, and plain text files."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from rag.articles.draft import Draft, Problem, normalise, title_of
from rag.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the codec that takes them off; UTF-32's begins like UTF-16's and comes first."""


def declared_by_mark(data: bytes) -> str | None:
    """Return the codec that a byte order mark at the start of `data` declares."""
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> str:
    """Return `data` as text: UTF-8, or what its byte order mark declares, the mark taken off.

    Raises InputError for an empty or binary file and for invalid bytes, with what to do.
    """
    if not data.strip():
        raise InputError("empty: there is nothing to read")
    codec = declared_by_mark(data)
    if codec is None and b"\0" in data:
        raise InputError(f"a binary file, not text (NUL at byte {data.index(0)}): save it as UTF-8 text")
    try:
        return data.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        name = "UTF-8" if codec in (None, "utf-8-sig") else str(codec).upper()
        raise InputError(f"not {name} text at byte {error.start}: save it as UTF-8") from error


def read_text(path: Path) -> Iterator[Draft | Problem]:
    """Yield the article of a plain text file: its text as it is, titled by a short first line or the file's name."""
    text = normalise(decode(path.read_bytes()))
    yield Draft(id=None, title=title_of(text, path), text=filled(text), path=path)


def filled(text: str) -> str:
    """Return `text`; raise InputError where it has no words."""
    if not any(map(str.isalnum, text)):
        raise InputError("empty: there is nothing to read")
    return text
