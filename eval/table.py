"""The figures of a run as rows of text: ours, and where stock ran too, its own and the gain over it."""

from __future__ import annotations

from eval.result import Result

_SIDES = {"": "value", "stock_": "stock", "gain_": "gain"}


def header(result: Result) -> list[str]:
    """Return the column names: the figure's, and a value and its interval for each side."""
    return ["figure", *(name for side in _sides(result) for name in (_SIDES[side], "95 % interval"))]


def rows(result: Result) -> list[list[str]]:
    """Return a row of cells for each figure; a cell is empty where a side does not have the figure."""
    ours = [name for name in result.metrics if name in result.measures]
    return [[name, *(cell for side in _sides(result) for cell in _cells(result, side + name))] for name in ours]


def _sides(result: Result) -> list[str]:
    stock = any(name.startswith("stock_") for name in result.metrics)
    return list(_SIDES) if stock else [""]


def _cells(result: Result, name: str) -> tuple[str, str]:
    if name not in result.metrics:
        return "", ""
    low, high = result.intervals[name]
    return f"{result.metrics[name]:.3f}", f"[{low:.3f}, {high:.3f}]"
