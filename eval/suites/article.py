"""Suite `article`: what a reader asks about one article, of which nothing but that article is read.

Input: JSON lines {"id","title","published"?,"source"?,"text","questions":[{"question","answers"?}]}; a question without
answers has none in the article. Any one of the `answers`, as words in a row, is right in the short answer or, for
`accuracy_quote`, in the sentences cited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eval.bench import Bench, System
from eval.files import Fields, read_lines
from eval.metrics import Measure, abstention_precision, abstention_recall, auroc
from eval.normalise import contains
from eval.result import Result, Row, asked, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Article

QUOTES = 2
_MEANS = ("accuracy", "accuracy_short", "accuracy_quote")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on one article; no `answers` where the article does not say."""

    id: str
    article: Article
    question: str
    answers: tuple[str, ...]


def run(options: Options, bench: Bench) -> Result:
    """Ask every question on its article alone, as if on the day it was published."""
    path = options.needed("data", "JSON lines as in `eval/suites/article.py`")
    questions = chosen([one for fields in read_lines(path) for one in read(fields)], options.limit, options.seed)
    system = bench.bare()
    rows = [ask(system, question) for question in progress(questions, "article")]
    abstention = ("answerable", "abstained")
    measures = {
        **means(_MEANS),
        "abstention_precision": Measure(abstention, abstention_precision),
        "abstention_recall": Measure(abstention, abstention_recall),
        "auroc": Measure(("confidence", "answerable"), auroc),
        **latency(rows),
    }
    return summarise("article", options.part, rows, measures)


def read(fields: Fields) -> list[Asked]:
    """Read one line. Raises InputError naming the field that is amiss."""
    article = Article(
        fields.text("id"), fields.text("title"), fields.text("text"), fields.day("published"),
        fields.text_or_none("source"),
    )  # fmt: skip
    return [
        Asked(f"{article.id}#{number}", article, one.text("question"), one.texts("answers"))
        for number, one in enumerate(fields.objects("questions"), 1)
    ]


def ask(system: System, question: Asked) -> Row:
    """Return the row of one question. `accuracy` counts refusals where they are due, and answers by what is cited."""
    watch = Stopwatch()
    answer = system.answer_from(question.question, [question.article], question.article.published or date.today())
    values = {**asked(answer, watch.milliseconds), "answerable": float(bool(question.answers))}
    short = "" if answer.abstained else answer.short or ""
    quotes = " ".join(citation.quote for citation in answer.citations[:QUOTES])
    if question.answers:
        values["accuracy_short"] = float(any(contains(short, accepted) for accepted in question.answers))
        values["accuracy_quote"] = float(any(contains(f"{short} {quotes}", one) for one in question.answers))
        values["accuracy"] = values["accuracy_quote"]
    else:
        values["accuracy"] = float(answer.abstained)
    detail = {
        "question": question.question,
        "accepted": list(question.answers),
        "short": answer.short,
        "answer": answer.text,
    }
    return Row(question.id, values, detail)
