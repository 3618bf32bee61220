"""A language model's sentences on the page: shown, marked or told as struck, and the offline answer kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag import Answer, InputError, Phrase, Phrasing, Verdict
from tests.ui.demo import DemoArchive, DemoEngine, troops_answer
from ui.conversation import conversation
from ui.desk import Desk, Opened
from ui.exchange import Exchange
from ui.page import _phrased

KEPT = Phrase("Roughly 2,500 U.S. troops remain in Iraq [1].", Verdict.KEPT)
MARKED = Phrase("They are <b>garrisoned</b> there [1].", Verdict.MARKED, 'not the quote\'s words: "garrisoned"')
STRUCK = Phrase("", Verdict.STRUCK, "a number that is not in the quote")


class PhrasingEngine(DemoEngine):
    """Phrases in two steps; asked for another model than its own, it knows none."""

    def phrase(self, answer: Answer, llm: str | None = None) -> Iterator[Answer]:
        """Yield the answer with one sentence, then with all."""
        if llm is not None:
            raise InputError(f"{llm!r} is no address")
        yield replace(answer, phrasing=Phrasing("tiny", (KEPT,)))
        yield replace(answer, phrasing=Phrasing("tiny", (KEPT, MARKED, STRUCK), done=True))


def desk(**more: bool) -> Desk:
    made = Desk(lambda tell: Opened(PhrasingEngine(), DemoArchive()), "http://localhost:1#tiny", **more)
    made.prepare()
    return made


def asked() -> tuple[Exchange, ...]:
    return (Exchange("how many", troops_answer("how many")),)


def shown(*phrases: Phrase, note: str | None = None) -> str:
    answer = replace(troops_answer("q"), phrasing=Phrasing("tiny", phrases, note, done=True))
    return conversation([Exchange("q", answer)])


def test_the_models_sentences_take_the_texts_place_one_by_one_and_the_text_stays_folded_away() -> None:
    _, first, last = _phrased(desk(), asked(), "http://localhost:1#tiny")
    assert "Roughly 2,500 U.S. troops remain in Iraq" in first[1] and "garrisoned" not in first[1]
    assert "dl-writing" in first[1] and "dl-writing" not in last[1]
    assert "garrisoned" in last[1] and "One sentence was struck: a number" in last[1]
    assert last[1].index("dl-phrased") < last[1].index("dl-own") < last[1].index("Capital Ledger, 20 September 2024")


def test_nothing_changes_where_no_model_is_named() -> None:
    for llm in ("", "  "):
        assert len(list(_phrased(desk(), asked(), llm))) == 1
    assert len(list(_phrased(desk(), (), "http://localhost:1#tiny"))) == 1


def test_a_marked_sentence_says_why_and_nothing_becomes_markup() -> None:
    markup = shown(MARKED)
    assert '<span class="dl-uncertain" title="not the quote&#x27;s words: &quot;garrisoned&quot;">' in markup
    assert "<b>" not in markup and 'href="#card-1-1"' in markup


def test_where_nothing_is_borne_out_the_offline_text_stands_as_it_was_with_a_remark() -> None:
    markup = shown(STRUCK, note="the language model at x did not answer in time")
    assert "dl-own" not in markup and "dl-phrased" not in markup
    assert "The language model at x did not answer in time." in markup


@pytest.mark.parametrize(("any_llm", "told"), [(True, "is no address"), (False, "for this machine alone")])
def test_another_model_is_called_only_where_the_page_is_for_this_machine(any_llm: bool, told: str) -> None:
    *_, last = _phrased(desk(any_llm=any_llm), asked(), "http://192.168.0.1#x")
    assert told in last[1] and "Roughly 2,500" in last[1]
