"""The stock pipeline: llama-index as documented, with sound offsets, and Settings left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.stock import StockBench
from rag import Article, InputError
from tests.eval.archive import write_corpus
from tests.hashing_embedder import HashingEmbedder


def test_it_answers_with_the_sentence_most_like_the_question(tmp_path: Path) -> None:
    stock = StockBench(HashingEmbedder(256)).open(write_corpus(tmp_path))
    answer = stock.ask("How many people in the valley were killed by the flood?")
    assert answer.short == "The flood killed 31 people in the valley." and not answer.abstained
    assert answer.citations[0].article.id == "flood" and 0 <= answer.confidence <= 1
    assert len({hit.article.id for hit in stock.retrieve_hits("troops", 3)}) == 3


def test_it_answers_from_given_articles_alone_and_leaves_settings_alone() -> None:
    from llama_index.core import Settings

    before = (Settings._llm, Settings._embed_model, Settings._node_parser)
    stock = StockBench(HashingEmbedder()).bare()
    answer = stock.answer_from("Who opposed it?", [Article("a", "", "Rep. Mike Rogers opposed it. It rained.")])
    assert answer.short == "Rep. Mike Rogers opposed it."
    assert (Settings._llm, Settings._embed_model, Settings._node_parser) == before


def test_an_article_of_many_chunks_keeps_its_offsets() -> None:
    text = " ".join(f"Sentence number {number} says something of its own." for number in range(600))
    stock = StockBench(HashingEmbedder(256)).bare()
    answer = stock.answer_from("What does sentence number 577 say?", [Article("a", "", text)])
    assert text[answer.citations[0].start : answer.citations[0].end] == answer.short


def test_it_has_no_reader() -> None:
    with pytest.raises(InputError, match="no reader"):
        StockBench(HashingEmbedder()).reader()
