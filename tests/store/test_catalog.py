"""The catalog: what is written is read back, versions never change, filters and words find the right."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.passages import split
from rag.store.catalog import Catalog
from rag.types import Article, Filters
from tests.hashing_embedder import HashingEmbedder
from tests.store.archive import ARTICLES, OF_2024_FALL, SYRIA, TROOPS, UNDATED, make, write


def _found(catalog: Catalog, question: str, filters: Filters | None = None) -> list[str]:
    return [passage_id.split("@")[0] for passage_id, _ in catalog.search_words(question, 10, filters)]


def test_an_article_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    seen = datetime(2024, 9, 21, tzinfo=UTC)
    whole = replace(TROOPS, url="https://example.org/1", author="A. Writer", retrieved=seen)
    with make(tmp_path, whole, UNDATED) as catalog:
        assert catalog.article("troops") == whole
        assert list(catalog.articles()) == [UNDATED, whole]
        assert catalog.article("nothing") is None and catalog.article("bad \udcff bytes", 1) is None


def test_passages_come_with_their_article_and_unknown_ids_are_left_out(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        ids = catalog.passage_ids()
        found = catalog.passages([*ids, "unknown"])
        assert found.keys() == ids
        assert all(article.text[p.start : p.end] == p.text for p, article in found.values())


def test_vectors_come_back_as_unit_rows_close_to_those_written(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        ids, matrix = catalog.vectors()
        assert ids == sorted(catalog.passage_ids()) and matrix.dtype == np.float32
        texts = [catalog.passages([passage_id])[passage_id][0].text for passage_id in ids]
        assert np.allclose(matrix, HashingEmbedder().embed_documents(texts), atol=1e-3)
        assert np.allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-6)
        some, rows = catalog.vectors(ids[:1])
        assert some == ids[:1] and np.array_equal(rows, matrix[:1])
        assert catalog.vectors([])[1].shape == (0, 64)


def test_old_versions_stay_readable_after_change_and_removal(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        newer = replace(TROOPS, text="About 900 troops remain.", version=catalog.next_version("troops"))
        assert newer.version == 2
        write(catalog, newer)
        assert catalog.article("troops") == newer and catalog.article("troops", 1) == TROOPS
        assert _found(catalog, "Sudani") == []
        catalog.remove_article("troops")
        assert catalog.article("troops") is None and catalog.article("troops", 2) == newer
        assert catalog.next_version("troops") == 3 and catalog.next_version("new") == 1
        assert _found(catalog, "remain") == []


def test_a_version_never_changes(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        revision = catalog.revision()
        with pytest.raises(ValueError, match="other content"):
            write(catalog, replace(TROOPS, text="Another text."))
        assert catalog.article("troops") == TROOPS and catalog.revision() == revision
        assert catalog.passage_ids(Filters(source="example wire"))


def test_passages_and_vectors_that_do_not_fit_are_refused_whole(tmp_path: Path) -> None:
    passages = split(TROOPS)
    places = {"root": "/r", "origin": "/r/a", "digest": "d"}
    with make(tmp_path, SYRIA) as catalog:
        with pytest.raises(ValueError, match="not in article"):
            catalog.write_article(SYRIA, passages, np.zeros((1, 64), np.float32), **places)
        with pytest.raises(ValueError, match="shape"):
            catalog.write_article(TROOPS, passages, np.zeros((5, 64), np.float32), **places)
        with pytest.raises(ValueError, match="dimensions"):
            catalog.write_article(TROOPS, passages, np.zeros((len(passages), 8), np.float32), **places)
        assert catalog.known().keys() == {"syria"} and catalog.article("troops", 1) is None


def test_known_tells_digest_and_every_root(tmp_path: Path) -> None:
    with make(tmp_path, TROOPS) as catalog:
        catalog.add_root("troops", "/other", "/other/copy.md")
        known = catalog.known()["troops"]
        assert known.roots == {"/archive": "/archive/troops.md", "/other": "/other/copy.md"}
        assert known.version == 1 and known.embedded and len(known.digest) == 64
        catalog.remove_root("troops", "/archive")
        assert catalog.known()["troops"].roots == {"/other": "/other/copy.md"}


def test_an_article_without_passages_is_kept(tmp_path: Path) -> None:
    with Catalog(tmp_path, create=True) as catalog:
        empty = Article("empty", "Empty", "")
        catalog.write_article(empty, [], np.zeros((0, 64), np.float32), root="/r", origin="/r/e", digest="d")
        assert catalog.article("empty") == empty and catalog.vectors()[1].shape == (0, 0)


def test_another_fingerprint_drops_passages_and_keeps_articles(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        catalog.set_fingerprint({"embedder": "hashing"})
        assert catalog.passage_ids()
        catalog.set_fingerprint({"embedder": "other"})
        assert catalog.fingerprint() == {"embedder": "other"} and catalog.dimensions() is None
        assert not catalog.passage_ids() and _found(catalog, "troops") == []
        assert not any(known.embedded for known in catalog.known().values())
        write(catalog, TROOPS)
        assert catalog.known()["troops"].embedded and _found(catalog, "Sudani") == ["troops"]


def test_each_change_raises_the_revision_and_reading_does_not(tmp_path: Path) -> None:
    with make(tmp_path) as catalog:
        seen = catalog.revision()
        catalog.search_words("troops", 5), catalog.summary(), catalog.known()
        assert catalog.revision() == seen
        catalog.remove_article("syria")
        assert catalog.revision() > seen


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("US", ["troops"]),
        ("how many U.S. troops?", ["troops", "syria"]),
        ("2500", ["troops"]),
        ("2,500", ["troops"]),
        ("al-sudani", ["troops"]),
        ("the farmer picking an olive", ["harvest"]),
        ("harvests", ["harvest"]),
        ("tell me about it", []),
    ],
)
def test_words_find_articles_in_any_spelling(tmp_path: Path, question: str, articles: list[str]) -> None:
    with make(tmp_path) as catalog:
        assert _found(catalog, question) == articles


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (Filters(), {"troops", "syria", "harvest"}),
        (OF_2024_FALL, {"troops"}),
        (Filters(since=date(2024, 9, 20)), {"troops", "syria"}),
        (Filters(since=date(2024, 9, 21)), {"syria"}),
        (Filters(until=date(2024, 9, 20)), {"troops"}),
        (Filters(source="EXAMPLE wire"), {"troops"}),
        (Filters(source="SÜD ZEITUNG"), {"syria"}),
        (Filters(source="nobody"), set()),
        (Filters(source="bad \udcff bytes"), set()),
    ],
)
def test_filters_let_through_by_day_and_source(tmp_path: Path, filters: Filters, articles: set[str]) -> None:
    with make(tmp_path) as catalog:
        ids = catalog.passage_ids(filters)
        assert {passage_id.split("@")[0] for passage_id in ids} == articles
        assert catalog.count_passages(filters) == len(ids)
        assert set(_found(catalog, "troops soldiers olives", filters)) == articles


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text() | st.text(alphabet="\"*^():{}+-'\0 ANDORNT_é٣Ⅷ中́\ud800.,"))
def test_any_text_is_a_safe_question(catalog_of_three: Catalog, question: str) -> None:
    for passage_id, score in catalog_of_three.search_words(question, 5):
        assert passage_id and score == score


@pytest.fixture(scope="module")
def catalog_of_three(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return make(tmp_path_factory.mktemp("three"))


def test_texts_with_odd_characters_are_kept_exactly(tmp_path: Path) -> None:
    odd = Article("odd", 'A "title" \0', "Null \0 byte, emoji 🙂, RTL \u202e text, ligature ﬁ. Second.")
    with make(tmp_path, odd) as catalog:
        assert catalog.article("odd") == odd
        assert _found(catalog, "emoji") == ["odd"] and _found(catalog, "byte") == ["odd"]


def test_the_summary_counts_and_dates(tmp_path: Path) -> None:
    with make(tmp_path, *ARTICLES, replace(TROOPS, id="again", source="EXAMPLE WIRE")) as catalog:
        summary = catalog.summary()
        assert (summary.articles, summary.passages) == (4, catalog.count_passages())
        assert (summary.oldest, summary.newest) == (date(2024, 9, 20), date(2024, 12, 19))
        assert list(summary.sources.values()) == [2, 1]
        assert summary.updated is not None and summary.updated.tzinfo is not None


def test_threads_read_while_one_writes(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def read(catalog: Catalog) -> None:
        try:
            for _ in range(30):
                found = catalog.passages(catalog.passage_ids())
                assert all(p.text == article.text[p.start : p.end] for p, article in found.values())
                catalog.search_words("troops remain", 5)
        except BaseException as error:
            errors.append(error)

    with make(tmp_path) as catalog:
        readers = [threading.Thread(target=read, args=(catalog,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(30):
            write(catalog, replace(TROOPS, text=f"Now {number} troops remain.", version=number + 2))
        for reader in readers:
            reader.join()
    assert not errors
