"""Both sides of a question are retrieved on their own, and take turns; reports printed in the time named come early."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rag.answer import Composer
from rag.both import interleaved, within_first
from rag.chain import Chain
from rag.retrieve import Retriever
from rag.store.exact import ExactVectors
from rag.types import Article, Finding, Hit
from tests.hashing_embedder import HashingEmbedder
from tests.store.archive import make
from tests.test_answer import article, hit

OLD, NEW = article("old", "2017-12-10", "Old."), article("new", "2021-07-27", "New.")
OTHER, THIRD = article("other", "2019-01-01", "Other."), article("third", "2020-01-01", "Third.")


def _ranking(*articles: Article) -> list[Hit]:
    return [hit(one, rank) for rank, one in enumerate(articles, 1)]


def _ids(hits: list[Hit]) -> list[str]:
    return [one.article.id for one in hits]


def test_two_rankings_take_turns_each_passage_once_with_ranks_from_one() -> None:
    merged = interleaved([_ranking(OLD, OTHER, NEW), _ranking(NEW, OLD)])
    assert _ids(merged) == ["old", "new", "other"] and [one.rank for one in merged] == [1, 2, 3]


def test_the_limit_holds_for_both_together() -> None:
    assert _ids(interleaved([_ranking(OLD, OTHER), _ranking(NEW, THIRD)], 3)) == ["old", "new", "other"]


def test_what_was_printed_in_a_named_month_comes_first_and_a_year_changes_nothing() -> None:
    ranking = _ranking(OTHER, THIRD, NEW)
    july = (date(2021, 7, 1), date(2021, 7, 31))
    assert _ids(within_first(ranking, july, 2)) == ["new", "other"]
    assert _ids(within_first(ranking, (date(2021, 1, 1), date(2021, 12, 31)), 2)) == ["other", "third"]
    assert _ids(within_first(ranking, None, 2)) == ["other", "third"]


class CountingReader:
    """A reader that finds nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """Return no finding."""
        self.asked.append(question)
        return []


def _chain(folder: Path, reader: CountingReader) -> Chain:
    catalog = make(folder)
    return Chain(Retriever(catalog, ExactVectors(catalog), HashingEmbedder()), reader, Composer())


def test_what_is_retrieved_for_a_question_holds_both_sides_at_its_top(tmp_path: Path) -> None:
    chain = _chain(tmp_path, CountingReader())
    hits = chain.retrieve("Are there more soldiers in Syria than in Iraq?", 2)
    assert {one.article.id for one in hits} == {"syria", "troops"}


def test_only_a_question_about_two_things_is_read_twice(tmp_path: Path) -> None:
    reader = CountingReader()
    chain = _chain(tmp_path, reader)
    assert chain.ask("Are there more soldiers in Syria than in Iraq?").abstained
    assert reader.asked == ["How many soldiers in Syria?", "How many soldiers in Iraq?"]
    reader.asked.clear()
    chain.ask("How many soldiers are in Syria?")
    assert reader.asked == ["How many soldiers are in Syria?"]


def test_named_reports_are_retrieved_from_their_outlets(tmp_path: Path) -> None:
    chain = _chain(tmp_path, CountingReader())
    question = "Does the Example Wire report on troops in Iraq agree with the Süd Zeitung report on soldiers in Syria?"
    assert [one.article.source for one in chain.retrieve(question, 2)] == ["Example Wire", "Süd Zeitung"]
    assert not chain.ask(question).abstained
