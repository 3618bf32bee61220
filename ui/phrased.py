"""An answer in a language model's words: what is borne out, marked and struck; the articles' own below."""

from __future__ import annotations

from collections.abc import Callable

from rag import Phrase, Phrasing, Verdict, remarks
from ui.markup import escape, message


def phrased(phrasing: Phrasing | None, own_words: str, with_markers: Callable[[str], str]) -> str:
    """Return the answer's text as HTML: `own_words`, the offline text, until a sentence of the model takes its place.

    `with_markers` escapes a text and links its markers. The offline text stays, folded away.
    """
    if phrasing is None:
        return own_words
    told = "".join(f'<p class="dl-remark">{message(line)}</p>' for line in remarks(phrasing))
    if not phrasing.text:
        return own_words + told
    sentences = " ".join(_sentence(phrase, with_markers) for phrase in phrasing.phrases if phrase.text)
    more = "" if phrasing.done else '<span class="dl-writing" aria-hidden="true"></span>'
    return (
        f'<p class="dl-text dl-phrased" dir="auto">{sentences}{more}</p>'
        f'<p class="dl-remark">In the words of {escape(phrasing.model)}, each sentence checked against its quote.</p>'
        f"{told}"
        f'<details class="dl-own"><summary>In the articles’ own words</summary>{own_words}</details>'
    )


def _sentence(phrase: Phrase, with_markers: Callable[[str], str]) -> str:
    if phrase.verdict is Verdict.KEPT:
        return with_markers(phrase.text)
    why = escape(phrase.why)
    return f'<span class="dl-uncertain" title="{why}">{with_markers(phrase.text)}</span>'
