"""Invented news: what is marked as the answer is what the question asks for, and what is not told has no answer."""

from __future__ import annotations

import random
import re
from collections import Counter

from rag.reader.batches import with_news
from rag.reader.news import news_example
from rag.reader.training_data import Example, Question

BESIDE = ["It rained for most of the week in the hills."]


def _many(count: int, seed: int = 1) -> list[Example]:
    chance = random.Random(seed)
    found = [news_example(chance, BESIDE) for _ in range(count)]
    return [example for example in found if example]


def test_every_span_of_one_question_has_the_same_words() -> None:
    for example in _many(1500):
        words = {re.sub(r"^(the|a) ", "", example.passage[a:b].lower()) for a, b in example.spans}
        assert len(words) <= 1, example


def test_no_slot_is_left_unfilled() -> None:
    for example in _many(1500):
        assert not re.search(r"[{}|]", example.question + example.header)
        assert "{" not in example.passage


def test_answered_and_unsaid_are_about_as_many() -> None:
    kinds = Counter(example.kind for example in _many(3000))
    assert 0.4 < kinds["news"] / kinds.total() < 0.6


def test_the_same_seed_makes_the_same_news() -> None:
    assert _many(50, seed=3) == _many(50, seed=3)


def test_news_is_mixed_in_by_its_share() -> None:
    context = "The harbour of the town was closed for repairs in spring. It opened again."
    questions = [Question("What was closed?", "Town", context, ((0, 11),), "test")] * 4000
    own = [Example("What was closed?", "", context, ((0, 11),), True, "own")] * 400
    mixed = with_news(own, questions, 0.25, 0.0, seed=1)
    assert Counter(example.kind == "own" for example in mixed) == {True: 400, False: 100}
