"""Our own questions: `questions.jsonl`, one JSON object a line, read and checked.

{"id", "kind", "question", "history": [{"question", "answer"?}], "answers": [aliases], "articles": [gold ids],
 "sentences": [{"article_id", "quote"}], "as_of": "YYYY-MM-DD" | null, "attribution": str | null,
 "answerable": bool, "disagreement"?: bool, "standalone"?: str}
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.files import Fields, read_lines
from eval.metrics import Range
from rag import Article, InputError, Turn

KINDS = (
    "fact", "as_of", "attribution", "disagreement", "plan_or_done", "change", "follow_up", "two_article",
    "why_how", "unanswerable",
)  # fmt: skip
EVERY_SENTENCE = frozenset({"disagreement", "change", "two_article", "why_how"})
"""Kinds whose answer needs all of its gold sentences; for the others any one of them is enough."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its gold answer.

    `sentences` are (article id, quote), each quote a whole sentence; `attribution` names the speaker, or speakers
    parted by ";" any of whom is right.
    """

    id: str
    kind: str
    question: str
    history: tuple[Turn, ...]
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]
    as_of: date | None
    attribution: str | None
    answerable: bool
    disagreement: bool
    standalone: str | None

    @property
    def part(self) -> str:
        """ "dev" or "test": a third and two thirds, by hash of the id, so that no one chooses."""
        return part_of(self.id)

    @property
    def needs_every_sentence(self) -> bool:
        """Whether the answer rests on all gold sentences, and not on any one of them."""
        return self.kind in EVERY_SENTENCE


def part_of(identifier: str) -> str:
    """Return the part a question belongs to."""
    return "dev" if int(hashlib.sha256(identifier.encode()).hexdigest()[:8], 16) % 3 == 0 else "test"


def read_questions(path: Path) -> list[Question]:
    """Read all questions. Raises InputError naming file, line and field of the first thing amiss."""
    questions = [_question(fields) for fields in read_lines(path)]
    repeated = [name for name, count in Counter(question.id for question in questions).items() if count > 1]
    if repeated:
        raise InputError(f"{path}: id {repeated[0]!r} is used twice; give each question its own")
    return questions


def _question(fields: Fields) -> Question:
    question = Question(
        id=fields.text("id"),
        kind=fields.one_of("kind", KINDS),
        question=fields.text("question"),
        history=tuple(_turn(turn) for turn in fields.objects("history")),
        answers=fields.texts("answers"),
        articles=fields.texts("articles"),
        sentences=tuple((item.text("article_id"), item.text("quote")) for item in fields.objects("sentences")),
        as_of=fields.day("as_of"),
        attribution=fields.text_or_none("attribution"),
        answerable=fields.truth("answerable"),
        disagreement=fields.truth("disagreement", default=False),
        standalone=fields.text_or_none("standalone"),
    )
    _agree(question, fields)
    return question


def _turn(fields: Fields) -> Turn:
    return Turn(fields.text("question"), fields.text_or_none("answer"))


def _agree(question: Question, fields: Fields) -> None:
    """Refuse fields that contradict one another."""
    gold = {"answers": question.answers, "articles": question.articles, "sentences": question.sentences}
    if question.answerable:
        for name, value in gold.items():
            if not value:
                raise fields.error(name, "is empty, though the question is answerable")
    elif question.answers or question.sentences:
        raise fields.error("answers" if question.answers else "sentences", "must be empty where answerable is false")
    if question.kind == "unanswerable" and question.answerable:
        raise fields.error("answerable", "must be false for kind unanswerable")
    if question.kind == "follow_up" and not (question.history and question.standalone):
        raise fields.error("history" if not question.history else "standalone", "is needed for kind follow_up")
    strange = {name for name, _ in question.sentences} - set(question.articles)
    if strange:
        raise fields.error("sentences", f"names {sorted(strange)[0]!r}, which is not among articles")


def gold_ranges(question: Question, articles: Mapping[str, Article]) -> list[Range]:
    """Return where the gold sentences lie. Raises InputError where one is not there."""
    found: list[Range] = []
    for name, quote in question.sentences:
        if name not in articles:
            raise InputError(f"question {question.id}: the corpus has no article {name!r}; mend the id")
        start = articles[name].text.find(quote)
        if start < 0:
            raise InputError(f"question {question.id}: article {name!r} does not hold {quote[:60]!r}; copy it exactly")
        found.append((name, start, start + len(quote)))
    return found


def checksum(questions: Sequence[Question], path: Path) -> str:
    """Return the SHA-256 of the test part: its lines as canonical JSON, in the order of their ids."""
    wanted = {question.id for question in questions if question.part == "test"}
    rows: list[dict[str, Any]] = [fields.row for fields in read_lines(path) if fields.row["id"] in wanted]
    lines = (json.dumps(row, sort_keys=True, ensure_ascii=False) for row in sorted(rows, key=lambda row: row["id"]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def check(path: Path, articles: Mapping[str, Article]) -> list[str]:
    """Return what there is to tell about the questions, line by line. Raises InputError where they are not
    sound.
    """
    questions = read_questions(path)
    for question in questions:
        gold_ranges(question, articles)
        missing = [name for name in question.articles if name not in articles]
        if missing:
            raise InputError(f"question {question.id}: the corpus has no article {missing[0]!r}; mend the id")
    lines = [f"{len(questions)} questions on {len(articles)} articles, every gold sentence found"]
    for kind in KINDS:
        parts = Counter(question.part for question in questions if question.kind == kind)
        lines.append(f"{kind:>14}  {parts.total():4d}  dev {parts['dev']:4d}  test {parts['test']:4d}")
    parts = Counter(question.part for question in questions)
    lines.append(f"{'all':>14}  {parts.total():4d}  dev {parts['dev']:4d}  test {parts['test']:4d}")
    lines.append(f"sha256 of the test part: {checksum(questions, path)}")
    return lines
