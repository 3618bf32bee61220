"""The verifier's rule, one clause at a time, and how it does on the pairs."""

from __future__ import annotations

import re
from datetime import date

import pytest

from rag.types import Article, Citation, Verdict
from rag.verify import check
from tests.verify.measure import measure, report
from tests.verify.pairs import CHANGED, HALVES, SUPPORTED, read_pairs


def cite(text: str, day: str = "2024-09-20", marker: int = 1) -> Citation:
    article = Article(f"a{marker}", "", text, date.fromisoformat(day), "Capital Ledger")
    return Citation(marker, article, 0, len(text), text)


def verdict(sentence: str, quote: str, day: str = "2024-09-20") -> Verdict:
    return check(sentence, [cite(quote, day)]).verdict


TROOPS = "Roughly 2,500 U.S. troops remain in Iraq, two officials said on Friday."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("About 2,500 American soldiers remain in Iraq [1].", TROOPS),
        ("As of 20 September 2024, roughly 2,500 U.S. troops remain in Iraq [1].", TROOPS),
        ("Capital Ledger reported that roughly 2,500 U.S. troops remain in Iraq [1].", TROOPS),
        ("A quarter of the 400 seats are empty [1].", "Of the 400 seats, 25 percent are empty."),
        ("Sales fell to 70, 30 less than before [1].", "Sales fell to 70 from 100."),
        ("The mission ends within two weeks [1].", "The mission ends within 14 days."),
        ("The talks took more than 400 days [1].", "The talks took 412 days."),
        ("He called it “an act of war” [1].", "He called it “an act of war”, and left."),
    ],
)
def test_what_a_quote_says_in_other_words_is_not_struck(sentence: str, quote: str) -> None:
    assert verdict(sentence, quote) is not Verdict.STRUCK


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Roughly 2,600 U.S. troops remain in Iraq [1].", TROOPS),
        ("Roughly 2,000 U.S. troops remain in Iraq [1].", TROOPS),
        ("2,500 U.S. troops remain in Iraq [1].", TROOPS),
        ("Roughly 2,500 U.S. troops remain in Iraq, three officials said [1].", TROOPS),
        ("Roughly 2,500 U.S. troops remain in Iraq, as of 20 September 2023 [1].", TROOPS),
        ("Roughly 2,500 U.S. troops remain in Iraq, according to Reuters [1].", TROOPS),
        ("The toll is 31 [1].", "The toll is 30."),
        ("The F-16 crashed [1].", "The F-35 crashed."),
        ("It cost 5 million pounds [1].", "It cost 5 million euros."),
        ("The mission ends in May 2025 [1].", "The mission ends by May 2025."),
        ("He called it “a war” [1].", "He called it “an act of war”, and left."),
        ("The mayor resigned [1].", "The mayor may resign."),
        ("The mayor will resign [1].", "The mayor may resign."),
        ("The mayor will resign [1].", "The mayor resigned."),
        ("The mayor resigned [1].", "The mayor has not resigned."),
        ("Prices rose [1].", "Prices fell."),
        ("Germany freed 25 suspects [1].", "Germany arrested 25 suspects."),
        ("Samsung makes screens in Wisconsin [1].", "Foxconn, which promised jobs, makes screens in Wisconsin."),
        ("Smith beat Jones [1].", "Jones beat Smith."),
        ("Exports to Vietnam dropped 7 percent [1].", "Exports to China dropped 7 percent, to Vietnam 12 percent."),
        ("See https://evil.example for the troops that remain in Iraq [1].", TROOPS),
        ("Roughly 2,500 U.S. troops remain in Iraq.", TROOPS),
        ("Roughly 2,500 U.S. troops remain in Iraq [2].", TROOPS),
        ("Cats sleep a lot [1].", TROOPS),
    ],
)
def test_what_a_quote_does_not_say_is_struck(sentence: str, quote: str) -> None:
    assert verdict(sentence, quote) is Verdict.STRUCK


def test_a_word_of_the_models_own_marks_a_sentence_and_is_named() -> None:
    checked = check("Some 2,500 American soldiers linger on Iraqi soil [1].", [cite(TROOPS)])
    assert checked.verdict is Verdict.MARKED and "linger" in checked.why


def test_a_day_told_as_on_the_day_of_the_report_marks_a_sentence() -> None:
    assert verdict("Two officials said on Friday that roughly 2,500 U.S. troops remain in Iraq [1].", TROOPS) is (
        Verdict.MARKED
    )


def test_several_quotes_bear_a_sentence_out_together() -> None:
    cited = [cite("The toll in Iraq was 30."), cite("The toll in Syria was 12.", "2023-01-05", 2)]
    assert check("The toll was 30 in Iraq and 12 in Syria [1] [2].", cited).verdict is not Verdict.STRUCK
    assert check("The toll was 30 in Iraq and 12 in Syria [1].", cited).verdict is Verdict.STRUCK


def test_what_is_told_of_a_struck_sentence_holds_no_figure_of_it() -> None:
    for half in HALVES:
        for pair in read_pairs(half):
            checked = check(pair.sentence, pair.citations)
            if checked.verdict is Verdict.STRUCK:
                assert not re.search(r"\d", checked.why), checked.why


def test_the_pairs_are_as_they_are_described() -> None:
    pairs = [pair for half in HALVES for pair in read_pairs(half)]
    supported = [pair for pair in pairs if pair.supported]
    assert len(pairs) >= 300 and 0.4 < len(supported) / len(pairs) < 0.6
    assert all(pair.shared < 0.6 for pair in pairs if pair.kind == "paraphrase")
    assert sum(pair.kind == "paraphrase" for pair in supported) >= 0.45 * len(supported)
    assert {pair.kind for pair in pairs} == {*SUPPORTED, *CHANGED}
    assert sum(1 for _ in read_pairs("held_out")) >= 150


@pytest.mark.parametrize(
    ("half", "caught", "struck"), [("design", 0.97, 0.06), ("opened", 0.97, 0.11), ("held_out", 0.92, 0.22)]
)
def test_changed_sentences_are_caught_and_close_ones_let_through(half: str, caught: float, struck: float) -> None:
    """The floors are what the verifier reaches, less a little: a change to it that loses ground fails here."""
    found = measure(half)
    assert found.share(CHANGED, Verdict.STRUCK) >= caught, report(half, found)
    assert found.share(("close",), Verdict.STRUCK) <= 0.03, report(half, found)
    assert found.share(SUPPORTED, Verdict.STRUCK) <= struck, report(half, found)
