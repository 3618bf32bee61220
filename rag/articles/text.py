"""Bytes into text, and plain text files."""

from __future__ import annotations

import codecs
import unicodedata
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
"""Byte order marks and the codecs that take them off; UTF-32's begins like UTF-16's and comes first."""


_NO_TEXT = ("Cn", "Co", "Cs")
"""Unassigned, private and surrogate code points: random bytes make them, and no news text has any."""


def declared_by_mark(data: bytes) -> str | None:
    """Return the codec that a byte order mark at the start of `data` declares, None without a mark.

    Text in UTF-16 or UTF-32 has NUL bytes, at the latest at a line's end; without one, the mark is chance.
    """
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    return codec if codec == "utf-8-sig" or b"\0" in data else None


def decode(data: bytes) -> str:
    """Return `data` as text: UTF-8, or what its byte order mark declares, the mark taken off.

    Raises InputError for an empty or binary file and for invalid bytes, with what to do.
    """
    if not data.strip():
        raise InputError("empty: there is nothing to read")
    codec = declared_by_mark(data)
    if codec in (None, "utf-8-sig") and b"\0" in data:
        raise InputError(f"a binary file, not text (NUL at byte {data.index(0)}): save it as UTF-8 text")
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        name = "UTF-8" if codec in (None, "utf-8-sig") else str(codec).upper()
        raise InputError(f"not {name} text at byte {error.start}: save it as UTF-8") from error
    if codec in ("utf-16", "utf-32") and any(unicodedata.category(one) in _NO_TEXT for one in text):
        raise InputError("a binary file, not text: save it as UTF-8 text")
    return text


def read_text(path: Path) -> Iterator[Draft | Problem]:
    """Yield the article of a plain text file: its text as it is, titled by a short first line or the file's
    name.
    """
    text = normalise(decode(path.read_bytes()))
    yield Draft(id=None, title=title_of(text, path), text=filled(text), path=path)


def filled(text: str) -> str:
    """Return `text`; raise InputError where it has no words."""
    if not any(map(str.isalnum, text)):
        raise InputError("empty: there is nothing to read")
    return text
