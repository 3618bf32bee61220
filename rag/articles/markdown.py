"""Markdown files with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rag.articles.draft import Draft, Problem, canonical_url, clean_id, day_or_problem, normalise, one_line
from rag.articles.text import decode, filled
from rag.errors import InputError

_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(.*?\n|)---[^\S\n]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}[^\S\n]+(.+?)[^\S\n]*#*[^\S\n]*$", re.MULTILINE)


def read_markdown(path: Path) -> Iterator[Draft | Problem]:
    """Yield the article of a Markdown file.

    The text is all that follows the front matter, markup included, so that a quote has the very words of the
    file. The title is the front matter's, else the first heading, else the file's name. Of the front matter
    `id`, `title`, `published` or `date`, `source`, `url` and `author` are read; `published` counts before
    `date`.
    """
    whole = normalise(decode(path.read_bytes()))
    fields, text = _parts(whole)
    day, problems = day_or_problem(_field(fields, "published") or _field(fields, "date"), path)
    yield from problems
    heading = _HEADING.search(text)
    url = _field(fields, "url")
    yield Draft(
        id=clean_id(_field(fields, "id")) or canonical_url(url),
        title=_field(fields, "title") or one_line(heading and heading[1]) or path.stem,
        text=filled(text),
        path=path,
        published=day,
        source=_field(fields, "source"),
        url=url,
        author=_field(fields, "author"),
    )


def _parts(whole: str) -> tuple[Mapping[str, object], str]:
    """Split a file into front matter and body; text between two rules that holds no fields belongs to the
    body.
    """
    found = _FRONT_MATTER.match(whole)
    if not found:
        return {}, whole
    import yaml

    try:
        # The base loader makes strings alone: an id of 007 and a day stay as written.
        fields = yaml.load(found[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 2}" if mark else ""
        raise InputError(f"the front matter is not YAML{line}: put the value into quotes") from error
    if fields is None:
        return {}, whole[found.end() :]
    return (fields, whole[found.end() :]) if isinstance(fields, dict) else ({}, whole)


def _field(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    return one_line(value) if isinstance(value, str) else None
