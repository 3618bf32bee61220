"""Words: both sides of a search are written alike, and no question is read as an operator."""

from __future__ import annotations

import pytest

from rag.store.words import MOST_TERMS, match_expression, normalise, terms


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("U.S. troops", "us  troops"),
        ("the U.N.'s envoy", "the un  envoy"),
        ("2,500 and 1,234,567", "2500 and 1234567"),
        ("2024, 500", "2024, 500"),
        ("12,34", "12,34"),
        ("Al-Anbār café Zürich", "al-anbar cafe zurich"),
        ("Iraq’s army", "iraq army"),
        ("end of line. Next", "end of line. next"),
    ],
)
def test_the_indexed_copy_writes_initials_figures_and_letters_plainly(text: str, normalised: str) -> None:
    assert normalise(text).split() == normalised.split()


def test_a_question_of_stop_words_has_no_terms() -> None:
    assert terms("What is it, and who are they?") == []
    assert match_expression("how about that?") is None
    assert match_expression("?!  ") is None


def test_terms_are_distinct_and_limited() -> None:
    assert terms("Iraq iraq IRAQ's troops") == ["iraq", "troops"]
    assert len(terms(" ".join(f"word{number}" for number in range(500)))) == MOST_TERMS


def test_operators_are_quoted_like_any_word() -> None:
    assert match_expression('NEAR("x") title:a* ^b') == '"near" OR "x" OR "title" OR "b"'
