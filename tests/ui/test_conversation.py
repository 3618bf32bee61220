"""What the conversation shows of an answer, a refusal, a problem."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.ui.demo import TROOPS, cite, hostile_answer, refusal, troops_answer
from ui.conversation import conversation, split_lead
from ui.exchange import Exchange, turns


def _words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_short_answer_leads_and_its_day_and_speaker_stand_under_it() -> None:
    shown = conversation([Exchange("how many", troops_answer("how many"))])
    assert '<p class="dl-short" dir="auto">Roughly 2,500</p>' in shown
    assert "As of 20 September 2024, according to two U.S. officials" in shown
    assert _words(shown).count("As of 20 September 2024, according") == 1


def test_day_and_speaker_are_shown_where_the_text_does_not_lead_with_them() -> None:
    answer = replace(troops_answer("how many"), text="They remain. [1] So it was. [2]")
    shown = conversation([Exchange("how many", answer)])
    assert '<time datetime="2024-09-20">20 September 2024</time>' in shown
    assert "according to two U.S. officials" in shown


def test_each_marker_with_a_citation_links_to_its_card_and_another_stays_text() -> None:
    answer = replace(troops_answer("q"), text="One [1], two [2], none [3].")
    shown = conversation([Exchange("first", refusal("first")), Exchange("q", answer)])
    assert 'href="#card-2-1"' in shown and 'href="#card-2-2"' in shown
    assert "[3]" in shown and "[1]" not in shown


def test_a_follow_up_tells_how_it_was_understood_and_a_plain_question_does_not() -> None:
    understood = conversation([Exchange("where", troops_answer("where", "Where are troops housed?"))])
    assert "Understood as: Where are troops housed?" in _words(understood)
    assert "Understood" not in conversation([Exchange("where", troops_answer("where"))])


def test_how_it_was_understood_can_be_changed_and_how_words_were_taken_is_told() -> None:
    answer = replace(troops_answer("where", 'Where is "that"?'), notes=("Only reports by A & B are looked at.",))
    shown = conversation([Exchange("where", answer)])
    assert 'data-question="Where is &quot;that&quot;?"' in shown or 'data-question="Where is &#34;that&#34;?"' in shown
    assert "Only reports by A &amp; B are looked at." in shown
    assert "dl-change" not in conversation([Exchange("q", troops_answer("q"))])


def test_a_refusal_says_so_says_why_and_leads_to_the_nearest_sentence() -> None:
    shown = conversation([Exchange("cost", refusal("cost"))])
    assert '<p class="dl-short" dir="auto">The articles do not say.</p>' in shown
    assert "They speak of U.S. troops in Iraq, but not of what they cost." in shown
    assert 'href="#card-1-1"' in shown and "which is not an answer" in shown
    assert "Confidence" not in shown


def test_a_refusal_with_nothing_near_shows_no_link() -> None:
    shown = conversation([Exchange("cost", replace(refusal("cost"), text="The articles do not say.", nearest=None))])
    assert "#card" not in shown and "The articles do not say." in shown


def test_disagreement_and_confidence_are_told() -> None:
    answer = replace(troops_answer("q"), disagreement="2,500 against 5,200", confidence=0.7)
    words = _words(conversation([Exchange("q", answer)]))
    assert "Not all agree. 2,500 against 5,200" in words and "Confidence: fair" in words


def test_figures_that_differ_are_listed_with_their_days() -> None:
    words = _words(conversation([Exchange("q", troops_answer("q"))]))
    assert "5,200 15 January 2020 the acting defense secretary 2" in words
    same = replace(troops_answer("q"), facts=(troops_answer("q").facts[0],) * 2)
    assert "dl-record" not in conversation([Exchange("q", same)])


def test_pending_and_problem_are_shown_as_such() -> None:
    shown = conversation([Exchange("a"), Exchange("b", problem="the index <x> is damaged: run `dateline index`")])
    assert "Reading the articles" in shown
    assert "The index &lt;x&gt; is damaged: run <code>dateline index</code>." in shown


def test_nothing_from_outside_becomes_markup() -> None:
    shown = conversation([Exchange("<b onclick=x>", hostile_answer("<b onclick=x>"))])
    assert "<img" not in shown and "<script" not in shown and "<b " not in shown
    assert "&lt;b onclick=x&gt;" in shown
    assert 'title="&lt;script&gt;' in shown


def test_the_text_is_whole_where_it_is_not_built_as_expected() -> None:
    answer = troops_answer("q")
    for text in ("Other words [1] [2]", "Roughly 2,500 [1] Capital Ledger, 20 September 2024: x [2]"):
        assert split_lead(replace(answer, text=text)) == ("", text)
    bare = replace(answer, short=None, citations=(cite(TROOPS, "Roughly"),))
    assert split_lead(bare) == ("", bare.text)


def test_history_holds_answered_questions_only_oldest_first() -> None:
    past = [Exchange("a", troops_answer("a")), Exchange("b", problem="no"), Exchange("c", refusal("c"))]
    assert [turn.question for turn in turns(past)] == ["a", "c"]
