"""The trained reader: one pass over all retrieved passages, a few spans of each with a probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.embed import PACKAGED_SHA256, packaged_model_folder
from rag.errors import ModelError
from rag.odds import logistic
from rag.openvino_bert import default_cache_folder
from rag.reader.encoding import PairEncoder, header
from rag.reader.scoring import OpenVinoScorer, Scorer
from rag.reader.spans import best_spans
from rag.types import Finding, Hit

WEIGHTS_FOLDER = Path(__file__).parent / "weights"
SPANS_PER_PASSAGE = 3


@dataclass(frozen=True, slots=True)
class ReadFinding(Finding):
    """A finding with the logits it rests on, for whoever weighs passages against each other.

    `margin`: start plus end logit less those of the null span, natural log scale. `answerable`: logit that
    the passage answers the question at all, the same for all spans of a passage.
    """

    margin: float = 0.0
    answerable: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve from a span's logits to the probability that it is right; fitted by
    `rag/reader/calibrate.py`.
    """

    bias: float
    margin: float
    answerable: float

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read the constants; raises ModelError where the file is missing or not theirs."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8"))["span"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"cannot read the reader's calibration {path} ({error}): install dateline again"
            ) from error

    def probability(self, margin: float, answerable: float) -> float:
        """The probability, 0..1, that a span with these logits is right."""
        return logistic(self.bias + self.margin * margin + self.answerable * answerable)


class TrainedReader:
    """Implements `rag.types.Reader` over a `Scorer`."""

    def __init__(self, scorer: Scorer, encoder: PairEncoder, calibration: Calibration) -> None:
        self._scorer, self._encoder, self._calibration = scorer, encoder, calibration

    @classmethod
    def load(
        cls, threads: int = 2, *, weights_folder: Path = WEIGHTS_FOLDER, cache_folder: Path | None = None,
        torch: bool = False, exact: bool = False,
    ) -> TrainedReader:  # fmt: skip
        """Read the shipped weights; `torch` runs them by torch, `exact` by OpenVINO in float32.

        Raises ModelError where the weights or the packaged encoder are missing or damaged.
        """
        packaged = packaged_model_folder()
        files = (weights_folder / "reader.safetensors", packaged / "model.safetensors")
        scorer: Scorer
        if torch:
            from rag.reader.torch_scorer import TorchScorer

            scorer = TorchScorer(*files, threads, sha256=PACKAGED_SHA256)
        else:
            cache = cache_folder or default_cache_folder()
            scorer = OpenVinoScorer(*files, cache, threads, sha256=PACKAGED_SHA256, exact=exact)
        calibration = Calibration.load(weights_folder / "calibration.json")
        return cls(scorer, PairEncoder(packaged / "tokenizer.json"), calibration)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """Return up to three spans of each passage, most probable first; every one is a `ReadFinding`."""
        return list(self.spans(question, hits))

    def spans(self, question: str, hits: Sequence[Hit]) -> list[ReadFinding]:
        """As `read`, typed as what it is."""
        if not question.strip() or not hits:
            return []
        pairs = [self._encoder.encode(question, _line(hit), hit.passage.text) for hit in hits]
        logits, answerable = self._scorer.score(pairs)
        found = []
        for hit, pair, rows, score in zip(hits, pairs, logits, answerable.tolist(), strict=True):
            for span in best_spans(pair, rows, hit.passage.text, SPANS_PER_PASSAGE):
                start, end = hit.passage.start + span.start, hit.passage.start + span.end
                chance = self._calibration.probability(span.margin, score)
                found.append(ReadFinding(hit, start, end, chance, span.margin, score))
        return sorted(found, key=lambda finding: -finding.score)


def _line(hit: Hit) -> str:
    return header(hit.article.title, hit.article.published)
