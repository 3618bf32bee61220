"""An index follows its sources: what is new, changed, moved and gone, through bad input and kills."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import EmbedderMismatch, IndexBusy, InputError
from rag.index import Report, update, writing
from rag.plan import place
from rag.store.catalog import Catalog
from rag.store.exact import ExactVectors
from tests.hashing_embedder import HashingEmbedder


class Index:
    """An index in a folder of its own, with the catalog's exact vectors and the hashing embedder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = Catalog(folder, create=True)
        self.embedder = HashingEmbedder()

    def update(self, *roots: Path, **options: object) -> Report:
        with writing(self.folder):
            return update(self.catalog, ExactVectors(self.catalog), self.embedder, roots, **options)  # type: ignore[arg-type]

    def ids(self) -> list[str]:
        return list(self.catalog.known())

    def text(self, article_id: str) -> str:
        article = self.catalog.article(article_id)
        assert article is not None
        return article.text


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    one = Index(tmp_path / "index")
    yield one
    one.catalog.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def given_id(article_id: str, text: str, **fields: str) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in {"id": article_id, **fields}.items())
    return f"---\n{front}---\n{text}\n"


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return (
        len(report.added),
        len(report.changed),
        len(report.removed),
        len(report.unchanged),
        len(report.skipped),
    )


def lines(*articles: Mapping[str, object]) -> str:
    return "".join(json.dumps(one) + "\n" for one in articles)


# What a run does


def test_new_articles_are_added_with_their_metadata(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "About 2,500 troops remain.", title="Deal near", published="2024-09-06"))
    (news / "b.txt").write_text("A headline\n\nSome words.\n")
    report = index.update(news)
    assert report.added[0] == "a" and report.added[1].startswith("a-headline-")
    assert counts(report) == (2, 0, 0, 0, 0) and report.passages == 2
    article = index.catalog.article("a")
    assert article is not None and article.published is not None and article.retrieved is not None
    assert (article.title, article.text, article.version) == ("Deal near", "About 2,500 troops remain.\n", 1)
    assert index.catalog.count_passages() == 2


