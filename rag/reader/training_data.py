"""Training questions read from SQuAD-shaped files, and the windows that are cut from their paragraphs."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rag.reader.encoding import header, stem

Range = tuple[int, int]

# File, and how often each of its questions is used in the broad and in the hard stage. Sources with clean
# wording and few questions are used more; QAMR's 37,000 short questions on 980 sentences are thinned.
SOURCES: dict[str, tuple[float, float]] = {
    "squad_train_part.json": (1.0, 1.0),
    "squadshifts_new_wiki.json": (1.0, 1.0),
    "squadshifts_reddit.json": (0.7, 0.4),
    "squadshifts_amazon.json": (0.5, 0.25),
    "qamr_a.json": (0.35, 0.15),
    "qamr_b.json": (0.35, 0.15),
    "nq_open_oracle.json": (1.0, 1.0),
    "policyqa_a.json": (0.4, 0.15),
    "policyqa_b.json": (0.4, 0.15),
    "squad2_train.json": (1.0, 4.0),
}
SENTENCES = "squad_train_sentences.jsonl"
SENTENCES_SHARE = (0.8, 0.6)


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a paragraph. `spans` are its answers; none means that the paragraph does not answer it.

    `exact` is False where only the sentence that holds the answer is known: the span then is that sentence.
    """

    text: str
    title: str
    context: str
    spans: tuple[Range, ...]
    source: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """One input of the reader with its target; spans are offsets in the passage, none for "not answered
    here".
    """

    question: str
    header: str
    passage: str
    spans: tuple[Range, ...]
    exact: bool
    kind: str


def read_questions(folder: Path) -> list[Question]:
    """Every question that may be trained on, from the files named in `SOURCES` and `SENTENCES`."""
    questions = [question for name in SOURCES for question in _squad(folder / name)]
    return questions + list(_sentence_questions(folder / SENTENCES))


def share(question: Question, stage: int) -> float:
    """How often a question is used in stage 0 (broad) or 1 (hard); the rest is drawn by chance."""
    return (SENTENCES_SHARE if question.source == SENTENCES else SOURCES[question.source])[stage]


def _squad(path: Path) -> Iterator[Question]:
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        title = _title(article.get("title", ""), path.name)
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for entry in paragraph["qas"]:
                spans = {
                    _trim(context, a["answer_start"], a["answer_start"] + len(a["text"])) for a in entry["answers"]
                }
                spans = {(start, end) for start, end in spans if 0 < end - start <= 250}
                if spans or entry.get("is_impossible"):
                    yield Question(entry["question"].strip(), title, context, tuple(sorted(spans)), path.name)


def _sentence_questions(path: Path) -> Iterator[Question]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        start = entry["paragraph"].find(entry["sentence"])
        if start >= 0:
            span = (start, start + len(entry["sentence"]))
            title = _title(entry["title"], path.name)
            yield Question(entry["question"].strip(), title, entry["paragraph"], (span,), path.name, exact=False)


def _title(raw: str, source: str) -> str:
    """The article's title where the source has a real one."""
    if source.startswith(("qamr", "squadshifts_reddit", "squadshifts_amazon")):
        return ""
    return raw.replace("_", " ").strip()


def _trim(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    return start, end


@cache
def sentences(text: str) -> tuple[Range, ...]:
    """Offsets of the sentences of a text."""
    from livekit import blingfire

    _, offsets = blingfire.text_to_sentences_with_offsets(text)
    return tuple((start, end) for start, end in offsets if text[start:end].strip())


def window(text: str, cover: Range | None, size: int, chance: random.Random) -> Range:
    """A run of whole sentences of about `size` characters that covers `cover` (any sentence if None)."""
    bounds = sentences(text) or ((0, len(text)),)
    inside = [i for i, (start, end) in enumerate(bounds) if cover and start < cover[1] and cover[0] < end]
    inside = inside or [chance.randrange(len(bounds))]
    first, last = inside[0], inside[-1]
    while True:
        room = size - (bounds[last][1] - bounds[first][0])
        sides = [side for side in (first - 1, last + 1) if 0 <= side < len(bounds)]
        sides = [side for side in sides if bounds[side][1] - bounds[side][0] <= room + 40]
        if not sides or room < 40:
            return bounds[first][0], bounds[last][1]
        side = chance.choice(sides)
        first, last = min(first, side), max(last, side)


def window_size(chance: random.Random) -> int:
    """Characters of a window: mostly the product's 300 to 550, at times one sentence or a whole paragraph."""
    draw = chance.random()
    if draw < 0.15:
        return chance.randint(60, 300)
    return chance.randint(300, 550) if draw < 0.8 else chance.randint(550, 800)


def positive(question: Question, chance: random.Random) -> Example:
    """The question with a window that holds an answer, or, for one without, with any window of its
    paragraph.
    """
    cover = chance.choice(question.spans) if question.spans else None
    start, end = window(question.context, cover, window_size(chance), chance)
    spans = tuple((a - start, b - start) for a, b in question.spans if start <= a and b <= end)
    line = make_header(question.title, question.context, question.context[start:end], answer_texts(question), chance)
    return Example(question.text, line, question.context[start:end], spans, question.exact, "own")


def answer_texts(question: Question) -> list[str]:
    """The answers in lower case; empty where only their sentence is known."""
    return [question.context[a:b].lower() for a, b in question.spans] if question.exact else []


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether an answer stands in the text, at word boundaries."""
    low = text.lower()
    return any(answer in low and re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", low) for answer in answers)


def make_header(title: str, context: str, passage: str, answers: Iterable[str], chance: random.Random) -> str:
    """A header as the product writes it; drawn alike for answerable and unanswerable windows, so it betrays
    nothing.
    """
    draw = chance.random()
    name = title if title and chance.random() < 0.75 else _headline(context, passage, chance)
    day = date(2005, 1, 1) + timedelta(days=chance.randrange(7900))
    if draw < 0.25 or holds_answer(name, answers):
        return ""
    if draw < 0.45:
        return header(name, None)
    return header(name, day) if draw < 0.92 else header(None, day)


def _headline(context: str, passage: str, chance: random.Random) -> str:
    """For a text without a title: its most named thing, or the first words of its first sentence."""
    found = re.findall(r"(?<![.!?] )(?<!^)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*", context)
    names = Counter(name for name in found if stem(name)).most_common(1)
    opening = " ".join(context.split()[: chance.randint(5, 11)]).rstrip(".,;:")
    if chance.random() < 0.5 and not passage.startswith(opening[:20]):
        return opening
    return names[0][0] if names else ""
