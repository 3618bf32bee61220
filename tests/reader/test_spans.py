"""Choosing spans from logits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rag.reader.encoding import PairEncoder
from rag.reader.spans import MAX_SPAN_TOKENS, best_spans, whole_words

TEXT = "Mayor Ivan Portnih said that 14 people were treated in hospital, and more were expected."


def test_the_span_with_the_highest_sum_comes_first(encoder: PairEncoder) -> None:
    pair = encoder.encode("How many people were treated?", "", TEXT)
    logits = np.zeros((len(pair.ids), 2), dtype=np.float32)
    token = pair.first + [TEXT[a:b] for a, b in pair.offsets].index("14")
    logits[token] = 5.0
    logits[0] = 1.0
    best = best_spans(pair, logits, TEXT)[0]
    assert TEXT[best.start : best.end] == "14"
    assert best.margin == 8.0


@given(seed=st.integers(0, 10_000))
def test_spans_lie_in_the_passage_apart_from_each_other_and_best_first(encoder: PairEncoder, seed: int) -> None:
    pair = encoder.encode("Who?", "Title.", TEXT)
    logits = np.random.default_rng(seed).normal(size=(len(pair.ids), 2)).astype(np.float32)
    spans = best_spans(pair, logits, TEXT, 4)
    assert spans
    assert [span.margin for span in spans] == sorted((span.margin for span in spans), reverse=True)
    for span in spans:
        assert 0 <= span.start < span.end <= len(TEXT)
        assert len(encoder.token_ids(TEXT[span.start : span.end])) <= MAX_SPAN_TOKENS + 4
    ordered = sorted(spans, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(ordered))


def test_a_span_is_widened_to_whole_words_and_loses_hanging_punctuation() -> None:
    assert whole_words("a storm, sank", 3, 8) == (2, 7)
    assert whole_words("in 2,500 days", 3, 8) == (3, 8)


def test_a_passage_without_words_has_no_span(encoder: PairEncoder) -> None:
    pair = encoder.encode("Who?", "", " ")
    assert best_spans(pair, np.zeros((len(pair.ids), 2), dtype=np.float32), " ") == []
