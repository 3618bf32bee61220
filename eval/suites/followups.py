"""Suite `followups`: our standalone question against the one a person wrote, beside the question as it was
asked.

Input: JSON lines {"conversation","turns":[earlier questions .., this one],"standalone"} (as MTRAG and TREC
CAsT have them). First turns are left out: there is nothing to resolve. Figures are apart for turns where the
person changed the question (`*_changed`) and where they did not (`*_unchanged`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from eval.bench import Bench
from eval.files import Fields, read_lines
from eval.metrics import squad_words, token_f1
from eval.result import Result, Row, latency, means, summarise
from eval.suites.options import Options, Stopwatch, chosen, progress
from rag import InputError, Turn

_MEANS = (
    "f1_changed", "raw_f1_changed", "f1_unchanged", "raw_f1_unchanged", "left_alone_unchanged",
    "resolved_changed", "added_recall", "added_precision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question asked after others, and how a person asked it again on its own."""

    id: str
    history: tuple[Turn, ...]
    question: str
    standalone: str


def run(options: Options, bench: Bench) -> Result:
    """Resolve every follow-up."""
    path = options.needed("data", "follow-up turns as JSON lines")
    turns = [found for fields in read_lines(path) if (found := read(fields))]
    if not turns:
        raise InputError(f"{path}: no line has an earlier turn, so there is nothing to resolve")
    rows = [resolve(bench, item) for item in progress(chosen(turns, options.limit, options.seed), "followups")]
    return summarise("followups", options.part, rows, {**means(_MEANS), **latency(rows)})


def read(fields: Fields) -> FollowUp | None:
    """Read one line; None for a first turn."""
    turns = fields.texts("turns")
    if not turns:
        raise fields.error("turns", "is empty")
    identifier = f"{fields.text('conversation')}#{len(turns)}"
    history = tuple(Turn(turn) for turn in turns[:-1])
    return FollowUp(identifier, history, turns[-1], fields.text("standalone")) if history else None


def resolve(bench: Bench, item: FollowUp) -> Row:
    """Return the row of one turn.

    `added_recall` is the share of the words the person added that ours has, `added_precision` the share of
    the words we added that the person's has.
    """
    watch = Stopwatch()
    ours = bench.standalone(item.question, item.history)
    values = {"ms_resolve": watch.milliseconds}
    raw, person, resolved = squad_words(item.question), squad_words(item.standalone), squad_words(ours)
    which = "changed" if raw != person else "unchanged"
    values[f"f1_{which}"] = token_f1(ours, [item.standalone])
    values[f"raw_f1_{which}"] = token_f1(item.question, [item.standalone])
    if which == "changed":
        values["resolved_changed"] = float(resolved != raw)
    else:
        values["left_alone_unchanged"] = float(resolved == raw)
    wanted, given = Counter(person) - Counter(raw), Counter(resolved) - Counter(raw)
    if wanted:
        values["added_recall"] = (wanted & given).total() / wanted.total()
    if given:
        values["added_precision"] = (wanted & given).total() / given.total()
    detail = {"question": item.question, "accepted": [item.standalone], "short": ours}
    return Row(item.id, values, detail)
