"""The llama-index doors: the same answers, nodes with offsets, and nothing global touched."""

from __future__ import annotations

import subprocess
import sys

import pytest
from llama_index.core.query_engine import BaseQueryEngine
from llama_index.core.retrievers import BaseRetriever

from rag.config import Config
from rag.llama import DatelineQueryEngine, open_engine
from rag.store.catalog import Catalog
from rag.types import Filters


@pytest.fixture(scope="module")
def engine(corpus_config: Config) -> DatelineQueryEngine:
    return open_engine(corpus_config)


def test_a_query_returns_the_answer_and_its_citations_as_nodes(engine: DatelineQueryEngine) -> None:
    assert isinstance(engine, BaseQueryEngine)
    response = engine.query("How many U.S. troops remain in Iraq?")
    answer = response.metadata["answer"]
    assert str(response) == answer["answer"]
    assert [node.node.metadata["marker"] for node in response.source_nodes] == [
        c["marker"] for c in answer["citations"]
    ]
    assert [node.node.text for node in response.source_nodes] == [c["quote"] for c in answer["citations"]]


def test_retrieved_nodes_stand_in_their_article_at_their_offsets(
    engine: DatelineQueryEngine, corpus_config: Config
) -> None:
    retriever = engine.as_retriever(limit=5)
    assert isinstance(retriever, BaseRetriever)
    nodes = retriever.retrieve("troops in Syria")
    assert len(nodes) == 5
    with Catalog(corpus_config.index) as catalog:
        for found in nodes:
            article = catalog.article(found.node.metadata["article_id"])
            assert article is not None
            assert article.text[found.node.start_char_idx : found.node.end_char_idx] == found.node.text


def test_a_retriever_keeps_to_its_filters(engine: DatelineQueryEngine) -> None:
    nodes = engine.as_retriever(filters=Filters(source="Atlas Daily")).retrieve("troops")
    assert nodes and {found.node.metadata["source"] for found in nodes} == {"Atlas Daily"}


def test_nothing_reads_the_global_settings_or_asks_for_a_key(corpus_config: Config) -> None:
    code = f"""
import os, sys
from pathlib import Path
os.environ.pop("OPENAI_API_KEY", None)
from llama_index.core import Settings
from rag import Config, open_engine
engine = open_engine(Config(index=Path({str(corpus_config.index)!r})))
engine.query("How many troops remain?")
engine.as_retriever().retrieve("troops")
print(Settings._llm, Settings._embed_model, "openai" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["None", "None", "False"], ran.stdout
