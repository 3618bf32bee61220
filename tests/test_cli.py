"""The command line's contract: exit code 0, or 2 with one line that says what is wrong and what to do."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from rag.cli import main
from rag.config import Config

ANSWER_KEYS = {
    "id", "question", "resolved_question", "answer", "short", "abstained", "confidence", "as_of", "citations", "facts",
    "nearest", "disagreement", "notes", "elapsed_ms", "answered_by",
}  # fmt: skip
CITATION_KEYS = {"marker", "article_id", "title", "source", "url", "published", "start", "end", "quote"}
FACT_KEYS = {"value", "number", "unit", "as_of", "attribution", "marker"}


class Ran:
    """What a run of the command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def one_line(self) -> str:
        """The one line on stderr of a run that failed as it should."""
        assert self.code == 2, (self.code, self.out, self.err)
        lines = self.err.splitlines()
        assert len(lines) == 1, lines
        assert "Traceback" not in self.err
        return lines[0]


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape"))))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run


def test_help_is_given_without_words(dateline: Any) -> None:
    ran = dateline()
    assert ran.code == 0 and "Usage: dateline [OPTIONS] COMMAND" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "No such command"),
        (["ask"], "give one question"),
        (["ask", "  "], "the question is empty"),
        (["ask", "q", "--batch", "f"], "give one question"),
        (["ask", "q", "--since", "last week"], "--since 'last week' is not a day"),
        (["ask", "q", "--since", "2024-05-01", "--until", "2024-04-01"], "later than"),
        (["ask", "--batch", "/nowhere/at/all.jsonl"], "cannot read /nowhere/at/all.jsonl"),
        (["ask", "q", "--nonsense"], "No such option"),
        (["ask", "q", "--index", "/nowhere/at/all"], "there is no index"),
        (["status", "--index", "/nowhere/at/all"], "there is no index"),
        (["article", "x", "--index", "/nowhere/at/all"], "there is no index"),
        (["index", "/nowhere/at/all", "--index", "INDEX"], "/nowhere/at/all"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    words: list[str], told: str, dateline: Any, tmp_path: Path
) -> None:
    assert told in dateline(*(str(tmp_path / "index") if word == "INDEX" else word for word in words)).one_line


def test_an_answer_as_json_has_every_key(dateline: Any, corpus_config: Config) -> None:
    row = json.loads(dateline("ask", "how many troops remain", "--json", "--index", corpus_config.index).out)
    assert set(row) >= ANSWER_KEYS
    assert row["citations"] and all(set(citation) >= CITATION_KEYS for citation in row["citations"])
    assert row["facts"] and all(set(fact) >= FACT_KEYS for fact in row["facts"])


def test_an_answer_for_people_cites_its_words(dateline: Any, corpus_config: Config) -> None:
    out = dateline("ask", "how many troops remain", "--index", corpus_config.index).out
    assert "2,500" in out and "[1]" in out and "2024" in out


def test_a_batch_answers_in_order_and_takes_both_forms_of_history(dateline: Any, corpus_config: Config) -> None:
    asked = [
        {"id": "b", "question": "and in Syria?", "history": ["How many troops remain in Iraq?"]},
        {
            "id": "a",
            "question": "and in Syria?",
            "history": [{"question": "How many troops remain in Iraq?", "answer": "2,500"}],
        },
    ]
    ran = dateline("ask", "--batch", "-", "--index", corpus_config.index, stdin="\n".join(map(json.dumps, asked)))
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["id"] for row in rows] == ["b", "a"]
    assert {row["resolved_question"] for row in rows} == {"How many troops remain in Syria?"}


def test_today_is_given_for_all_or_for_one_line_of_a_batch(dateline: Any, corpus_config: Config) -> None:
    asked = [
        {"id": 1, "question": "In articles from this month, how many U.S. troops remain in Iraq?"},
        {
            "id": 2,
            "question": "In articles from this month, how many U.S. troops remain in Iraq?",
            "today": "2024-09-30",
        },
    ]
    lines = "\n".join(map(json.dumps, asked))
    ran = dateline("ask", "--batch", "-", "--today", "2026-11-23", "--index", corpus_config.index, stdin=lines)
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert first["notes"] == [] and "The archive holds nothing published from 1 November 2026" in first["answer"]
    assert second["notes"] == ["Only reports published from 1 September 2024 to 30 September 2024 are looked at."]
    assert {citation["published"][:7] for citation in second["citations"]} == {"2024-09"}


def test_how_words_were_taken_is_told_before_the_answer(dateline: Any, corpus_config: Config) -> None:
    asked = "How many U.S. troops remain in Iraq, according to the Capital Ledger?"
    out = dateline("ask", asked, "--index", corpus_config.index).out
    assert out.startswith("Only reports by Capital Ledger are looked at.\n") and "2,500" in out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"question": "q", "today": "tomorrow"}', "is not a day"),
        ('{"question": "q", "today": 5}', "line 2: today"),
        ("{not json", "line 2: not JSON"),
        ('["a list"]', "line 2: no question"),
        ('{"id": "x"}', "line 2: no question"),
        ('{"question": "q", "history": [1]}', "line 2: history"),
        ('{"question": "q", "history": [{"question": "q", "answer": 5}]}', "line 2: history"),
        ("[" * 100_000, "line 2: not JSON"),
        ('{"question": "\udcff"}', "not UTF-8"),
    ],
)
def test_a_bad_line_of_a_batch_is_named(line: str, told: str, dateline: Any, corpus_config: Config) -> None:
    stdin = '{"question": "how many troops remain"}\n' + line
    assert told in dateline("ask", "--batch", "-", "--index", corpus_config.index, stdin=stdin).one_line


