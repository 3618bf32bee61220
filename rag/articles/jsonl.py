"""Files of many articles: JSON Lines, or one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rag.articles.draft import (
    Draft,
    Problem,
    canonical_url,
    clean_id,
    day_or_problem,
    normalise,
    one_line,
    problem,
    title_of,
)
from rag.articles.text import declared_by_mark, decode, filled
from rag.errors import InputError

BAD_LINES_TO_GIVE_UP = 20
"""A file whose first lines are all unusable is another format; it is told once and not line by line."""

_EXAMPLE = '{"title": "...", "text": "..."}'


def read_jsonl(path: Path) -> Iterator[Draft | Problem]:
    """Yield the articles of a JSON Lines file, read line by line, and a problem for each line that is none.

    An article is `{"id"?, "title", "text", "date"?, "source"?, "url"?, "author"?}`; other keys are ignored.
    """
    usable = False
    bad = 0
    for number, line in _lines(path):
        try:
            found = list(_article(_object(line), path, number))
        except InputError as error:
            bad += 1
            yield problem(path, str(error), line=number)
        else:
            usable = True
            yield from found
        if not usable and bad == BAD_LINES_TO_GIVE_UP:
            yield problem(path, f"its first {bad} lines are no articles, the rest is not read: one {_EXAMPLE} a line")
            return
    if not usable and not bad:
        raise InputError("empty: there is nothing to read")


def read_json(path: Path) -> Iterator[Draft | Problem]:
    """Yield the articles of a JSON file that holds one object or a list of them, as `read_jsonl` takes
    them.
    """
    value = _parse(decode(path.read_bytes()))
    if not isinstance(value, list):
        yield from _article(value, path, None)
        return
    if not value:
        raise InputError("empty: the list has no articles")
    for number, item in enumerate(value, 1):
        try:
            yield from _article(item, path, number)
        except InputError as error:
            yield problem(path, str(error), line=number)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield line numbers from 1 and lines that are not blank; UTF-16 is turned into UTF-8 as a whole."""
    with path.open("rb") as file:
        start = file.read(8192)
        if declared_by_mark(start) not in (None, "utf-8-sig"):
            lines: Iterator[bytes] = iter(decode(start + file.read()).encode().split(b"\n"))
        elif b"\0" in start:
            raise InputError("a binary file, not JSON lines: save it as UTF-8 text")
        else:
            file.seek(0)
            lines = iter(file)
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line


def _object(line: bytes) -> object:
    try:
        return _parse(line.rstrip(b"\r\n").decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text at byte {error.start} of the line: save it as UTF-8") from error


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise InputError(f"not JSON at {where} ({error.msg}): mend or remove it") from error
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON that can be read (too deep, or a number too long): mend or remove it") from error


def _article(value: object, path: Path, line: int | None) -> Iterator[Draft | Problem]:
    if not isinstance(value, dict):
        raise InputError(f"a JSON {_kind(value)}, not an object: write {_EXAMPLE}")
    if "text" not in value:
        raise InputError(f'no "text": write {_EXAMPLE}')
    text = filled(normalise(_string(value, "text") or ""))
    day, problems = _day(value, path, line)
    yield from problems
    url = one_line(_string(value, "url"))
    yield Draft(
        id=clean_id(_id(value)) or canonical_url(url),
        title=one_line(_string(value, "title")) or title_of(text, path),
        text=text,
        path=path,
        line=line,
        published=day,
        source=one_line(_string(value, "source")),
        url=url,
        author=one_line(_string(value, "author")),
    )


def _day(value: dict[str, object], path: Path, line: int | None) -> tuple[date | None, list[Problem]]:
    written = value.get("date")
    if written is not None and not isinstance(written, str):
        written = json.dumps(written)
    return day_or_problem(written, path, line)


def _id(value: dict[str, object]) -> str | None:
    given = value.get("id")
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else _string(value, "id")


def _string(value: dict[str, object], key: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise InputError(f'"{key}" is a JSON {_kind(found)}, not a string: put it into quotes')
    return found


def _kind(value: object) -> str:
    kinds = {dict: "object", list: "list", str: "string", bool: "boolean", type(None): "null"}
    return kinds.get(type(value), "number")
