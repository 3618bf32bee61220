"""What a reader makes of one article, and of one thing that it cannot use."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rag.errors import InputError

MOST_TITLE_CHARACTERS = 120
"""A first line up to this long is taken for a title; newspaper headlines are shorter, paragraphs are
longer.
"""

_MOST_ID_CHARACTERS = 1000
_TRACKING = re.compile(r"utm_|fbclid$|gclid$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as read, before it is known which one it is.

    `id` is the one given by the file, else the canonical URL, else None. `text` and the other strings are in
    NFC. `path` is absolute with links resolved; `line` counts from 1, or is None where the file is the
    article.
    """

    id: str | None
    title: str
    text: str
    path: Path
    line: int | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None

    @property
    def origin(self) -> str:
        """Where it was read: the path, and `#line` in a file of many."""
        return f"{self.path}" if self.line is None else f"{self.path}#{self.line}"

    @property
    def content(self) -> str:
        """SHA-256 of the text, 32 hex digits of it: equal for the same words wherever they lie."""
        return _hash(self.text)

    @property
    def digest(self) -> str:
        """`content`, a colon, and the hash of title, day, source, URL and author: changes when any of them
        does.
        """
        published = self.published and self.published.isoformat()
        metadata = json.dumps([self.title, published, self.source, self.url, self.author])
        return f"{self.content}:{_hash(metadata)}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line about one input: where, what, and what to do.

    `lost` says that an article which may be there was not read, so that nothing indexed from there earlier
    may be taken for removed.
    """

    origin: str
    message: str
    path: Path
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.origin}: {self.message}"


def problem(path: Path, message: str, *, line: int | None = None, lost: bool = True) -> Problem:
    """Return the problem of a file, or of one of its lines (from 1); its origin is one printable line."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in f"{path}")
    return Problem(shown if line is None else f"{shown}#{line}", message, path, lost)


def normalise(text: str) -> str:
    """Return `text` in NFC with `\\n` newlines (for `\\r\\n` and `\\r`), and nothing else changed.

    Raises InputError where it holds half of a surrogate pair (`\\ud83d` in JSON), which no file can store.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"character {error.start} is half of a surrogate pair (\\u{ord(text[error.start]):04x}): mend it"
        ) from error
    return text


def one_line(text: str | None) -> str | None:
    """Return metadata in NFC with runs of white space made one space; None for nothing."""
    return " ".join(normalise(text).split()) or None if text else None


def title_of(text: str, path: Path) -> str:
    """Return the first line with words if it is short enough for a title, else the file's name."""
    first = one_line(next((line for line in text.split("\n") if line.strip()), "")) or ""
    return first if 0 < len(first) <= MOST_TITLE_CHARACTERS else path.stem


def clean_id(given: str | None) -> str | None:
    """Return a given id in NFC without white space around it; raise InputError for one that cannot be
    shown.
    """
    if given is None or not given.strip():
        return None
    found = normalise(given.strip())
    if len(found) > _MOST_ID_CHARACTERS or any(unicodedata.category(character) == "Cc" for character in found):
        raise InputError(f"the id {found[:40]!r}... is too long or not one line: give a short one")
    return found


def canonical_url(url: str | None) -> str | None:
    """Return a web address fit to be an id: host in lower case, no fragment, no tracking parameters.

    None for anything but http and https, and for a site's front page, which broken templates name as the
    canonical address of every article.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    except ValueError:
        return None
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _TRACKING.match(pair[0])])
    if parts.scheme.lower() not in ("http", "https") or not host or (parts.path in ("", "/") and not query):
        return None
    return urlunsplit((parts.scheme.lower(), host, parts.path, query, ""))


def parse_day(written: str) -> date | None:
    """Return the day of a date or time as written, in its own time zone; None where it is not one certain
    day.

    Year-month-day is read as such. For other notations both ways of completing and of ordering must agree, so
    that "September", "2024" and "6/9/2024" are no day, and "6 September 2024" and "25/9/2024" are.
    """
    written = written.strip()
    if written.isdigit() and len(written) != len("20240906"):
        return None  # seconds since 1970, or digits of which dateutil makes a day of its own
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        pass
    if found := _YEAR_FIRST.match(written):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    return _day_in_words(written)


def _day_in_words(written: str) -> date | None:
    from dateutil.parser import parse

    defaults = (datetime(2000, 1, 1), datetime(2001, 3, 3))
    try:
        days = {
            parse(written, default=default, dayfirst=day_first, ignoretz=True).date()
            for default in defaults
            for day_first in (False, True)
        }
    except (ValueError, OverflowError):
        return None
    return days.pop() if len(days) == 1 else None


def day_or_problem(written: str | None, path: Path, line: int | None = None) -> tuple[date | None, list[Problem]]:
    """Return the day of publication, and what is to be told where one is written that cannot be read."""
    if not written or not written.strip():
        return None, []
    day = parse_day(written)
    if day is not None:
        return day, []
    message = f"the date {written[:40]!r} is not one certain day: write it as 2024-09-06 (indexed without a date)"
    return None, [problem(path, message, line=line, lost=False)]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
