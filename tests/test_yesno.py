"""Yes, no and not yet: decided by the sentence's own verb, or left to the sentence."""

from __future__ import annotations

import pytest

from tests.test_answer import article, compose, found


@pytest.mark.parametrize(
    ("question", "sentence", "short"),
    [
        ("Have strikes in Syria begun?", "Strikes in Syria have not begun, officials said.", "no"),
        ("Were further cuts ordered?", "Further cuts are planned, not ordered.", "no"),
        ("Has the status of Ebola been lifted?", "The status of Ebola has not yet been lifted.", "not yet"),
        ("Has the handover of the base been completed?", "The handover of the base is in progress.", "not yet"),
        ("Has the base at Erbil been closed?", "The base at Erbil was closed on Friday.", "yes"),
    ],
)
def test_the_verb_of_the_sentence_decides(question: str, sentence: str, short: str) -> None:
    one = article("a", "2024-09-20", sentence)
    answer = compose(question, found(one, sentence))
    assert answer.short == short
    assert answer.text == f"{short.capitalize()}. Meridian Wire, 20 September 2024: “{sentence}” [1]"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Has the base at Erbil been closed?", "The base at Erbil has about 500 troops."),
        ("Has the base at Erbil been closed?", "The base in Anbar was closed on Friday."),
        ("Have 3,000 troops been ordered to Erbil?", "The troops were ordered to Erbil, 2,500 of them."),
        ("Will the base at Erbil be closed?", "The base at Erbil will be closed."),
    ],
)
def test_a_sentence_that_is_only_near_is_quoted_without_a_verdict(question: str, sentence: str) -> None:
    one = article("a", "2024-09-20", sentence)
    answer = compose(question, found(one, sentence, 0.99))
    assert answer.abstained or answer.short == sentence
