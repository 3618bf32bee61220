"""Suite `clapnq`: real search questions on one passage each, half without an answer; the answer is some
sentences.

Input: JSON lines {"id","input","passages":[{"title","text","sentences":[..]}],
"output":[{"selected_sentences":[..]}],"answerable":bool} (ClapNQ, Rosenthal et al. 2024).
"""

from __future__ import annotations

from dataclasses import dataclass

from eval.bench import Bench, System
from eval.files import Fields, read_lines
from eval.metrics import HELD, Measure, Range, abstention_precision, abstention_recall, auroc, covered
from eval.result import Result, Row, asked, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from eval.suites.own import ranges_of
from rag import Article

_MEANS = ("accuracy", "sentence_f1", "sentence_f1_given", "answer_words")


@dataclass(frozen=True, slots=True)
class Passage:
    """A question, its passage as an article, the passage's sentences, and those each annotator selected."""

    id: str
    question: str
    article: Article
    sentences: tuple[Range, ...]
    selected: tuple[frozenset[Range], ...]
    answerable: bool


def run(options: Options, bench: Bench) -> Result:
    """Ask every question on its own passage."""
    path = options.needed("data", "ClapNQ's JSON lines")
    # Of an answerable question for which no annotator selected a sentence, nothing can be measured.
    read_all = [read(fields) for fields in read_lines(path)]
    usable = [question for question in read_all if not question.answerable or any(question.selected)]
    questions = chosen(usable, options.limit, options.seed)
    system = bench.bare()
    rows = [ask(system, question) for question in progress(questions, "clapnq")]
    measures = {
        **means(_MEANS),
        "auroc": Measure(("confidence", "answerable"), auroc),
        "abstention_precision": Measure(("answerable", "abstained"), abstention_precision),
        "abstention_recall": Measure(("answerable", "abstained"), abstention_recall),
        **latency(rows),
    }
    return summarise("clapnq", options.part, rows, measures)


def read(fields: Fields) -> Passage:
    """Read one line. Raises InputError naming the field that is amiss."""
    if len(fields.objects("passages")) != 1:
        raise fields.error("passages", "must hold one passage")
    passage = fields.objects("passages")[0]
    article = Article(fields.text("id"), passage.text_or_none("title") or "", passage.text("text"))
    sentences = _located(passage, article)
    picked = [output.texts("selected_sentences") for output in fields.objects("output")]
    selected = tuple(
        frozenset(item for item in sentences if _text(article, item) in {text.strip() for text in texts})
        for texts in picked
        if texts
    )
    answerable = fields.truth("answerable")
    return Passage(article.id, fields.text("input"), article, tuple(sentences), selected, answerable)


def ask(system: System, question: Passage) -> Row:
    """Return the row of one question; sentence F1 is the best against any annotator, 0 for a refusal."""
    watch = Stopwatch()
    answer = system.answer_from(question.question, [question.article])
    values = {**asked(answer, watch.milliseconds), "answerable": float(question.answerable)}
    values["accuracy"] = float(answer.abstained != question.answerable)
    cited = {item for item in question.sentences if covered(item, ranges_of(answer)) >= HELD}
    if question.answerable:
        values["sentence_f1"] = max(
            2 * len(cited & gold) / (len(cited) + len(gold)) for gold in question.selected if gold
        )
        if not answer.abstained:
            values["sentence_f1_given"] = values["sentence_f1"]
    detail = {"question": question.question, "answerable": question.answerable, "answer": answer.text}
    return Row(question.id, values, detail)


def _located(passage: Fields, article: Article) -> list[Range]:
    """Find the passage's sentences in its text, each behind the last."""
    found: list[Range] = []
    at = 0
    for sentence in passage.texts("sentences"):
        start = article.text.find(sentence.strip(), at)
        if start < 0:
            raise passage.error("sentences", f"holds {sentence[:40]!r}, which is not in the text")
        at = start + len(sentence.strip())
        found.append((article.id, start, at))
    return found


def _text(article: Article, item: Range) -> str:
    return article.text[item[1] : item[2]]
