"""One page that shows a run: figures beside the last committed ones, plots, and on the dev part the worst
misses.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from eval.metrics import reliability, risk_coverage
from eval.plots import bars, line_plot
from eval.questions import KINDS
from eval.result import Result, Row, as_json
from eval.table import header, rows

MISSES = 25

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfcf9; --line: #d9d5cb; --mark: #a23b2a;
  --good: #2d6a4f
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #17181a; --line: #3a3c40; --mark: #ef8f7a; --good: #7fc8a4 }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1000px;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-family: Georgia, serif } table { border-collapse: collapse; width: 100% }
td, th { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.better { color: var(--good) } .worse { color: var(--mark) }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 1.5rem }
figure { margin: 0 } figcaption { font-weight: 600; margin-bottom: .3rem }
svg { width: 100%; font: 11px system-ui, sans-serif } svg text { fill: var(--ink) }
svg .label { text-anchor: end } svg .middle { text-anchor: middle }
svg rect, svg circle { fill: var(--mark); opacity: .8 }
svg polyline { fill: none; stroke: var(--mark); stroke-width: 2 } svg .grid { stroke: var(--line) }
svg .guide { stroke: var(--ink); stroke-dasharray: 4 4; opacity: .5 }
svg .span { stroke: var(--ink); stroke-width: 1.5 }
"""
_LOWER_IS_BETTER = (
    "latency_", "aurc", "calibration_error", "disagreement_false", "answer_words", "fake_short"
)  # fmt: skip


def write_report(result: Result, folder: Path) -> Path:
    """Write the page and its figures into a folder, named by suite and part; returns the page's path."""
    name = result.suite if result.suite != "own" else f"own-{result.part}"
    folder.mkdir(parents=True, exist_ok=True)
    figures = folder / f"{name}.json"
    before = committed(figures)
    figures.write_text(json.dumps(as_json(result, False), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    page = folder / f"{name}.html"
    page.write_text(render(result, before), encoding="utf-8")
    return page


def committed(path: Path) -> Mapping[str, Any] | None:
    """Return the JSON of a file as last committed, or None where it never was or there is no git."""
    command = ["git", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        return dict(json.loads(done.stdout)) if done.returncode == 0 else None
    except (OSError, ValueError):
        return None


def render(result: Result, before: Mapping[str, Any] | None = None) -> str:
    """Return the page: complete in itself, nothing is loaded."""
    title = f"Dateline eval: {result.suite}, {len(result.rows)} questions"
    if result.suite == "own":
        title += f", {result.part} part"
    parts = [
        f"<h1>{escape(title)}</h1>",
        "<p>In brackets 95 % bootstrap intervals; last, the change since the last committed report.</p>",
        f'<div class="plots">{"".join(_plots(result))}</div>',
        _figures(result, before),
        _misses(result) if result.part == "dev" and result.suite == "own" else "",
    ]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _plots(result: Result) -> list[str]:
    columns, drawn = result.columns, []
    if "confidence" in columns and "accuracy_given" in columns:
        confidence, right = columns["confidence"], columns["accuracy_given"]
        given = columns["abstained"] == 0
        bins = reliability(confidence[given], right[given])
        points = [(item.confidence, item.right) for item in bins]
        drawn.append(line_plot("Reliability of answers given", "confidence", "share right", points, diagonal=True))
        coverage, risk = risk_coverage(confidence, right)
        curve = list(zip(coverage.tolist(), risk.tolist(), strict=True))
        drawn.append(line_plot("Risk and coverage", "share of questions, surest first", "share wrong", curve))
    by_kind = [_bar(result, kind, f"accuracy_{kind}") for kind in KINDS if f"accuracy_{kind}" in result.metrics]
    if by_kind:
        drawn.append(bars("Accuracy by kind", by_kind))
    stages = [name for name in result.metrics if name.startswith("latency_")]
    if stages:
        timed = [_bar(result, name.removeprefix("latency_").replace("_ms_", " "), name) for name in stages]
        drawn.append(bars("Latency by stage, milliseconds", timed, digits=0))
    return drawn


def _bar(result: Result, label: str, name: str) -> tuple[str, float, tuple[float, float]]:
    return label.replace("_", " "), result.metrics[name], result.intervals[name]


def _figures(result: Result, before: Mapping[str, Any] | None) -> str:
    last = (before or {}).get("metrics", {})
    head = "".join(f"<th>{escape(name)}</th>" for name in [*header(result), "change"])
    lines = []
    for name, *cells in rows(result):
        told = "".join(f'<td class="n">{cell}</td>' for cell in cells)
        change = _change(name, result.metrics[name], last.get(name))
        lines.append(f"<tr><td>{escape(name)}</td>{told}{change}</tr>")
    return f"<h2>Figures</h2><table><tr>{head}</tr>{''.join(lines)}</table>"


def _change(name: str, value: float, last: object) -> str:
    if not isinstance(last, int | float):
        return '<td class="n">new</td>'
    change = value - last
    if abs(change) < 5e-4:
        return '<td class="n"></td>'
    better = (change < 0) == name.startswith(_LOWER_IS_BETTER)
    return f'<td class="n {"better" if better else "worse"}">{change:+.3f}</td>'


def _misses(result: Result) -> str:
    """The questions answered wrongly, the surest first, and those refused in vain behind them."""
    wrong = [row for row in result.rows if row.values.get("accuracy") == 0]
    worst = sorted(wrong, key=lambda row: (row.values["abstained"], -row.values["confidence"]))[:MISSES]
    head = "<tr><th>question</th><th>accepted</th><th>given</th><th>confidence</th></tr>"
    return f"<h2>Worst misses, {len(wrong)} in all</h2><table>{head}{''.join(map(_miss, worst))}</table>"


def _miss(row: Row) -> str:
    told = row.detail
    accepted = told["accepted"]
    wanted = "; ".join(map(str, accepted)) if isinstance(accepted, Sequence) and accepted else "no answer"
    given = "refused" if told["abstained"] else f"{told['short']} ({told['answer']})"
    cells = [f"{told['question']} ({row.id}, {told['kind']})", wanted, given]
    line = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr>{line}<td class="n">{told["confidence"]}</td></tr>'
