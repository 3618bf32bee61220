"""The evidence as HTML: a card for each citation, and the article opened at the quote. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag import Article, Citation
from ui.exchange import Exchange
from ui.markup import day_tag, escape, web_address

_GAP = re.compile(r"\n[^\S\n]*\n\s*")

CONTEXT = 420
"""How many characters of its paragraph are shown on either side of a quote, at most."""


def evidence(exchanges: Sequence[Exchange]) -> str:
    """Return the cards of all exchanges: those of the last are shown, the others hidden until called."""
    last = len(exchanges)
    groups = [_group(number, one, number == last) for number, one in enumerate(exchanges, 1) if one.evidence]
    bare = last and exchanges[-1].answer is not None and not exchanges[-1].evidence
    nothing = '<p class="dl-no-evidence">No article comes near this question.</p>' if bare else ""
    return "".join(groups) + nothing


def latest(articles: Sequence[Article]) -> str:
    """Return the newest articles as a list, each to be opened: what stands here before the first question."""
    if not articles:
        return ""
    items = "".join(
        f'<li><button type="button" {_opener(article)}>{escape(article.title)}</button>{_origin(article)}</li>'
        for article in articles
    )
    heading = '<h2 class="dl-label">Latest in the archive</h2>'
    return f'<section class="dl-latest">{heading}<ul>{items}</ul></section>'


def _group(number: int, exchange: Exchange, shown: bool) -> str:
    refused = exchange.answer is not None and exchange.answer.abstained
    cards = "".join(card(number, citation, nearest=refused) for citation in exchange.evidence)
    return (
        f'<section class="dl-evidence" id="evidence-{number}" aria-label="Evidence for question {number}"'
        f"{'' if shown else ' hidden'}>"
        f'<p class="dl-for">For <q dir="auto">{escape(exchange.question)}</q></p>{cards}</section>'
    )


def card(number: int, citation: Citation, *, nearest: bool = False) -> str:
    """Return one citation of exchange `number` as a card: title, source, day, the quote within its paragraph.

    With `nearest` it is marked as what the articles do say near the question, and as no answer.
    """
    article = citation.article
    label = '<p class="dl-label">Nearest, not an answer</p>' if nearest else ""
    badge = "" if nearest else f'<span class="dl-number" aria-hidden="true">{citation.marker}</span>'
    opener = _opener(article, citation.start, citation.end)
    return (
        f'<article class="dl-card{" dl-nearest" if nearest else ""}" '
        f'id="card-{number}-{citation.marker}" tabindex="-1">{label}<header>{badge}<div>'
        f'<h3 dir="auto"><button type="button" {opener}>{escape(article.title)}</button></h3>'
        f"{_origin(article)}</div></header>"
        f'<blockquote dir="auto">{_quoted(citation)}</blockquote>'
        f'<footer><button type="button" {opener}>Open the article</button>'
        f'<a class="dl-back" href="#answer-{number}">Back to the {"question" if nearest else "answer"}</a>'
        "</footer></article>"
    )


def _opener(article: Article, start: int = 0, end: int = 0) -> str:
    """Return the attributes of a button that opens `article` with the range from `start` to `end` marked."""
    return (
        f'class="dl-open" aria-haspopup="dialog" data-article="{escape(article.id)}" '
        f'data-version="{article.version}" data-start="{start}" data-end="{end}"'
    )


def _origin(article: Article) -> str:
    parts = [f'<span dir="auto">{escape(article.source)}</span>'] if article.source else []
    parts.append(f"<span>{day_tag(article.published) if article.published else 'undated'}</span>")
    return f'<p class="dl-origin">{"".join(parts)}</p>'


def _quoted(citation: Citation) -> str:
    text = citation.article.text
    start, end = around(text, citation.start, citation.end)
    before = ("… " if start and text[start - 1] != "\n" else "") + text[start : citation.start]
    after = text[citation.end : end] + (" …" if end < len(text) and text[end] != "\n" else "")
    return f"{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}"


def around(text: str, start: int, end: int, context: int = CONTEXT) -> tuple[int, int]:
    """Return the range of the paragraph(s) that `text[start:end]` lies in.

    It is cut, at a blank where there is one, to at most `context` characters on either side of the quote.
    """
    first, last = 0, len(text)
    for gap in _GAP.finditer(text):
        if gap.end() <= start:
            first = gap.end()
        elif gap.start() >= end:
            last = gap.start()
            break
    if start - first > context:
        blank = text.find(" ", start - context, start)
        first = blank + 1 if blank >= 0 else start - context
    if last - end > context:
        blank = text.rfind(" ", end, end + context)
        last = blank if blank >= 0 else end + context
    return first, last


def opened(article: Article, start: int, end: int) -> str:
    """Return the whole article with `text[start:end]` marked; a range outside the text marks nothing."""
    text = article.text
    paragraphs = "".join(f'<p dir="auto">{_marked(text, *one, start, end)}</p>' for one in _paragraphs(text))
    return (
        '<article class="dl-article"><header>'
        f'<h2 dir="auto" id="dl-article-title">{escape(article.title)}</h2>'
        f"{_origin(article)}{_byline(article)}</header>{paragraphs}</article>"
    )


def _byline(article: Article) -> str:
    url = web_address(article.url)
    parts = [f'<span dir="auto">{escape(article.author)}</span>'] if article.author else []
    if url:
        parts.append(f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(url)}</a>')
    elif article.url:
        parts.append(f"<span>{escape(article.url)}</span>")
    return f'<p class="dl-byline">{"".join(parts)}</p>' if parts else ""


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _marked(text: str, first: int, last: int, start: int, end: int) -> str:
    """Return `text[first:last]` escaped, the part of it inside `[start, end)` marked."""
    left, right = max(first, start), min(last, end)
    if left >= right:
        return escape(text[first:last])
    return f"{escape(text[first:left])}<mark>{escape(text[left:right])}</mark>{escape(text[right:last])}"


def gone() -> str:
    """Return what is shown where an article cannot be opened."""
    return '<p class="dl-problem" role="alert">This article is no longer in the archive: ask again.</p>'
