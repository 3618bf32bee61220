"""Follow-ups are understood from the talk so far; a whole question is left alone."""

from __future__ import annotations

from time import perf_counter

import pytest

from rag.converse import standalone
from rag.types import Turn

TROOPS = Turn("How many troops remain in Iraq?", "Roughly 2,500 troops")
SHOWN = "Roughly 2,500, as of 20 September 2024. Capital Ledger: “Roughly 2,500 U.S. troops remain in Iraq.” [1]"
PREMIER = Turn("Who is the prime minister of Iraq?", "Mohammed Shia' al-Sudani is the prime minister.")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("where are they housed?", [TROOPS], "Where are troops in Iraq housed?"),
        ("where are they housed?", [Turn("how many troops remain", SHOWN)], "Where are troops in Iraq housed?"),
        ("and in Syria?", [TROOPS], "How many troops remain in Syria?"),
        ("and in syria?", [TROOPS], "How many troops remain in Syria?"),
        ("and in Syria?", [Turn("how many troops remain")], "how many troops remain in Syria?"),
        ("what about 2020?", [TROOPS], "How many troops remain in Iraq in 2020?"),
        ("And in 2007?", [Turn("How many troops were in Iraq in 2020?")], "How many troops were in Iraq in 2007?"),
        (
            "what about before that?",
            [Turn("How many troops were in Iraq in 2020?")],
            "How many troops were in Iraq before 2020?",
        ),
        ("When did he visit?", [PREMIER], "When did Mohammed Shia' al-Sudani visit?"),
        (
            "Were cars hit too?",
            [Turn("How many trucks did the storm Ada reach?")],
            "Were cars hit too in the storm Ada?",
        ),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_talk(question: str, history: list[Turn], expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("How many troops remain in Iraq?", "Why do troops remain in Iraq?"),
        ("How many troops does Norway have in Mali?", "Why does Norway have troops in Mali?"),
        ("Did the minister resign?", "Why did the minister resign?"),
    ],
)
def test_a_bare_why_asks_it_of_the_last_question(last: str, expected: str) -> None:
    assert standalone("why?", [Turn(last)]) == expected


def test_a_name_that_answers_is_what_the_next_question_speaks_of() -> None:
    asked = [Turn("Which lake did the survey map?", "Lake Vostok")]
    assert standalone("How deep is it?", asked) == "How deep is Lake Vostok?"
    # "France" answers who won, and is not what has a score.
    won = [Turn("Who won the men's hockey final in 2018?", "Norway")]
    assert standalone("And what was the score?", won) == "What was the score of the men's hockey final in 2018?"


def test_what_was_not_counted_is_filled_in() -> None:
    asked = [Turn("How many towns had power?", "114")]
    assert standalone("and how many had none at all?", asked) == "How many towns had none at all?"


def test_one_who_acts_takes_the_place_of_another() -> None:
    asked = [Turn("How long did the prosecution want for Ann Lee?", "15 years")]
    assert standalone("The judge?", asked) == "How long did the judge want for Ann Lee?"


@pytest.mark.parametrize(
    "question",
    [
        "Who chairs House Armed Services?",
        "How many seats did Labour win in 2024?",
        "Did Biden say that troops would leave?",
        "How many people live in Oslo?",
        "Thanks a lot!",
    ],
)
def test_a_whole_question_is_left_as_it_was_typed(question: str) -> None:
    assert standalone(question, [TROOPS]) == question


def test_without_a_talk_nothing_changes() -> None:
    assert standalone("where are they housed?") == "where are they housed?"


def test_a_follow_up_of_a_follow_up_reaches_back() -> None:
    history = [TROOPS, Turn("and in Syria?", "About 900")]
    assert standalone("what about 2019?", history) == "How many troops remain in Syria in 2019?"


def test_what_the_talk_is_about_is_found_though_the_last_question_leans_on_it_too() -> None:
    talk = [Turn("What is the Electoral College?"), Turn("How does it work?"), Turn("Tell me about its creation.")]
    assert standalone("How has it changed over time?", talk) == "How has the Electoral College changed over time?"


def test_a_long_talk_costs_no_noticeable_time() -> None:
    talk = [Turn(f"How many people live in town {number} of the Northern Province?", "12") for number in range(40)]
    standalone("Where do they work?", talk)
    start = perf_counter()
    standalone("Where do they live?", talk)
    assert perf_counter() - start < 0.1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And four years before that?", "How many seats did they win in 2017?"),
        ("and a year later?", "How many seats did they win in 2022?"),
        ("and in october of that year", "How many seats did they win in October 2021?"),
    ],
)
def test_a_year_is_counted_from_the_one_spoken_of(question: str, expected: str) -> None:
    assert standalone(question, [Turn("How many seats did they win in 2021?", "Nine.")]) == expected
