"""How likely is it that an answer is right: a small logistic model over what reading and comparing found."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.asked import Asked
from rag.compare import same_answer, same_figure
from rag.evidence import Candidate, logit

FEATURES = (
    "constant", "reader", "agreeing", "margin", "absent", "distant", "elsewhere", "years_absent", "words",
    "sentence_words", "sentence_names", "kind_fit", "period_fit", "rank", "plan", "echo",
)  # fmt: skip
"""In order: always 1; the reader's log odds; log of 1 + other articles that agree; log odds over the best differing
answer; names absent from the article; names outside the passage; 1 where told of another country than the question's;
1 where a year asked for is absent; share of the question's words in the passage, and in the sentence, less a half;
share of its names in the sentence, less 1; fit of kind and of period, -1..1; log of the retrieval rank; 1 for a plan
where none was asked for; share of the answer's words that the question holds."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of `FEATURES` and the one threshold below which the product refuses (fitted by `eval.calibrate`)."""

    weights: Mapping[str, float]
    threshold: float

    @classmethod
    def shipped(cls) -> Judge:
        """The judge that comes with the package."""
        return _shipped()

    def probability(self, features: Sequence[float]) -> float:
        """Return the probability, 0..1, that an answer with these features is right."""
        score = sum(self.weights[name] * value for name, value in zip(FEATURES, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def _shipped() -> Judge:
    row = json.loads(files("rag").joinpath("judge.json").read_text(encoding="utf-8"))
    return Judge(row["weights"], row["threshold"])


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the candidates of other articles that give the same answer, and its probability."""

    candidate: Candidate
    agreeing: tuple[Candidate, ...]
    features: tuple[float, ...]
    probability: float


def judge_all(judge: Judge, asked: Asked, candidates: Sequence[Candidate]) -> list[Judged]:
    """Return every candidate judged, the likeliest first.

    The margin compares with the best differing answer, which must be known first: two passes.
    """
    agreeing = [_agreeing(candidate, candidates) for candidate in candidates]
    first = [
        judge.probability(_features(asked, candidate, others, 0.0))
        for candidate, others in zip(candidates, agreeing, strict=True)
    ]
    judged = []
    for candidate, others, probability in zip(candidates, agreeing, first, strict=True):
        rivals = [p for c, p in zip(candidates, first, strict=True) if not same_answer(c, candidate)]
        margin = logit(probability) - logit(max(rivals)) if rivals else 4.0
        features = _features(asked, candidate, others, max(-4.0, min(4.0, margin)))
        judged.append(Judged(candidate, others, features, judge.probability(features)))
    return sorted(judged, key=lambda one: -one.probability)


def _agreeing(candidate: Candidate, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best agreeing candidate of each other article; one that is word for word the same is no second witness."""
    seen_articles = {candidate.finding.hit.article.id}
    seen_sentences = {" ".join(candidate.sentence.split())}
    found = []
    for other in sorted(candidates, key=lambda one: -one.finding.score):
        article, sentence = other.finding.hit.article.id, " ".join(other.sentence.split())
        if article in seen_articles or sentence in seen_sentences or not same_answer(candidate, other):
            continue
        seen_articles.add(article)
        seen_sentences.add(sentence)
        found.append(other)
    return tuple(found)


def backs(one: Candidate, other: Candidate) -> bool:
    """Whether one is evidence for the other: what is only compatible ("up to 1,000", "about 900") is none."""
    return same_figure(one.value, other.value) if one.value and other.value else one.value is other.value


def _features(asked: Asked, candidate: Candidate, others: Sequence[Candidate], margin: float) -> tuple[float, ...]:
    covered = candidate.coverage
    backing = sum(other.finding.score > 0.1 and other.kind_fit > 0 and backs(other, candidate) for other in others)
    return (
        1.0,
        logit(candidate.finding.score),
        math.log1p(backing),
        margin,
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
