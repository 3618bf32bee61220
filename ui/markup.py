"""Small pieces of HTML. Everything that comes from an article or a person passes through `escape`."""

from __future__ import annotations

import re
from datetime import date
from html import escape as _escape
from urllib.parse import urlsplit

from rag import day_in_words


def escape(text: str) -> str:
    """Return `text` so that it shows as itself in element content and in a quoted attribute."""
    return _escape(text, quote=True)


def day_tag(day: date) -> str:
    """Return the day in words, in a `<time>` element."""
    return f'<time datetime="{day.isoformat()}">{day_in_words(day)}</time>'


def web_address(url: str | None) -> str | None:
    """Return `url` where a browser may safely be led there, that is over http or https; else None."""
    if not url or any(character.isspace() or ord(character) < 32 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: 1 article, 1,204 articles."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def message(text: str) -> str:
    """Return one of our own one-line messages as a sentence, what it sets in backticks as code."""
    sentence = text[:1].upper() + text[1:]
    if sentence and sentence[-1] not in ".!?":
        sentence += "."
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(sentence))
