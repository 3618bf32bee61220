"""Retrieval: two rankings are fused by arithmetic a hand can check; no one article or text fills the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag.retrieve import PASSAGES_OF_ONE_ARTICLE, Retriever, fuse, spread
from rag.store.catalog import Catalog
from rag.store.exact import ExactVectors
from rag.store.vectors import open_vectors
from rag.types import Article, Filters, Passage
from tests.hashing_embedder import HashingEmbedder
from tests.store.archive import OF_2024_FALL, SYRIA, TROOPS, make, write

LONG = Article("long", "A long report", " ".join(f"Sentence {number} speaks of olives." for number in range(40)))


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with make(tmp_path) as catalog:
        yield catalog


def _retriever(catalog: Catalog) -> Retriever:
    return Retriever(catalog, ExactVectors(catalog), HashingEmbedder())


def _articles(retriever: Retriever, question: str, filters: Filters | None = None, limit: int = 10) -> list[str]:
    return [hit.article.id for hit in retriever.retrieve(question, limit, filters)]


def test_a_rank_in_each_list_adds_one_over_sixty_plus_rank() -> None:
    scores = fuse([["a", "b"], ["b", "c"]])
    assert scores == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})


def test_hits_are_ranked_from_one_with_falling_scores(catalog: Catalog) -> None:
    hits = _retriever(catalog).retrieve("How many soldiers are in Syria?")
    assert hits[0].article == SYRIA and [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert hits[0].score == pytest.approx(2 / 61)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_same_question_gives_the_same_hits_from_either_store(tmp_path: Path, catalog: Catalog) -> None:
    write(catalog, LONG, *(replace(TROOPS, id=f"copy-{number}") for number in range(5)))
    chroma = open_vectors(tmp_path, catalog)
    expected = _retriever(catalog).retrieve("troops remain")
    assert Retriever(catalog, chroma, HashingEmbedder()).retrieve("troops remain") == expected
    assert _retriever(catalog).retrieve("troops remain") == expected
    chroma.close()


def test_filters_hold_for_words_and_for_meaning(catalog: Catalog) -> None:
    retriever = _retriever(catalog)
    assert set(_articles(retriever, "soldiers in Syria", OF_2024_FALL)) == {"troops"}
    assert set(_articles(retriever, "olives", Filters(since=date(2000, 1, 1)))) == {"troops", "syria"}
    assert _articles(retriever, "olives", Filters(source="nobody")) == []


@pytest.mark.parametrize("question", ["", "  \n", "is it?", '"', "AND OR NOT", "中文 ؟", "\0"])
def test_any_question_is_answered_with_hits_or_none(catalog: Catalog, question: str) -> None:
    hits = _retriever(catalog).retrieve(question)
    assert bool(hits) == bool(question.strip())


def test_one_article_leaves_places_to_others(catalog: Catalog) -> None:
    write(catalog, LONG, *(replace(SYRIA, id=f"n{n}", text=f"Olives, day {n}.") for n in range(12)))
    hits = _retriever(catalog).retrieve("Sentence speaks of olives")
    assert Counter(hit.article.id for hit in hits)["long"] == PASSAGES_OF_ONE_ARTICLE
    assert len(hits) == 10


def test_an_archive_of_one_article_gives_all_its_passages(tmp_path: Path) -> None:
    with make(tmp_path, LONG) as catalog:
        hits = _retriever(catalog).retrieve("olives")
        assert len(hits) == min(10, catalog.count_passages()) > PASSAGES_OF_ONE_ARTICLE


def test_wire_copies_come_after_other_texts_and_are_not_lost(catalog: Catalog) -> None:
    write(catalog, *(replace(SYRIA, id=f"copy-{n}", source=f"Paper {n}") for n in range(4)))
    articles = _articles(_retriever(catalog), "soldiers in Syria", limit=3)
    assert len({article for article in articles if article == "syria" or article.startswith("copy")}) == 1
    assert len(_articles(_retriever(catalog), "soldiers in Syria", limit=10)) == catalog.count_passages()


def test_spread_keeps_the_order_it_was_given() -> None:
    pairs = [(Passage(f"long@1:{n}-{n + 1}", "long", n, n + 1, LONG.text[n]), LONG) for n in range(0, 12)]
    assert spread(pairs, 12) == pairs
    assert spread(pairs, 2) == pairs[:2]
    assert spread([], 5) == []


def test_a_limit_below_one_gives_nothing(catalog: Catalog) -> None:
    assert _retriever(catalog).retrieve("troops", 0) == []


def test_an_empty_archive_gives_nothing(tmp_path: Path) -> None:
    with Catalog(tmp_path / "empty", create=True) as empty:
        assert _retriever(empty).retrieve("troops") == []


def test_whose_words_are_asked_for_come_earlier_and_others_stay(catalog: Catalog) -> None:
    said = Article("said", "Harvest", "Olives are scarce, Minister Amal Haddad said on Friday.", date(2024, 5, 1))
    plain = Article(
        "plain", "Olive harvest", "Olives are scarce. Olives are dear. Haddad sells olives.", date(2024, 5, 1)
    )
    write(catalog, said, plain)
    retriever = _retriever(catalog)
    assert retriever.retrieve("olives scarce", speaker="Amal Haddad")[0].article.id == "said"
    assert {hit.article.id for hit in retriever.retrieve("olives scarce", 10, speaker="Haddad")} >= {"said", "plain"}


def test_something_that_happened_has_the_day_of_the_report_about_it(catalog: Catalog) -> None:
    plan = Article("plan", "Strike over olives expected", "A strike may come.", date(2024, 5, 1))
    done = Article("done", "Strike over olives ends", "The olive strike ended on Monday.", date(2024, 6, 3))
    after = Article("after", "Olives are dear", "Olives are dear since the strike.", date(2025, 1, 1))
    write(catalog, plan, done, after)
    retriever = _retriever(catalog)
    assert retriever.day_of("strike", "How dear are olives since the strike?") == date(2024, 6, 3)
    assert retriever.day_of("earthquake", "How dear are olives since the earthquake?") is None


def test_sources_follow_what_is_indexed(catalog: Catalog) -> None:
    retriever = _retriever(catalog)
    before = retriever.sources()
    write(catalog, Article("new", "New", "Something new.", source="New Wire"))
    assert set(retriever.sources()) == {*before, "New Wire"}
