"""Who said it: the speaker of the sentence that tells what the question says was said."""

from __future__ import annotations

from rag.asked import Asked
from rag.spoken import speakers
from tests.test_answer import TODAY, article, hit

TEXT = (
    "Chad's ambassador to the union said that the force spent eleven dollars on itself for every dollar on a well. "
    "The mediator, Ana Ruiz, said the talks would go on."
)


def test_the_speaker_of_the_sentence_meant_is_found() -> None:
    question = "Who complained that the force spends eleven dollars on itself for each dollar on wells?"
    found = speakers(Asked.of(question, TODAY), [hit(article("a", "2019-08-20", TEXT))])
    assert [one.text for one in found] == ["Chad's ambassador"]
    assert 0.0 < found[0].score <= 0.6


def test_another_question_has_no_speaker() -> None:
    asked = Asked.of("How many dollars does the force spend on itself?", TODAY)
    assert speakers(asked, [hit(article("a", "2019-08-20", TEXT))]) == []


def test_a_question_that_tells_nothing_of_what_was_said_has_none() -> None:
    assert speakers(Asked.of("Who said it?", TODAY), [hit(article("a", "2019-08-20", TEXT))]) == []
