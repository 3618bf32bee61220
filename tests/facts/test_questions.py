"""What a question asks for."""

from __future__ import annotations

import pytest

from rag.facts import AnswerKind, expected_kind, unit_asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many troops remain in Iraq?", AnswerKind.QUANTITY),
        ("How tall is the tower?", AnswerKind.QUANTITY),
        ("What was the death toll?", AnswerKind.QUANTITY),
        ("How much did the bridge cost?", AnswerKind.MONEY),
        ("What is the price of the deal?", AnswerKind.MONEY),
        ("How much rain fell?", AnswerKind.QUANTITY),
        ("What percentage of voters stayed home?", AnswerKind.PERCENT),
        ("What is the unemployment rate?", AnswerKind.PERCENT),
        ("When did the coalition leave?", AnswerKind.DATE),
        ("In what year was it built?", AnswerKind.DATE),
        ("How long did the siege last?", AnswerKind.DURATION),
        ("How many years was he in prison?", AnswerKind.DURATION),
        ("How old is the mayor?", AnswerKind.AGE),
        ("Who leads the mission?", AnswerKind.PERSON),
        ("Where are the troops housed?", AnswerKind.PLACE),
        ("In which country did it happen?", AnswerKind.PLACE),
        ("Which company built it?", AnswerKind.ORGANISATION),
        ("Why did they leave?", AnswerKind.REASON),
        ("What caused the blaze?", AnswerKind.REASON),
        ("How did they escape?", AnswerKind.MANNER),
        ("Did the senate pass the bill?", AnswerKind.YES_NO),
        ("And is he still in office?", AnswerKind.YES_NO),
        ("What did the minister announce?", AnswerKind.OTHER),
        ("", AnswerKind.OTHER),
    ],
)
def test_the_words_of_a_question_tell_the_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert expected_kind(question) is kind


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("How many troops remain in Iraq?", "troops"),
        ("How many U.S. troops were there in 2020?", "U.S. troops"),
        ("How many people died?", "people"),
        ("What is the number of sites?", "sites"),
        ("What percentage voted?", "percent"),
        ("How much grain was exported?", "grain"),
        ("Who leads the mission?", None),
    ],
)
def test_the_unit_asked_for(question: str, unit: str | None) -> None:
    assert unit_asked(question) == unit
