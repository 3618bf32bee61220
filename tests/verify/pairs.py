"""Sentences beside the quotes they cite, written by hand: half supported, half changed in one of eight ways.

A block of a file is one set of quotes and the sentences that cite them:

    1: 2024-09-20 | Meridian Wire | Roughly 2,500 U.S. troops remain in Iraq.     marker: published | source | words
    close: Roughly 2,500 U.S. troops remain in Iraq [1].                          what the sentence is: the sentence

`close` and `paraphrase` are supported by their quotes; a paraphrase shares under 60 % of its words with them. The
other names say what was changed: marker, number, date, name, negation, plan (told as a fact, or a fact as a plan),
hedge (dropped or changed), quotation (invented). `design.txt` and `opened.txt` are what the verifier was written
against, the second after first measurements on its parts; `held_out.txt` was kept back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.types import Article, Citation

FOLDER = Path(__file__).parent
SUPPORTED = ("close", "paraphrase")
CHANGED = ("marker", "number", "date", "name", "negation", "plan", "hedge", "quotation")
HALVES = ("design", "opened", "held_out")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the citations it may refer to, and what it is."""

    kind: str
    sentence: str
    citations: tuple[Citation, ...]

    @property
    def supported(self) -> bool:
        """Whether the quotes say what the sentence says."""
        return self.kind in SUPPORTED

    @property
    def shared(self) -> float:
        """The share, 0..1, of the sentence's words that stand in the quotes; case and markers left out."""
        quoted = {word for citation in self.citations for word in words(citation.quote)}
        own = words(self.sentence)
        return sum(word in quoted for word in own) / len(own)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, figures whole, markers left out."""
    return re.findall(r"\d[\d,.]*\d|[^\W_]+", re.sub(r"\[\d+\]", "", text.lower().replace("’", "'")))


def read_pairs(half: str) -> Iterator[Pair]:
    """Yield the pairs of `design` or `held_out`; raises ValueError for a line that is none."""
    for block in (FOLDER / f"{half}.txt").read_text(encoding="utf-8").split("\n\n"):
        citations: list[Citation] = []
        for line in block.strip().splitlines():
            kind, _, rest = line.partition(": ")
            if line.startswith("#"):
                continue
            if kind.isdigit():
                citations.append(_citation(int(kind), *rest.split(" | ")))
            elif kind in SUPPORTED + CHANGED:
                yield Pair(kind, rest, tuple(citations))
            else:
                raise ValueError(f"{half}.txt: {line!r} is neither a quote nor a sentence")


def _citation(marker: int, published: str, source: str, text: str) -> Citation:
    article = Article(f"{source}-{published}-{marker}", "", text, date.fromisoformat(published), source)
    return Citation(marker, article, 0, len(text), text)
