"""The judge: features in order, probabilities, and its fit."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.calibrate import PRIOR, TRUST_PRIOR
from rag.asked import Asked
from rag.candidate import Candidate
from rag.evidence import weigh
from rag.judge import FEATURES, TRUST, Judge, judge_all
from rag.types import Article, Finding, Hit, Passage

ARTICLE = Article("a", "Troops", "Roughly 2,500 U.S. troops remain in Iraq, and 900 in Syria.", date(2024, 9, 20))
HIT = Hit(Passage("a@1:0-58", "a", 0, len(ARTICLE.text), ARTICLE.text), ARTICLE, 1.0, 1)


def candidate(question: str, words: str, score: float = 0.8) -> Candidate:
    start = ARTICLE.text.index(words)
    return weigh(Asked.of(question, date(2024, 10, 1)), [Finding(HIT, start, start + len(words), score)])[0]


def test_the_shipped_judge_weighs_every_feature_and_has_a_threshold() -> None:
    judge = Judge.shipped()
    assert set(judge.weights) == set(FEATURES) and set(judge.trust) == set(TRUST)
    assert 0.0 < judge.threshold < 1.0


def test_a_judge_with_no_weights_knows_nothing() -> None:
    judge = Judge(dict.fromkeys(FEATURES, 0.0), dict.fromkeys(TRUST, 0.0), 0.5)
    assert judge.probability([1.0] * len(FEATURES)) == pytest.approx(0.5)
    assert judge.confidence([1.0] * len(TRUST)) == pytest.approx(0.5)


def test_two_figures_of_one_sentence_are_told_of_their_own_countries() -> None:
    question = "How many U.S. troops are in Iraq?"
    assert candidate(question, "2,500").places == {"iraq"}
    assert candidate(question, "900").elsewhere and not candidate(question, "2,500").elsewhere


def test_the_unit_asked_for_fits_and_a_name_does_not() -> None:
    assert candidate("How many troops are there?", "2,500").kind_fit == 1.0
    assert candidate("How many troops are there?", "U.S.").kind_fit == -1.0


def test_the_likeliest_comes_first_and_leads_over_a_differing_answer() -> None:
    asked = Asked.of("How many U.S. troops are in Iraq?", date(2024, 10, 1))
    findings = [Finding(HIT, 8, 13, 0.6), Finding(HIT, ARTICLE.text.index("900"), ARTICLE.text.index("900") + 3, 0.3)]
    weights = dict.fromkeys(FEATURES, 0.0) | {"reader": 1.0}
    judged = judge_all(Judge(weights, TRUST_PRIOR, 0.5), asked, weigh(asked, findings))
    assert [one.candidate.finding.text for one in judged] == ["2,500", "900"]
    lead = FEATURES.index("lead")
    assert judged[0].features[lead] > 0 > judged[1].features[lead]


def test_two_sentences_that_give_one_answer_support_it_more_than_one() -> None:
    asked = Asked.of("How many U.S. troops are in Iraq?", date(2024, 10, 1))
    again = Article("b", "Troops", "There are 2,500 U.S. troops in Iraq.", date(2024, 9, 25))
    hit = Hit(Passage("b@1:0-36", "b", 0, len(again.text), again.text), again, 0.5, 2)
    judge = Judge(dict.fromkeys(FEATURES, 0.0), TRUST_PRIOR, 0.5)
    one, two = Finding(HIT, 8, 13, 0.5), Finding(hit, 10, 15, 0.5)
    support = FEATURES.index("support")
    alone = judge_all(judge, asked, weigh(asked, [one]))[0].features[support]
    both = judge_all(judge, asked, weigh(asked, [one, two]))[0].features[support]
    twice = judge_all(judge, asked, weigh(asked, [one, one]))[0].features[support]
    assert both > alone == twice


def test_the_fit_follows_the_data_and_keeps_to_the_prior_where_there_are_none() -> None:
    from eval.calibrate import Example, Lead, fit, fit_trust, threshold_for

    asked = Asked.of("How many U.S. troops are in Iraq?", date(2024, 10, 1))
    weights = fit([])
    assert weights == PRIOR and fit_trust([]) == TRUST_PRIOR
    sure, unsure = (
        judge_all(Judge(PRIOR, TRUST_PRIOR, 0.5), asked, weigh(asked, [Finding(HIT, 8, 13, score)]))
        for score in (0.9, 0.2)
    )
    examples = [Example(asked, sure, [True], True), Example(asked, unsure, [False], True)] * 50
    assert fit(examples)["reader"] > PRIOR["reader"]
    leads = [Lead(0.9, True, True), Lead(0.6, False, False), Lead(0.2, False, False)]
    assert threshold_for(0.5, leads) == pytest.approx(0.2, abs=2e-3)
    assert threshold_for(1.0, leads) == pytest.approx(0.6, abs=2e-3)


def test_the_shipped_file_is_what_the_fit_writes() -> None:
    row = json.loads((Path(__file__).parent.parent / "rag" / "judge.json").read_text(encoding="utf-8"))
    assert set(row) == {"weights", "trust", "threshold"}
