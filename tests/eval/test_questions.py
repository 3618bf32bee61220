"""Questions are read whole or refused in one line that names file, line and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.corpus import read_articles
from eval.questions import check, checksum, part_of, read_questions
from rag import InputError
from tests.eval.archive import FOLLOW_UP, UNANSWERABLE, question, write_corpus, write_lines


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "riddle"}, "field 'kind' is 'riddle'"),
        ({"question": " "}, "field 'question' is missing or blank"),
        ({"answers": []}, "field 'answers' is empty, though the question is answerable"),
        ({"answers": "2,500"}, "field 'answers' must be a list of texts"),
        ({"as_of": "20 Sept"}, "field 'as_of' is '20 Sept', not a day"),
        ({"answerable": "yes"}, "field 'answerable' must be true or false"),
        ({"answerable": False}, "field 'answers' must be empty"),
        ({"sentences": [{"article_id": "x", "quote": "y"}]}, "field 'sentences' names 'x'"),
        ({"sentences": [{"article_id": "troops"}]}, "sentences[0]: field 'quote' is missing"),
        ({"kind": "follow_up"}, "field 'history' is needed"),
    ],
)
def test_what_is_amiss_is_told_with_its_line_and_field(changes: dict[str, Any], told: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "q.jsonl", [UNANSWERABLE, question(**changes)])
    with pytest.raises(InputError) as caught:
        read_questions(path)
    assert told in str(caught.value) and f"{path} line 2" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "line 1: not JSON"), ("[1]", "not an object"), ("\n", "holds nothing"), (b"\xff", "not UTF-8")],
)
def test_a_file_that_is_no_json_lines_is_told(content: str | bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=told):
        read_questions(path)


def test_a_missing_file_and_a_repeated_id_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="id 'q1' is used twice"):
        read_questions(write_lines(tmp_path / "q.jsonl", [question(), question()]))


def test_the_part_is_a_matter_of_the_id_alone() -> None:
    parts = [part_of(f"question-{number}") for number in range(3000)]
    assert part_of("question-0") == parts[0]
    assert 900 < parts.count("dev") < 1100 and set(parts) == {"dev", "test"}


def test_the_check_counts_by_kind_and_finds_every_quote(tmp_path: Path) -> None:
    articles = {article.id: article for article in read_articles(write_corpus(tmp_path))}
    path = write_lines(tmp_path / "q.jsonl", [question(), UNANSWERABLE, FOLLOW_UP])
    told = check(path, articles)
    assert told[0] == "3 questions on 3 articles, every gold sentence found"
    assert any(line.split()[:2] == ["follow_up", "1"] for line in told)
    assert told[-1].startswith("sha256 of the test part: ")


def test_the_check_refuses_a_quote_that_is_not_in_the_article(tmp_path: Path) -> None:
    articles = {article.id: article for article in read_articles(write_corpus(tmp_path))}
    wrong = question(sentences=[{"article_id": "troops", "quote": "Roughly 2500 troops remain in Iraq."}])
    with pytest.raises(InputError, match="question q1: article 'troops' does not hold 'Roughly 2500"):
        check(write_lines(tmp_path / "q.jsonl", [wrong]), articles)


def test_the_checksum_sees_a_changed_test_question_and_not_a_new_order(tmp_path: Path) -> None:
    rows = [question(id=f"q{number}") for number in range(9)]
    test = next(row["id"] for row in rows if part_of(row["id"]) == "test")
    paths = [
        write_lines(tmp_path / "1.jsonl", rows),
        write_lines(tmp_path / "2.jsonl", rows[::-1]),
        write_lines(tmp_path / "3.jsonl", [{**row, "answers": ["3"]} if row["id"] == test else row for row in rows]),
    ]
    first, turned, changed = (checksum(read_questions(path), path) for path in paths)
    assert first == turned != changed
