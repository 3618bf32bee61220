"""Follow-ups are understood from the talk so far; a whole question is left alone."""

from __future__ import annotations

import pytest

from rag.converse import standalone
from rag.types import Turn

TROOPS = Turn("How many troops remain in Iraq?", "Roughly 2,500 troops")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("where are they housed?", [TROOPS], "Where are troops in Iraq housed?"),
        (
            "where are they housed?",
            [Turn("how many troops remain", "Roughly 2,500. “Roughly 2,500 U.S. troops remain in Iraq.” [1]")],
            "Where are troops in Iraq housed?",
        ),
        ("and in Syria?", [TROOPS], "How many troops remain in Syria?"),
        ("and in Syria?", [Turn("how many troops remain")], "how many troops remain in Syria?"),
        ("what about 2020?", [TROOPS], "How many troops remain in Iraq in 2020?"),
        (
            "And in 2007?",
            [Turn("How many troops were in Iraq in 2020?")],
            "How many troops were in Iraq in 2007?",
        ),
        ("why?", [TROOPS], "Why do troops remain in Iraq?"),
        (
            "When did he visit?",
            [Turn("Who is the prime minister of Iraq?", "Mohammed Shia' al-Sudani is the prime minister.")],
            "When did Mohammed Shia' al-Sudani visit?",
        ),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out_from_the_talk(question: str, history: list[Turn], expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who chairs House Armed Services?",
        "How many seats did Labour win in 2024?",
        "Did Biden say that troops would leave?",
    ],
)
def test_a_whole_question_is_left_as_it_was_typed(question: str) -> None:
    assert standalone(question, [TROOPS]) == question


def test_without_a_talk_nothing_changes() -> None:
    assert standalone("where are they housed?") == "where are they housed?"


def test_a_follow_up_of_a_follow_up_reaches_back() -> None:
    history = [TROOPS, Turn("and in Syria?", "About 900")]
    assert standalone("what about 2019?", history) == "How many troops remain in Syria in 2019?"
