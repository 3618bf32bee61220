"""Two things under one question, joined by "and", "vs." or "compared with": each is asked for alone."""

from __future__ import annotations

from datetime import date

import pytest

from rag.chain import Chain
from rag.sides import Form, sides_of
from rag.types import Article, Finding, Hit
from tests.test_answer import COMPOSER


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "How many soldiers are in Mali compared with Niger?",
            "How many soldiers are in Mali?",
            "How many soldiers are in Niger?",
        ),
        (
            "how many soldiers are there in iraq and syria",
            "How many soldiers are there in iraq?",
            "How many soldiers are there in syria?",
        ),
        (
            "How many soldiers are in Iraq and how many in Syria?",
            "How many soldiers are in Iraq?",
            "How many soldiers are in Syria?",
        ),
        ("Ines vs. Vera death toll", "What was the death toll of Ines?", "What was the death toll of Vera?"),
        (
            "Compare the turnout in Peru with that in Chile.",
            "What was the turnout in Peru?",
            "What was the turnout in Chile?",
        ),
        (
            "What did Norvik pay for Lumina and Orbis for Verity?",
            "What did Norvik pay for Lumina?",
            "What did Orbis pay for Verity?",
        ),
        (
            "How many medals did China and Japan win in Paris?",
            "How many medals did China win in Paris?",
            "How many medals did Japan win in Paris?",
        ),
        (
            "What were the tolls in Peru and in Chile?",
            "What was the toll in Peru?",
            "What was the toll in Chile?",
        ),
        (
            "Compared with 2007, how many soldiers were in Mali in 2024?",
            "How many soldiers were in Mali in 2007?",
            "How many soldiers were in Mali in 2024?",
        ),
        (
            "How do the tolls of the Peruvian and the Chilean quake compare?",
            "What was the toll of the Peruvian quake?",
            "What was the toll of the Chilean quake?",
        ),
        (
            "Between Norvik and Orbis, whose vaccine was more effective?",
            "How effective was Norvik's vaccine?",
            "How effective was Orbis's vaccine?",
        ),
        (
            "How many more soldiers were in Mali than in Niger in 2024?",
            "How many soldiers were in Mali in 2024?",
            "How many soldiers were in Niger in 2024?",
        ),
        (
            "Is it true that more people were killed by Ines than by Vera?",
            "How many people were killed by Ines?",
            "How many people were killed by Vera?",
        ),
        (
            "Was the Mali contingent larger than the one in Niger?",
            "How large was the Mali contingent?",
            "How large was the contingent in Niger?",
        ),
    ],
)
def test_each_of_the_two_is_asked_for_alone(question: str, first: str, second: str) -> None:
    pair = sides_of(question)
    assert pair is not None
    assert [side.question for side in pair.sides] == [first, second]


@pytest.mark.parametrize(
    "question",
    [
        "What kind of immune systems are found in plants and animals?",
        "What is the first line of defence against infection?",
        "How many people were killed and injured in the quake?",
        "What is used in double and triple expansion engines?",
        "Between May and July, how many people died?",
        "Israel and Hamas ceasefire",
        "Who broke the world record in Tellin in 2018 and in what time?",
        "Trinidad and Tobago population",
        "What is the highest mountain in Asia or Africa",
        "who was the first woman to win the Nobel Prize in physics or chemistry",
        "Who is older than Biden or Trump?",
        "Did he win as many votes as expected?",
        "Compare Iraq and Syria troop levels",
        "When did Kim and Trump hold their first summit?",
        "How long is the border of Chile and Argentina?",
        "Is it true that the man who was arrested was freed before the vote?",
    ],
)
def test_one_thing_is_not_cut_in_two(question: str) -> None:
    assert sides_of(question) is None


class _Fixed:
    """A reader that finds the given words wherever they stand."""

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, question: str, hits: list[Hit]) -> list[Finding]:
        places = [(hit, hit.article.text.find(self._words)) for hit in hits]
        return [Finding(hit, start, start + len(self._words), 0.9) for hit, start in places if start >= 0]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Was the deal or Brexit signed first?", "When was the deal signed?"),
        ("Did Ines or Vera make landfall first?", "When did Ines make landfall?"),
        ("Which hit earlier, Ines or Vera?", "When did Ines hit?"),
        ("Which cost more, Ines or Vera?", "How much did Ines cost?"),
        ("When did the ECB and the Fed raise rates?", "When did the ECB raise rates?"),
    ],
)
def test_what_each_did_is_asked_in_its_own_voice(question: str, first: str) -> None:
    pair = sides_of(question)
    assert pair is not None and pair.first.question == first


def test_half_an_answer_is_none() -> None:
    text = "There are 2,500 soldiers in Iraq, the ministry said."
    chain = Chain(None, _Fixed("2,500"), COMPOSER)  # type: ignore[arg-type]
    question = "How many soldiers are in Iraq and Syria?"
    answer = chain.answer_from(question, [Article("a", "Troops", text, date(2022, 6, 28))], date(2024, 1, 1))
    assert answer.abstained or "Syria" in answer.text


def test_two_names_that_are_one_thing_are_asked_for_as_one() -> None:
    text = "England and Wales had 59.6 million people in 2021."
    chain = Chain(None, _Fixed("59.6 million"), COMPOSER)  # type: ignore[arg-type]
    question = "How many people live in England and Wales?"
    pair = sides_of(question)
    assert pair is not None and pair.loose and pair.form is Form.EACH
    answer = chain.answer_from(question, [Article("census", "Census", text, date(2022, 6, 28))], date(2024, 1, 1))
    assert answer.short is not None and answer.short.startswith("59.6 million") and " and " not in answer.short
