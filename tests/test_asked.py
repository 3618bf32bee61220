"""What a question is understood to want."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asked import Asked
from rag.facts import AnswerKind

TODAY = date(2024, 10, 1)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("How many troops were there in 2007?", (date(2007, 1, 1), date(2007, 12, 31))),
        ("How many troops were there in January 2020?", (date(2020, 1, 1), date(2020, 1, 31))),
        ("How many troops were there before 2011?", (date.min, date(2010, 12, 31))),
        ("Who has resigned since April 2024?", (date(2024, 4, 1), TODAY)),
        ("How many troops remain?", None),
    ],
)
def test_the_days_asked_about_are_read(question: str, period: tuple[date, date] | None) -> None:
    assert Asked.of(question, TODAY).period == period


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("how many troops remain", True),
        ("Who is the prime minister of Iraq?", True),
        ("Who chairs the House Armed Services Committee?", True),
        ("Who was the first to leave?", False),
        ("When did the last convoy leave?", False),
        ("How many troops are there in 2024?", False),
    ],
)
def test_a_question_about_the_present_is_seen(question: str, now: bool) -> None:
    assert Asked.of(question, TODAY).now is now


@pytest.mark.parametrize("question", ["When will they leave?", "By when do they want them gone?", "What is the plan?"])
def test_a_question_that_a_plan_answers_is_seen(question: str) -> None:
    assert Asked.of(question, TODAY).plan


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("How has the number of U.S. troops in Iraq changed since 2020?", "How many U.S. troops in Iraq?"),
        ("How did the Taroudant toll change up to 11 September?", "What was the Taroudant toll?"),
        ("Timeline of U.S. troops in Iraq", "What was U.S. troops in Iraq?"),
    ],
)
def test_a_development_is_read_as_the_question_for_one_figure(question: str, reading: str) -> None:
    asked = Asked.of(question, TODAY)
    assert asked.change and asked.reading == reading


def test_another_how_question_is_no_development() -> None:
    assert not Asked.of("How did the soldiers die?", TODAY).change


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What happened to troop numbers in Mali between 2011 and 2014?", "What was troop numbers in Mali?"),
        ("Did the number of soldiers in Mali grow or shrink after 2014?", "How many soldiers in Mali?"),
        ("Describe the development of the bank's interest rate since 2022.", "What was the bank's interest rate?"),
        ("Show me how the number of soldiers in Mali changed.", "How many soldiers in Mali?"),
        ("troop levels mali over time", "What was troop levels mali?"),
        ("How steeply did interest rates rise in 2022?", "What was interest rates?"),
        ("From how many to how many did the troops in Mali fall?", "How many troops in Mali?"),
    ],
)
def test_a_development_is_asked_for_in_many_ways(question: str, reading: str) -> None:
    asked = Asked.of(question, date(2024, 10, 1))
    assert asked.change and asked.reading == reading


@pytest.mark.parametrize(
    "question",
    [
        "In what century did the history of the steam engine begin?",
        "What helped the development of the movement?",
        "What is the history of Hamas?",
        "What did the minister say over the years?",
        "What was the change in the law?",
        "Explain how the storm developed",
        "What happened to the man from Ohio?",
    ],
)
def test_the_history_of_a_thing_is_no_development(question: str) -> None:
    assert not Asked.of(question, date(2024, 10, 1)).change


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who is mike rogers", AnswerKind.OTHER),
        ("Who is Ana Ruiz?", AnswerKind.OTHER),
        ("Who is the president of Iran?", AnswerKind.PERSON),
        ("Who was killed in the attack?", AnswerKind.PERSON),
        ("who is in charge", AnswerKind.PERSON),
    ],
)
def test_who_somebody_is_is_no_question_for_a_name(question: str, kind: AnswerKind) -> None:
    assert Asked.of(question, TODAY).kind is kind
