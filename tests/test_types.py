"""What is always true of the words of the project."""

from __future__ import annotations

import pytest

from rag.types import Article, Citation, Finding, Hit, Passage

ARTICLE = Article("a", "Title", "Roughly 2,500 troops remain. They are at three sites.")
PASSAGE = Passage("a@1:0-28", "a", 0, 28, ARTICLE.text[:28])
HIT = Hit(PASSAGE, ARTICLE, 1.0, 1)


def test_a_passage_fills_its_range() -> None:
    with pytest.raises(ValueError, match="does not fill"):
        Passage("p", "a", 0, 5, "Roughly")


def test_a_hit_is_where_its_passage_says() -> None:
    with pytest.raises(ValueError, match="not in article"):
        Hit(Passage("p", "a", 1, 8, "Roughly"), ARTICLE, 1.0, 1)


def test_ranks_count_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        Hit(PASSAGE, ARTICLE, 1.0, 0)


def test_a_finding_lies_inside_its_passage() -> None:
    assert Finding(HIT, 8, 13, 0.9).text == "2,500"
    with pytest.raises(ValueError, match="outside"):
        Finding(HIT, 20, 35, 0.9)


def test_a_finding_has_a_probability() -> None:
    with pytest.raises(ValueError, match="probability"):
        Finding(HIT, 8, 13, 1.5)


def test_a_citation_shifted_by_one_is_refused() -> None:
    assert Citation(1, ARTICLE, 8, 13, "2,500").quote == "2,500"
    with pytest.raises(ValueError, match="not in article"):
        Citation(1, ARTICLE, 9, 14, "2,500")


def test_markers_count_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        Citation(0, ARTICLE, 8, 13, "2,500")
