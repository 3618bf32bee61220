"""Small drawings for the report, as SVG: a line plot and bars, from 0 to 1 or to the largest value."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 440, 280, 48, 36, 12
Point = tuple[float, float]


def line_plot(title: str, across: str, up: str, points: Sequence[Point], diagonal: bool = False) -> str:
    """Draw points in the unit square, joined in order; `diagonal` marks where both axes are equal."""
    places = [(_x(x), _y(y)) for x, y in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    guide = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>' if diagonal else ""
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places) if len(places) <= 20 else ""
    return _figure(title, HEIGHT, f'{_axes(across, up)}{guide}<polyline points="{path}"/>{dots}')


def bars(title: str, rows: Sequence[tuple[str, float, tuple[float, float] | None]], digits: int = 2) -> str:
    """Draw a bar a row: label, value from 0, and its interval where there is one."""
    most = max([1e-9, *(high for _, value, span in rows for high in (value, span[1] if span else value))])
    height = TOP + 26 * len(rows) + 8
    left, room = 150, WIDTH - 150 - 60
    parts = []
    for number, (label, value, span) in enumerate(rows):
        y = TOP + 26 * number
        width = room * value / most
        end = left + room * (span[1] if span else value) / most
        parts.append(f'<text class="label" x="{left - 8}" y="{y + 14}">{escape(label)}</text>')
        parts.append(f'<rect x="{left}" y="{y + 3}" width="{max(width, 0):.1f}" height="14"/>')
        if span:
            low = left + room * span[0] / most
            parts.append(f'<line class="span" x1="{low:.1f}" y1="{y + 10}" x2="{end:.1f}" y2="{y + 10}"/>')
        parts.append(f'<text x="{max(end, left + width) + 6:.1f}" y="{y + 14}">{value:.{digits}f}</text>')
    return _figure(title, height, "".join(parts))


def _x(value: float) -> float:
    return LEFT + value * (WIDTH - LEFT - 16)


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP)


def _axes(across: str, up: str) -> str:
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<line class="grid" x1="{_x(0)}" y1="{_y(tick)}" x2="{_x(1)}" y2="{_y(tick)}"/>')
        parts.append(f'<text class="label" x="{LEFT - 6}" y="{_y(tick) + 4}">{tick:g}</text>')
        parts.append(f'<text class="middle" x="{_x(tick)}" y="{HEIGHT - BOTTOM + 15}">{tick:g}</text>')
    middle = (_x(0) + _x(1)) / 2
    parts.append(f'<text class="middle" x="{middle}" y="{HEIGHT - 4}">{escape(across)}</text>')
    parts.append(f'<text class="middle" transform="translate(11 {_y(0.5)}) rotate(-90)">{escape(up)}</text>')
    return "".join(parts)


def _figure(title: str, height: int, body: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{body}</svg></figure>'
    )
