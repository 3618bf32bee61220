"""Self-labels: a span is named only inside the sentence that is known to answer."""

from __future__ import annotations

from pathlib import Path

from rag.reader.encoding import PairEncoder
from rag.reader.self_labels import label_spans
from rag.reader.trained import WEIGHTS_FOLDER
from rag.reader.training_data import Question

CONTEXT = "The ferry sank in May 1998. Ivan Petrov, its captain, was rescued. Nobody else was aboard."


def test_a_vague_question_gets_the_span_in_its_sentence(encoder: PairEncoder, packaged: Path) -> None:
    vague = Question("Who was the captain of the ferry?", "Ferry", CONTEXT, ((28, 66),), "sentences", exact=False)
    exact = Question("When did the ferry sink?", "Ferry", CONTEXT, ((18, 26),), "squad")
    weights = WEIGHTS_FOLDER / "reader.safetensors"
    labelled, same = label_spans([vague, exact], weights, packaged / "model.safetensors", encoder)
    assert same == exact and labelled.exact
    ((start, end),) = labelled.spans
    assert CONTEXT[start:end] == "Ivan Petrov"
