"""The runner: `python -m eval [SUITE]`; `python -m eval --help` tells the rest."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from eval.bench import Bench, Dateline
from eval.corpus import read_articles
from eval.gate import below
from eval.questions import check
from eval.report import write_report
from eval.result import Result, as_json, beside
from eval.suites import SUITES
from eval.suites.options import Options
from eval.suites.own import QUESTIONS
from eval.table import header, rows
from rag import Config, DatelineError, InputError

PLAIN_WIDTH = 150
"""Columns of the table where it goes to no terminal."""

MakeBench = Callable[[argparse.Namespace, Path], Bench]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Tell one line and exit with 2, as the rest of Dateline does."""
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a suite; returns the exit code: 0, 1 where the gate is missed, 2 for bad input."""
    told = _parser().parse_args(arguments)
    try:
        return _check(told) if told.suite == "check" else _run(told)
    except DatelineError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"eval: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2


def measure(
    told: argparse.Namespace, folder: Path, dateline: MakeBench | None = None, stock: MakeBench | None = None
) -> Result:
    """Run the suite, and with `--against stock` the same on the stock pipeline, and put the figures side by
    side.
    """
    options = _options(told, folder)
    suite = SUITES[told.suite]
    ours = suite(options, (dateline or _dateline)(told, folder))
    return ours if told.against is None else beside(ours, suite(options, (stock or _stock)(told, folder)))


def _run(told: argparse.Namespace) -> int:
    if told.gate and (told.suite != "own" or told.part != "dev" or told.limit):
        raise InputError("--gate is for the whole dev part of the suite own")
    with tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder:
        result = measure(told, Path(folder))
    _print(result)
    if told.json:
        shown = told.show or (told.suite == "own" and told.part == "dev")
        told.json.write_text(json.dumps(as_json(result, shown), indent=1) + "\n", encoding="utf-8")
    if told.report:
        print(f"report: {write_report(result, told.report)}")
    misses = below(result.metrics) if told.gate else []
    for line in misses:
        print(f"eval: {line}", file=sys.stderr)
    return 1 if misses else 0


def _check(told: argparse.Namespace) -> int:
    articles = {article.id: article for article in read_articles(told.corpus)}
    print("\n".join(check(told.data or QUESTIONS, articles)))
    return 0


def _dateline(told: argparse.Namespace, folder: Path) -> Bench:
    return Dateline(Config.from_environment(), folder, told.index)


def _stock(told: argparse.Namespace, folder: Path) -> Bench:
    from eval.stock import StockBench
    from rag import load_embedder

    return StockBench(load_embedder(Config.from_environment().embedder))


def _print(result: Result) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{result.suite}: {len(result.rows)} questions", title_justify="left")
    for number, name in enumerate(header(result)):
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for cells in rows(result):
        table.add_row(*cells)
    Console(markup=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH).print(table)


def _options(told: argparse.Namespace, folder: Path) -> Options:
    if told.limit is not None and told.limit < 1:
        raise InputError(f"--limit is {told.limit}: give 1 or more")
    if not 0 <= told.noise <= 1:
        raise InputError(f"--noise is {told.noise}: give a share from 0 to 1")
    if told.passages < 1:
        raise InputError(f"--passages is {told.passages}: give 1 or more")
    names = Options.__dataclass_fields__.keys() - {"folder"}
    return Options(folder=folder, **{name: getattr(told, name) for name in names})


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        "eval", description="Measure how good the answers are. eval/README.md says what each figure means."
    )
    parser.add_argument(
        "suite", nargs="?", default="own", choices=[*SUITES, "check"], metavar="SUITE",
        help=f"{', '.join(SUITES)} (default own), or check: tell whether the questions fit the corpus",
    )  # fmt: skip
    parser.add_argument("--data", type=Path, metavar="PATH", help="the questions; own has its own")
    parser.add_argument(
        "--part", choices=["dev", "test", "all"], default="dev", help="of own: dev (default), test or all"
    )
    parser.add_argument("--against", choices=["stock"], help="run llama-index as documented on the same, beside ours")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument("--report", type=Path, metavar="DIR", help="write a page of tables and plots")
    parser.add_argument("--gate", action="store_true", help="exit with 1 where own dev falls below eval/floors.json")
    parser.add_argument("--limit", type=int, metavar="N", help="ask only N questions, drawn by --seed")
    parser.add_argument("--seed", type=int, default=0, help="of all that is drawn (default 0)")
    parser.add_argument(
        "--show", action="store_true", help="write single questions to --json for other data than own dev"
    )
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="own: the articles (default corpus)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="keep the index here, to run faster the next time")
    parser.add_argument("--calibration", type=Path, metavar="FILE", help="squad: SQuAD JSON to fit the threshold on")
    parser.add_argument("--pool", type=Path, metavar="FILE", help="open: paragraphs; multihop: evidence")
    parser.add_argument("--articles", type=Path, metavar="FILE", help="open: articles as JSON lines")
    parser.add_argument("--noise", type=float, default=0.4, help="rgb: share of negative snippets (default 0.4)")
    parser.add_argument("--passages", type=int, default=5, help="rgb: snippets for a question (default 5)")
    parser.add_argument("--counterfactual", action="store_true", help="rgb: true and changed snippets together")
    parser.add_argument("--control", action="store_true", help="rgb: positive snippets only")
    return parser


if __name__ == "__main__":
    sys.exit(main())
