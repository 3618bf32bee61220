"""What is read at once: neighbouring passages of one article are joined, so that their common context is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Hit

MAX_CHARACTERS = 800
"""The longest windows of training; about 190 tokens with question and title."""


@dataclass(frozen=True, slots=True)
class Window:
    """`article.text[start:end]` of the hits' common article; each hit's passage lies inside."""

    start: int
    end: int
    hits: tuple[Hit, ...]

    @property
    def text(self) -> str:
        """The words of the window."""
        return self.hits[0].article.text[self.start : self.end]

    def holder(self, start: int, end: int) -> Hit | None:
        """The best-ranked hit whose passage holds these offsets of the article; None for a span across passages."""
        holding = [hit for hit in self.hits if hit.passage.start <= start and end <= hit.passage.end]
        return min(holding, key=lambda hit: hit.rank, default=None)


def join(hits: Sequence[Hit], most: int = MAX_CHARACTERS) -> list[Window]:
    """Join passages of one article that overlap or touch into windows of at most `most` characters.

    A passage longer than that is a window by itself.
    """
    windows: list[Window] = []
    for hit in sorted(hits, key=lambda hit: (hit.article.id, hit.passage.start, hit.passage.end)):
        last = windows[-1] if windows else None
        if last and _touches(last, hit) and max(last.end, hit.passage.end) - last.start <= most:
            windows[-1] = Window(last.start, max(last.end, hit.passage.end), (*last.hits, hit))
        else:
            windows.append(Window(hit.passage.start, hit.passage.end, (hit,)))
    return windows


def _touches(window: Window, hit: Hit) -> bool:
    """Whether nothing but white space lies between a window and a passage that begins after the window does."""
    article = window.hits[0].article
    return article == hit.article and not article.text[window.end : hit.passage.start].strip()
