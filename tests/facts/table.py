"""Scores `rag.facts` on the hand-labelled table of sentences: `python -m tests.facts.table`.

Half of the table is tuned on ("dev"), the other half is only reported on ("held_out"). A value is right when its
offsets overlap the labelled figure and number (or ends of a range) and whole unit are equal, case ignored; a date when
first and last day are equal; a speaker when kind and name are equal, leaving out articles and titles; a status is asked
for each labelled value, and for the sentence where it has none.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag.facts import Reading, Speaker, Status, Value, read

PARTS = ("dev", "held_out")
_TITLES = re.compile(
    r"^(?:(?:the|an?|mr|mrs|ms|dr|gen|lt|col|rep|sen|gov|deputy|defense|health|prime|minister|secretary|"
    r"mayor|senator|"
    r"judge|opposition|union|museum|flight|leader|director|hydrologist|striker|coach|governor)\b\.? ?)+(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field over a part: `right` of `found` read and of `wanted` labelled."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def load_table(path: Path, part: str) -> list[dict[str, Any]]:
    """Return the labelled sentences of a part."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["part"] == part]


def read_row(row: Mapping[str, Any]) -> Reading:
    """Read the sentence of a row as an article of its day would be read."""
    return read(row["sentence"], date.fromisoformat(row["published"]), row["context"])


def score_row(row: Mapping[str, Any], reading: Reading) -> dict[str, Score]:
    """Return the counts of values, dates, speakers and status for one sentence."""
    return {
        "values": _score_values(row, reading.values),
        "dates": _score_dates(row["dates"], reading),
        "speakers": _score_speaker(row["speaker"], reading.speaker),
        "status": _score_status(row, reading),
    }


def score_table(rows: Sequence[Mapping[str, Any]]) -> dict[str, Score]:
    """Return the summed counts of a part."""
    totals: dict[str, Score] = {}
    for row in rows:
        for name, score in score_row(row, read_row(row)).items():
            totals[name] = totals.get(name, Score()) + score
    return totals


def _labels_of(row: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int, int]]:
    position = 0
    for label in row["values"]:
        start = row["sentence"].find(label["text"], position)
        if start < 0:
            start = row["sentence"].index(label["text"])
        position = start + len(label["text"])
        yield label, start, position


def _matches(label: Mapping[str, Any], value: Value) -> bool:
    if "low" in label:
        same = value.number is None and (value.low, value.high) == (label["low"], label["high"])
    elif label["number"] is None or value.number is None:
        same = label["number"] is value.number
    else:
        same = abs(value.number - label["number"]) <= 1e-4 * max(1.0, abs(label["number"]))
    return same and (value.unit or "").casefold() == (label["unit"] or "").casefold()


def _score_values(row: Mapping[str, Any], values: Sequence[Value]) -> Score:
    right = sum(
        any(value.start < end and start < value.end and _matches(label, value) for value in values)
        for label, start, end in _labels_of(row)
    )
    return Score(right, len(values), len(row["values"]))


def _score_dates(labels: Sequence[Mapping[str, str]], reading: Reading) -> Score:
    found = [(day.first.isoformat(), day.last.isoformat()) for day in reading.dates]
    left = list(found)
    right = 0
    for label in labels:
        if (label["first"], label["last"]) in left:
            left.remove((label["first"], label["last"]))
            right += 1
    return Score(right, len(found), len(labels))


def _plain_name(name: str) -> str:
    return _TITLES.sub("", name.casefold()).strip(" .")


def _score_speaker(label: Mapping[str, str] | None, speaker: Speaker | None) -> Score:
    same = bool(
        label and speaker and label["kind"] == speaker.kind and _plain_name(label["name"]) == _plain_name(speaker.name)
    )
    return Score(int(same), int(speaker is not None), int(label is not None))


def _score_status(row: Mapping[str, Any], reading: Reading) -> Score:
    if not row["values"]:
        return Score(int(reading.status == row["status"]), 1, 1)
    right = 0
    for label, start, end in _labels_of(row):
        value = next((value for value in reading.values if value.start < end and start < value.end), None)
        right += (value.status if value else reading.status) is Status(label["status"])
    return Score(right, len(row["values"]), len(row["values"]))


def main(arguments: Sequence[str]) -> int:
    """Print one line a field and part."""
    path = Path(arguments[0]) if arguments else Path("tests/facts/sentences.jsonl")
    for part in PARTS:
        rows = load_table(path, part)
        print(f"{part}: {len(rows)} sentences")
        for name, score in score_table(rows).items():
            print(f"  {name:9} F1 {score.f1:6.1%}  right {score.right}  read {score.found}  labelled {score.wanted}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
