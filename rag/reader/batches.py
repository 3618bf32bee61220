"""The training examples of one stage as flat token arrays, and the length-sorted batches cut from them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.reader.encoding import Pair, PairEncoder, pad
from rag.reader.negatives import Negatives
from rag.reader.news import news_example
from rag.reader.stories import all_stories
from rag.reader.story_examples import story_example
from rag.reader.training_data import Example, Question, positive, sentences, share

Kinds = tuple[tuple[str, float], ...]

# Weights of the kinds of negative in the broad and in the hard stage.
# "inside" is rarely possible, so its weight is high.
KINDS: tuple[Kinds, Kinds] = (
    (("paragraph", 3.0), ("window", 2.0), ("like", 2.0), ("question", 3.0), ("passage", 1.0), ("year", 0.4)),
    (
        ("paragraph", 1.0),
        ("window", 1.0),
        ("like", 1.5),
        ("question", 4.0),
        ("inside", 20.0),
        ("word", 6.0),
        ("passage", 1.0),
        ("year", 0.6),
    ),
)
RENAMED_SHARE = (0.08, 0.15)
MAX_SPANS = 6


@dataclass(frozen=True, slots=True)
class Stage:
    """n examples: ids and types (tokens,) flat with `ends` (n,) int64; `spans` (n, MAX_SPANS, 2) int16,
    first and last token, -1 where there is none; `exact` (n,) False where the span is only known to lie
    inside the range."""

    ids: NDArray[np.int32]
    types: NDArray[np.int8]
    ends: NDArray[np.int64]
    first: NDArray[np.int16]
    spans: NDArray[np.int16]
    exact: NDArray[np.bool_]

    def save(self, path: Path) -> None:
        """Keep the stage on disk, so that a resumed run continues on the same examples."""
        np.savez(path, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def load(cls, path: Path) -> Stage:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs as `pad` gives them, `allowed` (n, length) where a span may start or end (CLS, the null span,
    included), and `starts`, `ends` (n, length) bool, all right positions."""

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    keep: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]


def make_examples(questions: Sequence[Question], negatives: Negatives, stage: int, seed: int) -> list[Example]:
    """The examples of a stage in random order: each drawn question as it is, and one negative made from
    it.
    """
    chance = random.Random(seed)
    made: list[Example | None] = []
    for index, question in enumerate(questions):
        wanted = share(question, stage)
        for _ in range(int(wanted) + (chance.random() < wanted % 1)):
            renamed = negatives.renamed(index, chance) if chance.random() < RENAMED_SHARE[stage] * 3 else None
            made.append(renamed or positive(question, chance))
            if question.spans:
                made.append(negatives.of(index, KINDS[stage], chance))
    found = [example for example in made if example is not None]
    chance.shuffle(found)
    return found


def with_news(
    examples: list[Example], questions: Sequence[Question], news: float, stories: float, seed: int
) -> list[Example]:
    """The examples with invented news and stories drawn in among them, `news` and `stories` of their number."""
    chance = random.Random(seed)
    beside = list(dict.fromkeys(_first_sentence(question.context) for question in chance.sample(questions, 4000)))
    beside = [text for text in beside if text]
    told = all_stories()

    def drawn(part: float, make: Callable[[], Example | None]) -> list[Example]:
        wanted = int(part * len(examples))
        return [example for example in (make() for _ in range(2 * wanted)) if example][:wanted]

    mixed = examples + drawn(news, lambda: news_example(chance, beside))
    mixed += drawn(stories, lambda: story_example(chance.choice(told), chance, beside))
    chance.shuffle(mixed)
    return mixed


def _first_sentence(context: str) -> str:
    start, end = (sentences(context) or ((0, 0),))[0]
    return context[start:end] if 40 < end - start < 160 else ""


def encode(examples: Iterable[Example], encoder: PairEncoder) -> Stage:
    """Tokenise examples; one whose answer falls off the end of the input is dropped."""
    pairs: list[Pair] = []
    spans: list[NDArray[np.int16]] = []
    exact: list[bool] = []
    for example in examples:
        pair = encoder.encode(example.question, example.header, example.passage)
        tokens = _token_spans(pair, example.spans)
        if len(pair.offsets) and (tokens[0, 0] >= 0 or not example.spans):
            pairs.append(pair)
            spans.append(tokens)
            exact.append(example.exact)
    return Stage(
        np.concatenate([pair.ids for pair in pairs]).astype(np.int32),
        np.concatenate([pair.types for pair in pairs]).astype(np.int8),
        np.cumsum([len(pair.ids) for pair in pairs]),
        np.asarray([pair.first for pair in pairs], dtype=np.int16),
        np.stack(spans),
        np.asarray(exact),
    )


def batches(stage: Stage, size: int, seed: int) -> Iterator[Batch]:
    """One pass in random order; lengths are sorted inside stretches of 64 batches, so little is padding."""
    order = np.random.default_rng(seed).permutation(len(stage.ends))
    lengths = np.diff(stage.ends, prepend=0)
    chance = random.Random(seed)
    for begin in range(0, len(order), size * 64):
        stretch = order[begin : begin + size * 64]
        stretch = stretch[np.argsort(lengths[stretch], kind="stable")]
        groups = [stretch[i : i + size] for i in range(0, len(stretch), size)]
        chance.shuffle(groups)
        yield from (_batch(stage, group) for group in groups)


def _batch(stage: Stage, rows: NDArray[np.int64]) -> Batch:
    pairs = []
    for row in rows:
        cut = slice(int(stage.ends[row - 1]) if row else 0, int(stage.ends[row]))
        pairs.append(Pair(stage.ids[cut].astype(np.int64), stage.types[cut].astype(np.int64), 0, np.zeros((0, 2), int)))
    ids, types, keep = pad(pairs, 16)
    places = np.arange(ids.shape[1])
    lengths = keep.sum(axis=1, keepdims=True)
    allowed = (places >= stage.first[rows][:, None]) & (places < lengths - 1)
    allowed[:, 0] = True
    starts, ends = np.zeros_like(keep), np.zeros_like(keep)
    for i, row in enumerate(rows):
        for first, last in stage.spans[row]:
            if first >= 0 and stage.exact[row]:
                starts[i, first] = ends[i, last] = True
            elif first >= 0:
                starts[i, first : last + 1] = ends[i, first : last + 1] = True
    none = ~starts.any(axis=1)
    starts[none, 0] = ends[none, 0] = True
    return Batch(ids, types, keep, allowed, starts, ends)


def _token_spans(pair: Pair, spans: Sequence[tuple[int, int]]) -> NDArray[np.int16]:
    """First and last token of each span; a span that the input cuts off is left out."""
    out = np.full((MAX_SPANS, 2), -1, dtype=np.int16)
    found = 0
    for start, end in spans:
        inside = np.flatnonzero((pair.offsets[:, 0] < end) & (pair.offsets[:, 1] > start))
        if len(inside) and pair.offsets[inside[-1], 1] >= end and found < MAX_SPANS:
            out[found] = pair.first + inside[0], pair.first + inside[-1]
            found += 1
    return out
