"""Two findings made by hand, and what they decide: the verdict, both values, both sentences, or what is missing."""

from __future__ import annotations

import re

from rag.answer import REFUSAL
from rag.asked import Asked
from rag.both import answer_both, asked_of, pair_of
from rag.types import Answer, Finding
from tests.test_answer import COMPOSER, TODAY, article, found, hit

IRAQ_2017 = article("y2017", "2017-12-10", "The Pentagon said it had about 5,200 troops in Iraq.")
IRAQ_2021 = article("y2021", "2021-07-27", "There are about 2,500 U.S. troops in Iraq.")
MACRON = article("macron", "2022-04-25", "Emmanuel Macron has won with 58.54 percent of the vote.", "Macron wins")
LULA = article("lula", "2022-10-31", "Lula has been elected with 50.90 percent of valid votes.", "Lula wins")
COPERNICUS = article("eu", "2025-01-10", "The world was 1.60 degrees warmer in 2024, Copernicus said.", "Warmest year")
NASA = article("us", "2025-01-10", "NASA estimated that 2024 was about 1.47 degrees warmer.", "Warmest year", "Atlas")
MISSION = article("end", "2021-12-10", "The coalition ended its combat mission on Thursday.", "Combat mission ends")
ATTACK = article("attack", "2024-01-29", "A drone struck Tower 22 on Sunday.", "Attack on Tower 22 kills three")


def both(question: str, first: list[Finding], second: list[Finding]) -> Answer:
    asked = Asked.of(question, TODAY)
    pair = pair_of(asked)
    assert pair is not None
    findings = [first, second]
    hits = [[finding.hit for finding in side] for side in findings]
    answer = answer_both(COMPOSER, question, asked, pair, asked_of(pair, TODAY), hits, findings)
    markers = {int(marker) for marker in re.findall(r"\[(\d+)\]", answer.text)}
    assert markers == {citation.marker for citation in answer.citations} and bool(markers) != answer.abstained
    return answer


def test_a_comparison_of_two_days_is_decided_with_both_values_and_both_sentences() -> None:
    question = "Was the U.S. force in Iraq larger in July 2021 than in December 2017?"
    answer = both(question, [found(IRAQ_2021, "2,500")], [found(IRAQ_2017, "5,200")])
    assert answer.short == "no"
    assert answer.text.startswith(
        "No, about 2,500 U.S. troops in July 2021 against about 5,200 troops in December 2017."
    )
    assert [citation.quote for citation in answer.citations] == [IRAQ_2021.text, IRAQ_2017.text]
    assert answer.as_of == IRAQ_2021.published and [fact.number for fact in answer.facts] == [2500, 5200]


def test_less_turns_the_verdict_round() -> None:
    question = "Was the U.S. force in Iraq smaller in July 2021 than in December 2017?"
    assert both(question, [found(IRAQ_2021, "2,500")], [found(IRAQ_2017, "5,200")]).short == "yes"


def test_which_of_two_is_named_and_leads_the_line() -> None:
    question = "Who won by the smaller percentage in 2022, Macron or Lula?"
    answer = both(question, [found(MACRON, "58.54 percent")], [found(LULA, "50.90 percent")])
    assert answer.short == "Lula"
    assert answer.text.startswith("Lula, 50.90 percent for Lula against 58.54 percent for Macron.")


def test_how_far_two_figures_are_apart_is_subtraction() -> None:
    question = "By how many degrees did Copernicus and NASA differ on 2024?"
    answer = both(question, [found(COPERNICUS, "1.60")], [found(NASA, "1.47")])
    assert answer.short == "0.13 degrees" and len(answer.citations) == 2


def test_a_figure_of_another_voice_is_not_taken_for_its_own() -> None:
    question = "By how many degrees did Copernicus and NASA differ on 2024?"
    answer = both(question, [found(COPERNICUS, "1.60")], [found(COPERNICUS, "1.60", 0.99)])
    assert answer.abstained and "NASA" in answer.text


def test_what_each_says_is_told_beside_the_other_as_a_disagreement() -> None:
    question = "What did Copernicus and NASA each put the warming of 2024 at?"
    answer = both(question, [found(COPERNICUS, "1.60")], [found(NASA, "1.47")])
    assert answer.short == "1.60 degrees and about 1.47 degrees"
    assert answer.disagreement is not None and "NASA" in answer.disagreement


def test_what_came_first_is_decided_by_the_days_of_the_reports() -> None:
    question = "Which came first: the end of the combat mission or the Tower 22 attack?"
    answer = both(question, [found(MISSION, "Thursday")], [found(ATTACK, "Sunday")])
    assert answer.short == "the end of the combat mission"
    assert "9 December 2021" in answer.text and "28 January 2024" in answer.text


def test_a_side_that_is_not_found_is_named_in_the_refusal() -> None:
    question = "Was the U.S. force in Iraq larger in July 2021 than in December 2017?"
    answer = both(question, [found(IRAQ_2021, "2,500")], [])
    assert answer.abstained and answer.text.startswith(REFUSAL)
    assert "“December 2017”" in answer.text and "“July 2021”" not in answer.text


def test_unlike_things_are_not_compared() -> None:
    cost = article("cost", "2017-12-10", "The war in Iraq cost $2 billion.")
    question = "Was the U.S. force in Iraq larger in July 2021 than in December 2017?"
    assert both(question, [found(IRAQ_2021, "2,500")], [found(cost, "$2 billion")]).abstained


def test_a_development_goes_from_its_first_to_its_last_end_whatever_order_they_are_found_in() -> None:
    question = "How did the U.S. force in Iraq change between December 2017 and July 2021?"
    middle = article("y2020", "2020-09-09", "There are about 3,000 U.S. troops in Iraq.")
    both_days = [found(IRAQ_2017, "5,200"), found(middle, "3,000")]
    answer = both(question, both_days, [found(IRAQ_2021, "2,500")])
    assert answer.short == "from about 5,200 to about 2,500 U.S. troops"
    assert [fact.number for fact in answer.facts] == [5200, 3000, 2500]


def test_the_old_and_the_new_figure_of_one_sentence_are_a_development() -> None:
    final = article(
        "final", "2021-10-15", "The committee fixed the members of the Bundestag at 736, up from 735.", "Seats"
    )
    answer = COMPOSER.compose(
        "How has the number of members of the Bundestag changed?",
        Asked.of("How has the number of members of the Bundestag changed?", TODAY),
        [hit(final)],
        [found(final, "736")],
    )
    assert answer.short == "from 735 to 736"


def test_one_answer_for_each_of_two_things_is_given_with_both_sentences() -> None:
    garland = article("g", "2024-08-05", "Merrick Garland called the ruling a win.", "Ruling against Google")
    bondi = article("b", "2025-04-17", "Pam Bondi called the ruling a victory.", "Second ruling against Google")
    question = "Who welcomed the two rulings against Google?"
    answer = COMPOSER.compose(
        question,
        Asked.of(question, TODAY),
        [hit(garland)],
        [found(garland, "Merrick Garland"), found(bondi, "Pam Bondi")],
    )
    assert answer.short == "Merrick Garland and Pam Bondi" and len(answer.citations) == 2
