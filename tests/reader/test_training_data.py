"""Windows, negatives and swaps: an example must be what its target says."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from rag.reader.negatives import NearMisses, Negatives, _replace_spans
from rag.reader.swaps import Swapper, replace
from rag.reader.training_data import (
    Question,
    _squad,
    answer_texts,
    holds_answer,
    make_header,
    positive,
    sentences,
    window,
)

PLACES = ("France", "Spain", "Italy", "Greece", "Norway", "Poland", "Kenya", "Ghana", "Chile", "Japan")


def _context(place: str, number: int) -> str:
    return (
        f"The farmers of {place} met in spring. In {place} they grew {number} tons of wheat in 2009. "
        f"Rain spoiled a part of it. The ministry of {place} promised help to every village. "
        "Nobody knows what the harvest will bring."
    )


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    out = []
    for number, place in enumerate(PLACES, start=310):
        context = _context(place, number)
        start = context.index(str(number))
        text = f"How many tons of wheat did {place} grow?"
        out.append(Question(text, f"Farming in {place}", context, ((start, start + 3),), "squad_train_part.json"))
    return out


@pytest.fixture(scope="module")
def negatives(questions: list[Question]) -> Negatives:
    pool = [question.context for question in questions]
    vectors = np.random.default_rng(0).normal(size=(200, 8)).astype(np.float32)
    swapper = Swapper(pool * 4, vectors, lambda text: [sum(map(ord, text)) % 200])
    near = NearMisses(questions, pool, common=1.0)
    return Negatives(questions, near, swapper)


@pytest.mark.parametrize("size", [60, 200, 900])
def test_a_window_is_whole_sentences_around_what_it_must_cover(size: int) -> None:
    context = _context("France", 310)
    bounds = sentences(context)
    cover = (context.index("310"), context.index("310") + 3)
    start, end = window(context, cover, size, random.Random(size))
    assert start <= cover[0] and cover[1] <= end
    assert start in {a for a, _ in bounds} and end in {b for _, b in bounds}


def test_a_positive_holds_its_answer(questions: list[Question]) -> None:
    chance = random.Random(1)
    for question in questions:
        example = positive(question, chance)
        assert [example.passage[a:b] for a, b in example.spans] == answer_texts(question)


@pytest.mark.parametrize("kind", ["paragraph", "window", "like"])
def test_a_passage_that_was_exchanged_does_not_hold_the_answer(
    kind: str, questions: list[Question], negatives: Negatives
) -> None:
    chance = random.Random(2)
    made = [(q, negatives.of(i, [(kind, 1.0)], chance)) for i, q in enumerate(questions)]
    assert any(example for _, example in made)
    for question, example in made:
        if example:
            assert example.question == question.text and not example.spans
            assert not holds_answer(example.passage + " " + example.header, answer_texts(question))


def test_a_changed_question_names_what_the_passage_does_not_speak_of(
    questions: list[Question], negatives: Negatives
) -> None:
    chance = random.Random(3)
    for index, question in enumerate(questions):
        example = negatives.of(index, [("question", 1.0)], chance)
        assert example and not example.spans and example.question != question.text
        other = [place for place in PLACES if place in example.question]
        assert all(place not in example.passage + example.header for place in other if place not in question.text)


def test_a_year_of_another_sentence_is_taken_and_one_of_the_answer_s_is_not() -> None:
    vectors = np.random.default_rng(0).normal(size=(200, 8)).astype(np.float32)
    swapper = Swapper(["They met in Oslo. He saw Oslo. We left Oslo again."] * 30, vectors, lambda text: [len(text)])
    passage = "In 2009 they grew 31 tons. The ministry was founded in 1955."
    changed = swapper.inside("How many tons in 2009?", passage, (0, 26), random.Random(1))
    assert changed == "How many tons in 1955?"
    assert swapper.inside("How many tons in 1955?", passage, (0, len(passage)), random.Random(1)) is None


def test_a_common_word_changes_for_one_the_question_does_not_hold(questions: list[Question]) -> None:
    vectors = np.random.default_rng(0).normal(size=(200, 8)).astype(np.float32)
    texts = [question.context for question in questions] * 4
    swapper = Swapper(texts, vectors, lambda text: [sum(map(ord, text)) % 200])
    changed = [swapper.word("How was the wheat harvest?", texts[0], random.Random(seed)) for seed in range(30)]
    assert any(changed)
    assert all(not ("wheat" in text and "harvest" in text) for text in changed if text)


def test_an_answerable_question_stays_so_when_both_sides_are_renamed(
    questions: list[Question], negatives: Negatives
) -> None:
    chance = random.Random(4)
    made = [(i, negatives.renamed(i, chance)) for i in list(range(len(questions))) * 3]
    assert any(example for _, example in made)
    for index, example in made:
        if example:
            assert example.passage[slice(*example.spans[0])] == answer_texts(questions[index])[0]


def test_a_header_never_holds_the_answer() -> None:
    chance = random.Random(5)
    lines = {make_header("Wheat: 310 tons", "x", "y", ["310"], chance) for _ in range(200)}
    assert not any("310" in line for line in lines)


def test_an_answer_counts_only_as_whole_words() -> None:
    assert holds_answer("they grew 31 tons", ["31"])
    assert not holds_answer("they grew 310 tons", ["31"])


def test_spans_move_along_when_words_before_them_change() -> None:
    text, spans = _replace_spans("In Spain 31 tons. Spain", "Spain", "New Zealand", ((9, 11), (18, 23)))
    assert text == "In New Zealand 31 tons. New Zealand"
    assert [text[a:b] for a, b in spans] == ["31"]


def test_replacing_spares_longer_words() -> None:
    assert replace("Romania and Oman", "Oman", "Chad") == "Romania and Chad"


def test_spans_read_from_a_file_are_trimmed_and_a_question_without_one_is_unanswerable(
    tmp_path: Path,
) -> None:
    entries = [
        {
            "id": "1",
            "question": "Who?",
            "answers": [{"text": " Ivan.", "answer_start": 5}],
            "is_impossible": False,
        },
        {"id": "2", "question": "When?", "answers": [], "is_impossible": True},
    ]
    paragraph = {"context": "Mayor Ivan. He spoke.", "qas": entries}
    path = tmp_path / "squad_train_part.json"
    path.write_text(json.dumps({"data": [{"title": "A_b", "paragraphs": [paragraph]}]}))
    one, other = _squad(path)
    assert answer_texts(one) == ["ivan"] and one.title == "A b"
    assert other.spans == ()
