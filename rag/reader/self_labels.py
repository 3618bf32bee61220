"""Spans for the questions of which only the answering sentence is known, found by an earlier reader's weights.

Inside the sentence that is known to answer, a reader is right far more often than on a whole passage: what it finds
there trains the next one (self-training). Where it finds nothing it is sure of, the sentence stays the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rag.reader.encoding import PairEncoder, header
from rag.reader.scoring import OpenVinoScorer
from rag.reader.spans import best_spans
from rag.reader.training_data import Question

SURE = 1.0
"""Margin over the null span from which a span is taken for the answer."""

AT_ONCE = 256


def label_spans(questions: Sequence[Question], weights: Path, packaged: Path, encoder: PairEncoder) -> list[Question]:
    """Return the questions, those with an inexact span given the span that `weights` find in it with a sure margin."""
    scorer = OpenVinoScorer(weights, packaged)
    found = list(questions)
    vague = [index for index, question in enumerate(questions) if question.spans and not question.exact]
    for begin in range(0, len(vague), AT_ONCE):
        rows = vague[begin : begin + AT_ONCE]
        texts = [_sentence(questions[index]) for index in rows]
        pairs = [
            encoder.encode(questions[index].text, header(questions[index].title, None), text)
            for index, text in zip(rows, texts, strict=True)
        ]
        for index, text, pair, logits in zip(rows, texts, pairs, scorer.score(pairs)[0], strict=True):
            spans = best_spans(pair, logits, text, 1)
            if spans and spans[0].margin >= SURE:
                offset = questions[index].spans[0][0]
                span = (offset + spans[0].start, offset + spans[0].end)
                found[index] = replace(questions[index], spans=(span,), exact=True)
    return found


def _sentence(question: Question) -> str:
    start, end = question.spans[0]
    return question.context[start:end]
