"""The gate: the own dev part against the floors in `floors.json`.

{"own": {"accuracy_short": 0.8, ...}}     a figure must reach its floor; one that must stay below is written
{"own": {"aurc": {"at_most": 0.1}}}       with "at_most"
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eval.files import read_json
from rag import InputError

FLOORS = Path(__file__).parent / "floors.json"


def below(metrics: Mapping[str, float], path: Path = FLOORS) -> list[str]:
    """Return one line for each figure that misses its bound. Raises InputError where a bound is not one."""
    floors = read_json(path).row.get("own")
    if not isinstance(floors, dict) or not floors:
        raise InputError(f'{path}: has no floors under "own"')
    misses = []
    for name, bound in floors.items():
        ceiling = isinstance(bound, dict)
        limit = bound.get("at_most") if ceiling else bound
        if not isinstance(limit, int | float) or isinstance(limit, bool):
            raise InputError(f'{path}: the bound of {name!r} is neither a number nor {{"at_most": number}}')
        if name not in metrics:
            misses.append(f"{name}: not measured, though {path.name} asks for it")
        elif metrics[name] > limit if ceiling else metrics[name] < limit:
            misses.append(f"{name}: {metrics[name]:.3f} is {'above' if ceiling else 'below'} {limit}")
    return misses
