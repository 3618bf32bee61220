"""The command: what it writes, what it tells, and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval import __main__ as runner
from eval.gate import below
from eval.report import render
from eval.result import Result, as_json, beside
from rag import InputError
from tests.eval.archive import FOLLOW_UP, UNANSWERABLE, question, write_corpus, write_lines
from tests.eval.keyword_bench import KeywordBench

ROWS = [row | {"id": f"{row['id']}-{n}"} for n in range(6) for row in (question(), UNANSWERABLE, FOLLOW_UP)]


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    data = write_lines(tmp_path / "q.jsonl", ROWS)
    return ["own", "--data", str(data), "--corpus", str(write_corpus(tmp_path))]


@pytest.fixture
def result(arguments: list[str], tmp_path: Path) -> Result:
    told = runner._parser().parse_args([*arguments, "--against", "stock"])
    return runner.measure(told, tmp_path, lambda *_: KeywordBench(), lambda *_: KeywordBench())


def test_the_json_is_the_contract(result: Result) -> None:
    told: dict[str, Any] = json.loads(json.dumps(as_json(result, with_questions=False)))
    assert told.keys() == {"suite", "n", "metrics", "intervals"}
    assert told["suite"] == "own" and told["n"] == len(result.rows)
    assert told["metrics"].keys() == told["intervals"].keys()
    for name, (low, high) in told["intervals"].items():
        assert low <= told["metrics"][name] <= high, name


def test_single_questions_are_told_when_asked(result: Result) -> None:
    questions: Any = as_json(result, with_questions=True)["questions"]
    assert questions[0]["question"] and questions[0]["values"]["confidence"] >= 0


def test_stock_stands_beside_with_the_gain_over_it(result: Result) -> None:
    assert result.metrics["stock_accuracy"] == result.metrics["accuracy"]
    assert result.metrics["gain_accuracy"] == 0.0 and result.intervals["gain_accuracy"] == (0.0, 0.0)
    assert "gain_latency_p50_ms_total" not in result.metrics
    assert beside(result, result).metrics["gain_mrr"] == 0.0


def test_the_gate_tells_what_is_below_its_floor_or_above_its_ceiling(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"own": {"accuracy": 0.8, "aurc": {"at_most": 0.1}, "mrr": 0.5, "speed": 1}}))
    misses = below({"accuracy": 0.7, "aurc": 0.2, "mrr": 0.5}, floors)
    assert [line.split(":")[0] for line in misses] == ["accuracy", "aurc", "speed"]
    assert below({"accuracy": 0.8, "aurc": 0.1, "mrr": 0.9, "speed": 1}, floors) == []


@pytest.mark.parametrize("content", ["{", "{}", '{"own": {"accuracy": "high"}}'])
def test_floors_that_are_none_are_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"floors\.json"):
        below({"accuracy": 1.0}, path)


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (["rgb"], "--data is missing"),
        (["rgb", "--noise", "2"], "--noise is 2.0"),
        (["rgb", "--limit", "0"], "--limit is 0"),
        (["rgb", "--passages", "0"], "--passages is 0"),
        (["rgb", "--data", "none.jsonl"], "none.jsonl: cannot be read"),
        (["own", "--gate", "--part", "test"], "--gate is for the whole dev part"),
        (["check", "--corpus", "nowhere"], "nowhere"),
        (["chess"], "invalid choice"),
        (["--part", "half"], "invalid choice"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(extra: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = runner.main(extra)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    error = capsys.readouterr().err
    assert code == 2 and told in error
    assert error.count("\n") == 1 and "Traceback" not in error


def test_check_tells_counts_and_checksum(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["check", *arguments[1:]]) == 0
    assert f"{len(ROWS)} questions on 3 articles" in capsys.readouterr().out


def test_the_page_is_complete_in_itself_and_escapes_what_it_shows(result: Result) -> None:
    before = {"metrics": {"accuracy": 0.5}}
    row = result.rows[0]
    values = {**row.values, "accuracy": 0.0}
    miss = type(row)(row.id, values, {**row.detail, "question": "<script>alert(1)</script>"})
    page = render(Result(**{**_fields(result), "rows": (miss, *result.rows[1:])}), before)
    assert "&lt;script&gt;" in page and "<script" not in page
    assert not re.search(r"(?:src|href|@import|url\()", page)
    assert page.count("<svg") == 4 and "+0.500" in page and "Worst misses, 1 in all" in page


def test_the_page_of_the_test_part_shows_no_single_question(result: Result) -> None:
    page = render(Result(**{**_fields(result), "part": "test"}))
    assert "Worst misses" not in page and ROWS[0]["question"] not in page


def _fields(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in Result.__dataclass_fields__}
