"""Figures that say the same, and one key for every way to write a short answer."""

from __future__ import annotations

from datetime import date

import pytest

from rag.facts import Value, agree, find_values, normalise_short


def value(text: str) -> Value:
    (found,) = find_values(text)
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2,500 troops", "roughly 2,500 troops"),
        ("2,487 troops", "about 2,500 U.S. troops"),
        ("more than 2,000", "2,500"),
        ("$6.38 billion", "$6.4 billion"),
        ("a third of voters", "33 percent"),
        ("between 40 and 50", "45"),
        ("dozens of people", "40 people"),
        ("up to 300", "275"),
    ],
)
def test_values_agree_within_hedge_and_rounding(first: str, second: str) -> None:
    assert agree(value(first), value(second))
    assert agree(value(second), value(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2,500 troops", "2,000 troops"),
        ("2,500 troops", "2,500 ships"),
        ("$6.38 billion", "6.38 billion euros"),
        ("at least 12", "at least 15"),
        ("more than 2,000", "20,000"),
        ("12 percent", "12 people"),
        ("3-1", "3-2"),
        ("dozens of people", "2,000 people"),
    ],
)
def test_other_values_do_not_agree(first: str, second: str) -> None:
    assert not agree(value(first), value(second))
    assert not agree(value(second), value(first))


@pytest.mark.parametrize(
    "ways",
    [
        ("2,500", "about 2,500 troops", "2500", "two thousand five hundred"),
        ("$6.38 billion", "6.38 billion dollars", "$6,380,000,000"),
        ("Sept. 27, 2024", "27 September 2024", "2024-09-27", "on September 27, 2024"),
        ("12%", "12 percent", "twelve per cent"),
        ("The Pentagon", "Pentagon.", "the pentagon"),
        ("September 2024", "in September 2024"),
    ],
)
def test_one_key_for_every_way_to_write_an_answer(ways: tuple[str, ...]) -> None:
    assert len({normalise_short(way) for way in ways}) == 1


def test_different_answers_have_different_keys() -> None:
    answers = ["2,500", "$2,500", "2,500 percent", "2,000", "Sept. 27, 2024", "2024", "September 2024", "Erbil", "U.S."]
    assert len({normalise_short(answer) for answer in answers}) == len(answers)


def test_a_day_without_year_is_placed_by_the_day_of_publication() -> None:
    assert normalise_short("on Friday", date(2024, 9, 27)) == "2024-09-27"


def test_one_two_is_no_figure_and_spelled_numbers_still_are() -> None:
    assert [value.number for value in find_values("A one-two for the team.", [])] == []
    assert find_values("two hundred and fifty men and seven one-day games", [])[0].number == 250.0


def test_a_tonne_is_a_ton() -> None:
    tonnes, tons = (find_values(f"2,750 {unit} of it", [])[0] for unit in ("tonnes", "metric tons"))
    assert agree(tonnes, tons)
