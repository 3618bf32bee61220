"""Cards and the opened article: the quote, and nothing but the quote, is marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Article, Citation
from tests.ui.demo import EARLIER, HOSTILE, TROOPS, cite, hostile_answer, refusal, troops_answer
from ui.evidence import around, card, evidence, latest, opened
from ui.exchange import Exchange

QUOTE = "Roughly 2,500 U.S. troops remain in Iraq."


def _marked(markup: str) -> list[str]:
    return [unescape(found) for found in re.findall(r"<mark>(.*?)</mark>", markup, re.S)]


def test_a_card_shows_marker_title_source_day_and_the_quote_marked_in_its_paragraph() -> None:
    shown = card(3, cite(TROOPS, QUOTE))
    assert 'id="card-3-1"' in shown and TROOPS.title in shown
    assert "Capital Ledger" in shown and '<time datetime="2024-09-20">' in shown
    assert _marked(shown) == [QUOTE]
    assert "They are housed at three main sites" in shown
    assert "WASHINGTON" not in shown and "less sanguine" not in shown


def test_the_nearest_sentence_is_marked_as_no_answer() -> None:
    shown = evidence([Exchange("cost", refusal("cost"))])
    assert "Nearest, not an answer" in shown and "dl-number" not in shown
    assert "Nearest" not in evidence([Exchange("q", troops_answer("q"))])


def test_only_the_last_questions_cards_are_shown() -> None:
    shown = evidence([Exchange("q", troops_answer("q")), Exchange("cost", refusal("cost"))])
    first, second = re.findall(r'<section class="dl-evidence"[^>]*>', shown)
    assert "hidden" in first and "hidden" not in second
    later = evidence([Exchange("q", troops_answer("q")), Exchange("b", problem="no")])
    assert re.findall(r'<section class="dl-evidence"[^>]*hidden', later)


def test_a_refusal_without_anything_near_says_so() -> None:
    assert "No article comes near" in evidence([Exchange("c", replace(refusal("c"), nearest=None))])
    assert evidence([]) == ""


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "**bold**", "${x} {{y}}", "[a](javascript:b)"])
def test_an_articles_markup_shows_as_text(text: str) -> None:
    article = Article(id=f'"{text}', title=text, text=f"{text} and more", source=text, author=text, url=text)
    for shown in (card(1, Citation(1, article, 0, len(text), text)), opened(article, 0, len(text))):
        assert "<script" not in shown and "<strong" not in shown and 'href="javascript' not in shown
        assert _marked(shown) == [text]
        assert text in unescape(shown)
    assert "<script" not in latest([article])


def test_only_web_addresses_become_links() -> None:
    assert 'href="https://ledger.example/2024/09/20/deal"' in opened(TROOPS, 0, 0)
    assert 'rel="noopener noreferrer"' in opened(TROOPS, 0, 0)
    assert "href" not in opened(HOSTILE, 0, 0)
    assert "javascript:alert(1)" in opened(HOSTILE, 0, 0)


def test_the_hostile_answers_card_holds_no_element_of_the_articles() -> None:
    shown = evidence([Exchange("x", hostile_answer("x"))])
    assert "<img" not in shown and "<i>" not in shown and 'data-article="hostile&quot;' in shown


def test_the_opened_article_holds_the_whole_text_and_one_mark() -> None:
    start = TROOPS.text.index(QUOTE)
    shown = opened(TROOPS, start, start + len(QUOTE))
    assert _marked(shown) == [QUOTE]
    paragraphs = [unescape(re.sub(r"</?mark>", "", one)) for one in re.findall(r'<p dir="auto">(.*?)</p>', shown)]
    assert "\n\n".join(paragraphs) == TROOPS.text


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    start, end = TROOPS.text.index("foothold."), TROOPS.text.index("officers")
    assert _marked(opened(TROOPS, start, end)) == ["foothold.", "American "]


def test_a_long_paragraph_is_cut_at_a_blank_around_the_quote() -> None:
    text = "word " * 400 + "QUOTE" + " word" * 400
    start = text.index("QUOTE")
    first, last = around(text, start, start + 5, context=100)
    assert start - 100 <= first and last <= start + 105
    assert text[first - 1] == " " and text[last] == " "


@given(st.text(alphabet="ab \n.", min_size=1, max_size=80), st.data())
def test_whatever_the_text_the_quote_is_marked_and_nothing_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    citation = Citation(1, replace(EARLIER, text=text), start, end, text[start:end])
    assert _marked(card(1, citation)) == [text[start:end]]
    first, last = around(text, start, end, context=10)
    assert first <= start < end <= last
