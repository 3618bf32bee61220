"""Findings weighed: whole names, the day something was said, and what an answer may not be."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asked import Asked
from rag.candidate import Candidate
from rag.evidence import weigh
from rag.facts import AnswerKind, expected_kind
from rag.phrasing import lead_line
from rag.types import Article, Finding, Hit, Passage

PUBLISHED = date(2024, 9, 27)
"""A Friday."""


def weighed(question: str, text: str, words: str) -> Candidate:
    article = Article("a", "Harbour news", text, PUBLISHED)
    hit = Hit(Passage(f"a@1:0-{len(text)}", "a", 0, len(text), text), article, 1.0, 1)
    start = text.index(words)
    return weigh(Asked.of(question, date(2024, 10, 1)), [Finding(hit, start, start + len(words), 0.8)])[0]


def test_a_name_broken_off_is_told_whole() -> None:
    text = "The mission was called Operation New Dawn from then on."
    assert weighed("What was the mission called?", text, "Dawn").phrase == "Operation New Dawn"
    assert weighed("What was the mission called?", text, "Operation").phrase == "Operation New Dawn"


def test_what_the_question_holds_itself_is_no_news() -> None:
    text = "Ana Ruiz succeeded Ivan Petrov as leader of the harbour union."
    question = "Who became leader of the harbour union after Ivan Petrov?"
    assert weighed(question, text, "Ivan Petrov").echo == 1.0
    assert weighed(question, text, "Ana Ruiz").echo == 0.0


def test_words_without_a_figure_are_of_the_day_they_were_said() -> None:
    told = weighed("Who called the dam safe?", "Ana Ruiz said on Wednesday that the dam was safe.", "Ana Ruiz")
    assert told.latest == date(2024, 9, 25)


def test_a_figure_reached_by_a_day_is_of_that_day() -> None:
    told = weighed("How many were vaccinated?", "Of those, 38,955 had been vaccinated by Sunday.", "38,955")
    assert told.latest == date(2024, 9, 22)


def test_a_month_is_a_poor_answer_where_a_day_is_asked_for() -> None:
    text = "The bridge opened in April 2015. The tunnel opened on 3 May 2016."
    assert weighed("On what date did the bridge open?", text, "April 2015").kind_fit < 0
    assert weighed("On what date did the tunnel open?", text, "3 May 2016").kind_fit == 1.0
    assert weighed("When did the bridge open?", text, "April 2015").kind_fit == 1.0


def test_the_first_question_word_says_what_is_asked_for() -> None:
    assert expected_kind("Who became minister when Ruiz left?") is AnswerKind.PERSON
    assert expected_kind("How many ships were there when the war began?") is AnswerKind.QUANTITY
    assert expected_kind("In 2024, when did the agency expect to fly?") is AnswerKind.DATE


def test_nobody_is_told_that_a_speaker_is_the_speaker_according_to_the_speaker() -> None:
    told = weighed("Who called the dam safe?", "Ana Ruiz said that the dam was safe.", "Ana Ruiz")
    line = lead_line(told, told.phrase, date(2024, 10, 1), figure=False, now=False, marker=1)
    assert "according to" not in line


def test_a_span_over_two_figures_is_each_of_them_with_its_own_day() -> None:
    text = "Inflation eased to 10.7 percent in August from 11.1 percent in July."
    article = Article("a", "Prices", text, PUBLISHED)
    hit = Hit(Passage("a@1:0-69", "a", 0, len(text), text), article, 1.0, 1)
    start, end = text.index("10.7"), text.index(" in July")
    asked = Asked.of("How high was inflation in July 2024?", date(2024, 10, 1))
    both = weigh(asked, [Finding(hit, start, end, 0.8)])
    assert [(one.phrase, one.period_fit) for one in both] == [("10.7 percent", -1.0), ("11.1 percent", 1.0)]


def test_a_multiple_of_a_figure_is_no_figure() -> None:
    text = "About 2,000 troops are there, more than twice the 900 that had been given."
    assert weighed("How many troops are there?", text, "more than twice the 900").kind_fit < 0
    assert weighed("How many troops are there?", text, "2,000").kind_fit > 0


@pytest.mark.parametrize(
    ("text", "span", "told"),
    [
        (
            "Rep. Ana Ruiz, the Republican who chairs the harbour committee, said so.",
            "Rep. Ana Ruiz",
            "the Republican who chairs the harbour committee",
        ),
        ("The head of the union, Ana Ruiz, disagreed.", "Ana Ruiz", "The head of the union"),
        ("Ana Ruiz, who leads the union, disagreed.", "Ana Ruiz, who leads the union", "who leads the union"),
        ("Ana Ruiz left on Monday.", "Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_who_somebody_is_is_what_is_said_of_them(text: str, span: str, told: str) -> None:
    assert weighed("who is ana ruiz", text, span).phrase == told


def test_who_holds_an_office_is_a_name() -> None:
    text = "The head of the union, Ana Ruiz, disagreed."
    assert weighed("Who is the head of the union?", text, "Ana Ruiz").phrase == "Ana Ruiz"


def test_a_number_has_its_name_and_a_score_its_other_half() -> None:
    text = "It came ashore as a Category 3 hurricane; the bill had died in committee, 14 to 12."
    assert weighed("What category was it?", text, "3").phrase == "Category 3"
    assert weighed("What was the vote?", text, "14").phrase == "14 to 12"


def test_the_whole_that_a_part_is_taken_of_is_no_answer() -> None:
    text = "The party took 74 of the 200 seats in the lower house."
    for words in ("74 of the 200 seats", "74", "200 seats"):
        told = weighed("How many seats did the party get?", text, words)
        assert told.phrase == "74 of the 200 seats" and told.value is not None and told.value.number == 74


def test_an_hour_is_the_day_of_the_dateline_where_a_day_is_asked_for() -> None:
    article = Article("a", "", "KOUROU, December 25, 2021. At 9:20 local the rocket lifted off.", None)
    hit = Hit(Passage("p", "a", 0, len(article.text), article.text), article, 1.0, 1)
    start = article.text.index("9:20")
    told = weigh(Asked.of("When did the rocket lift off?", PUBLISHED), [Finding(hit, start, start + 4, 0.8)])[0]
    assert told.phrase == "December 25, 2021" and told.latest == date(2021, 12, 25)


def test_who_speaks_does_not_tell_who_they_are() -> None:
    text = "Mike Rogers, the Republican who chairs the committee, said he would vote no."
    assert weighed("What does he chair?", text, "the committee").speaker is None
    told = weighed("What will he do?", text, "vote no").speaker
    assert told is not None and told.name == "Mike Rogers"


def test_a_month_is_told_with_its_year() -> None:
    assert (
        weighed("How high was inflation?", "Inflation was 6.0 percent last month.", "6.0").period_told == "August 2024"
    )
