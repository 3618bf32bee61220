"""The catalog's file: missing, damaged, foreign, half written, or in use by others."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import IndexBusy, IndexDamaged, IndexNotFound, InputError
from rag.store import schema
from rag.store.catalog import CATALOG_FILE, Catalog
from tests.store.archive import TROOPS, make, write

ROOT = Path(__file__).parents[2]


def _one_line(error: BaseException) -> bool:
    return "\n" not in str(error) and str(error).strip() != ""


def test_opening_for_reading_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound) as told:
        Catalog(tmp_path / "none")
    assert _one_line(told.value) and "dateline index" in str(told.value)
    with pytest.raises(IndexNotFound):
        Catalog(tmp_path)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_is_no_index_yet_and_can_become_one(tmp_path: Path) -> None:
    (tmp_path / CATALOG_FILE).touch()
    with pytest.raises(IndexNotFound):
        Catalog(tmp_path)
    with make(tmp_path) as catalog:
        assert catalog.summary().articles == 3


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, create: bool) -> None:
    (tmp_path / CATALOG_FILE).write_bytes(b"these are my notes, not a database" * 50)
    with pytest.raises(IndexDamaged) as told:
        Catalog(tmp_path, create=create)
    assert _one_line(told.value) and CATALOG_FILE in str(told.value)
    assert (tmp_path / CATALOG_FILE).read_bytes().startswith(b"these are my notes")


@pytest.mark.parametrize("create", [True, False])
def test_another_programs_database_is_told_and_left_alone(tmp_path: Path, create: bool) -> None:
    with sqlite3.connect(tmp_path / CATALOG_FILE) as other:
        other.execute("CREATE TABLE meta (key, value)")
    other.close()
    before = (tmp_path / CATALOG_FILE).read_bytes()
    with pytest.raises(IndexDamaged, match="another program"):
        Catalog(tmp_path, create=create)
    assert (tmp_path / CATALOG_FILE).read_bytes() == before


def test_another_schema_is_told(tmp_path: Path) -> None:
    make(tmp_path).close()
    with sqlite3.connect(tmp_path / CATALOG_FILE) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(IndexDamaged, match="999"):
        Catalog(tmp_path)


def test_a_damaged_file_is_told_wherever_it_is_noticed(tmp_path: Path) -> None:
    make(tmp_path).close()
    file = tmp_path / CATALOG_FILE
    whole = file.read_bytes()
    for kept in (100, 4096, len(whole) // 2):
        file.write_bytes(whole[:kept] + os.urandom(max(0, len(whole) // 2 - kept)))
        with pytest.raises(IndexDamaged) as told, Catalog(tmp_path) as catalog:
            list(catalog.articles()), catalog.vectors(), catalog.search_words("troops", 5), catalog.known()
        assert _one_line(told.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot make"):
        Catalog(tmp_path / "file", create=True)
    with pytest.raises(IndexNotFound):
        Catalog(tmp_path / "file")


def test_a_path_with_odd_characters_works(tmp_path: Path) -> None:
    with make(tmp_path / "a folder?x=1&y#é%20") as catalog:
        assert catalog.summary().articles == 3


def test_a_writer_that_waits_too_long_says_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path).close()
    monkeypatch.setattr(schema, "SECONDS_TO_WAIT", 0.05)
    other = sqlite3.connect(tmp_path / CATALOG_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Catalog(tmp_path) as catalog:
        with pytest.raises(IndexBusy):
            catalog.remove_article("troops")
        assert catalog.article("troops") == TROOPS
    other.close()


WRITE_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from rag.store.vectors import open_vectors
from tests.store.archive import TROOPS, make, write

folder = Path(sys.argv[1])
catalog = make(folder)
vectors = open_vectors(folder, catalog) if sys.argv[2] == "chroma" else None
print("ready", flush=True)
for number in range(100_000):
    text = f"Report {number} says {number} troops. Two. " * 20
    write(catalog, replace(TROOPS, id=f"article-{number}", text=text))
    if vectors:
        vectors.synchronize()
    print(number, flush=True)
"""


def write_until_killed(folder: Path, after: int, what: str = "catalog") -> int:
    """Start a process that writes articles, kill it once `after` are written; return the last number told."""
    command = [sys.executable, "-c", WRITE_FOR_EVER, str(folder), what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for line in process.stdout:
            if int(line) >= after:
                os.kill(process.pid, signal.SIGKILL)
                break
        told = [int(line) for line in process.stdout.read().split()]
    return max([after, *told])


@pytest.mark.parametrize("after", [1, 7, 20])
def test_killed_while_writing_nothing_told_is_lost_and_no_article_is_half(tmp_path: Path, after: int) -> None:
    last = write_until_killed(tmp_path, after)
    with Catalog(tmp_path) as catalog:
        known = catalog.known()
        assert {f"article-{number}" for number in range(last + 1)} <= known.keys()
        assert len(known) in (last + 1 + 3, last + 2 + 3)
        found = catalog.passages(catalog.passage_ids())
        assert {passage.article_id for passage, _ in found.values()} == known.keys()
        assert catalog.vectors()[0] == sorted(found)
        words = {passage_id for passage_id, _ in catalog.search_words("report", 100_000)}
        assert words == {passage_id for passage_id in found if passage_id.startswith("article-")}
        write(catalog, TROOPS)


def test_another_process_sees_what_is_written(tmp_path: Path) -> None:
    look = "import sys; from pathlib import Path; from rag.store.catalog import Catalog\n"
    look += "print(sorted(Catalog(Path(sys.argv[1])).known()))"
    with make(tmp_path) as catalog:
        write(catalog, TROOPS)
        command = [sys.executable, "-c", look, str(tmp_path)]
        seen = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert seen.strip() == "['harvest', 'syria', 'troops']"
