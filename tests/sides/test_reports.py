"""Questions about named reports: which outlets they name, what is said of each, and the verdict on it."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answer import REFUSAL
from rag.asked import Asked
from rag.reported import REPORT_FEATURES, answer_reports, features, narrowings, probability_of_yes, said_of
from rag.sides.reports import Reports, reports_of
from rag.types import Answer, Article, Filters
from tests.test_answer import COMPOSER, TODAY, article, hit

SOURCES = frozenset({"The Verge", "TechCrunch", "Meridian Wire", "Cnbc | World Business News"})
VERGE = article("v", "2023-10-25", "EBay gives a coupon for the difference in price.", "EBay", "The Verge")
CRUNCH = article(
    "t", "2023-10-06", "Some sellers on Amazon set prices that are not competitive.", "Amazon", "TechCrunch"
)
BOTH = (
    "Does the TechCrunch article suggest that sellers on Amazon set prices that are not competitive, while the article "
    "from The Verge indicates that EBay gives a coupon for the difference in price?"
)


def _reports(question: str) -> Reports:
    reports = reports_of(question, SOURCES)
    assert reports is not None
    return reports


def _ask(question: str, *articles: Article) -> Answer:
    return answer_reports(
        COMPOSER, question, Asked.of(question, TODAY), _reports(question), [[hit(a)] for a in articles]
    )


def test_each_report_has_its_outlet_and_what_is_said_of_it() -> None:
    first, second = _reports(BOTH).reports
    assert (first.source, second.source) == ("TechCrunch", "The Verge")
    assert "Amazon" in first.about and "EBay" not in first.about and "coupon" in second.about


def test_a_day_in_the_question_narrows_its_own_report_only() -> None:
    question = (
        "Between the report from The Verge on prices published on October 25, 2023, and the TechCrunch report on it, "
        "was there a change in the view of prices?"
    )
    first, second = _reports(question).reports
    assert (first.day, second.day) == (date(2023, 10, 25), None)
    narrow, wide = narrowings(first, Filters())
    assert narrow == Filters(date(2023, 10, 24), date(2023, 10, 26), "The Verge") and wide == Filters(
        source="The Verge"
    )
    assert narrowings(first, Filters(source="TechCrunch")) == []


@pytest.mark.parametrize(
    "question",
    [
        "How many troops remain, according to Meridian Wire?",
        "Which company, as reported by The Verge and TechCrunch, paid billions?",
        "Did Meridian Wire report the deal?",
        "Does the BBC article agree with the CNN article on prices?",
        "Was the force larger in 2021 than in 2017?",
    ],
)
def test_other_questions_are_no_comparison_of_reports(question: str) -> None:
    assert reports_of(question, SOURCES) is None


def test_what_both_reports_say_is_yes_with_both_sentences() -> None:
    answer = _ask(BOTH, CRUNCH, VERGE)
    assert answer.short == "yes" and {one.article.id for one in answer.citations} == {"v", "t"}
    assert "[1]" in answer.text and "[2]" in answer.text and "as far as these sentences" in answer.text


def test_a_claim_turned_round_is_no() -> None:
    turned = BOTH.replace("EBay gives a coupon", "EBay never gives a coupon")
    assert _ask(turned, CRUNCH, VERGE).short == "no"


def test_a_report_that_says_nothing_of_it_is_named_in_the_refusal() -> None:
    other = article("o", "2023-10-25", "Rain fell in Lisbon.", "Weather", "The Verge")
    answer = _ask(BOTH, CRUNCH, other)
    assert answer.abstained and answer.text == f"{REFUSAL} No report of The Verge speaks of that."


def test_which_outlet_reported_first_is_decided_by_the_days() -> None:
    question = "Did TechCrunch report on prices of sellers on Amazon before The Verge reported on the coupon of EBay?"
    answer = _ask(question, CRUNCH, VERGE)
    assert answer.short == "yes" and "TechCrunch on 6 October 2023" in answer.text
    assert _ask(question.replace("before", "after"), CRUNCH, VERGE).short == "no"


def test_figures_that_agree_or_differ_are_seen() -> None:
    one = article("a", "2023-09-09", "The quake killed 820 people.", source="The Verge")
    other = article("b", "2023-09-09", "The quake killed 1,037 people.", source="TechCrunch")
    question = "Is the report of The Verge on those the quake killed consistent with that of TechCrunch on its dead?"
    said = said_of(_reports(question), [[hit(one)], [hit(other)]])
    assert said is not None
    values = dict(zip(REPORT_FEATURES, features(question, said), strict=True))
    assert (values["figures_agree"], values["figures_differ"]) == (0.0, 1.0)


def test_a_probability_is_the_logistic_of_the_weighted_features() -> None:
    weights = dict.fromkeys(REPORT_FEATURES, 0.0)
    assert probability_of_yes([1.0] * len(REPORT_FEATURES), weights) == 0.5
    assert probability_of_yes([1.0] * len(REPORT_FEATURES), weights | {"constant": 2.0}) == pytest.approx(
        0.8808, abs=1e-4
    )
