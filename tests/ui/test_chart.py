"""The drawing of a development: when there is one, where its points stand, and what they lead to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

from rag import Answer, Fact
from tests.ui.demo import troops_answer
from ui.chart import HEIGHT, WIDTH, chart, placed
from ui.conversation import conversation
from ui.exchange import Exchange

FIGURES = (
    Fact("about 168,000 U.S. troops", 168000.0, "U.S. troops", date(2007, 9, 14), None, 1),
    Fact("49,700", 49700.0, None, date(2010, 8, 31), None, 2),
    Fact("roughly 2,500 U.S. troops", 2500.0, "U.S. troops", date(2024, 9, 20), "two officials", 1),
)


def _developed(*facts: Fact) -> Answer:
    return replace(troops_answer("q"), short="from about 168,000 to roughly 2,500 U.S. troops", facts=facts)


def test_three_dated_figures_of_a_development_are_drawn_with_links_to_their_evidence() -> None:
    drawn = chart(4, _developed(*FIGURES))
    assert re.findall(r'href="(#card-4-\d)"', drawn) == ["#card-4-1", "#card-4-2", "#card-4-1"]
    assert 'aria-label="49,700 on 31 August 2010: evidence 2"' in drawn
    assert ">168,000</text>" in drawn and ">Sep 2024</text>" in drawn
    ElementTree.fromstring(drawn)


def test_two_figures_and_answers_that_are_no_development_are_not_drawn() -> None:
    assert chart(1, _developed(*FIGURES[:2])) == ""
    assert chart(1, replace(_developed(*FIGURES), short="about 168,000 U.S. troops")) == ""
    same_day = replace(FIGURES[1], as_of=date(2007, 9, 14))
    assert chart(1, _developed(FIGURES[0], same_day, FIGURES[2])) == ""


def test_points_stand_by_day_and_value_inside_the_drawing() -> None:
    points = placed(FIGURES[::-1])
    assert [point.day.year for point in points] == [2007, 2010, 2024]
    assert points[0].x < points[1].x < points[2].x and points[0].y < points[1].y < points[2].y
    assert points[1].x - points[0].x < points[2].x - points[1].x
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in points)


def test_figures_that_differ_little_are_told_apart() -> None:
    close = [replace(fact, number=number) for fact, number in zip(FIGURES, (735.0, 736.0, 734.0), strict=True)]
    heights = [point.y for point in placed(close)]
    assert max(heights) - min(heights) > 60


def test_a_drawing_has_its_table_and_hostile_words_stay_words() -> None:
    hostile = replace(FIGURES[1], value='<b onmouseover="x">49,700</b>')
    shown = conversation([Exchange("q", _developed(FIGURES[0], hostile, FIGURES[2]))])
    assert "dl-chart" in shown and "dl-record" in shown and "<b " not in shown


def test_revised_forecasts_are_listed_as_such() -> None:
    foreseen = [replace(fact, status="forecast") for fact in FIGURES]
    assert "Planned or foreseen" in conversation([Exchange("q", _developed(*foreseen))])
