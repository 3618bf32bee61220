"""The day a report opens with, and what looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from rag.facts import dateline_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BEIRUT, Aug 5, 2020 — A city without windows.", date(2020, 8, 5)),
        ("Copenhagen, 14 January 2024. Denmark has a new king.", date(2024, 1, 14)),
        ("Scrub. August 29, 2022 — a sensor was not cold enough.", date(2022, 8, 29)),
        ("A title\n\nLYON (Agency), 3 March 2021 - The bridge is open.", date(2021, 3, 3)),
    ],
)
def test_a_report_is_of_the_day_it_opens_with(text: str, day: date) -> None:
    found = dateline_day(text)
    assert found is not None and found.first == day and text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was opened on 3 March 2021 by the mayor.",
        "WASHINGTON, Sept. 11 - No year is told.",
        "Versions: 8, 26 October 2012; 8.1, 17 October 2013; 10, 29 July 2015.",
    ],
)
def test_a_day_told_within_the_text_or_without_its_year_is_none(text: str) -> None:
    assert dateline_day(text) is None
