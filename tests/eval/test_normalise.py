"""Two answers are the same by value, by day, by form of the name, and never because one is inside a longer
number.
"""

from __future__ import annotations

import pytest

from eval.normalise import Day, contains, same, same_name, tokens


@pytest.mark.parametrize(
    "given",
    [
        "2500",
        "2,500",
        "about 2,500 troops",
        "two thousand five hundred",
        "2.5 thousand",
        "2.5k",
        "Roughly 2,500 U.S. troops",
    ],
)
def test_a_number_is_the_same_however_it_is_written(given: str) -> None:
    assert same(given, "2,500")


@pytest.mark.parametrize("given", ["12,500", "2,500,000", "2,501", "25", "2.5", "250", "from 2,500 to 5,200", ""])
def test_another_number_is_not(given: str) -> None:
    assert not same(given, "2,500")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one hundred and five", 105.0),
        ("forty-two", 42.0),
        ("a dozen", 12.0),
        ("two dozen", 24.0),
        ("4.34 billion", 4.34e9),
        ("$3.5bn", 3.5e9),
        ("nine hundred thousand", 900_000.0),
        ("one million two hundred thousand and one", 1_200_001.0),
        ("1,234.5", 1234.5),
    ],
)
def test_numbers_are_read_by_value(written: str, value: float) -> None:
    assert [token for token in tokens(written) if isinstance(token, float)] == [value]


def test_neighbouring_number_words_stay_apart() -> None:
    assert [token for token in tokens("between two and three") if isinstance(token, float)] == [2.0, 3.0]


@pytest.mark.parametrize(
    "given",
    [
        "27 September 2024",
        "September 27, 2024",
        "on Sept. 27, 2024",
        "2024-09-27",
        "Friday, 27 September 2024",
        "27th of September 2024",
    ],
)
def test_a_day_is_the_same_however_it_is_written(given: str) -> None:
    assert same(given, "2024-09-27")


@pytest.mark.parametrize("given", ["28 September 2024", "27 September 2023", "September 2024", "2024", "27"])
def test_another_day_or_less_than_a_day_is_not(given: str) -> None:
    assert not same(given, "2024-09-27")


def test_a_day_and_the_number_behind_it_stay_apart() -> None:
    assert tokens("May 20, 2020: 31 dead") == (Day(2020, 5, 20), 31.0, "dead")
    assert tokens("in March 2,500 left") == ("in", "march", 2500.0, "left")


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("Rep. Mike Rogers (R-Ala.)", "Mike Rogers"),
        ("Prime Minister Mohammed Shia’ al-Sudani", "Mohammed Shia' al-Sudani"),
        ("the U.N. General Assembly", "UN General Assembly"),
        ("in Baghdad", "Baghdad"),
        ("Kylian Mbappé", "Kylian Mbappe"),
        ("President Joe Biden", "Joe Biden"),
    ],
)
def test_a_name_is_the_same_in_another_form(given: str, accepted: str) -> None:
    assert same(given, accepted)


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("Mike Rogers", "Mike Johnson"),
        ("Rogers", "Mike Rogers"),
        ("American Airlines", "United Airlines"),
        ("Iraq", "Iran"),
    ],
)
def test_another_name_is_not(given: str, accepted: str) -> None:
    assert not same(given, accepted)


def test_units_tell_numbers_apart_where_both_have_one() -> None:
    assert same("5%", "5 percent") and same("$3 billion", "3 billion dollars") and same("5", "5 percent")
    assert not same("5 points", "5 percent") and not same("€3 billion", "$3 billion")
    assert not same("2,500 attacks", "2,500 troops")


def test_a_name_with_a_number_is_not_the_number() -> None:
    assert same("an Ariane 5 rocket", "Ariane 5") and not same("5", "Ariane 5")
    assert same("by the end of 2026", "end of 2026") and not same("2026", "end of 2026")


def test_a_description_behind_a_name_is_no_part_of_it() -> None:
    assert same("Marni Walden, the Verizon executive", "Marni Walden")
    assert not same("France, the Netherlands and Spain", "France")


def test_a_sentence_that_holds_the_number_is_no_short_answer() -> None:
    assert not same("Officials said on Friday that 2,500 soldiers were still living there in tents", "2,500")


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Roughly 2,500 U.S. troops remain in Iraq.", "2500 troops"),
        ("It ended on 27 September 2024.", "September 2024"),
        ("It ended on 27 September 2024.", "2024"),
        ("said Rep. Mike Rogers, the Alabama Republican", "Mike Rogers"),
    ],
)
def test_a_text_contains_an_answer(text: str, accepted: str) -> None:
    assert contains(text, accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("There were 12,500 troops.", "2,500"),
        ("It ended in 2024.", "27 September 2024"),
        ("Rogers met Mike Johnson.", "Mike Rogers"),
        ("COVID-19", "1"),
        ("the B52s", "52"),
        ("", "x"),
    ],
)
def test_a_text_does_not_contain_an_answer_inside_something_longer(text: str, accepted: str) -> None:
    assert not contains(text, accepted)


def test_a_speaker_is_known_by_a_part_of_the_name() -> None:
    assert same_name("Rogers", "Rep. Mike Rogers") and same_name("Pentagon press secretary Pat Ryder", "Pat Ryder")
    assert not same_name("Mike Johnson", "Mike Rogers") and not same_name("", "Mike Rogers")
