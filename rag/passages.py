"""Articles into passages: windows of whole sentences, with exact offsets."""

from __future__ import annotations

import itertools
import re

from rag.render import day_in_words
from rag.types import Article, Passage

SPLITTER = "sentences 2"
"""Names the rules below: an index cut by others must be made again (part of its fingerprint)."""

_BLOCK = re.compile(r"\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-*+•|#>]|\d+[.)]\s))|(?<=\|)[^\S\n]*\n")
"""Where a sentence surely ends: at a blank line, before a list item, heading or table row, after a table row."""

_TITLE_END = re.compile(
    r"(?:^|[\s(\"“‘'])(?:Sen|Rep|Gov|Gen|Adm|Lt|Col|Maj|Capt|Sgt|Mr|Mrs|Ms|Dr|St|No|vs|Sens|Reps|Brig)\.$"
)
"""The splitter takes these abbreviations for an end when a capital follows ("Sen. | Lindsey Graham")."""

_TITLE_BEGINS = re.compile(r"(?<=[a-z0-9)][.?!])\s+(?=(?:Mr|Mrs|Ms)\.\s[A-Z])")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of `text[start:end]` as (start, end) offsets in `text`, in order, white space trimmed.

    Blocks (paragraphs, list items, table rows) are split first, since no sentence crosses them; inside a block
    BlingFire decides, and two pieces are joined again where the first ends in a title or the second begins small.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    at = start
    for gap in _BLOCK.finditer(text, start, end):
        found += _block_sentences(text, at, gap.start())
        at = gap.end()
    return found + _block_sentences(text, at, end)


def _block_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    from livekit import blingfire

    block = text[start:end]
    if not block.strip():
        return []
    bounds = [part for left, right in _offsets(blingfire, block) for part in _before_titles(block, left, right)]
    pieces = [_trim(text, start + left, start + right) for left, right in bounds]
    joined: list[tuple[int, int]] = []
    for left, right in pieces:
        if left >= right:
            continue
        if joined and _continues(text[joined[-1][0] : joined[-1][1]], text[left:right]):
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _offsets(blingfire: object, block: str) -> list[tuple[int, int]]:
    """BlingFire's sentence bounds, made to cover the block without gaps (it drops characters it does not know)."""
    _, bounds = blingfire.text_to_sentences_with_offsets(block)  # type: ignore[attr-defined]
    starts = [0, *(left for left, _ in bounds[1:])]
    return list(zip(starts, [*starts[1:], len(block)], strict=True))


def _before_titles(block: str, left: int, right: int) -> list[tuple[int, int]]:
    """BlingFire runs on where a sentence begins with a title ("... now. Mr. Bush said ..."): cut there."""
    cuts = [left, *(match.end() for match in _TITLE_BEGINS.finditer(block, left, right)), right]
    return list(itertools.pairwise(cuts))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _continues(before: str, after: str) -> bool:
    return after[0].islower() or not any(map(str.isalnum, after)) or bool(_TITLE_END.search(before))


def split(article: Article, characters: int = 480) -> list[Passage]:
    """Cut an article into windows of sentences of about `characters` characters, each sharing one with the last.

    The shared sentence keeps a figure and the sentence that says whose it is together in some passage. A sentence
    longer than a window is cut at spaces, so that no part of a text without punctuation is lost to the model.
    """
    pieces = [part for found in sentences(article.text) for part in _at_most(article.text, *found, characters)]
    passages: list[Passage] = []
    first = 0
    while first < len(pieces):
        last = first
        while last + 1 < len(pieces) and pieces[last + 1][1] - pieces[first][0] <= characters:
            last += 1
        passages.append(_passage(article, pieces[first][0], pieces[last][1]))
        if last + 1 == len(pieces):
            break
        first = last if last > first else last + 1
    return passages


def _at_most(text: str, start: int, end: int, characters: int) -> list[tuple[int, int]]:
    parts = []
    while end - start > 2 * characters:
        space = text.rfind(" ", start + characters // 2, start + characters)
        cut = space if space > start else start + characters
        parts.append(_trim(text, start, cut))
        start = _trim(text, cut, end)[0]
    return [*parts, (start, end)]


def _passage(article: Article, start: int, end: int) -> Passage:
    return Passage(
        id=f"{article.id}@{article.version}:{start}-{end}",
        article_id=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
    )


def header(article: Article) -> str:
    """Return the title and the day of publication: read and embedded with a passage, never quoted.

    A title that the text itself begins with (a plain file's first line) still stands here: later passages need it.
    """
    if article.published is None:
        return article.title
    return f"{article.title} ({day_in_words(article.published)})"


def embeddable_text(article: Article, passage: Passage) -> str:
    """Return what is embedded for a passage: title and date before the text."""
    return f"{header(article)}\n{passage.text}"
