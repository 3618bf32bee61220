"""Three articles and the questions on them, small enough to check by eye."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLES = {
    "troops": (
        "2024-09-20",
        "Troops to leave",
        "Roughly 2,500 troops remain in Iraq. Rep. Mike Rogers opposed the plan.",
    ),
    "syria": (
        "2024-12-20",
        "Pentagon counts again",
        "About 2,000 troops are in Syria. The number had been given as 900.",
    ),
    "flood": (
        "2023-05-01",
        "River floods valley",
        "The flood killed 31 people in the valley. Rain had fallen for six days.",
    ),
}


def write_corpus(folder: Path) -> Path:
    """Write the articles as Markdown with front matter."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, (day, title, text) in ARTICLES.items():
        front = f"---\nid: {name}\ntitle: {title}\npublished: {day}\nsource: Example Post\n---\n\n"
        (corpus / f"{name}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    return corpus


def question(**changes: Any) -> dict[str, Any]:
    """One line of questions.jsonl, sound unless changed."""
    row: dict[str, Any] = {
        "id": "q1",
        "kind": "fact",
        "question": "How many troops remain in Iraq?",
        "history": [],
        "answers": ["2,500", "about 2,500 troops"],
        "articles": ["troops"],
        "sentences": [{"article_id": "troops", "quote": "Roughly 2,500 troops remain in Iraq."}],
        "as_of": "2024-09-20",
        "attribution": None,
        "answerable": True,
    }
    return {**row, **changes}


UNANSWERABLE = question(
    id="q2",
    kind="unanswerable",
    question="What is Norway's budget?",
    answers=[],
    articles=[],
    sentences=[],
    as_of=None,
    answerable=False,
)
FOLLOW_UP = question(
    id="q3",
    kind="follow_up",
    question="And how many in Syria?",
    history=[{"question": "How many troops?"}],
    answers=["2,000"],
    articles=["syria"],
    sentences=[{"article_id": "syria", "quote": "About 2,000 troops are in Syria."}],
    as_of="2024-12-20",
    standalone="How many troops are in Syria?",
)


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
