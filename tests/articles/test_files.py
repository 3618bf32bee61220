"""The walk: which files are read, in which order, and what is told of those that cannot be."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from rag.articles import Draft, Problem, find, read, units
from rag.errors import InputError


def names(root: Path) -> list[str]:
    return [one.path.name for one in read(root) if isinstance(one, Draft)]


def told(root: Path) -> list[str]:
    return [str(one) for one in read(root) if isinstance(one, Problem)]


def test_a_folder_is_walked_in_order_and_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    for name in [
        "b.txt",
        "a.md",
        "sub/c.TXT",
        "README.md",
        "readme.txt",
        ".hidden.txt",
        ".dateline/x.txt",
        "x.png",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.")
    assert names(tmp_path) == ["a.md", "b.txt", "c.TXT"]
    assert told(tmp_path) == []


def test_a_readme_or_dotfile_that_is_named_is_read(tmp_path: Path) -> None:
    for name in ["README.md", ".hidden.txt"]:
        (tmp_path / name).write_text("Words.")
        assert names(tmp_path / name) == [name]


@pytest.mark.parametrize("name", ["missing", "missing.txt", "nul\0"])
def test_a_missing_root_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="name a file or folder of articles"):
        read(tmp_path / name)


def test_a_named_file_of_an_unknown_kind_is_an_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(InputError, match="not a kind of file that is read"):
        read(tmp_path / "a.png")


def test_links_are_followed_once_and_loops_are_told_once(tmp_path: Path) -> None:
    news = tmp_path / "news"
    (news / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("Words.")
    (news / "a.txt").write_text("Words.")
    (news / "again.txt").symlink_to("a.txt")
    (news / "linked.txt").symlink_to("../outside.txt")
    (news / "linked2.txt").symlink_to("../outside.txt")
    (news / "sub" / "up").symlink_to("..")
    (news / "self.txt").symlink_to("self.txt")
    (news / "gone.txt").symlink_to("nowhere.txt")
    (news / "other").symlink_to("nowhere")
    assert names(news) == ["a.txt", "outside.txt"]
    assert told(news) == [
        f"{news}/gone.txt: does not exist",
        f"{news}/self.txt: a link that leads back to itself: remove it",
        f"{news}/sub/up: a link that leads back to {news}: passed over",
    ]


def test_what_is_not_a_regular_file_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "b.txt" / "c.txt").write_text("Words.")
    assert names(tmp_path) == ["c.txt"]
    assert told(tmp_path) == [f"{tmp_path}/a.txt: not a regular file: passed over"]


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file whose reading fails")
def test_a_file_whose_reading_fails_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    (tmp_path / "b.txt").write_text("Words.")
    assert names(tmp_path) == ["b.txt"]
    (line,) = told(tmp_path)
    assert line.startswith(f"{tmp_path}/a.txt: cannot be read (")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_or_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "sub").mkdir(mode=0)
    assert [line.endswith("change its permissions") for line in told(tmp_path)] == [True, True]


def test_files_already_visited_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("Words.")
    visited: set[Path] = set()
    assert len(list(find(tmp_path / "sub", visited))) == 1
    assert list(find(tmp_path, visited)) == []


def test_units_count_the_lines_of_a_file_of_many(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n{}\n{}\n")
    (tmp_path / "b.txt").write_text("a\nb\n")
    assert (units(tmp_path / "a.jsonl"), units(tmp_path / "b.txt"), units(tmp_path / "no.jsonl")) == (3, 1, 1)


def test_a_name_that_is_no_utf8_or_breaks_the_line_is_told_in_one_printable_line(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Words.")
    (tmp_path / "two\nlines.txt").write_text("")
    (tmp_path / "good.txt").write_text("Words.")
    assert names(tmp_path) == ["good.txt"]
    assert told(tmp_path) == [
        f"{tmp_path}/caf\ufffd.txt: its name is not UTF-8 and cannot be stored: rename it",
        f"{tmp_path}/two\ufffdlines.txt: empty: there is nothing to read",
    ]


def test_a_text_without_a_day_has_that_of_its_dateline(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge\n\nLYON, 3 March 2021 - The bridge is open.")
    assert [one.published for one in read(tmp_path) if isinstance(one, Draft)] == [date(2021, 3, 3)]
