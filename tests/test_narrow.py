"""Date and source words: those about the reports filter, those about what happened only prefer."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from rag.narrow import both, narrow, told
from rag.types import Filters

TODAY = date(2026, 11, 23)
SOURCES = ("Capital Ledger", "The Harbor Post", "Reuters", "NASA")


@pytest.mark.parametrize(
    ("question", "source", "rest"),
    [
        ("According to the Capital Ledger, how many remain?", "Capital Ledger", "How many remain?"),
        ("How many remain, according to the capital ledger?", "Capital Ledger", "How many remain?"),
        ("How many remain in the Capital Ledger?", "Capital Ledger", "How many remain?"),
        ("What did The Harbor Post report about Helene?", "The Harbor Post", None),
        ("What does Reuters say about the deal?", "Reuters", None),
    ],
)
def test_a_source_that_the_archive_holds_filters(question: str, source: str, rest: str | None) -> None:
    found = narrow(question, TODAY, SOURCES)
    assert found.filters == Filters(source=source)
    assert found.question == (rest or question)
    assert found.notes == (f"Only reports by {source} are looked at.",)


@pytest.mark.parametrize(
    "question",
    ["How many people work in NASA?", "What did NASA say about Artemis?", "How many work at Capital Ledger?"],
)
def test_a_source_that_is_itself_asked_about_does_not(question: str) -> None:
    assert not narrow(question, TODAY, SOURCES).filters


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What do articles from last week say about Iraq?", date(2026, 11, 16), date(2026, 11, 22)),
        ("What was in yesterday's news?", date(2026, 11, 22), date(2026, 11, 22)),
        ("Which reports published since October 2024 speak of Iraq?", date(2024, 10, 1), None),
        ("What is in articles before 2008 about Iraq?", None, date(2007, 12, 31)),
        ("What is in the reports of this month?", date(2026, 11, 1), TODAY),
    ],
)
def test_days_of_the_reports_filter(question: str, since: date | None, until: date | None) -> None:
    assert narrow(question, TODAY).filters == Filters(since, until)


@pytest.mark.parametrize(
    "question",
    ["How many people died in 2020?", "How many were hurt last week?", "How many cases were reported in 2020?"],
)
def test_days_of_what_happened_do_not_filter(question: str) -> None:
    assert not narrow(question, TODAY).filters


def test_words_that_stand_apart_are_no_part_of_what_is_read() -> None:
    asked = narrow("In articles from last week, how many troops remain?", TODAY)
    assert asked.question == "How many troops remain?"


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("According to the Pentagon, how many troops are in Syria?", "Pentagon"),
        ("What did Rogers say about the deal?", "Rogers"),
        ("How many troops are there, according to Iraqi officials?", "Iraqi officials"),
        ("How many troops are in Syria?", None),
        ("What do articles from last week say about it?", None),
    ],
)
def test_whose_words_are_asked_for_is_a_preference(question: str, speaker: str | None) -> None:
    found = narrow(question, TODAY, SOURCES)
    assert found.speaker == speaker and found.filters.source is None


def test_something_that_happened_stands_for_a_day_the_archive_may_know() -> None:
    event = narrow("How many attacks were there since the deal?", TODAY).event
    assert event is not None and (event.words, event.relation) == ("deal", "since")
    assert narrow("How many attacks were there since the deal of 2024?", TODAY).event is None
    assert narrow("Who testified before the committee?", TODAY).event is None


def test_filters_given_and_said_hold_both() -> None:
    given = Filters(date(2020, 1, 1), date(2024, 12, 31), "Reuters")
    said = Filters(date(2024, 1, 1), None, "Capital Ledger")
    assert both(given, said) == Filters(date(2024, 1, 1), date(2024, 12, 31), "Capital Ledger")
    assert both(given, Filters()) == given


def test_a_filter_in_words() -> None:
    assert told(Filters(date(2024, 1, 1), date(2024, 1, 1), "Reuters")) == "by Reuters, published on 1 January 2024"
    assert told(Filters()) == ""


@pytest.mark.parametrize(
    "text", ["", "?", "A" * 500, "A " * 250, "according to " * 40, "the reports of " * 40, "中文 ؟ \u2028"]
)
def test_any_text_is_taken_and_quickly(text: str) -> None:
    start = perf_counter()
    assert narrow(text, TODAY, SOURCES).filters == Filters()
    assert perf_counter() - start < 0.5


def test_a_question_that_names_two_sources_or_two_days_is_not_narrowed_to_one() -> None:
    sources = ("Meridian Wire", "Capital Ledger")
    question = "Which mission is called over in reports by Meridian Wire and, later, by the Capital Ledger?"
    assert not narrow(question, TODAY, sources).filters
    assert not narrow("What do reports from 1 May 2024 and from 3 June 2024 say of the deal?", TODAY, sources).filters
