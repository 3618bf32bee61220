"""Questions of a file, one JSON object a line: what `dateline ask --batch` reads."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rag.errors import InputError
from rag.types import Turn


def questions_of(path: str) -> Iterator[tuple[Any, str, list[Turn], date | None]]:
    """Yield (id, question, history, today) of each line; raises InputError naming the line that cannot be used."""
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        where = f"{'standard input' if path == '-' else path}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f'{where}: not JSON ({error}): give {{"id": ..., "question": ...}}') from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
            raise InputError(f'{where}: no question: give {{"id": ..., "question": "..."}}')
        today = row.get("today")
        if today is not None and not isinstance(today, str):
            raise InputError(f"{where}: today {today!r} is not a day: write it as YYYY-MM-DD")
        yield (
            row.get("id"),
            row["question"],
            _history(row.get("history") or [], where),
            day_of(today, f"{where}: today"),
        )


def _history(turns: Any, where: str) -> list[Turn]:
    history = []
    for turn in turns if isinstance(turns, list) else [None]:
        if isinstance(turn, str):
            history.append(Turn(turn))
        elif isinstance(turn, dict) and isinstance(turn.get("question"), str) and _is_text(turn.get("answer")):
            history.append(Turn(turn["question"], turn.get("answer")))
        else:
            raise InputError(f'{where}: history is a list of questions or of {{"question", "answer"}}')
    return history


def _is_text(answer: Any) -> bool:
    return answer is None or isinstance(answer, str)


def _lines(path: str) -> Iterable[str]:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        # Not splitlines(): a line separator of Unicode may stand inside a JSON string.
        return raw.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}: give a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start}): save it as UTF-8") from error


def day_of(text: str | None, option: str) -> date | None:
    """Return the day that an option names; raises InputError naming the option where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option} {text!r} is not a day: write it as YYYY-MM-DD") from error
