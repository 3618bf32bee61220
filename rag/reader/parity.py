"""What the fast arithmetic costs and gains: `python -m rag.reader.parity --data ../shared/data`.

On the calibration questions: how often bfloat16 gives the span that float32 gives, and how far their probabilities are
apart; how far float32 is from torch. On ten passages: the time of reading against one pass of the packaged encoder over
the same tokens, medians of alternating runs, since the machine's pace changes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from rag.embed import packaged_model_folder
from rag.openvino_bert import SentenceEncoder
from rag.passages import split
from rag.reader.encoding import PairEncoder
from rag.reader.measure import questions
from rag.reader.trained import ReadFinding, TrainedReader
from rag.types import Hit

PASSAGES = 10
ROUNDS = 40
COMPARED_BY_TORCH = 100


def main() -> None:
    """Read the command line and print three lines."""
    parser = argparse.ArgumentParser(prog="python -m rag.reader.parity", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the data sets")
    given = parser.parse_args()
    asked = [
        (question, [Hit(passage, article, 1.0 / rank, rank) for rank, passage in enumerate(split(article), 1)])
        for question, _, article in questions(given.data / "reading" / "squad2_calibration.json")
    ]
    fast, exact = TrainedReader.load(), TrainedReader.load(exact=True)
    print(f"bfloat16 against float32, {_apart(fast, exact, asked)}")
    print(f"float32 against torch, {_apart(exact, TrainedReader.load(torch=True), asked[:COMPARED_BY_TORCH])}")
    print(_time(fast, asked))


def _apart(one: TrainedReader, other: TrainedReader, asked: Sequence[tuple[str, Sequence[Hit]]]) -> str:
    """How often both find the same best span, and their largest and mean difference in its probability."""
    same, differences = 0, []
    for question, hits in asked:
        mine, theirs = one.spans(question, hits)[0], other.spans(question, hits)[0]
        same += _place(mine) == _place(theirs)
        if _place(mine) == _place(theirs):
            differences.append(abs(mine.score - theirs.score))
    mean = sum(differences) / len(differences)
    return (
        f"{len(asked)} questions: the same best span {same / len(asked):.1%}, "
        f"probability apart {mean:.5f} on average, {max(differences):.5f} at most"
    )


def _place(found: ReadFinding) -> tuple[str, int, int]:
    return found.hit.passage.id, found.start, found.end


def _time(reader: TrainedReader, asked: Sequence[tuple[str, Sequence[Hit]]]) -> str:
    """Reading ten passages against encoding texts of as many tokens."""
    question = asked[0][0]
    hits = [hits[0] for _, hits in asked[:: len(asked) // PASSAGES]][:PASSAGES]
    packaged = packaged_model_folder()
    pairs = PairEncoder(packaged / "tokenizer.json")
    encoder = SentenceEncoder(packaged)
    texts = [f"{question} {hit.article.title}. {hit.passage.text}" for hit in hits]
    tokens = sum(len(pairs.encode(question, f"{hit.article.title}. ", hit.passage.text).ids) for hit in hits)
    reading, encoding = _medians(lambda: reader.read(question, hits), lambda: encoder.encode(texts))
    return (
        f"{PASSAGES} passages of {tokens / PASSAGES:.0f} tokens: read in {reading:.1f} ms, encoded in "
        f"{encoding:.1f} ms: {reading / encoding:.2f} times"
    )


def _medians(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of each, run in turns after a warm-up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 3):
        for call, times in zip((one, other), taken, strict=True):
            start = perf_counter()
            call()
            if number >= 3:
                times.append(1000 * (perf_counter() - start))
    return median(taken[0]), median(taken[1])


if __name__ == "__main__":
    main()
