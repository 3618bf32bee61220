"""Questions about two things are cut into a question for each; questions about one thing are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asked import Asked
from rag.both import asked_of, pair_of
from rag.sides import Form, Measure, Pair, Sense

TODAY = date(2025, 10, 2)


def _pair(question: str) -> Pair:
    pair = pair_of(Asked.of(question, TODAY))
    assert pair is not None
    return pair


@pytest.mark.parametrize(
    ("question", "form", "sense", "first", "second"),
    [
        (
            "Was the U.S. force in Iraq larger in July 2021 than in December 2017?", Form.WHETHER, Sense.MORE,
            "How many U.S. troops in Iraq in July 2021?", "How many U.S. troops in Iraq in December 2017?",
        ),
        (
            "Did the number of seats go up between 2019 and 2024?", Form.WHETHER, Sense.LESS,
            "How many seats in 2019?", "How many seats in 2024?",
        ),
        (
            "Were there fewer soldiers in Syria in 2024 than in 2017?", Form.WHETHER, Sense.LESS,
            "How many soldiers in Syria in 2024?", "How many soldiers in Syria in 2017?",
        ),
        (
            "Did more people vote for Lula in the 2022 runoff than for Macron in his?", Form.WHETHER, Sense.MORE,
            "How many people vote for Lula in the 2022 runoff?", "How many people vote for Macron in the 2022 runoff?",
        ),
        (
            "Did Labour win more seats in 2024 than in 2019?", Form.WHETHER, Sense.MORE,
            "How many seats did Labour win in 2024?", "How many seats did Labour win in 2019?",
        ),
        (
            "Is Norway's policy rate above the level Britain reached in August 2022?", Form.WHETHER, Sense.MORE,
            "What is Norway's policy rate?", "What is the policy rate Britain reached in August 2022?",
        ),
        (
            "Who won by the bigger percentage in 2022, Macron or Lula?", Form.WHICH, Sense.MORE,
            "Macron won by what percentage in 2022?", "Lula won by what percentage in 2022?",
        ),
        (
            "Which house has more members, the Bundestag or the House of Commons?", Form.WHICH, Sense.MORE,
            "How many members does the Bundestag have?", "How many members does the House of Commons have?",
        ),
        (
            "Was turnout higher in Germany in 2021 or in Britain in 2024?", Form.WHICH, Sense.MORE,
            "What was turnout in Germany in 2021?", "What was turnout in Britain in 2024?",
        ),
        (
            "Did Germany or France have the higher turnout?", Form.WHICH, Sense.MORE,
            "What was the turnout in Germany?", "What was the turnout in France?",
        ),
        (
            "By how many degrees did Copernicus and NASA differ on 2024?", Form.DIFFERENCE, Sense.SAME,
            "How many degrees did Copernicus give for 2024?", "How many degrees did NASA give for 2024?",
        ),
        (
            "How many more troops were in Iraq in 2007 than in 2021?", Form.DIFFERENCE, Sense.MORE,
            "How many troops were in Iraq in 2007?", "How many troops were in Iraq in 2021?",
        ),
        (
            "What did the WMO and NASA each put the warming of 2024 at?", Form.EACH, Sense.SAME,
            "What did the WMO put the warming of 2024 at?", "What did NASA put the warming of 2024 at?",
        ),
    ],
)  # fmt: skip
def test_figures_are_asked_of_each_side(question: str, form: Form, sense: Sense, first: str, second: str) -> None:
    pair = _pair(question)
    assert (pair.form, pair.sense, pair.measure) == (form, sense, Measure.FIGURE)
    assert [side.question for side in asked_of(pair, TODAY)] == [first, second]


@pytest.mark.parametrize(
    ("question", "form", "first", "second"),
    [
        (
            "Which came first: the mission's end or the Tower 22 attack?", Form.WHICH,
            "When was the mission's end?", "When was the Tower 22 attack?",
        ),
        (
            "Did the Pfizer result come before the Moderna result?", Form.WHETHER,
            "When was the Pfizer result?", "When was the Moderna result?",
        ),
        (
            "Did Helene make landfall before Milton?", Form.WHETHER,
            "When did Helene make landfall?", "When did Milton make landfall?",
        ),
        (
            "Which came first, the Fed's rate rise or the ECB's?", Form.WHICH,
            "When was the Fed's rate rise?", "When was the ECB's rate rise?",
        ),
    ],
)  # fmt: skip
def test_days_are_asked_of_each_side(question: str, form: Form, first: str, second: str) -> None:
    pair = _pair(question)
    assert (pair.form, pair.measure, pair.sense) == (form, Measure.DAY, Sense.LESS)
    assert [side.question for side in pair.sides] == [first, second]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "How did the U.S. force in Iraq change between January and September 2007?",
            "How many U.S. troops in Iraq in January 2007?", "How many U.S. troops in Iraq in September 2007?",
        ),
        (
            "fed target range june vs december 2022",
            "What was the fed target range in june 2022?", "What was the fed target range in december 2022?",
        ),
        (
            "How did Fed officials revise their projection for 2023, from June to December 2022?",
            "What was Fed officials’ projection for 2023 in June 2022?",
            "What was Fed officials’ projection for 2023 in December 2022?",
        ),
        (
            "How many seats did the CDU gain between the first count and the final one?",
            "How many seats did the CDU gain in the first count?",
            "How many seats did the CDU gain in the final count?",
        ),
    ],
)  # fmt: skip
def test_the_named_ends_of_a_development_are_its_sides(question: str, first: str, second: str) -> None:
    pair = _pair(question)
    assert pair.form is Form.DEVELOPMENT
    assert [side.question for side in asked_of(pair, TODAY)] == [first, second]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("South Carolina's Helene deaths: how did the count develop?", "How many Helene deaths in South Carolina?"),
        (
            "How did the expected closing date of the purchase slip?",
            "What was the expected closing date of the purchase?",
        ),
        (
            "How did the amount offered to developing countries change?",
            "What was the amount offered to developing countries?",
        ),
    ],
)
def test_a_development_without_ends_is_read_as_one_figure(question: str, reading: str) -> None:
    asked = Asked.of(question, TODAY)
    assert asked.change and asked.reading == reading and pair_of(asked) is None


@pytest.mark.parametrize(
    "question",
    [
        "How many troops remain in Iraq?",
        "Is Emmanuel Macron older than 40?",
        "Were more than 200 people killed?",
        "Who was prime minister before Rishi Sunak?",
        "How many troops were there before the withdrawal?",
        "Did the strike happen before or after the vote?",
        "What happened between the first and the second vote?",
    ],
)
def test_a_question_about_one_thing_is_left_alone(question: str) -> None:
    assert pair_of(Asked.of(question, TODAY)) is None