def test_indexing_twice_changes_nothing_and_embeds_nothing(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    (news / "b.txt").write_text("Two.")
    (news / "c.jsonl").write_text(lines({"title": "C", "text": "Three."}, {"title": "D", "text": "Four."}))
    index.update(news)
    revision, embedded = index.catalog.revision(), index.embedder.embedded
    assert counts(index.update(news)) == (0, 0, 0, 4, 0)
    assert (index.catalog.revision(), index.embedder.embedded) == (revision, embedded)


def test_only_the_changed_article_is_embedded_and_its_old_version_is_kept(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    (news / "b.txt").write_text("Two words here.")
    (b_id,) = (set(index.update(news).added)) - {"a"}
    embedded = index.embedder.embedded
    (news / "b.txt").write_text("Two words were changed.")
    report = index.update(news)
    assert (report.changed, report.unchanged) == ([b_id], ["a"])
    assert index.embedder.embedded == embedded + 1
    assert index.text(b_id) == "Two words were changed."
    old = index.catalog.article(b_id, 1)
    assert old is not None and old.text == "Two words here."


def test_changed_metadata_is_a_change(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One.", published="2024-09-06"))
    index.update(news)
    (news / "a.md").write_text(given_id("a", "One.", published="2024-09-07"))
    assert index.update(news).changed == ["a"]
    article = index.catalog.article("a")
    assert article is not None and str(article.published) == "2024-09-07" and article.version == 2


def test_an_article_that_comes_back_gets_its_id_and_a_new_version(index: Index, news: Path) -> None:
    (news / "keep.txt").write_text("Kept.")
    (news / "b.txt").write_text("Two.")
    _, kept = sorted(index.update(news).added)
    (news / "b.txt").unlink()
    (gone,) = index.update(news).removed
    (news / "b.txt").write_text("Two.")
    assert index.update(news).added == [gone]
    assert kept in index.ids()


def test_progress_is_told_to_the_end(index: Index, news: Path) -> None:
    (news / "a.md").write_text("One.")
    (news / "b.jsonl").write_text(lines({"title": "B", "text": "Two."}, {"title": "C", "text": "Three."}) + "broken\n")
    told: list[tuple[int, int, str]] = []
    index.update(news, progress=lambda done, total, title: told.append((done, total, title)))
    assert [(done, total) for done, total, _ in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [title for _, _, title in told] == ["a", "B", "C", "b.jsonl"]


# Which article a draft is


@pytest.mark.parametrize(("old", "new"), [("a.txt", "z.txt"), ("z.txt", "a.txt")])
def test_a_moved_file_keeps_its_articles_id(index: Index, news: Path, old: str, new: str) -> None:
    (news / old).write_text("A headline\n\nSome words.")
    (news / "m.txt").write_text("Other words.")
    before = set(index.update(news).added)
    (news / old).rename(news / new)
    report = index.update(news)
    assert counts(report) == (0, 0, 0, 2, 0) and set(index.ids()) == before
    (news / new).write_text("A headline\n\nNew words.")
    assert counts(index.update(news)) == (0, 1, 0, 1, 0)


@pytest.mark.parametrize("new", ["a.txt", "z.txt"])
def test_a_file_moved_away_and_replaced_keeps_the_id_with_the_words(index: Index, news: Path, new: str) -> None:
    (news / "m.txt").write_text("A headline\n\nSome words.")
    (article_id,) = index.update(news).added
    (news / "m.txt").rename(news / new)
    (news / "m.txt").write_text("Another headline\n\nOther words.")
    report = index.update(news)
    assert counts(report) == (1, 0, 0, 1, 0) and report.unchanged == [article_id]
    assert index.text(article_id) == "A headline\n\nSome words."


@pytest.mark.parametrize("copy", ["a.txt", "z.txt"])
def test_a_copy_is_told_and_passed_over(index: Index, news: Path, copy: str) -> None:
    (news / "m.txt").write_text("Some words.")
    (article_id,) = index.update(news).added
    (news / copy).write_text("Some words.")
    report = index.update(news)
    assert report.unchanged == [article_id] and counts(report) == (0, 0, 0, 1, 1)
    assert str(report.skipped[0]) == f"{news / copy}: the same text as {news / 'm.txt'}: passed over"
    revision = index.catalog.revision()
    index.update(news)
    assert index.catalog.revision() == revision


def test_a_copy_takes_over_when_the_first_is_gone(index: Index, news: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (news / name).write_text("Some words.")
    (article_id,) = index.update(news).added
    (news / "a.txt").unlink()
    assert index.update(news).unchanged == [article_id]
    assert index.ids() == [article_id]


def test_two_files_with_one_id_are_a_conflict_and_the_first_stays(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("x", "One."))
    (news / "b.md").write_text(given_id("x", "Two."))
    for _ in range(2):
        report = index.update(news)
        assert [str(one) for one in report.skipped] == [
            f"{news}/b.md: its id x is already that of {news}/a.md, which is kept: give one of them another id"
        ]
        assert index.text("x") == "One.\n"


def test_an_id_taken_by_a_file_of_another_folder_is_a_conflict_until_that_is_gone(index: Index, tmp_path: Path) -> None:
    for name, text in {"one": "One.", "two": "Two."}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(given_id("x", text))
    index.update(tmp_path / "one")
    report = index.update(tmp_path / "two")
    assert counts(report) == (0, 0, 0, 0, 1) and index.text("x") == "One.\n"
    (tmp_path / "one" / "a.md").unlink()
    assert index.update(tmp_path / "two").changed == ["x"]
    assert index.text("x") == "Two.\n"


def test_a_given_id_that_moves_to_an_earlier_file_is_followed(index: Index, news: Path) -> None:
    (news / "m.md").write_text(given_id("x", "One."))
    index.update(news)
    (news / "m.md").write_text(given_id("y", "Two."))
    (news / "a.md").write_text(given_id("x", "One, mended."))
    report = index.update(news)
    assert (report.added, report.changed, report.skipped) == (["y"], ["x"], [])


def test_a_file_that_takes_anothers_id_loses_nothing(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("x", "One."))
    (news / "b.md").write_text(given_id("y", "Two."))
    index.update(news)
    (news / "b.md").write_text(given_id("x", "Two."))
    report = index.update(news)
    assert report.kept == ["y"] and index.ids() == ["x", "y"]


def test_a_line_put_before_others_changes_only_places(index: Index, news: Path) -> None:
    first = [{"title": "A", "text": "One."}, {"title": "B", "text": "Two."}, {"title": "B", "text": "Three."}]
    (news / "n.jsonl").write_text(lines(*first))
    before = index.update(news).added
    (news / "n.jsonl").write_text(lines({"title": "New", "text": "Zero."}, *first))
    report = index.update(news)
    assert report.unchanged == before and len(report.added) == 1 and not report.changed
    first[0]["text"] = "One, mended."
    (news / "n.jsonl").write_text(lines(*first))
    report = index.update(news)
    assert report.changed == [before[0]] and len(report.removed) == 1
    assert index.catalog.known()[before[0]].roots == {str(news): f"{news}/n.jsonl#1"}


def test_unrelated_articles_in_a_rewritten_file_are_no_new_versions(index: Index, news: Path) -> None:
    (news / "today.jsonl").write_text(lines({"title": "Monday's fire", "text": "One."}))
    index.update(news)
    (news / "today.jsonl").write_text(lines({"title": "Tuesday's vote", "text": "Two."}))
    assert counts(index.update(news)) == (1, 0, 1, 0, 0)


def test_the_web_address_is_the_id_of_a_saved_page(index: Index, news: Path) -> None:
    page = "<html><head><link rel=canonical href='https://e.com/a'></head><body><article>{}</article></body></html>"
    paragraph = "<p>About 2,500 troops remain in Iraq, officials said on Friday in a long statement.</p>"
    (news / "a.html").write_text(page.format(paragraph))
    assert index.update(news).added == ["https://e.com/a"]
    (news / "a.html").rename(news / "b.html")
    (news / "b.html").write_text(page.format(paragraph.replace("2,500", "2,000")))
    assert index.update(news).changed == ["https://e.com/a"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["One", "Two", "Three", "Four"])),
        max_size=5,
    )
)
def test_after_any_changes_the_index_holds_the_words_of_the_folder_and_ids_stay_with_words(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("states")
    news, index = folder / "news", Index(folder / "index")
    news.mkdir()
    (news / "always.txt").write_text("Always here.")
    before: dict[str, str] = {}
    for state in states:
        for old in news.glob("?.txt"):
            old.unlink()
        for name, word in state.items():
            (news / f"{name}.txt").write_text(f"{word} words.")
        report = index.update(news)
        now = {index.text(one): one for one in index.ids()}
        assert sorted(map(index.text, index.ids())) == sorted(
            {*(f"{word} words." for word in state.values()), "Always here."}
        )
        assert all(now[text] == one for text, one in before.items() if text in now)
        assert len(report.added) + len(report.changed) + len(report.unchanged) == len(now)
        before = now
    index.catalog.close()


# What is removed, and what is not


def test_a_deleted_file_is_removed_and_its_text_stays_readable_by_version(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    (news / "b.md").write_text(given_id("b", "Two."))
    index.update(news)
    (news / "b.md").unlink()
    assert index.update(news).removed == ["b"]
    assert index.ids() == ["a"] and index.catalog.article("b") is None
    assert index.catalog.article("b", 1) is not None


def test_only_a_root_that_is_named_again_removes(index: Index, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for number in (1, 2):
            (tmp_path / name / f"{number}.md").write_text(given_id(f"{name}{number}", f"{name} {number}."))
    index.update(tmp_path / "one", tmp_path / "two")
    (tmp_path / "one" / "1.md").unlink()
    (tmp_path / "two" / "1.md").unlink()
    assert index.update(tmp_path / "two").removed == ["two1"]
    assert index.update(tmp_path / "one").removed == ["one1"]


def test_an_article_of_two_roots_goes_when_its_file_goes(index: Index, news: Path) -> None:
    (news / "sub").mkdir()
    (news / "sub" / "a.md").write_text(given_id("a", "One."))
    (news / "sub" / "b.md").write_text(given_id("b", "Two."))
    assert counts(index.update(news, news / "sub")) == (2, 0, 0, 0, 0)
    assert len(index.catalog.known()["a"].roots) == 2
    (news / "sub" / "a.md").unlink()
    assert index.update(news / "sub").removed == ["a"]


def test_a_removed_line_goes_also_when_folder_and_file_were_named(index: Index, news: Path) -> None:
    file = news / "n.jsonl"
    file.write_text(lines({"id": "a", "title": "A", "text": "One."}, {"id": "b", "title": "B", "text": "Two."}))
    index.update(news)
    index.update(file)
    file.write_text(lines({"id": "a", "title": "A", "text": "One."}))
    assert index.update(news).removed == ["b"]


def test_a_file_moved_to_another_root_is_not_removed_from_the_first(index: Index, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "stay.txt").write_text(f"Stays in {name}.")
    (tmp_path / "one" / "a.txt").write_text("Some words.")
    index.update(tmp_path / "one", tmp_path / "two")
    before = index.ids()
    (tmp_path / "one" / "a.txt").rename(tmp_path / "two" / "b.txt")
    assert len(index.update(tmp_path / "two").unchanged) == 2
    assert index.update(tmp_path / "one").removed == []
    assert index.ids() == before


def test_a_missing_root_is_an_error_and_removes_nothing(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    index.update(news)
    (news / "a.md").unlink()
    news.rmdir()
    revision = index.catalog.revision()
    with pytest.raises(InputError, match="does not exist"):
        index.update(news)
    assert (index.ids(), index.catalog.revision()) == (["a"], revision)


def test_an_empty_root_is_told_and_removes_nothing(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    index.update(news)
    (news / "a.md").unlink()
    report = index.update(news)
    assert [str(one) for one in report.skipped] == [
        f"{news}: no articles there (.md, .txt, .html, .jsonl): nothing was added or removed"
    ]
    assert index.ids() == ["a"]


def test_a_missing_root_among_others_is_told_and_the_others_are_read(index: Index, news: Path, tmp_path: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    report = index.update(tmp_path / "missing", news)
    assert report.added == ["a"]
    assert [str(one) for one in report.skipped] == [
        f"{tmp_path}/missing: does not exist: name a file or folder of articles"
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"\xff\xfe\xff"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x7fELF\0\0"),
        lambda path: (path.unlink(), path.symlink_to(path.name)),
        lambda path: (path.unlink(), path.symlink_to("nowhere")),
        lambda path: path.unlink() or os.mkfifo(path),
    ],
    ids=["invalid", "empty", "binary", "loop", "dangling", "fifo"],
)
def test_a_file_that_cannot_be_used_any_more_keeps_its_article(
    index: Index, news: Path, spoil: Callable[[Path], object]
) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    (news / "b.md").write_text(given_id("b", "Two."))
    index.update(news)
    spoil(news / "a.md")
    report = index.update(news)
    assert (report.kept, report.removed, len(report.skipped)) == (["a"], [], 1)
    assert index.ids() == ["a", "b"] and index.text("a") == "One.\n"


def test_a_line_that_is_broken_removes_nothing_of_its_file(index: Index, news: Path) -> None:
    articles = [{"id": name, "title": name, "text": f"Word {name}."} for name in "abc"]
    (news / "n.jsonl").write_text(lines(*articles))
    index.update(news)
    (news / "n.jsonl").write_text(lines(articles[0]) + "{broken\n" + lines(articles[2]))
    assert index.update(news).kept == ["b"]
    (news / "n.jsonl").write_text(lines(articles[0], articles[2]))
    assert index.update(news).removed == ["b"]


def test_bad_input_of_every_kind_is_told_in_one_line_each_and_the_rest_is_indexed(index: Index, news: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (news / "latin.txt").write_bytes(b"A caf\xe9.")
    (news / "loop").symlink_to(".")
    (news / "lines.jsonl").write_text('{"title": "Good", "text": "Good line."}\n{"title": \n')
    (news / "bare").mkdir()
    (news / "good.md").write_text(given_id("good", "Words."))
    report = index.update(news)
    assert len(report.added) == 2
    told = {one.origin.removeprefix(f"{news}/"): one.message for one in report.skipped}
    assert list(told) == ["loop", "binary.txt", "empty.txt", "latin.txt", "lines.jsonl#2"]
    assert not any("\n" in message for message in told.values())


# Settings, locks, death


def test_another_embedder_is_told_with_the_way_to_mend_it_and_nothing_is_lost(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    index.update(news)
    revision = index.catalog.revision()
    index.embedder = HashingEmbedder(32, "other")
    with pytest.raises(EmbedderMismatch, match=r"embedder hashing and not other.*dateline index --rebuild"):
        index.update(news)
    assert index.catalog.revision() == revision and index.catalog.count_passages() == 1
    with pytest.raises(EmbedderMismatch, match="passage_characters"):
        index.embedder = HashingEmbedder()
        index.update(news, characters=200)


def test_a_rebuild_embeds_what_is_stored_without_its_sources(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "One."))
    (news / "b.md").write_text(given_id("b", "Two."))
    index.update(news)
    (news / "a.md").unlink()
    (news / "b.md").unlink()
    index.embedder = HashingEmbedder(32, "other")
    report = index.update(rebuild=True)
    assert report.passages == 2 and index.ids() == ["a", "b"]
    article = index.catalog.article("a")
    assert article is not None and article.version == 1
    ids, vectors = index.catalog.vectors()
    assert vectors.shape == (2, 32) and [one.split("@")[0] for one in ids] == ["a", "b"]
    assert index.update(rebuild=True).passages == 2


def test_a_rebuild_cut_short_is_finished_by_the_next_run(index: Index, news: Path) -> None:
    for number in range(3):
        (news / f"{number}.md").write_text(given_id(f"n{number}", f"Word {number}."))
    index.update(news)
    index.catalog.set_fingerprint({})
    assert index.catalog.count_passages() == 0
    report = index.update(news)
    assert report.passages == 3 and len(report.unchanged) == 3
    assert index.catalog.count_passages() == 3


def test_no_path_is_an_error(index: Index) -> None:
    with pytest.raises(InputError, match="no path named"):
        index.update()


def test_a_second_writer_is_told_in_one_line(tmp_path: Path) -> None:
    with (
        writing(tmp_path / "index"),
        pytest.raises(IndexBusy, match="is being written by another process"),
        writing(tmp_path / "index"),
    ):
        pass
    with writing(tmp_path / "index"):
        pass


def test_an_index_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"), writing(tmp_path / "file" / "index"):
        pass


_DIES = """
import os, signal, sys
from pathlib import Path
from rag.index import update, writing
from rag.store.catalog import Catalog
from rag.store.exact import ExactVectors
import rag.index
from tests.hashing_embedder import HashingEmbedder

class Dying(HashingEmbedder):
    def embed_documents(self, texts):
        if self.embedded >= 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed_documents(texts)

rag.index.PASSAGES_AT_ONCE = 2
folder = Path(sys.argv[1])
with writing(folder):
    catalog = Catalog(folder, create=True)
    update(catalog, ExactVectors(catalog), Dying(), [Path(sys.argv[2])])
"""


def test_a_killed_run_leaves_whole_articles_and_the_next_goes_on(tmp_path: Path, news: Path) -> None:
    for number in range(9):
        (news / f"{number}.md").write_text(given_id(f"n{number}", f"Word {number}."))
    folder = tmp_path / "index"
    died = subprocess.run([sys.executable, "-c", _DIES, str(folder), str(news)], cwd=Path(__file__).parent.parent)
    assert died.returncode == -signal.SIGKILL
    index = Index(folder)
    assert index.ids() == ["n0", "n1", "n2", "n3"] and index.catalog.count_passages() == 4
    report = index.update(news)
    assert (len(report.added), len(report.unchanged)) == (5, 4)
    assert index.embedder.embedded == 5
    index.catalog.close()


def test_stored_vectors_are_those_of_title_and_text(index: Index, news: Path) -> None:
    (news / "a.md").write_text(given_id("a", "Two thousand remain.", title="Troops", published="2024-09-06"))
    index.update(news)
    _, vectors = index.catalog.vectors()
    wanted = HashingEmbedder().embed_query("Troops (6 September 2024)\nTwo thousand remain.")
    assert np.allclose(vectors[0], wanted, atol=2e-3)


@pytest.mark.parametrize(
    ("origin", "path"),
    [
        ("/a/b.jsonl#12", "/a/b.jsonl"),
        ("/a/b#1.txt", "/a/b#1.txt"),
        ("/a#2/b.md", "/a#2/b.md"),
        ("/a/b.txt#3", "/a/b.txt#3"),
    ],
)
def test_the_file_of_an_origin(origin: str, path: str) -> None:
    assert place(origin) == Path(path)
