"""The words of this room: a question that asks about two things at once, cut into its two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What is wanted of the two: a yes or no, the one of them that leads, how far apart they are, both, or the way
    from the first to the second."""

    WHETHER = "whether"
    WHICH = "which"
    DIFFERENCE = "difference"
    EACH = "each"
    DEVELOPMENT = "development"


class Sense(StrEnum):
    """Which way the two are compared; MORE is larger for figures and later for days."""

    MORE = "more"
    LESS = "less"
    SAME = "same"


class Measure(StrEnum):
    """What is compared: figures, the days on which things happened, or answers of any kind, set side by side."""

    FIGURE = "figure"
    DAY = "day"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name in the answer ("July 2021"), and the question that asks for it alone.

    `source` names the outlet whose articles alone may answer, None where any may.
    """

    label: str
    question: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and what is asked of them: whether the first is `sense` than the second, which of them is, ...

    `voices` is set where the sides are those who give the figures: each must be named with its own; `loose` where the
    two may be one thing after all ("England and Wales"), to be asked for as one if both are not found apart.
    """

    form: Form
    measure: Measure
    sense: Sense
    first: Side
    second: Side
    voices: bool = False
    loose: bool = False

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, in the order of the question."""
        return self.first, self.second


def joined(
    form: Form, measure: Measure, sense: Sense, sides: Sequence[Side], *, voices: bool = False, loose: bool = False
) -> Pair:
    """Return two sides as a pair."""
    first, second = sides
    return Pair(form, measure, sense, first, second, voices, loose)
