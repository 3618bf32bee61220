"""Stories to train on: well formed, told in one way, and marked where, and only where, they answer."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from rag.reader.slots import Values, name_pools
from rag.reader.stories import Story, all_stories, fill, read_stories, story_mistakes
from rag.reader.story_examples import story_example
from rag.reader.training_data import Example

BESIDE = ["It rained for most of the week in the hills."]
BIG_COUNTRIES = {
    nation.lower(): country.removeprefix("the ").lower()
    for nation, country in zip(name_pools()["nation"], name_pools()["country"], strict=True)
}
TEXT = """= force-cut
title {country} to trim its force in {place} | Fewer {nation} soldiers for {place}
~ {country} will bring its contingent in {place} down to [after: {count2}] by [when: {month}], from [before: {count}].
~ {person}, the [job: minister of {paper}], said so; the {party} agreed.
? after How many {nation!} soldiers will be left in {place!}? | to what size is the force in {place!} to shrink
? before How many {nation!} troops are in {place!} now? | current {nation!} strength in {place!}
? when By when is the reduction in {place!} to be done?
? job What is the post of {person.last}?
! How many {nation} soldiers were killed in {place}?
@ paper defence|justice
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_stories(path)[0]


def _many(stories: list[Story], count: int, seed: int = 1) -> list[Example]:
    chance = random.Random(seed)
    found = [story_example(chance.choice(stories), chance, BESIDE) for _ in range(count)]
    return [example for example in found if example]


def test_the_shipped_stories_have_no_mistakes_of_form() -> None:
    assert all_stories() and story_mistakes(all_stories()) == []


def test_a_label_is_told_in_the_same_words_everywhere() -> None:
    for story in all_stories():
        told: dict[str, set[str]] = {}
        own = Values(random.Random(1), story.pools)
        for text, spans in (fill(line, own) for line in story.told):
            for label, (begin, end) in spans.items():
                told.setdefault(label, set()).add(text[begin:end].lower())
        assert all(len(words) == 1 for words in told.values()), (story.name, told)


def test_labels_and_slots_leave_no_trace_and_the_span_is_the_labelled_words(story: Story) -> None:
    text, spans = fill(story.told[0], Values(random.Random(3), story.pools))
    assert not re.search(r"[\[\]{}]", text)
    assert set(spans) == {"after", "when", "before"}
    assert text[slice(*spans["before"])].replace(",", "").isdigit()


def test_a_party_with_an_article_gets_no_second_one(story: Story) -> None:
    for seed in range(40):
        assert "the the" not in fill(story.told[1], Values(random.Random(seed), story.pools))[0].lower()


def test_answered_and_unanswered_are_about_as_many() -> None:
    kinds = Counter(example.kind for example in _many(list(all_stories()), 3000))
    assert 0.4 < kinds["told"] / kinds.total() < 0.6


def test_what_is_asked_of_somebody_else_has_no_answer(story: Story) -> None:
    for example in _many([story], 600):
        asked = re.match(r"How many (.+) soldiers will be left in (.+?)\??$", example.question, re.IGNORECASE)
        if asked and example.kind == "untold":
            about = BIG_COUNTRIES[asked[1].lower()], asked[2].lower()
            telling = [line.lower() for line in example.passage.split(". ") if "down to" in line]
            assert not any(all(name in line for name in about) for line in telling)


def test_an_answer_is_found_where_its_question_names_who_it_is_about(story: Story) -> None:
    for example in _many([story], 600):
        for begin, end in example.spans:
            assert 0 <= begin < end <= len(example.passage)
        if example.spans and "left in" in example.question:
            place = example.question.rstrip("?").split(" left in ")[1]
            assert place.lower() in f"{example.header} {example.passage}".lower()


def test_mistakes_of_form_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("= bad\n~ The [a: {unknown}] and [b: {place!}] met.\n? a Who met?\n? c When?\n", encoding="utf-8")
    found = "\n".join(story_mistakes(read_stories(path)))
    for said in ("label b is never asked for", "no sentence has label c", "unknown", "no title", "no near misses"):
        assert said in found


def test_the_same_seed_makes_the_same_stories(story: Story) -> None:
    assert _many([story], 50, seed=3) == _many([story], 50, seed=3)
