"""How likely is it that an answer is right: a small logistic model over what reading and comparing found."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.asked import Asked
from rag.candidate import Candidate
from rag.compare import same_answer, same_figure
from rag.copies import near_copies
from rag.odds import logistic, logit

FEATURES = (
    "constant", "reader", "support", "lead", "agreeing", "absent", "distant", "elsewhere", "years_absent", "words",
    "sentence_words", "sentence_names", "kind_fit", "period_fit", "rank", "plan", "echo",
)  # fmt: skip
"""In order: always 1; the reader's log odds; those that any of the sentences that give this answer is right; how far
these exceed the best differing answer's; log of 1 + other articles that agree; names absent from the article; names
outside the passage; 1 where told of another country than the question's; 1 where a year asked for is absent; share of
the question's words in the passage, and in the sentence, less a half; share of its names in the sentence, less 1; fit
of kind and of period, -1..1; log of the retrieval rank; 1 for a plan where none was asked for; share of the answer's
words that the question holds."""

TRUST = (
    "constant", "choice", "support", "best_read", "absent", "years_absent", "kind_fit", "period_fit", "gap",
    "answer_words", "question_words", "sentence_names",
)  # fmt: skip
"""What tells whether the likeliest answer is right at all, in order: always 1; the log odds it was chosen by; its
support; the reader's best log odds of any answer; as in `FEATURES` up to the fit of period; the reader's log odds less
those of the best answer that differs; log of the words of the answer, and of the question less 2; as in `FEATURES`."""

MOST_LEAD = 6.0
"""Log odds beyond which a lead says no more."""

LEAST_RIVAL = logit(0.1)
"""A lead counts over at least this: to be ahead of nothing is no lead."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Two logistic models and the one threshold below which the product refuses, all fitted by `eval.calibrate`.

    `weights`, of `FEATURES`, choose among candidates; `trust`, of `TRUST`, gives the probability that one is right.
    """

    weights: Mapping[str, float]
    trust: Mapping[str, float]
    threshold: float

    @classmethod
    def shipped(cls) -> Judge:
        """The judge that comes with the package."""
        return _shipped()

    def probability(self, features: Sequence[float]) -> float:
        """Return how likely, 0..1, a candidate with these `FEATURES` is the one to choose."""
        return _weighed(self.weights, FEATURES, features)

    def confidence(self, evidence: Sequence[float]) -> float:
        """Return the probability, 0..1, that a candidate with this `TRUST` is right."""
        return _weighed(self.trust, TRUST, evidence)


def _weighed(weights: Mapping[str, float], names: Sequence[str], values: Sequence[float]) -> float:
    return logistic(sum(weights[name] * value for name, value in zip(names, values, strict=True)))


@cache
def _shipped() -> Judge:
    row = json.loads(files("rag").joinpath("judge.json").read_text(encoding="utf-8"))
    return Judge(row["weights"], row["trust"], row["threshold"])


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the candidates of other articles that give the same answer.

    `probability` compares it with the other candidates; `confidence` is the calibrated probability that it is right.
    """

    candidate: Candidate
    agreeing: tuple[Candidate, ...]
    features: tuple[float, ...]
    probability: float
    evidence: tuple[float, ...]
    confidence: float


