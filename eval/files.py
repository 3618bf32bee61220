"""Reading the files questions come in: every complaint is one line that names file, line and field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag import InputError


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object of a file and where it was read; each getter checks the type or raises InputError."""

    row: dict[str, Any]
    where: str

    def error(self, name: str, message: str) -> InputError:
        """Return the complaint about one field, to be raised."""
        return InputError(f"{self.where}: field {name!r} {message}")

    def text(self, name: str) -> str:
        """Return a text that is there and not blank."""
        value = self.text_or_none(name)
        if value is None:
            raise self.error(name, "is missing or blank")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a text, or None where it is missing, null or blank. A whole number is taken as written."""
        value = self.row.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise self.error(name, "must be a text")
        return value if value and value.strip() else None

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        """Return a text that is one of those allowed."""
        value = self.text(name)
        if value not in allowed:
            raise self.error(name, f"is {value!r}, not one of {', '.join(allowed)}")
        return value

    def truth(self, name: str, default: bool | None = None) -> bool:
        """Return true or false, or the default where the field is missing."""
        value = self.row.get(name, default)
        if not isinstance(value, bool):
            raise self.error(name, "must be true or false")
        return value

    def day(self, name: str) -> date | None:
        """Return a day written YYYY-MM-DD, or None."""
        value = self.text_or_none(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise self.error(name, f"is {value!r}, not a day written YYYY-MM-DD") from None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the field is missing."""
        value = self.row.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(name, "must be a list of texts")
        return tuple(value)

    def objects(self, name: str) -> tuple[Fields, ...]:
        """Return a list of objects; empty where the field is missing."""
        value = self.row.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(name, "must be a list of objects")
        return tuple(Fields(item, f"{self.where}, {name}[{at}]") for at, item in enumerate(value))


def read_lines(path: Path) -> list[Fields]:
    """Read JSON lines: one object a line, blank lines skipped."""
    found: list[Fields] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path} line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{where}: not JSON ({error.msg}); write one object a line") from None
        if not isinstance(row, dict):
            raise InputError(f"{where}: not an object; write one object a line")
        found.append(Fields(row, where))
    if not found:
        raise InputError(f"{path}: holds nothing; give a file with one JSON object a line")
    return found


def read_json(path: Path) -> Fields:
    """Read one JSON object."""
    try:
        row = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path} line {error.lineno}: not JSON ({error.msg})") from None
    if not isinstance(row, dict):
        raise InputError(f"{path}: not a JSON object")
    return Fields(row, str(path))


def read_text(path: Path) -> str:
    """Read a file as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check --data and its companions") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text") from None


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question with its own paragraph; no answers where it has none."""

    id: str
    title: str
    context: str
    question: str
    answers: tuple[str, ...]


def read_squad(path: Path) -> Iterator[SquadQuestion]:
    """Read SQuAD JSON: data[].paragraphs[].{context, qas[].{id, question, answers[].text, is_impossible}}."""
    for document in read_json(path).objects("data"):
        title = (document.text_or_none("title") or "").replace("_", " ")
        for paragraph in document.objects("paragraphs"):
            context = paragraph.text("context")
            for item in paragraph.objects("qas"):
                impossible = item.truth("is_impossible", default=False)
                answers = () if impossible else tuple(answer.text("text") for answer in item.objects("answers"))
                yield SquadQuestion(item.text("id"), title, context, item.text("question"), answers)
