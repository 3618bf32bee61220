"""Reports of the time asked about are read without it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from rag.asked import Asked
from rag.reading import read_all, without_time
from rag.types import Finding, Hit
from tests.test_answer import article, hit

TODAY = date(2024, 12, 30)


class Heard:
    """A reader that keeps what it is asked of which articles."""

    def __init__(self) -> None:
        self.asked: dict[str, list[str]] = {}

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        for one in hits:
            self.asked.setdefault(one.article.id, []).append(question)
        score = 0.9 if "2024" not in question else 0.1
        return [Finding(one, 0, 3, score) for one in hits]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How many troops were in Syria in December 2024?", "How many troops were in Syria?"),
        ("In January 2024, when was the launch expected?", "when was the launch expected?"),
        ("What was turnout in the 2024 general election?", "What was turnout in the general election?"),
        ("As of mid-March 2024, what was the rate?", "what was the rate?"),
        ("deaths as of september 27 2024", "deaths?"),
        ("How many were there before the 2024 vote?", "How many were there before the 2024 vote?"),
        ("How many troops are in Syria?", "How many troops are in Syria?"),
    ],
)
def test_the_time_is_left_out(question: str, left: str) -> None:
    assert without_time(Asked.of(question, TODAY)) == left


def test_reports_of_that_time_are_asked_without_it_too_and_the_surer_reading_counts() -> None:
    reader, question = Heard(), "How many troops were in Syria in December 2024?"
    of, before = (hit(article(name, f"{year}-12-20", "2,000 are there.")) for name, year in (("of", 2024), ("b", 2023)))
    found = read_all(reader, Asked.of(question, TODAY), [of, before])
    assert reader.asked == {"of": [question, "How many troops were in Syria?"], "b": [question]}
    assert [(one.hit.article.id, one.score) for one in found] == [("of", 0.9), ("b", 0.1)]