def judge_all(judge: Judge, asked: Asked, candidates: Sequence[Candidate]) -> list[Judged]:
    """Return every candidate judged, the likeliest first."""
    alike = [[same_answer(one, other) for other in candidates] for one in candidates]
    support = [_support(one, candidates, row) for one, row in zip(candidates, alike, strict=True)]
    best_read = max((logit(one.finding.score) for one in candidates), default=0.0)
    judged = []
    for candidate, row, mine in zip(candidates, alike, support, strict=True):
        agreeing = _agreeing(candidate, [other for other, same in zip(candidates, row, strict=True) if same])
        rivals = [other for other, same in zip(support, row, strict=True) if not same]
        lead = max(-MOST_LEAD, min(MOST_LEAD, mine - max([LEAST_RIVAL, *rivals])))
        features = _features(asked, candidate, agreeing, mine, lead)
        probability = judge.probability(features)
        others = [logit(one.finding.score) for one, same in zip(candidates, row, strict=True) if not same]
        told = dict(zip(FEATURES, features, strict=True)) | {
            "choice": logit(probability),
            "best_read": best_read,
            "gap": logit(candidate.finding.score) - max(others, default=logit(0.0)),
            "answer_words": math.log(max(1, len(candidate.phrase.split()))),
            "question_words": math.log(max(1, len(asked.reading.split()))) - 2.0,
        }
        evidence = tuple(told[name] for name in TRUST)
        judged.append(Judged(candidate, agreeing, features, probability, evidence, judge.confidence(evidence)))
    return sorted(judged, key=lambda one: -one.probability)


def _support(candidate: Candidate, candidates: Sequence[Candidate], alike: Sequence[bool]) -> float:
    """Log odds that at least one of the sentences that give an answer is right, taken as independent (noisy or).

    What nearly the same text says again, as wire copies do, counts once.
    """
    scores: dict[str, float] = {}
    heard: list[Candidate] = []
    same_answers = [one for one, same in zip(candidates, alike, strict=True) if same and _as_exact(one, candidate)]
    for one in sorted(same_answers, key=lambda one: -one.finding.score):
        sentence = " ".join(one.sentence.split())
        if sentence in scores or any(near_copies(one.article, other.article) for other in heard):
            continue
        scores[sentence] = one.finding.score
        heard.append(one)
    return logit(1.0 - math.prod(1.0 - score for score in scores.values()))


def _as_exact(one: Candidate, other: Candidate) -> bool:
    """Whether an answer says no less than another: "2015" is no support for a day of it, a clause none for its name."""
    if one.told_day and other.told_day and one.value is other.value is None:
        return one.told_day == other.told_day
    lengths = [len(text.split()) for text in (one.finding.text, other.finding.text)]
    return one.value is not None or 3 * min(lengths) >= max(lengths)


def _agreeing(candidate: Candidate, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best of each other article, of `candidates` that give the same answer; a copy is no second witness."""
    heard = [candidate.article]
    seen_sentences = {" ".join(candidate.sentence.split())}
    found = []
    for other in sorted(candidates, key=lambda one: -one.finding.score):
        sentence = " ".join(other.sentence.split())
        again = any(other.article.id == one.id or near_copies(other.article, one) for one in heard)
        if again or sentence in seen_sentences:
            continue
        heard.append(other.article)
        seen_sentences.add(sentence)
        found.append(other)
    return tuple(found)


def backs(one: Candidate, other: Candidate) -> bool:
    """Whether one is evidence for the other: what is only compatible ("up to 1,000", "about 900") is none."""
    return same_figure(one.value, other.value) if one.value and other.value else one.value is other.value


def _features(
    asked: Asked, candidate: Candidate, others: Sequence[Candidate], support: float, lead: float
) -> tuple[float, ...]:
    covered = candidate.coverage
    backing = sum(other.finding.score > 0.1 and other.kind_fit > 0 and backs(other, candidate) for other in others)
    return (
        1.0,
        logit(candidate.finding.score),
        support,
        lead,
        math.log1p(backing),
        float(min(len(covered.absent), 2)),
        float(min(len(covered.distant), 2)),
        float(candidate.elsewhere),
        float(bool(covered.years_absent) and candidate.period_fit < 1),
        covered.words - 0.5,
        candidate.sentence_words - 0.5,
        candidate.sentence_names - 1.0,
        candidate.kind_fit,
        candidate.period_fit,
        math.log(candidate.finding.hit.rank),
        float(candidate.undone and not asked.plan),
        candidate.echo,
    )
