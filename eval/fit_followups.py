"""Fits how follow-ups are completed: `python -m eval.fit_followups --data ../shared/data/followups/tune.jsonl`.

Every way to complete a turn is good by what it adds to the token F1 with the standalone question a person wrote. A
logistic choice among the ways and leaving the question alone is fitted to that, turns that can gain more counting for
more, with a ridge. The least score is the lowest at which `--alone` of the turns that a person left alone are left
alone when each tenth of the conversations is scored by weights fitted on the others. Weights and least score are
written to `rag/completion.json`, which ships; what was reached in that cross-validation is printed.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.files import read_lines
from eval.metrics import squad_words, token_f1
from eval.suites.followups import FollowUp, read
from rag import Completion, completions

COMPLETION = Path(__file__).parent.parent / "rag" / "completion.json"
RIDGE = 2.0
FOLDS = 10
RARE = 20
"""A feature of fewer ways than this is left out: its weight would be chance."""
LEAVE = 0.5
"""What a turn counts that no way makes better; another counts LEAST plus its best gain times GAINS."""
LEAST, GAINS = 0.3, 3.0
BETTER = 0.005
"""Gain in F1 from which a way is better than none."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One turn: its ways, what each adds to F1, and whether the person changed the question at all."""

    item: FollowUp
    ways: Sequence[Completion]
    gains: Floats
    changed: bool


def example(item: FollowUp) -> Example:
    """Return a turn with its ways, each measured."""
    ways = completions(item.question, [turn.question for turn in item.history])
    raw = token_f1(item.question, [item.standalone])
    gains = np.asarray([token_f1(way.text, [item.standalone]) - raw for way in ways])
    return Example(item, ways, gains, squad_words(item.question) != squad_words(item.standalone))


def matrix(found: Example, names: Sequence[str]) -> Floats:
    """Return (ways, features) of a turn."""
    rows = [[way.features.get(name, 0.0) for name in names] for way in found.ways]
    return np.asarray(rows, dtype=float).reshape(-1, len(names))


def fit(rows: Sequence[Floats], examples: Sequence[Example]) -> Floats:
    """Return the weights that make the better ways likeliest: Newton's method, halving a step that overshoots."""
    weights = np.zeros(rows[0].shape[1])
    for _ in range(25):
        loss, gradient, curvature = _loss(weights, rows, examples)
        step, size = np.linalg.solve(curvature, gradient), 1.0
        while size > 1e-3 and _loss(weights - size * step, rows, examples)[0] > loss:
            size /= 2
        weights = weights - size * step
        if float(np.abs(step).max()) < 1e-4:
            break
    return weights


def _loss(weights: Floats, rows: Sequence[Floats], examples: Sequence[Example]) -> tuple[float, Floats, Floats]:
    loss = RIDGE * float(weights @ weights) / 2
    gradient, curvature = RIDGE * weights, RIDGE * np.eye(len(weights))
    for x, found in zip(rows, examples, strict=True):
        if not len(x):
            continue
        good = np.where(found.gains > BETTER, np.maximum(found.gains, 0) ** 1.5, 0)
        counts = LEAST + GAINS * float(found.gains.max()) if good.any() else LEAVE
        wanted = good / good.sum() if good.any() else good
        scores = np.append(x @ weights, 0.0)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        target = np.append(wanted, 0.0 if good.any() else 1.0)
        loss -= counts * float(target @ np.log(shares + 1e-12))
        p = shares[:-1]
        gradient = gradient + counts * (x.T @ (p - wanted))
        mean = x.T @ p
        curvature = curvature + counts * ((x.T * p) @ x - np.outer(mean, mean))
    return loss, gradient, curvature


def held_out(rows: Sequence[Floats], examples: Sequence[Example]) -> list[Floats]:
    """Return the scores of each turn's ways by weights fitted without its tenth of the conversations."""
    fold = [zlib.crc32(found.item.id.split("#")[0].encode()) % FOLDS for found in examples]
    scores: list[Floats] = [np.zeros(0)] * len(examples)
    for one in range(FOLDS):
        kept = [at for at, number in enumerate(fold) if number != one]
        weights = fit([rows[at] for at in kept], [examples[at] for at in kept])
        for at in (at for at, number in enumerate(fold) if number == one):
            scores[at] = rows[at] @ weights
    return scores


def told(scores: Sequence[Floats], examples: Sequence[Example], least: float) -> tuple[float, float]:
    """Return the mean gain in F1 of the turns that were changed, and the share left alone of those that were not."""
    gains, alone = [], []
    for found, score in zip(examples, scores, strict=True):
        taken = len(score) > 0 and float(score.max()) >= least
        gains.append(float(found.gains[int(score.argmax())]) if taken else 0.0)
        alone.append(not taken)
    changed = [found.changed for found in examples]
    return (
        float(np.mean([gain for gain, is_so in zip(gains, changed, strict=True) if is_so])),
        float(np.mean([left for left, is_so in zip(alone, changed, strict=True) if not is_so])),
    )


def main() -> None:
    """Fit, print and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="follow-up turns to fit on, as JSON lines")
    parser.add_argument("--alone", type=float, default=0.975, help="share of unchanged turns to leave alone")
    options = parser.parse_args()
    turns = [item for fields in read_lines(options.data) if (item := read(fields))]
    examples = [example(item) for item in turns]
    counted = Counter(name for found in examples for way in found.ways for name in way.features)
    names = sorted(name for name, count in counted.items() if count >= RARE)
    rows = [matrix(found, names) for found in examples]
    scores = held_out(rows, examples)
    tops = sorted(float(score.max()) for score in scores if len(score))
    least = next(round(one, 3) for one in tops if told(scores, examples, one)[1] >= options.alone)
    for one in (least - 0.5, least - 0.25, least, least + 0.25):
        gain, alone = told(scores, examples, one)
        print(f"least {one:.3f}: F1 {100 * gain:+.1f} where changed, {100 * alone:.1f} % left alone where not")
    weights = {name: round(float(weight), 3) for name, weight in zip(names, fit(rows, examples), strict=True)}
    text = json.dumps({"weights": weights, "least": round(least, 3)}, indent=1)
    COMPLETION.write_text(text + "\n", encoding="utf-8")
    print(f"{len(weights)} weights over {len(examples)} turns written to {COMPLETION}")


if __name__ == "__main__":
    main()
