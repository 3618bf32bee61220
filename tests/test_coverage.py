"""What a passage must speak of before it can answer."""

from __future__ import annotations

from datetime import date

import pytest

from rag.coverage import coverage, names_asked, names_covered
from rag.types import Article, Hit, Passage

TEXT = (
    "The United States has roughly 2,500 troops in the country. American officials said so.\n\n"
    "Prime Minister Mohammed Shia' al-Sudani agreed with NATO."
)
ARTICLE = Article("a", "Iraq nears deal", TEXT, date(2024, 9, 20))
HIT = Hit(Passage("p", "a", 0, 86, TEXT[:86]), ARTICLE, 1.0, 1)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many troops does the United Kingdom have in Iraq?", ["United Kingdom", "Iraq"]),
        ("how many troops are in afghanistan", ["afghanistan"]),
        ("Who is Mike Rogers?", ["Mike Rogers"]),
        ("Is it over?", []),
        ("Who agreed in September?", []),
    ],
)
def test_names_are_seen_in_a_question_however_it_is_typed(question: str, names: list[str]) -> None:
    assert names_asked(question) == names


def test_a_name_told_nowhere_is_absent() -> None:
    assert coverage("How many troops does the UK have in Iraq?", HIT).absent == ("UK",)


def test_a_name_told_elsewhere_in_the_article_is_distant() -> None:
    assert coverage("What did NATO say?", HIT).distant == ("NATO",)


@pytest.mark.parametrize("way", ["US", "U.S.", "American", "United States"])
def test_the_ways_to_write_one_country_are_one_name(way: str) -> None:
    assert not coverage(f"How many {way} troops are there?", HIT).absent


def test_a_year_is_covered_by_the_day_of_publication() -> None:
    assert coverage("How many troops in 2024?", HIT).years_absent == ()
    assert coverage("How many troops in 2019?", HIT).years_absent == ("2019",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Bob Behnken", "Behnken is on his way."),
        ("James Webb Space Telescope", "The telescope Webb has arrived."),
        ("KSF", "The Kournadi Stabilization Force left."),
        ("World Health Organization", "The WHO warned."),
    ],
)
def test_a_name_is_given_by_the_word_that_news_goes_on_with_and_by_its_initials(name: str, text: str) -> None:
    assert names_covered(f"What about {name}?", text) == 1.0


@pytest.mark.parametrize(
    ("name", "text"), [("Hubble Space Telescope", "The James Webb Space Telescope."), ("NATO", "Nine")]
)
def test_a_common_noun_gives_no_name(name: str, text: str) -> None:
    assert names_covered(f"What about {name}?", text) == 0.0
