"""Vectors: one contract over both stores; Chroma's copy is made again whenever it cannot be trusted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rag.errors import EmbedderMismatch
from rag.store import chroma, exact
from rag.store.catalog import Catalog
from rag.store.chroma import ChromaVectors
from rag.store.exact import ExactVectors
from rag.store.vectors import VectorStore, open_vectors
from rag.types import Article, Filters
from tests.hashing_embedder import HashingEmbedder
from tests.store.archive import OF_2024_FALL, SYRIA, TROOPS, make, write
from tests.store.test_catalog_file import ROOT, write_until_killed

QUESTION = HashingEmbedder().embed_query("troops in Syria")


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with make(tmp_path) as catalog:
        yield catalog


@pytest.fixture(params=["chroma", "exact"])
def vectors(request: pytest.FixtureRequest, tmp_path: Path, catalog: Catalog) -> Iterator[VectorStore]:
    store = _open(tmp_path, catalog) if request.param == "chroma" else ExactVectors(catalog)
    yield store
    store.close()


def _open(folder: Path, catalog: Catalog) -> ChromaVectors:
    store = open_vectors(folder, catalog)
    assert isinstance(store, ChromaVectors)
    return store


def _articles(found: list[tuple[str, float]]) -> list[str]:
    return [passage_id.split("@")[0] for passage_id, _ in found]


# The contract


def test_the_nearest_come_first_with_their_cosine(vectors: VectorStore, catalog: Catalog) -> None:
    found = vectors.search(QUESTION, 10)
    ids, matrix = catalog.vectors()
    cosines = dict(zip(ids, matrix @ QUESTION, strict=True))
    assert {passage_id for passage_id, _ in found} == set(ids)
    assert all(score == pytest.approx(cosines[passage_id], abs=1e-4) for passage_id, score in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len(vectors.search(QUESTION, 1)) == 1 and vectors.search(QUESTION, 1) == found[:1]


@pytest.mark.parametrize("few", [0, 5_000])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        OF_2024_FALL,
        Filters(since=date(2024, 9, 20)),
        Filters(until=date(2024, 9, 20)),
        Filters(source="sÜD zeitung"),
        Filters(source="nobody"),
        Filters(date(2024, 1, 1), date(2024, 12, 31), "Example wire"),
    ],
)
def test_filters_let_through_just_what_the_catalog_lets_through(
    vectors: VectorStore, catalog: Catalog, filters: Filters, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma, "FEW_PASSAGES", few)
    monkeypatch.setattr(exact, "FEW_PASSAGES", few)
    found = vectors.search(QUESTION, 10, filters)
    assert {passage_id for passage_id, _ in found} == catalog.passage_ids(filters)


def test_a_change_of_the_catalog_is_seen_by_the_next_search(vectors: VectorStore, catalog: Catalog) -> None:
    vectors.search(QUESTION, 10)
    catalog.remove_article("harvest")
    write(catalog, replace(SYRIA, text="None of them remains.", version=2), replace(TROOPS, id="new"))
    found = vectors.search(QUESTION, 10)
    assert sorted(set(_articles(found))) == ["new", "syria", "troops"]
    assert {passage_id for passage_id, _ in found} == vectors.ids() == catalog.passage_ids()


def test_equal_scores_are_in_order_of_id(vectors: VectorStore, catalog: Catalog) -> None:
    write(catalog, *(replace(SYRIA, id=f"copy-{letter}") for letter in "dbca"))
    found = vectors.search(HashingEmbedder().embed_query(SYRIA.text), 5)
    assert _articles(found) == ["copy-a", "copy-b", "copy-c", "copy-d", "syria"]


def test_a_vector_of_another_model_is_refused(vectors: VectorStore) -> None:
    with pytest.raises(EmbedderMismatch, match=r"32 dimensions and the index 64"):
        vectors.search(np.ones(32, np.float32), 3)


def test_an_empty_archive_finds_nothing(vectors: VectorStore, catalog: Catalog) -> None:
    for article_id in catalog.known():
        catalog.remove_article(article_id)
    assert vectors.search(QUESTION, 3) == [] and vectors.ids() == set()


def test_another_fingerprint_leaves_no_old_vector(vectors: VectorStore, catalog: Catalog) -> None:
    vectors.synchronize()
    catalog.set_fingerprint({})
    catalog.set_fingerprint({"embedder": "hashing"})
    write(catalog, replace(TROOPS, id="only"))
    vectors.synchronize()
    assert vectors.ids() == catalog.passage_ids()


# Chroma


def test_chroma_finds_what_the_exact_search_finds(tmp_path: Path) -> None:
    generator = np.random.default_rng(7)
    with Catalog(tmp_path, create=True) as catalog:
        for number in range(60):
            text = " ".join(f"Sentence {line} of report {number}." for line in range(40))
            article = Article(f"a{number}", "T", text)
            write(catalog, article, characters=30)
        ids, matrix = catalog.vectors()
        assert len(ids) == 2400
        vectors = _open(tmp_path, catalog)
        recalls = []
        for _ in range(20):
            question = matrix[generator.integers(len(ids))] + generator.normal(scale=0.2, size=64)
            question = (question / np.linalg.norm(question)).astype(np.float32)
            best = [score for _, score in ExactVectors(catalog).search(question, 50)]
            found = [score for _, score in vectors.search(question, 50)]
            recalls.append(sum(score >= best[-1] - 1e-4 for score in found) / 50)
        vectors.close()
    assert np.mean(recalls) >= 0.98


def test_a_second_opening_adds_nothing_and_closes_cleanly(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(tmp_path, catalog).close()
    monkeypatch.setattr(ChromaVectors, "_reconcile", None)
    store = _open(tmp_path, catalog)
    assert len(store.search(QUESTION, 10)) == catalog.count_passages()
    store.close()


def test_while_one_store_is_open_another_searches_the_catalog(tmp_path: Path, catalog: Catalog) -> None:
    owner = _open(tmp_path, catalog)
    other = open_vectors(tmp_path, catalog)
    assert isinstance(other, ExactVectors)
    assert _articles(other.search(QUESTION, 3)) == _articles(owner.search(QUESTION, 3))
    owner.close()
    _open(tmp_path, catalog).close()


def test_rows_swapped_behind_our_back_are_found_by_id(tmp_path: Path, catalog: Catalog) -> None:
    store = _open(tmp_path, catalog)
    gone = sorted(store.ids())[0]
    store._collection.delete(ids=[gone])
    store._collection.upsert(ids=["stranger"], embeddings=[QUESTION], metadatas=[{"a": 1}], documents=["x"])
    catalog.add_root("troops", "/elsewhere", "/elsewhere/a")
    assert "stranger" not in _articles(store.search(QUESTION, 10))
    assert store.ids() == catalog.passage_ids()
    store.close()


@pytest.mark.parametrize(
    "damage", ["garbage", "truncated", "no database", "a file", "no segment", "no stamp", "a lost row"]
)
def test_damaged_files_are_made_again(tmp_path: Path, catalog: Catalog, damage: str) -> None:
    _open(tmp_path, catalog).close()
    folder = tmp_path / "chroma"
    database = folder / "chroma.sqlite3"
    if damage == "garbage":
        database.write_bytes(b"\x00garbage" * 1000)
    elif damage == "truncated":
        database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])
    elif damage == "no database":
        database.unlink()
    elif damage == "a file":
        shutil.rmtree(folder)
        folder.write_text("not a folder")
    elif damage == "no stamp":
        (folder / "dateline.json").unlink()
    elif damage == "no segment":
        for path in folder.rglob("*.bin"):
            path.unlink()
    else:
        store = _open(tmp_path, catalog)
        store._collection.delete(ids=sorted(store.ids())[:1])
        store.close()
    store = _open(tmp_path, catalog)
    assert {passage_id for passage_id, _ in store.search(QUESTION, 10)} == catalog.passage_ids() == store.ids()
    store.close()


def test_a_marker_of_a_process_that_died_has_the_folder_made_again(tmp_path: Path, catalog: Catalog) -> None:
    store = _open(tmp_path, catalog)
    old = store._collection.id
    store.close()
    (tmp_path / "chroma.unfinished").touch()
    store = _open(tmp_path, catalog)
    assert store._collection.id != old and store.ids() == catalog.passage_ids()
    assert not (tmp_path / "chroma.unfinished").exists()
    store.close()


def test_a_copy_made_for_another_catalog_is_made_again(tmp_path: Path, catalog: Catalog) -> None:
    _open(tmp_path, catalog).close()
    catalog.close()
    (tmp_path / "catalog.sqlite3").unlink()
    with make(tmp_path) as other:
        ids, matrix = other.vectors()
        store = _open(tmp_path, other)
        held = store._collection.get(ids=ids[:1], include=["embeddings"])
        assert np.allclose(held["embeddings"][0], matrix[0], atol=1e-6)
        store.close()


def test_where_chroma_cannot_work_the_catalog_is_searched(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "chromadb", None)
    store = open_vectors(tmp_path, catalog)
    assert isinstance(store, ExactVectors) and store.search(QUESTION, 1)
    monkeypatch.undo()
    _open(tmp_path, catalog).close()


def test_killed_while_writing_the_next_opening_is_in_step(tmp_path: Path) -> None:
    write_until_killed(tmp_path, 5, "chroma")
    with Catalog(tmp_path) as catalog:
        store = _open(tmp_path, catalog)
        assert store.ids() == catalog.passage_ids()
        assert {passage_id for passage_id, _ in store.search(QUESTION, 1000)} == store.ids()
        store.close()


STOCK = """
import json, sys
from pathlib import Path
import chromadb
from llama_index.core.vector_stores.types import (
    FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery)
