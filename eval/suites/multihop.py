"""Suite `multihop`: questions that compare several news articles (MultiHop-RAG, Tang and Yang 2024).

Input: JSON lines {"id","query","answer","question_type","evidence_list":[{"url","fact", ..}]} (`--data`), and
the evidence {"url","title","source","author","published_at","fact"} they are retrieved from (`--pool`, by
default `evidence_facts.jsonl` beside the data). Facts of one url make one article, so the pool is easier than
full articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from eval.bench import Bench, System, write_articles
from eval.corpus import newest
from eval.files import Fields, read_lines
from eval.metrics import Floats, Measure, Range, balanced, mean, recall_at, reciprocal_rank
from eval.normalise import contains, same
from eval.result import Result, Row, asked, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Article

NULL = "null_query"
TYPES = ("inference_query", "comparison_query", "temporal_query", NULL)
RETRIEVED = 10
_MEANS = ("accuracy", "accuracy_quote", "recall_at_1", "recall_at_5", "recall_at_10", "mrr")


@dataclass(frozen=True, slots=True)
class Hop:
    """One question; `evidence` is where its facts lie in the pool's articles, `group` numbers its answer."""

    id: str
    query: str
    answer: str
    type: str
    evidence: tuple[Range, ...]
    group: float


def run(options: Options, bench: Bench) -> Result:
    """Retrieve evidence and answer."""
    data = options.needed("data", "MultiHop-RAG's questions as JSON lines")
    articles = read_pool(options.pool or data.parent / "evidence_facts.jsonl")
    questions = chosen(read(data, articles), options.limit, options.seed)
    system = bench.open(write_articles(options.folder / "evidence.jsonl", articles.values()))
    today = newest(articles.values())
    rows = [ask(system, question, today) for question in progress(questions, "multihop")]
    return summarise("multihop", options.part, rows, {**measures(), **latency(rows)})


def measures() -> dict[str, Measure]:
    """Return the figures; `constant_*` is what the best one answer to everything would get."""
    found = means(_MEANS)
    for kind in TYPES:
        name = kind.removesuffix("_query")
        found[f"accuracy_{name}"] = Measure((f"right_{name}",), mean)
        found[f"constant_accuracy_{name}"] = Measure((f"group_{name}",), constant)
    found["balanced_accuracy"] = Measure(("accuracy", "group"), balanced)
    found["constant_accuracy"] = Measure(("group",), constant)
    found["constant_balanced_accuracy"] = Measure(("group",), lambda group: 1 / len(np.unique(group)))
    return found


def constant(group: Floats) -> float:
    """Return the share of the most frequent answer among those that apply."""
    applies = group[~np.isnan(group)]
    return float(np.unique(applies, return_counts=True)[1].max() / applies.size) if applies.size else float("nan")


def read_pool(path: Path) -> dict[str, Article]:
    """Return the evidence as articles by url, their facts one a paragraph."""
    facts: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Fields] = {}
    for fields in read_lines(path):
        url = fields.text("url")
        facts[url].append(" ".join(fields.text("fact").split()))
        first.setdefault(url, fields)
    return {url: _article(url, first[url], facts[url]) for url in first}


def read(path: Path, articles: Mapping[str, Article]) -> list[Hop]:
    """Read the questions. Raises InputError where evidence is not in the pool."""
    rows = read_lines(path)
    answers = [fields.text("answer").casefold().strip(" .") for fields in rows]
    number = {answer: float(place) for place, answer in enumerate(Counter(answers))}
    return [
        Hop(
            id=fields.text("id"),
            query=fields.text("query"),
            answer=fields.text("answer"),
            type=fields.one_of("question_type", TYPES),
            evidence=tuple(_evidence(item, articles) for item in fields.objects("evidence_list")),
            group=number[answer],
        )
        for fields, answer in zip(rows, answers, strict=True)
    ]


def ask(system: System, question: Hop, today: date | None) -> Row:
    """Return the row of one question; a null query is right when refused."""
    watch = Stopwatch()
    answer = system.ask(question.query, today=today)
    values = {**asked(answer, watch.milliseconds), "group": question.group}
    short = "" if answer.abstained else answer.short or ""
    right = float(answer.abstained if question.type == NULL else same(short, question.answer))
    name = question.type.removesuffix("_query")
    values |= {"accuracy": right, f"right_{name}": right, f"group_{name}": question.group}
    if question.evidence:
        quotes = " ".join(citation.quote for citation in answer.citations)
        values["accuracy_quote"] = float(contains(quotes, question.answer))
        values |= _recall(question.evidence, system, question.query)
    detail = {"question": question.query, "type": name, "accepted": [question.answer], "short": answer.short}
    return Row(question.id, values, detail)


def _recall(evidence: Sequence[Range], system: System, query: str) -> dict[str, float]:
    hits = system.retrieve_hits(query, RETRIEVED)
    ranked = [(hit.article.id, hit.passage.start, hit.passage.end) for hit in hits]
    values = {f"recall_at_{k}": recall_at(k, evidence, ranked, every=True) for k in (1, 5, 10)}
    return {**values, "mrr": reciprocal_rank(evidence, ranked)}


def _article(url: str, fields: Fields, facts: Sequence[str]) -> Article:
    day = fields.text("published_at")[:10]
    return Article(
        id=url,
        title=fields.text("title"),
        text="\n\n".join(dict.fromkeys(facts)),
        published=Fields({"published_at": day}, fields.where).day("published_at"),
        source=fields.text_or_none("source"),
        url=url,
        author=fields.text_or_none("author"),
    )


def _evidence(item: Fields, articles: Mapping[str, Article]) -> Range:
    url, fact = item.text("url"), " ".join(item.text("fact").split())
    start = articles[url].text.find(fact) if url in articles else -1
    if start < 0:
        raise item.error("fact", "is not in the pool; give the --pool that belongs to --data")
    return url, start, start + len(fact)
