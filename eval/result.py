"""What a suite hands back: a row for each question, the figures made of them, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from eval.metrics import Floats, Measure, bootstrap, mean, percentile
from rag import Answer

Detail = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its values by column (a column that does not apply is left out), and what a person would
    read.
    """

    id: str
    values: Mapping[str, float]
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one suite with their 95 % intervals; `columns` hold (n,) floats, NaN where not
    applicable.
    """

    suite: str
    part: str
    rows: tuple[Row, ...]
    measures: Mapping[str, Measure]
    columns: Mapping[str, Floats]
    metrics: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]


def summarise(suite: str, part: str, rows: Sequence[Row], measures: Mapping[str, Measure]) -> Result:
    """Compute the figures; one that applies to no question of these is left out."""
    columns = _columns(rows, measures)
    metrics: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    for name, measure in measures.items():
        value = measure.of(columns)
        if math.isnan(value):
            continue
        metrics[name] = value
        intervals[name] = bootstrap(partial(measure.of, columns), len(rows))
    return Result(suite, part, tuple(rows), measures, columns, metrics, intervals)


def beside(ours: Result, stock: Result) -> Result:
    """Put the stock pipeline's figures, as `stock_*`, and ours over theirs, as `gain_*`, among our own.

    A gain's interval redraws the same questions for both, so that their common difficulty cancels out.
    """
    metrics, intervals = dict(ours.metrics), dict(ours.intervals)
    for name in [name for name in ours.metrics if name in ours.measures and name in stock.metrics]:
        metrics[f"stock_{name}"], intervals[f"stock_{name}"] = stock.metrics[name], stock.intervals[name]
        if name.startswith(("latency", "constant")):
            continue
        metrics[f"gain_{name}"] = ours.metrics[name] - stock.metrics[name]
        gain = partial(_gain, ours.measures[name], ours.columns, stock.columns)
        intervals[f"gain_{name}"] = bootstrap(gain, len(ours.rows))
    return Result(ours.suite, ours.part, ours.rows, ours.measures, ours.columns, metrics, intervals)


def as_json(result: Result, with_questions: bool) -> dict[str, object]:
    """Return the contract's JSON: suite, n, metrics, intervals; and the questions where they may be shown."""
    told: dict[str, object] = {
        "suite": result.suite,
        "n": len(result.rows),
        "metrics": {name: round(value, 6) for name, value in result.metrics.items()},
        "intervals": {name: [round(low, 6), round(high, 6)] for name, (low, high) in result.intervals.items()},
    }
    if with_questions:
        told["questions"] = [{"id": row.id, **row.detail, "values": _finite(row.values)} for row in result.rows]
    return told


def means(names: Iterable[str]) -> dict[str, Measure]:
    """Return a measure for each column that is its mean."""
    return {name: Measure((name,), mean) for name in names}


def asked(answer: Answer, milliseconds: float) -> dict[str, float]:
    """Return the columns every answer gives: confidence, abstained, its length in words, milliseconds by
    stage.
    """
    return {
        "confidence": answer.confidence,
        "abstained": float(answer.abstained),
        "answer_words": math.nan if answer.abstained else float(len(answer.text.split())),
        "ms_total": milliseconds,
        **{f"ms_{stage}": spent for stage, spent in answer.timings.items()},
    }


def latency(rows: Sequence[Row]) -> dict[str, Measure]:
    """Return `latency_p50_ms_*` and `latency_p95_ms_*` for the whole and each stage that was timed."""
    stages = sorted({name for row in rows for name in row.values if name.startswith("ms_")})
    return {f"latency_p{share}_{stage}": Measure((stage,), percentile(share)) for stage in stages for share in (50, 95)}


def _gain(
    measure: Measure, ours: Mapping[str, Floats], stock: Mapping[str, Floats], places: NDArray[np.int64]
) -> float:
    return measure.of(ours, places) - measure.of(stock, places)


def _columns(rows: Sequence[Row], measures: Mapping[str, Measure]) -> dict[str, Floats]:
    names = {name for row in rows for name in row.values} | {
        name for measure in measures.values() for name in measure.columns
    }
    return {name: np.array([row.values.get(name, math.nan) for row in rows], dtype=np.float64) for name in names}


def _finite(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items() if not math.isnan(value)}