def test_odd_but_whole_questions_are_answered_and_ids_come_back_as_given(dateline: Any, corpus_config: Config) -> None:
    asked = [
        '{"id": 5, "question": "a \u2028 b"}',
        r'{"id": null, "question": "broken \ud83d emoji"}',
        '{"id": [1], "question": "\U0001f600"}',
    ]
    asked.append('{"id": "x", "question": "Who lived before 0001-01-01?"}')
    ran = dateline("ask", "--batch", "-", "--index", corpus_config.index, stdin="\n".join(asked))
    assert ran.code == 0, ran.err
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == [5, None, [1], "x"]


def test_a_missing_path_leaves_no_index_behind(dateline: Any, tmp_path: Path) -> None:
    assert "does not exist" in dateline("index", tmp_path / "nowhere", "--index", tmp_path / "index").one_line
    assert not (tmp_path / "index").exists()


def test_an_index_among_the_articles_is_not_indexed(dateline: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The dam holds 40 million litres.\n")
    for _ in range(2):
        assert dateline("index", tmp_path, "--index", tmp_path / "index").err == ""


def test_filters_leave_out_other_days_and_sources(dateline: Any, corpus_config: Config) -> None:
    common = ["ask", "How many U.S. troops are in Iraq?", "--json", "--index", corpus_config.index]
    row = json.loads(dateline(*common, "--since", "2020-01-01", "--until", "2020-06-30").out)
    shown = [*row["citations"], *filter(None, [row["nearest"]])]
    assert shown and all("2020-01-01" <= citation["published"] <= "2020-06-30" for citation in shown)
    row = json.loads(dateline(*common, "--source", "meridian wire").out)
    shown = [*row["citations"], *filter(None, [row["nearest"]])]
    assert shown and all(citation["source"] == "Meridian Wire" for citation in shown)


def test_an_article_is_given_as_indexed(dateline: Any, corpus_config: Config) -> None:
    row = json.loads(dateline("article", "troop-deal-expected-next-week", "--json", "--index", corpus_config.index).out)
    assert row["published"] == "2024-09-20" and row["version"] == 1 and "Roughly 2,500" in row["text"]
    assert "no article 'nope'" in dateline("article", "nope", "--index", corpus_config.index).one_line


def test_status_tells_what_the_index_holds(dateline: Any, corpus_config: Config) -> None:
    row = json.loads(dateline("status", "--json", "--index", corpus_config.index).out)
    assert row["articles"] >= 24 and row["oldest"] < row["newest"]


def test_another_embedder_than_the_index_was_made_with_is_told(dateline: Any, corpus_config: Config) -> None:
    told = dateline("ask", "q", "--embedder", "some/other-model", "--index", corpus_config.index).one_line
    assert "all-MiniLM-L6-v2" in told and "--rebuild" in told


def test_dirty_files_are_told_and_the_rest_is_indexed(dateline: Any, tmp_path: Path) -> None:
    folder, index = tmp_path / "dirty", tmp_path / "index"
    folder.mkdir()
    (folder / "good.md").write_text(
        "---\ntitle: Good\npublished: 2024-05-01\n---\n\nThe dam holds 40 million litres.\n"
    )
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "latin.txt").write_bytes("Café au lait in Zürich.".encode("latin-1"))
    (folder / "lines.jsonl").write_text(
        '{"title": "Fine", "text": "The bridge is open."}\n{broken\n{"title": "No text"}\n'
    )
    os.symlink(folder / "loop", folder / "loop")
    ran = dateline("index", folder, "--index", index)
    assert ran.code == 0 and ran.out.startswith("2 added")
    for name in ("empty.txt", "binary.txt", "latin.txt", "lines.jsonl", "loop"):
        assert sum(name in line for line in ran.err.splitlines()) >= 1, (name, ran.err)
    again = dateline("index", folder, "--index", index)
    assert again.out.startswith("0 added, 0 changed, 0 removed, 2 unchanged")
    (folder / "good.md").unlink()
    assert dateline("index", folder, "--index", index).out.startswith("0 added, 0 changed, 1 removed, 1 unchanged")


def test_an_empty_or_missing_folder_removes_nothing(dateline: Any, tmp_path: Path) -> None:
    folder, index = tmp_path / "news", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text("The dam holds 40 million litres.\n")
    assert dateline("index", folder, "--index", index).code == 0
    (folder / "a.txt").unlink()
    assert str(folder) in dateline("index", folder, "--index", index).one_line
    folder.rmdir()
    assert str(folder) in dateline("index", folder, "--index", index).one_line
    assert json.loads(dateline("status", "--json", "--index", index).out)["articles"] == 1


def test_a_damaged_index_says_what_to_do(dateline: Any, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"not a database" * 100)
    assert "index" in dateline("status", "--index", tmp_path).one_line
