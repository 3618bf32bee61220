"""Both sides of a question are retrieved on their own, and take turns; reports printed in the time named come early."""

from __future__ import annotations

from datetime import date

from rag.both import interleaved, within_first
from rag.types import Hit
from tests.test_answer import article, hit

OLD, NEW = article("old", "2017-12-10", "Old."), article("new", "2021-07-27", "New.")
OTHER, THIRD = article("other", "2019-01-01", "Other."), article("third", "2020-01-01", "Third.")


def _ranking(*articles: object) -> list[Hit]:
    return [hit(one, rank) for rank, one in enumerate(articles, 1)]  # type: ignore[arg-type]


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
