"""Saved web pages: the article's text and metadata, found by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from rag.articles.draft import Draft, Problem, canonical_url, day_or_problem, normalise, one_line, title_of
from rag.articles.text import declared_by_mark, filled
from rag.errors import InputError

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_WHERE_CHARSETS_ARE_DECLARED = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(path: Path) -> Iterator[Draft | Problem]:
    """Yield the article of a saved web page; raise InputError where none is found in it.

    The day is the page's own metadata or a date written by the headline, never one guessed from the text. The
    id is the canonical URL.
    """
    text = _XML_DECLARATION.sub("", _decode(path.read_bytes()))
    page = _extract(text)
    if page is None or not page.text:
        raise InputError("no article was found in this page: save its text as .txt or .md")
    body = normalise(page.text)
    day, problems = day_or_problem(page.date, path)
    yield from problems
    yield Draft(
        id=canonical_url(page.url),
        title=one_line(page.title) or title_of(body, path),
        text=filled(body),
        path=path,
        published=day,
        source=one_line(page.sitename) or one_line(page.hostname),
        url=one_line(page.url),
        author=one_line(page.author),
    )


def _extract(text: str) -> Any:
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:  # else each page without an article writes a line of its own to standard error
            logger.addHandler(logging.NullHandler())
    return bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _decode(data: bytes) -> str:
    """Return the page as text: by byte order mark, as UTF-8, as it declares itself, or as its bytes look."""
    if not data.strip():
        raise InputError("empty: there is nothing to read")
    mark = declared_by_mark(data)
    if mark is None and b"\0" in data:
        raise InputError(f"a binary file, not a page (NUL at byte {data.index(0)}): save the page as HTML")
    for codec in chain((mark, "utf-8"), _declared(data), _guessed(data)):
        try:
            if codec:
                return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    raise InputError("its characters are in no known encoding: save the page as UTF-8")


def _declared(data: bytes) -> list[str]:
    found = _CHARSET.search(data[:_WHERE_CHARSETS_ARE_DECLARED])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    # Browsers read Latin-1 as Windows-1252 (WHATWG Encoding Standard), which pages with curly quotes rely on.
    return ["windows-1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name]


def _guessed(data: bytes) -> Iterator[str]:
    from trafilatura.utils import detect_encoding

    yield from detect_encoding(data)
