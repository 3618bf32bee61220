"""A figure as of something that happened is looked for around the day of the report that tells of it."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asked import Asked
from rag.moment import moment_of
from rag.types import Hit
from tests.test_answer import TODAY, article, hit

FLOOD = article("flood", "2020-09-10", "The Doumra flood drowned 14 people.", title="Flood hits Doumra")


class Source:
    """Finds one report, whatever is asked."""

    def retrieve(self, *_: object, **__: object) -> list[Hit]:
        return [hit(FLOOD)]

    def sources(self) -> tuple[str, ...]:
        return ()

    def day_of(self, happening: str, question: str) -> date | None:
        return None


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("How many troops were there when the Doumra flood came?", date(2020, 9, 3), date(2020, 9, 17)),
        ("How many troops were there just before the Doumra flood?", date(2020, 8, 20), date(2020, 9, 10)),
        ("On the day after the Doumra flood, how many troops were there?", date(2020, 9, 10), date(2020, 9, 12)),
    ],
)
def test_the_days_around_the_event_are_asked_about(question: str, first: date, last: date) -> None:
    moment = moment_of(Asked.of(question, TODAY), Source())
    assert moment is not None and moment.asked.period == (first, last)
    assert moment.asked.reading.lower() == "how many troops were there?"
    assert "10 September 2020" in moment.note


@pytest.mark.parametrize(
    "question",
    [
        "How many troops were there when the volcano erupted?",
        "When did the Doumra flood come?",
        "How many troops were there in 2019 when the Doumra flood came?",
    ],
)
def test_an_event_not_told_of_and_a_time_given_are_left_alone(question: str) -> None:
    assert moment_of(Asked.of(question, TODAY), Source()) is None
