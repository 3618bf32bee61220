"""Suite `open`: a question over a pool of thousands of texts, retrieved and then read. All questions have
answers.

Input, either of
    --data questions.json --pool paragraphs.txt
        SQuAD JSON, and paragraphs one a line that hold its contexts
    --data questions.jsonl --articles articles.jsonl
        {"id","question","gold_article_ids","answers"?}, and articles as the indexer takes them
`--limit` (1,000 by default) draws questions by `--seed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench import Bench, Reads, System, write_articles
from eval.files import read_lines, read_squad, read_text
from eval.metrics import exact_match, token_f1
from eval.result import Result, Row, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Article, Hit, InputError, by_reading

LIMIT = 1000
FUSED = 20
"""How many articles the reader is given."""
PASSAGES = 40
"""How many passages are retrieved, so that they come from at least `FUSED` articles as a rule."""

_MEANS = (
    "recall_at_1_fused", "recall_at_5_fused", "recall_at_20_fused", "recall_at_1_read", "recall_at_5_read",
    "exact_match", "f1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question, the articles that answer it, and accepted answers where they are known."""

    id: str
    question: str
    gold: frozenset[str]
    answers: tuple[str, ...]


def run(options: Options, bench: Bench) -> Result:
    """Index the pool, then retrieve and read for each question."""
    data = options.needed("data", "SQuAD JSON with --pool, or JSON lines with --articles")
    if options.articles:
        questions, source = _from_lines(data), options.articles
    else:
        pool = options.needed("pool", "paragraphs one a line, or --articles with JSON lines")
        questions, source = _from_squad(data, pool, options.folder)
    asked = chosen(questions, options.limit or LIMIT, options.seed)
    system, reader = bench.open(source), bench.reader()
    rows = [ask(system, reader, question) for question in progress(asked, "open")]
    return summarise("open", options.part, rows, {**means(_MEANS), **latency(rows)})


def ask(system: System, reader: Reads, question: OpenQuestion) -> Row:
    """Return the row of one question."""
    watch = Stopwatch()
    hits = system.retrieve_hits(question.question, PASSAGES)
    retrieved = watch.milliseconds
    fused = distinct([hit.article.id for hit in hits])[:FUSED]
    watch = Stopwatch()
    findings = by_reading(reader.read(question.question, _ranked([hit for hit in hits if hit.article.id in fused])))
    read = distinct([finding.hit.article.id for finding in findings] + fused)
    values = {f"recall_at_{k}_fused": float(bool(question.gold & set(fused[:k]))) for k in (1, 5, 20)}
    values |= {f"recall_at_{k}_read": float(bool(question.gold & set(read[:k]))) for k in (1, 5)}
    values |= {"ms_retrieve": retrieved, "ms_read": watch.milliseconds}
    best = findings[0].text if findings else ""
    if question.answers:
        values |= {"exact_match": exact_match(best, question.answers), "f1": token_f1(best, question.answers)}
    detail = {"question": question.question, "accepted": list(question.answers), "short": best}
    return Row(question.id, values, detail)


def distinct(names: Sequence[str]) -> list[str]:
    """Return the names in order, each where it first stands."""
    return list(dict.fromkeys(names))


def _ranked(hits: Sequence[Hit]) -> list[Hit]:
    return [Hit(hit.passage, hit.article, hit.score, rank) for rank, hit in enumerate(hits, start=1)]


def _from_lines(data: Path) -> list[OpenQuestion]:
    found = []
    for fields in read_lines(data):
        gold = frozenset(fields.texts("gold_article_ids"))
        if not gold:
            raise fields.error("gold_article_ids", "is empty")
        found.append(OpenQuestion(fields.text("id"), fields.text("question"), gold, fields.texts("answers")))
    return found


def _from_squad(data: Path, pool: Path, folder: Path) -> tuple[list[OpenQuestion], Path]:
    """Write the pool as articles named by their line, and point each question at the line of its context."""
    texts = [_plain(line) for line in read_text(pool).split("\n")]
    lines = {text: f"line-{number}" for number, text in enumerate(texts, start=1) if text}
    articles = [Article(name, "", text) for text, name in lines.items()]
    found = []
    for item in read_squad(data):
        if not item.answers:
            continue
        name = _line_of(_plain(item.context), lines)
        if name is None:
            raise InputError(f"{pool}: does not hold the paragraph of question {item.id} of {data}")
        found.append(OpenQuestion(item.id, item.question, frozenset({name}), item.answers))
    if not found:
        raise InputError(f"{data}: no question in it has an answer")
    return found, write_articles(folder / "pool.jsonl", articles)


def _line_of(context: str, lines: dict[str, str]) -> str | None:
    """Return the line that is the context, else the first that holds it (some lines hold two paragraphs)."""
    if context not in lines:
        holder = next((name for text, name in lines.items() if context in text), None)
        if holder is not None:
            lines[context] = holder
    return lines.get(context)


def _plain(text: str) -> str:
    return " ".join(text.split())
