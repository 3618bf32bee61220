"""Each figure against an example worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval import metrics as m


def floats(*values: float) -> m.Floats:
    return np.array(values, dtype=np.float64)


def test_squad_f1_and_exact_match_as_the_official_script_has_them() -> None:
    assert m.exact_match("The Broncos!", ["broncos"]) == 1.0
    assert m.token_f1("the Denver Broncos team", ["Denver Broncos"]) == pytest.approx(2 * 2 / (3 + 2))
    assert m.token_f1("x", ["Denver", "x y"]) == pytest.approx(2 / 3)
    assert m.token_f1("", []) == 1.0 and m.token_f1("x", []) == 0.0 and m.token_f1("", ["x"]) == 0.0


def test_recall_and_reciprocal_rank_ask_for_half_of_a_gold_sentence() -> None:
    gold = [("a", 0, 10), ("b", 0, 10)]
    ranked = [("a", 6, 20), ("a", 0, 5), ("b", 0, 10)]
    assert m.recall_at(1, gold, ranked, every=True) == 0.0
    assert m.recall_at(2, gold, ranked, every=True) == 0.5
    assert m.recall_at(2, gold, ranked, every=False) == 1.0
    assert m.recall_at(3, gold, ranked, every=True) == 1.0
    assert m.reciprocal_rank(gold, ranked) == 0.5
    assert m.reciprocal_rank(gold, ranked[:1]) == 0.0


def test_citations_are_measured_by_the_characters_they_share_with_the_gold_sentences() -> None:
    gold = [("a", 0, 100), ("b", 0, 50)]
    cited = [("a", 20, 100), ("c", 0, 20)]
    assert m.citation_precision(gold, cited) == pytest.approx(0.8)
    assert m.citation_recall(gold, cited, every=True) == pytest.approx(80 / 150)
    assert m.citation_recall(gold, cited, every=False) == pytest.approx(0.8)
    assert math.isnan(m.citation_precision(gold, []))


def test_a_quote_is_faithful_at_its_offsets_and_in_whole_words_only() -> None:
    text = "Roughly 2,500 troops remain."
    assert m.faithful(text, 8, 20, "2,500 troops")
    assert not m.faithful(text, 9, 21, "2,500 troops")
    assert not m.faithful(text, 9, 21, text[9:21])
    assert not m.faithful(text, 8, 99, text[8:])


def test_abstention_precision_and_recall() -> None:
    answerable, abstained = floats(1, 1, 0, 0, 0), floats(1, 0, 1, 1, 0)
    assert m.abstention_precision(answerable, abstained) == pytest.approx(2 / 3)
    assert m.abstention_recall(answerable, abstained) == pytest.approx(2 / 3)
    assert math.isnan(m.abstention_precision(floats(1), floats(0)))


def test_risk_coverage_and_the_area_under_it() -> None:
    coverage, risk = m.risk_coverage(floats(0.2, 0.9, 0.5), floats(0, 1, 0))
    assert coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert risk.tolist() == pytest.approx([0, 1 / 2, 2 / 3])
    assert m.area_under_risk(floats(0.2, 0.9, 0.5), floats(0, 1, 0)) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)


def test_equal_confidences_make_the_order_of_questions_play_no_part() -> None:
    assert m.area_under_risk(floats(0.5, 0.5), floats(1, 0)) == m.area_under_risk(floats(0.5, 0.5), floats(0, 1)) == 0.5


def test_auroc_counts_pairs_in_order_and_ties_half() -> None:
    assert m.auroc(floats(0.9, 0.4, 0.4, 0.1), floats(1, 1, 0, 0)) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert math.isnan(m.auroc(floats(0.9), floats(1)))


def test_calibration_error_of_two_bins_and_nothing_refused_counts() -> None:
    confidence, right = floats(0.95, 0.95, 0.35, 0.99), floats(1, 0, 0, 0)
    error = m.calibration_error(confidence, right, floats(0, 0, 0, 1))
    assert error == pytest.approx(2 / 3 * 0.45 + 1 / 3 * 0.35)
    assert [item.count for item in m.reliability(floats(1.0, 0.0), floats(1, 0))] == [1, 1]


def test_balanced_accuracy_gives_each_answer_the_same_weight() -> None:
    assert m.balanced(floats(1, 1, 1, 0), floats(7, 7, 7, 8)) == 0.5


def test_percentiles_leave_out_what_was_not_timed() -> None:
    assert m.percentile(50)(floats(1, 3, math.nan, 2)) == 2.0
    assert math.isnan(m.percentile(95)(floats(math.nan)))


def test_the_best_threshold_refuses_what_is_better_refused() -> None:
    score, gain, answerable = floats(0.9, 0.8, 0.3, 0.2), floats(1, 0.5, 0, 1), floats(1, 1, 0, 1)
    assert m.best_threshold(score, gain, answerable) in (0.8, 0.2)
    assert m.best_threshold(score, floats(1, 0.5, 0, 0.5), answerable) == 0.8
    assert m.best_threshold(floats(0.7, 0.6), floats(0, 0), floats(0, 0)) > 0.7


def test_the_interval_is_that_of_a_mean_and_the_same_each_time() -> None:
    values = floats(*([0.0, 1.0] * 50))
    low, high = m.bootstrap(lambda at: m.mean(values[at]), 100)
    assert (low, high) == m.bootstrap(lambda at: m.mean(values[at]), 100)
    assert low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.02) and high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.02)


def test_an_interval_of_a_constant_has_no_width() -> None:
    assert m.bootstrap(lambda at: 1.0, 5) == (1.0, 1.0)
