"""What the figures mean: pure functions of numbers, texts and character ranges, with nothing read and nothing
kept.

A range is (article id, start, end), in characters, half open. A share lies in 0..1; a mean of nothing is NaN.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Range = tuple[str, int, int]
Floats = NDArray[np.float64]

HELD = 0.5
"""A gold sentence counts as found when at least this share of its characters lies in what was found."""


def squad_words(text: str) -> list[str]:
    """Return the words of a text as SQuAD's official script compares them: lower case, no punctuation or
    article.
    """
    bare = "".join(character for character in text.lower() if character not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", bare).split()


def exact_match(given: str, accepted: Sequence[str]) -> float:
    """Return 1.0 where SQuAD's words are those of an accepted answer; with none accepted, "" is right."""
    return float(any(squad_words(given) == squad_words(answer) for answer in accepted or [""]))


def token_f1(given: str, accepted: Sequence[str]) -> float:
    """Return the best F1 of shared words with an accepted answer (Rajpurkar et al. 2016); "" is right for
    none.
    """
    return max(_f1(squad_words(given), squad_words(answer)) for answer in accepted or [""])


def _f1(ours: Sequence[str], theirs: Sequence[str]) -> float:
    if not ours or not theirs:
        return float(list(ours) == list(theirs))
    shared = (Counter(ours) & Counter(theirs)).total()
    return 2 * shared / (len(ours) + len(theirs))


def covered(gold: Range, ranges: Iterable[Range]) -> float:
    """Return the share of the gold range's characters that lie in any of the ranges."""
    article, start, end = gold
    held = {at for name, left, right in ranges if name == article for at in range(max(start, left), min(end, right))}
    return len(held) / (end - start)


def recall_at(k: int, gold: Sequence[Range], ranked: Sequence[Range], every: bool) -> float:
    """Return the share of gold sentences held by the first k ranges; unless `every`, 1.0 if any is."""
    found = [covered(sentence, ranked[:k]) >= HELD for sentence in gold]
    return float(np.mean(found)) if every else float(any(found))


def reciprocal_rank(gold: Sequence[Range], ranked: Sequence[Range]) -> float:
    """Return 1 / rank, from 1, of the first range that holds a gold sentence; 0.0 where none does."""
    for rank, item in enumerate(ranked, start=1):
        if any(covered(sentence, [item]) >= HELD for sentence in gold):
            return 1 / rank
    return 0.0


def citation_precision(gold: Sequence[Range], cited: Sequence[Range]) -> float:
    """Return the share of the cited characters that lie in gold sentences; NaN where nothing is cited."""
    lengths = [end - start for _, start, end in cited]
    return sum(covered(item, gold) * size for item, size in zip(cited, lengths, strict=True)) / (sum(lengths) or np.nan)


def citation_recall(gold: Sequence[Range], cited: Sequence[Range], every: bool) -> float:
    """Return the share of the gold characters that are cited; with `every` false, of the gold sentence cited
    most.
    """
    shares = [covered(sentence, cited) for sentence in gold]
    if not every:
        return max(shares)
    lengths = [end - start for _, start, end in gold]
    return float(np.average(shares, weights=lengths))


def faithful(text: str, start: int, end: int, quote: str) -> bool:
    """Tell whether a quote is the text at its offsets, whole words at both ends."""
    if not 0 <= start < end <= len(text) or text[start:end] != quote or quote != quote.strip():
        return False
    return not any(0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() for at in (start, end))


def mean(values: Floats) -> float:
    """Return the mean of what applies (NaN does not), or NaN."""
    applies = values[~np.isnan(values)]
    return float(applies.mean()) if applies.size else float("nan")


def abstention_precision(answerable: Floats, abstained: Floats) -> float:
    """Return the share of refusals that were due: the question had no answer."""
    return mean(1 - answerable[abstained == 1])


def abstention_recall(answerable: Floats, abstained: Floats) -> float:
    """Return the share of questions without an answer that were refused."""
    return mean(abstained[answerable == 0])


