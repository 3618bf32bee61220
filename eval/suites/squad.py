"""Suite `squad`: a question with its own paragraph; the reader finds the answer in it or says that it is not
there.

Input: SQuAD JSON (`--data`), and another (`--calibration`) to fit the threshold on: the score from which the
best span is given. Without one it is 0.5, or 0 where every question has an answer (XQuAD).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.bench import Bench, Reads
from eval.files import SquadQuestion, read_squad
from eval.metrics import Measure, auroc, best_threshold, exact_match, token_f1
from eval.result import Result, Row, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Article, Hit, split

UNFITTED_THRESHOLD = 0.5

_MEANS = ("exact_match", "f1", "has_answer_f1", "no_answer_accuracy", "forced_f1", "threshold")


@dataclass(frozen=True, slots=True)
class Span:
    """What the reader made of a question: its best span ("" for none), the score, and the milliseconds it
    took.
    """

    question: SquadQuestion
    text: str
    score: float
    milliseconds: float


def run(options: Options, bench: Bench) -> Result:
    """Read every question against its own paragraph."""
    path = options.needed("data", "SQuAD JSON")
    questions = chosen(list(read_squad(path)), options.limit, options.seed)
    calibration = list(read_squad(options.calibration)) if options.calibration else []
    reader = bench.reader()
    fitted = read_all(reader, calibration, "squad, calibration") if calibration else []
    spans = read_all(reader, questions, "squad")
    threshold = fit(fitted) if fitted else UNFITTED_THRESHOLD * any(not item.answers for item in questions)
    rows = [judge(span, threshold) for span in spans]
    measures = {**means(_MEANS), "auroc": Measure(("score", "answerable"), auroc), **latency(rows)}
    return summarise("squad", options.part, rows, measures)


def hits_of(article: Article) -> list[Hit]:
    """Return all passages of an article as hits, in the order of the text; the score is 1 / rank."""
    return [Hit(passage, article, 1 / rank, rank) for rank, passage in enumerate(split(article), start=1)]


def read_all(reader: Reads, questions: Sequence[SquadQuestion], label: str) -> list[Span]:
    """Return the best span for each question."""
    spans = []
    for number, question in enumerate(progress(questions, label)):
        hits = hits_of(Article(f"{number}", question.title, question.context))
        watch = Stopwatch()
        findings = reader.read(question.question, hits)
        best = (findings[0].text, findings[0].score) if findings else ("", 0.0)
        spans.append(Span(question, *best, watch.milliseconds))
    return spans


def fit(spans: Sequence[Span]) -> float:
    """Return the threshold with the best F1 on these questions."""
    score = np.array([span.score for span in spans])
    gain = np.array([token_f1(span.text, span.question.answers) for span in spans])
    answerable = np.array([float(bool(span.question.answers)) for span in spans])
    return best_threshold(score, gain, answerable)


def judge(span: Span, threshold: float) -> Row:
    """Return the row of one question at a threshold."""
    question = span.question
    given = span.text if span.score >= threshold else ""
    f1 = token_f1(given, question.answers)
    values = {
        "exact_match": exact_match(given, question.answers),
        "f1": f1,
        "score": span.score,
        "answerable": float(bool(question.answers)),
        "threshold": threshold,
        "ms_read": span.milliseconds,
    }
    if question.answers:
        values |= {"has_answer_f1": f1, "forced_f1": token_f1(span.text, question.answers)}
    else:
        values["no_answer_accuracy"] = f1
    detail = {
        "question": question.question,
        "accepted": list(question.answers),
        "short": given,
        "span": span.text,
    }
    return Row(question.id, values, detail)
