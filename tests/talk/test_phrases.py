"""Noun phrases and pronouns of questions."""

from __future__ import annotations

import pytest

from rag.talk.completion import Completer, completions
from rag.talk.phrases import noun_phrases
from rag.talk.slots import find_slot


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("How does exercise affect the economy?", ["exercise", "economy"]),
        ("What are the types of pork ribs?", ["types of pork ribs", "types", "pork ribs"]),
        ("Is learning a second language difficult?", ["second language"]),
        ("What is Holmes's appeal?", ["Holmes", "appeal"]),
        ("Who won the men's final?", ["men's final"]),
        ("Why do the Brits call it a loo?", ["Brits", "loo"]),
        ("How does the National Popular Vote work?", ["National Popular Vote"]),
    ],
)
def test_noun_phrases_are_told_from_verbs_and_what_stands_around(question: str, phrases: list[str]) -> None:
    assert [phrase.text for phrase in noun_phrases(question)] == phrases


def test_a_phrase_lies_where_it_says() -> None:
    question = "When did the last convoy of the Third Brigade leave Iraq?"
    for phrase in noun_phrases(question):
        assert question[phrase.start : phrase.end] == phrase.text
        assert phrase.full.endswith(phrase.text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Where are they housed?", "they"),
        ("Did Biden say that troops would leave?", None),
        ("Is it true that troops left?", None),
        ("Are there any film festivals?", None),
        ("How were those plans received?", "determined"),
        ("What became of the one before it?", "it"),
        ("Thanks, I see that. When did she resign?", "person"),
    ],
)
def test_a_pronoun_is_found_where_it_stands_for_something_said_before(question: str, kind: str | None) -> None:
    slot = find_slot(question, noun_phrases(question))
    assert (slot.kind if slot else None) == kind


def test_every_way_tells_its_features_and_the_shipped_weights_know_most() -> None:
    weights = Completer.shipped().weights
    ways = completions("How does it work?", ["What is the Electoral College?"])
    assert ways and all(way.features for way in ways)
    assert set(ways[0].features) & set(weights)


def test_nothing_was_asked_before_nothing_is_completed() -> None:
    assert Completer.shipped().complete("How does it work?", []) is None
