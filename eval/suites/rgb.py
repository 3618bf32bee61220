"""Suite `rgb`: answers from search snippets, some of which do not hold the answer (Chen et al., AAAI 2024).

Input: JSON lines
{"id","query","answer","fakeanswer"?,"positive":[..],"negative":[..],"positive_wrong"?:[..]}. `answer` is a
text, or a list all of whose items are wanted, each a text or a list of alternatives.

    --noise N          of `--passages` snippets ceil(passages * N) are negative; 1 holds only negative ones
    --counterfactual   positive snippets beside positive_wrong ones, in which the answer was changed
    --control          positive snippets only
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.bench import Bench, System
from eval.files import Fields, read_lines
from eval.normalise import contains
from eval.result import Result, Row, asked, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import Article

QUOTES = 2
_MEANS = ("accuracy_short", "accuracy_quote", "abstained", "disagreement_shown", "fake_short")

Wanted = tuple[tuple[str, ...], ...]
"""All of these, each in one of its alternatives."""


@dataclass(frozen=True, slots=True)
class Snippets:
    """One question with the snippets it may be asked on."""

    id: str
    query: str
    answer: Wanted
    fake: Wanted
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    wrong: tuple[str, ...]


def run(options: Options, bench: Bench) -> Result:
    """Ask every question on its own few snippets."""
    path = options.needed("data", "JSON lines as in `eval/suites/rgb.py`")
    questions = chosen([read(fields) for fields in read_lines(path)], options.limit, options.seed)
    system = bench.bare()
    rows = [ask(system, question, options) for question in progress(questions, "rgb")]
    return summarise("rgb", options.part, rows, {**means(_MEANS), **latency(rows)})


def read(fields: Fields) -> Snippets:
    """Read one line. Raises InputError naming the field that is amiss."""
    return Snippets(
        id=fields.text("id"),
        query=fields.text("query"),
        answer=_wanted(fields, "answer"),
        fake=_wanted(fields, "fakeanswer") if fields.row.get("fakeanswer") else (),
        positive=fields.texts("positive"),
        negative=fields.texts("negative"),
        wrong=fields.texts("positive_wrong"),
    )


def snippets(question: Snippets, options: Options) -> tuple[list[str], bool]:
    """Return the snippets to read, in an order drawn by seed and id, and whether any of them holds the
    answer.

    Where one sort is short the other fills up, as in the original; half of a counterfactual set is wrong.
    """
    draw = random.Random(f"{options.seed}:{question.id}")
    size = options.passages
    if options.control:
        picked, holds = list(question.positive[:size]), bool(question.positive)
    elif options.counterfactual:
        picked, holds = _counterfactual(question, size), bool(question.positive)
    else:
        noisy = min(math.ceil(size * options.noise), len(question.negative))
        if options.noise < 1:
            noisy = min(max(noisy, size - len(question.positive)), len(question.negative))
        right = size - noisy if options.noise < 1 else 0
        picked = [*question.positive[:right], *question.negative[:noisy]]
        holds = bool(question.positive[:right])
    draw.shuffle(picked)
    return picked, holds


def ask(system: System, question: Snippets, options: Options) -> Row:
    """Return the row of one question."""
    texts, holds = snippets(question, options)
    articles = [Article(f"{question.id}-{number}", "", text) for number, text in enumerate(texts)]
    watch = Stopwatch()
    answer = system.answer_from(question.query, articles)
    values = {
        **asked(answer, watch.milliseconds),
        "disagreement_shown": float(answer.disagreement is not None),
    }
    short = "" if answer.abstained else answer.short or ""
    quotes = " ".join(citation.quote for citation in answer.citations[:QUOTES])
    if holds:
        values |= {
            "accuracy_short": _held(short, question.answer),
            "accuracy_quote": _held(quotes, question.answer),
        }
    if options.counterfactual and question.fake:
        values["fake_short"] = _held(short, question.fake)
    detail = {
        "question": question.query,
        "accepted": [list(item) for item in question.answer],
        "short": answer.short,
        "answer": answer.text,
        "disagreement": answer.disagreement,
    }
    return Row(question.id, values, detail)


def _counterfactual(question: Snippets, size: int) -> list[str]:
    """The first positive snippets, and the changed form of those behind them, while there are any."""
    wrong = min(size // 2, len(question.wrong))
    right = min(size - wrong, max(1, len(question.positive) - wrong))
    return [*question.positive[:right], *(question.wrong[right:] + question.wrong[:right])[:wrong]]


def _wanted(fields: Fields, name: str) -> Wanted:
    value = fields.row.get(name)
    items: Sequence[object] = value if isinstance(value, list) else [value]
    groups = [item if isinstance(item, list) else [item] for item in items]
    if not groups or not all(group and all(_plain(item) for item in group) for group in groups):
        raise fields.error(name, "must be a text or a list of texts or of lists of alternatives")
    return tuple(tuple(str(item) for item in group) for group in groups)


def _plain(item: object) -> bool:
    return isinstance(item, int | float) or (isinstance(item, str) and bool(item.strip()))


def _held(text: str, wanted: Wanted) -> float:
    return float(all(any(contains(text, item) for item in group) for group in wanted))
