"""Suite `own`: our questions on our corpus, asked as a user asks them.

Input: `questions.jsonl` (see `eval/questions.py`) and the corpus it was written on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.bench import Bench, System
from eval.corpus import newest, read_articles
from eval.metrics import (
    Measure,
    Range,
    abstention_precision,
    abstention_recall,
    area_under_risk,
    auroc,
    calibration_error,
    citation_precision,
    citation_recall,
    faithful,
    mean,
    recall_at,
    reciprocal_rank,
    token_f1,
)
from eval.normalise import contains, same, same_name
from eval.questions import KINDS, Question, gold_ranges, read_questions
from eval.result import Result, Row, asked, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Answer, Article, Hit, InputError

QUESTIONS = Path(__file__).parent.parent / "questions.jsonl"
RETRIEVED = 10
QUOTES = 2
"""How many citations `accuracy_quote` looks at: what a person reads at a glance."""

_MEANS = (
    "accuracy", "accuracy_plain", "accuracy_short", "accuracy_quote", "token_f1", "answer_words",
    "recall_at_1", "recall_at_5", "recall_at_10", "mrr", "recall_at_5_standalone",
    "citation_precision", "citation_recall", "citation_exact", "date_right", "speaker_right",
    "date_right_of_right", "speaker_right_of_right", "disagreement_shown", "disagreement_false",
)  # fmt: skip


def run(options: Options, bench: Bench) -> Result:
    """Ask the questions of one part; the day of asking is that of the newest article, so that runs are
    comparable.
    """
    articles = {article.id: article for article in read_articles(options.corpus)}
    every = read_questions(options.data or QUESTIONS)
    part = [question for question in every if options.part in (question.part, "all")]
    if not part:
        raise InputError(f"{options.data or QUESTIONS}: no question belongs to the {options.part} part")
    gold = {question.id: gold_ranges(question, articles) for question in part}
    system = bench.open(options.corpus)
    today = newest(articles.values())
    rows = []
    for question in progress(chosen(part, options.limit, options.seed), f"own {options.part}"):
        watch = Stopwatch()
        answer = system.ask(question.question, question.history, today=today)
        spent = watch.milliseconds
        hits = _retrieve(system, question, answer)
        rows.append(judge(question, answer, hits, gold[question.id], articles, spent))
    return summarise("own", options.part, rows, {**measures(), **latency(rows)})


def measures() -> dict[str, Measure]:
    """Return the figures of this suite, latency apart."""
    abstention = ("answerable", "abstained")
    plain = ("answerable_plain", "abstained_plain")
    return {
        **means(_MEANS),
        **{f"accuracy_{kind}": Measure((f"accuracy_{kind}",), mean) for kind in KINDS},
        "abstention_precision": Measure(abstention, abstention_precision),
        "abstention_recall": Measure(abstention, abstention_recall),
        "abstention_precision_plain": Measure(plain, abstention_precision),
        "abstention_recall_plain": Measure(plain, abstention_recall),
        "auroc": Measure(("confidence", "answerable"), auroc),
        "aurc": Measure(("confidence", "accuracy_given"), area_under_risk),
        "calibration_error": Measure(("confidence", "accuracy_given", "abstained"), calibration_error),
    }


def judge(
    question: Question,
    answer: Answer,
    hits: Sequence[Hit],
    gold: Sequence[Range],
    articles: Mapping[str, Article],
    milliseconds: float = math.nan,
) -> Row:
    """Return the row of one question: what was asked, what was said, and what of it was right."""
    values = {"answerable": float(question.answerable), **asked(answer, milliseconds)}
    if question.answerable:
        values |= _answer_values(question, answer, gold) | _evidence_values(question, gold, hits)
        right = values["accuracy_short"]
        values["accuracy_given"] = 0.0 if answer.abstained else right
    else:
        right = float(answer.abstained)
        values["accuracy_given"] = 0.0
    values |= {"accuracy": right, f"accuracy_{question.kind}": right}
    if right:
        told = ("date_right", "speaker_right")
        values |= {f"{name}_of_right": values[name] for name in told if name in values}
    values |= _citation_values(question, answer, gold, articles)
    if question.kind in ("fact", "unanswerable") and not question.history:
        values["accuracy_plain"] = right
        values |= {"answerable_plain": values["answerable"], "abstained_plain": values["abstained"]}
    if not answer.abstained:
        shown = "disagreement_shown" if question.disagreement else "disagreement_false"
        values[shown] = float(answer.disagreement is not None)
    elif question.disagreement:
        values["disagreement_shown"] = 0.0
    return Row(question.id, values, _detail(question, answer, right))


def _retrieve(system: System, question: Question, answer: Answer) -> list[Hit]:
    return system.retrieve_hits(answer.resolved_question, RETRIEVED) if question.answerable else []


def _answer_values(question: Question, answer: Answer, gold: Sequence[Range]) -> dict[str, float]:
    short = "" if answer.abstained else answer.short or ""
    quotes = " ".join(citation.quote for citation in answer.citations[:QUOTES])
    right = any(same(short, accepted) for accepted in question.answers)
    if question.kind == "why_how" and not right:
        # A reason has no short form to be equal to: it is given when most of its gold sentences are quoted.
        right = citation_recall(gold, ranges_of(answer), every=True) >= 0.5
    values = {
        "accuracy_short": float(right),
        "accuracy_quote": float(any(contains(quotes, accepted) for accepted in question.answers)),
        "token_f1": token_f1(short, question.answers),
    }
    if question.as_of is not None:
        values["date_right"] = float(not answer.abstained and answer.as_of == question.as_of)
    if question.attribution is not None:
        said = [fact.attribution for fact in answer.facts if fact.attribution]
        values["speaker_right"] = float(
            any(same_name(name, speaker) for name in said for speaker in question.attribution.split(";"))
        )
    return values


def _evidence_values(question: Question, gold: Sequence[Range], hits: Sequence[Hit]) -> dict[str, float]:
    ranked = [(hit.article.id, hit.passage.start, hit.passage.end) for hit in hits]
    every = question.needs_every_sentence
    values = {f"recall_at_{k}": recall_at(k, gold, ranked, every) for k in (1, 5, 10)}
    values["mrr"] = reciprocal_rank(gold, ranked)
    if not question.history:
        values["recall_at_5_standalone"] = values["recall_at_5"]
    return values


def _citation_values(
    question: Question, answer: Answer, gold: Sequence[Range], articles: Mapping[str, Article]
) -> dict[str, float]:
    if not answer.citations:
        return {}
    exact = [
        item.article.id in articles and faithful(articles[item.article.id].text, item.start, item.end, item.quote)
        for item in answer.citations
    ]
    values = {"citation_exact": float(all(exact))}
    if gold:
        cited = ranges_of(answer)
        values["citation_precision"] = citation_precision(gold, cited)
        values["citation_recall"] = citation_recall(gold, cited, question.needs_every_sentence)
    return values


def ranges_of(answer: Answer) -> list[Range]:
    """Return what an answer cites."""
    return [(citation.article.id, citation.start, citation.end) for citation in answer.citations]


def _detail(question: Question, answer: Answer, right: float) -> dict[str, object]:
    return {
        "kind": question.kind,
        "question": question.question,
        "history": [turn.question for turn in question.history],
        "resolved": answer.resolved_question,
        "accepted": list(question.answers),
        "gold": [quote for _, quote in question.sentences],
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "attribution": question.attribution,
        "short": answer.short,
        "answer": answer.text,
        "answer_as_of": answer.as_of.isoformat() if answer.as_of else None,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "right": bool(right),
    }