def risk_coverage(confidence: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Return coverage and risk, (n,) each: the share of errors among the k most confident, for k from 1 to n.

    Equal confidences share their mean error, so that the order of the questions plays no part.
    """
    order = np.argsort(-confidence, kind="stable")
    _, group, sizes = np.unique(-confidence[order], return_inverse=True, return_counts=True)
    errors = (np.bincount(group, weights=1 - right[order]) / sizes)[group]
    count = np.arange(1, len(errors) + 1)
    return count / len(errors), np.cumsum(errors) / count


def area_under_risk(confidence: Floats, right: Floats) -> float:
    """Return the area under the risk-coverage curve, 0 best (Geifman and El-Yaniv 2017)."""
    return mean(risk_coverage(confidence, right)[1])


def auroc(score: Floats, positive: Floats) -> float:
    """Return the chance that a positive scores above a negative, ties half (Mann-Whitney U); NaN without
    both.
    """
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return float("nan")
    _, group, sizes = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
    above = float(ranks[positive == 1].sum()) - positives * (positives + 1) / 2
    return above / (positives * negatives)


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one tenth of 0..1: how many, their mean confidence, the share
    right.
    """

    count: int
    confidence: float
    right: float


def reliability(confidence: Floats, right: Floats, bins: int = 10) -> list[Bin]:
    """Return the bins, of equal width, that hold any answer, lowest confidence first."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    held = [place == at for at in range(bins)]
    return [Bin(int(at.sum()), float(confidence[at].mean()), float(right[at].mean())) for at in held if at.any()]


def calibration_error(confidence: Floats, right: Floats, abstained: Floats) -> float:
    """Return the expected calibration error of the answers given, 0 best (Naeini et al. 2015, ten bins)."""
    given = abstained == 0
    if not given.any():
        return float("nan")
    bins = reliability(confidence[given], right[given])
    return sum(item.count * abs(item.confidence - item.right) for item in bins) / int(given.sum())


def percentile(share: float) -> Callable[[Floats], float]:
    """Return the function that gives the value below which a share (0..100) of what applies lies."""

    def of(values: Floats) -> float:
        applies = values[~np.isnan(values)]
        return float(np.percentile(applies, share)) if applies.size else float("nan")

    return of


def balanced(right: Floats, group: Floats) -> float:
    """Return the mean over groups of the share right in each, so that a frequent answer weighs no more than
    others.
    """
    _, place = np.unique(group, return_inverse=True)
    return mean(np.bincount(place, weights=right) / np.bincount(place)) if len(group) else float("nan")


def best_threshold(score: Floats, gain: Floats, answerable: Floats) -> float:
    """Return the score from which answering gives the best mean, as SQuAD 2.0's script fits it.

    `gain` is what answering brings (F1 of the span); refusing brings 1 where the question has no answer.
    """
    order = np.argsort(-score, kind="stable")
    refused = 1 - answerable
    totals = refused.sum() + np.concatenate([[0.0], np.cumsum((gain * answerable - refused)[order])])
    last = np.concatenate([[True], score[order][:-1] != score[order][1:], [True]])
    best = int(np.argmax(np.where(last, totals, -np.inf)))
    return float(score[order][best - 1]) if best else float(np.nextafter(score.max(), np.inf))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: a function of some of the columns that a suite writes a row of for each question."""

    columns: tuple[str, ...]
    function: Callable[..., float]

    def of(self, columns: Mapping[str, Floats], rows: NDArray[np.int64] | None = None) -> float:
        """Return the figure over all questions, or over those whose places are given."""
        picked = [columns[name] if rows is None else columns[name][rows] for name in self.columns]
        return self.function(*picked)


RESAMPLES = 1000


def bootstrap(
    statistic: Callable[[NDArray[np.int64]], float], size: int, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % percentile interval (Efron 1979) of a statistic of the places of `size` questions,
    redrawn.
    """
    draw = np.random.default_rng(seed)
    values = np.array([statistic(draw.integers(0, size, size)) for _ in range(resamples)])
    applies = values[~np.isnan(values)]
    if not applies.size:
        return float("nan"), float("nan")
    low, high = np.percentile(applies, [2.5, 97.5])
    return float(low), float(high)