from llama_index.vector_stores.chroma import ChromaVectorStore

collection = chromadb.PersistentClient(sys.argv[1]).get_collection("passages", embedding_function=None)
store = ChromaVectorStore(chroma_collection=collection)
since = MetadataFilter(key="published_ordinal", value=739000, operator=FilterOperator.GTE)
ask = {"query_embedding": json.loads(sys.argv[2]), "similarity_top_k": 10}
result = store.query(VectorStoreQuery(**ask))
dated = store.query(VectorStoreQuery(**ask, filters=MetadataFilters(filters=[since])))
nodes = [
    [node.node_id, node.ref_doc_id, node.start_char_idx, node.end_char_idx, node.text, node.metadata]
    for node in result.nodes
]
print(json.dumps([result.ids, nodes, dated.ids]))
"""


def test_a_stock_llama_index_store_reads_ids_offsets_and_article(tmp_path: Path, catalog: Catalog) -> None:
    store = _open(tmp_path, catalog)
    expected = [passage_id for passage_id, _ in store.search(QUESTION, 10)]
    store.close()
    command = [sys.executable, "-c", STOCK, str(tmp_path / "chroma"), json.dumps(QUESTION.tolist())]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    ids, found, dated = json.loads(done.stdout)
    assert ids == expected
    for node_id, article_id, start, end, text, metadata in found:
        passage, article = catalog.passages([node_id])[node_id]
        assert (article.id, passage.start, passage.end, passage.text) == (article_id, start, end, text)
        assert metadata["title"] == article.title and metadata["source"] == (article.source or "")
        assert metadata["published"] == (article.published.isoformat() if article.published else "")
    assert set(_articles([(passage_id, 0.0) for passage_id in dated])) == {"troops", "syria"}


def test_a_collection_that_fails_while_in_use_is_made_again(tmp_path: Path, catalog: Catalog) -> None:
    store = _open(tmp_path, catalog)
    store._client.delete_collection(chroma.COLLECTION)
    assert {passage_id for passage_id, _ in store.search(QUESTION, 10)} == catalog.passage_ids()
    assert store.ids() == catalog.passage_ids()
    store.close()
