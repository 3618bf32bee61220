"""The main story asked as a user would, through the command line and the llama-index engine: both say the same."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from rag.answer import REFUSAL
from rag.config import Config
from rag.llama import DatelineQueryEngine, open_engine
from rag.render import answer_to_json

TODAY = date(2026, 11, 23)

QUESTIONS = [
    ("how many troops remain", ["2,500"]),
    ("How many U.S. troops are in Iraq?", ["2,500"]),
    ("When do the Iraqis want the troops gone?", ["end of 2026"]),
    ("Who chairs the House Armed Services Committee?", ["Mike Rogers"]),
    ("How many attacks did ISIS claim in Iraq and Syria in the first half of 2024?", ["153"]),
    ("How many members does the coalition against ISIS have?", ["80"]),
    ("When did the United States withdraw from Iraq?", ["2011", "December"]),
    ("Where are the U.S. troops in Iraq housed?", ["three main sites", "Baghdad", "Anbar"]),
    ("Who is the prime minister of Iraq?", ["Sudani"]),
    ("How many troops did the United States have in Iraq in January 2020?", ["5,200", "5,000"]),
    ("How many troops were in Syria in December 2024?", ["2,000"]),
    ("When was Sudani in Washington?", ["April"]),
]
NEAR_MISSES = [
    "How many troops does the United Kingdom have in Iraq?",
    "How many U.S. troops are in Yemen?",
    "How many attacks did ISIS claim in Afghanistan in the first half of 2024?",
    "What did Rep. Adam Schiff say about the withdrawal from Iraq?",
    "How many Russian troops remain in Iraq?",
    "How much does the mission in Iraq cost each month?",
]


@pytest.fixture(scope="module")
def engine(corpus_config: Config) -> DatelineQueryEngine:
    return open_engine(corpus_config)


@pytest.fixture(scope="module")
def by_command_line(corpus_config: Config) -> dict[str, dict[str, Any]]:
    asked = [question for question, _ in QUESTIONS] + NEAR_MISSES
    lines = "\n".join(json.dumps({"id": str(n), "question": question}) for n, question in enumerate(asked))
    command = [sys.executable, "-m", "rag.cli", "ask", "--batch", "-", "--index", str(corpus_config.index)]
    ran = subprocess.run(
        [*command, "--today", TODAY.isoformat()], input=lines, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [row["id"] for row in rows] == [str(n) for n in range(len(asked))]
    return {row["question"]: row for row in rows}


@pytest.mark.parametrize(("question", "accepted"), QUESTIONS)
def test_the_main_story_is_answered(
    question: str,
    accepted: list[str],
    by_command_line: dict[str, dict[str, Any]],
    engine: DatelineQueryEngine,
) -> None:
    row = by_command_line[question]
    assert not row["abstained"], row["answer"]
    assert any(words in row["short"] for words in accepted), row["short"]
    for citation in row["citations"]:
        assert f"[{citation['marker']}]" in row["answer"]
    assert row["as_of"]
    assert _comparable(answer_to_json(engine.ask(question, today=TODAY))) == _comparable(row)


@pytest.mark.parametrize("question", NEAR_MISSES)
def test_what_the_articles_do_not_hold_is_refused(
    question: str, by_command_line: dict[str, dict[str, Any]], engine: DatelineQueryEngine
) -> None:
    row = by_command_line[question]
    assert row["abstained"], row["answer"]
    assert row["answer"].startswith(REFUSAL)
    assert row["citations"] == [] and row["short"] is None
    assert row["nearest"]["quote"]
    assert _comparable(answer_to_json(engine.ask(question, today=TODAY))) == _comparable(row)


def test_every_citation_is_in_its_article_word_for_word(
    by_command_line: dict[str, dict[str, Any]], corpus_config: Config
) -> None:
    from rag.store.catalog import Catalog

    with Catalog(corpus_config.index) as catalog:
        for row in by_command_line.values():
            for citation in [*row["citations"], *filter(None, [row["nearest"]])]:
                article = catalog.article(citation["article_id"])
                assert article is not None
                assert article.text[citation["start"] : citation["end"]] == citation["quote"]


FOLLOW_UPS = [
    ("where are they housed?", "Where are U.S. troops in Iraq housed?"),
    ("and in Syria?", "How many U.S. troops remain in Syria?"),
    ("why?", "Why do U.S. troops remain in Iraq?"),
]


@pytest.mark.parametrize(("question", "resolved"), FOLLOW_UPS)
def test_a_follow_up_is_understood(question: str, resolved: str, engine: DatelineQueryEngine) -> None:
    from rag.types import Turn

    first = engine.ask("How many U.S. troops remain in Iraq?", today=TODAY)
    answer = engine.ask(question, [Turn(first.question, first.text)], today=TODAY)
    assert answer.resolved_question == resolved


def test_a_follow_up_leans_on_the_last_question(engine: DatelineQueryEngine) -> None:
    from rag.types import Turn

    history = [Turn("How many troops were in Iraq in 2007?", "About 170,000.")]
    answer = engine.ask("and in January 2020?", history, today=TODAY)
    assert answer.resolved_question == "How many troops were in Iraq in January 2020?"
    assert answer.short is not None and "5,200" in answer.short


def test_words_about_the_reports_filter_and_the_answer_says_so(engine: DatelineQueryEngine) -> None:
    answer = engine.ask("According to the Capital Ledger, how many U.S. troops remain in Iraq?", today=TODAY)
    assert {citation.article.source for citation in answer.citations} == {"Capital Ledger"}
    assert answer.notes == ("Only reports by Capital Ledger are looked at.",)
    assert answer.resolved_question == answer.question


def test_a_filter_that_leaves_nothing_is_told_and_let_go(engine: DatelineQueryEngine) -> None:
    from rag.types import Filters

    asked = "In articles from last week, how many U.S. troops remain in Iraq?"
    answer = engine.ask(asked, today=TODAY)
    assert answer.short is not None and "2,500" in answer.short
    assert answer.text.endswith(
        "The archive holds nothing published from 16 November 2026 to 22 November 2026, so all others were looked at."
    )
    by_hand = engine.ask("How many U.S. troops remain in Iraq?", (), Filters(since=TODAY), TODAY)
    assert by_hand.abstained and "The archive holds nothing published since 23 November 2026." in by_hand.text


def _comparable(row: dict[str, Any]) -> dict[str, Any]:
    """Without the id given, and times, which differ by run; a probability may differ in its last digit."""
    kept = {key: value for key, value in row.items() if key not in {"id", "elapsed_ms", "timings"}}
    return {**kept, "confidence": round(row["confidence"], 2)}
