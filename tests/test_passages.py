"""Passages are exact windows of whole sentences."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.passages import embeddable_text, sentences, split
from rag.types import Article

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=600) | st.lists(
    st.sampled_from(
        [
            "The U.S. left. ",
            "About 2,500 stay",
            "\n\n",
            "\n- item",
            "| a | b |\n",
            "“Go,” he said. ",
            "é́ ",
            "x" * 300,
        ]
    )
).map("".join)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rep. Mike Rogers (R-Ala.) objected. He left.", ["Rep. Mike Rogers (R-Ala.) objected.", "He left."]),
        ("The U.S. has 2,500 troops. It may go.", ["The U.S. has 2,500 troops.", "It may go."]),
        (
            "About 132,000 are there now. Mr. Bush said more would go.",
            ["About 132,000 are there now.", "Mr. Bush said more would go."],
        ),
        ("Sen. Lindsey Graham, R-S.C., said no.", ["Sen. Lindsey Graham, R-S.C., said no."]),
        ("“Will they go?” asked Lt. Col. Jones.", ["“Will they go?” asked Lt. Col. Jones."]),
        ("WASHINGTON, Sept. 20 - Troops stay.", ["WASHINGTON, Sept. 20 - Troops stay."]),
        ("Seats:\n- Labour 412\n- Reform 5", ["Seats:", "- Labour 412", "- Reform 5"]),
        (
            "| Year | Troops |\n| 2007 | 170,000 |\nSo it was.",
            ["| Year | Troops |", "| 2007 | 170,000 |", "So it was."],
        ),
        ("One line\nruns on to the next.", ["One line\nruns on to the next."]),
    ],
)
def test_sentences_end_where_a_reader_of_news_sees_them_end(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(TEXT)
def test_sentences_lose_nothing_but_white_space_and_never_overlap(text: str) -> None:
    bounds = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in bounds) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(bounds))


@given(TEXT, st.integers(40, 400))
def test_passages_cover_every_sentence_at_exact_offsets(text: str, characters: int) -> None:
    article = Article("a", "Title", text)
    passages = split(article, characters)
    assert all(text[p.start : p.end] == p.text for p in passages)
    covered = {i for p in passages for i in range(p.start, p.end)}
    assert all(i in covered for i, letter in enumerate(text) if not letter.isspace())
    assert len({p.id for p in passages}) == len(passages)


def test_neighbouring_passages_share_a_sentence() -> None:
    article = Article("a", "Title", " ".join(f"This is sentence number {n} of the text." for n in range(20)))
    first, second, *_ = split(article, 200)
    assert second.start < first.end


def test_title_and_date_are_embedded_but_not_quoted() -> None:
    article = Article("a", "Troops to leave", "They go.", date(2024, 9, 6))
    (passage,) = split(article)
    assert embeddable_text(article, passage) == "Troops to leave (6 September 2024)\nThey go."
    assert passage.text == "They go."
