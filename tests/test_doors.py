"""The smaller llama-index doors: a reranker, a stock pipeline over our collection, anyone's retriever, spans."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from llama_index.core.instrumentation import get_dispatcher
from llama_index.core.instrumentation.span_handlers import BaseSpanHandler
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.config import Config
from rag.doors import DatelineReranker
from rag.llama import engine_over, open_engine
from rag.store.catalog import Catalog
from rag.types import Filters, Finding, Hit
from rag.wiring import open_reader

QUESTION = "How many U.S. troops remain in Iraq?"
IRAQ = "Roughly 2,500 U.S. troops remain in Iraq, two officials said on Friday."
TEXTS = ("The parade in Lisbon drew a large crowd.", "Wheat prices rose for a third week.", IRAQ)


class ListRetriever(BaseRetriever):
    """Finds the same nodes whatever is asked."""

    def __init__(self, nodes: list[NodeWithScore]) -> None:
        super().__init__()
        self._nodes = nodes

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return self._nodes


def nodes() -> list[NodeWithScore]:
    found = []
    for place, text in enumerate(TEXTS):
        metadata = {"title": "News", "date": "2024-09-20", "source": "Capital Ledger"}
        found.append(
            NodeWithScore(node=TextNode(id_=f"n{place}", text=text, metadata=metadata), score=1.0 - place / 10)
        )
    return found


class FindsTroops:
    """A reader that finds "2,500" and nothing else."""

    def read(self, question: str, hits: list[Hit]) -> list[Finding]:
        """Return one finding where the words stand."""
        found = []
        for hit in hits:
            at = hit.article.text.find("2,500")
            if at >= 0:
                found.append(Finding(hit, at, at + 5, 0.9))
        return found


def test_the_reranker_orders_nodes_by_what_the_reader_finds_in_them() -> None:
    best = DatelineReranker(reader=FindsTroops(), top_n=2).postprocess_nodes(nodes(), query_str=QUESTION)
    assert [(node.node.node_id, node.score) for node in best] == [("n2", 0.9), ("n0", 0.0)]
    assert DatelineReranker(reader=FindsTroops()).postprocess_nodes([], query_str=QUESTION) == []


def test_the_real_reader_brings_the_node_that_answers_first() -> None:
    best = DatelineReranker(reader=open_reader(Config())).postprocess_nodes(nodes(), query_str=QUESTION)
    assert best[0].node.node_id == "n2" and 0 < (best[0].score or 0) <= 1


def test_any_retriever_can_be_the_source_of_passages() -> None:
    engine = engine_over(ListRetriever(nodes()))
    answer = engine.ask(QUESTION)
    assert answer.short and "2,500" in answer.short
    (citation,) = answer.citations
    assert citation.article.id == "n2" and citation.quote == IRAQ
    assert citation.article.published is not None and citation.article.published.isoformat() == "2024-09-20"
    assert engine.ask(QUESTION, filters=Filters(source="Another")).abstained


STOCK = """
import json, sys
from pathlib import Path
import chromadb
from llama_index.core import Settings, VectorStoreIndex
from llama_index.vector_stores.chroma import ChromaVectorStore
from rag import Config, DatelineEmbedding, load_embedder
collection = chromadb.PersistentClient(str(Path(sys.argv[1]) / "chroma")).get_collection(
    "passages", embedding_function=None)
index = VectorStoreIndex.from_vector_store(
    ChromaVectorStore(chroma_collection=collection), embed_model=DatelineEmbedding(load_embedder(Config().embedder)))
found = index.as_retriever(similarity_top_k=8).retrieve(sys.argv[2])
print(json.dumps([[n.node.node_id, n.node.ref_doc_id, n.node.start_char_idx, n.node.end_char_idx] for n in found]))
print(Settings._llm, Settings._embed_model)
"""


def test_a_stock_pipeline_over_our_collection_gives_our_ids_and_offsets(corpus_config: Config) -> None:
    command = [sys.executable, "-c", STOCK, str(corpus_config.index), QUESTION]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rows, settings = ran.stdout.splitlines()
    assert settings == "None None" and len(json.loads(rows)) == 8
    with Catalog(corpus_config.index) as catalog:
        for id, article_id, start, end in json.loads(rows):
            passage, article = catalog.passages([id])[id]
            assert (article.id, passage.start, passage.end) == (article_id, start, end)


class Noted(BaseSpanHandler[Any]):
    """Notes the names of spans that begin and end."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []

    @property
    def names(self) -> list[str]:
        """What was noted, in order."""
        return self._names

    def new_span(self, id_: str, *args: Any, **kwargs: Any) -> None:
        """Note a beginning."""
        self._names.append(id_.split("-")[0])

    def prepare_to_exit_span(self, id_: str, *args: Any, **kwargs: Any) -> None:
        """Note nothing."""

    def prepare_to_drop_span(self, id_: str, *args: Any, **kwargs: Any) -> None:
        """Note a failure."""
        self._names.append("dropped")


class Says(MockLLM):
    """A model that says one good sentence."""

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Any:
        """Yield the sentence."""
        from llama_index.core.llms import CompletionResponse

        yield CompletionResponse(text=IRAQ, delta="Roughly 2,500 U.S. troops remain in Iraq [1].")


@pytest.fixture
def noted() -> Any:
    handler = Noted()
    dispatcher = get_dispatcher()
    dispatcher.add_span_handler(handler)
    yield handler
    dispatcher.span_handlers.remove(handler)


def test_each_stage_is_a_span_and_a_model_made_in_code_phrases(corpus_config: Config, noted: Noted) -> None:
    response = open_engine(corpus_config, llm=Says()).query(QUESTION)
    assert str(response) == "Roughly 2,500 U.S. troops remain in Iraq [1]."
    stages = [name.split(".")[1] for name in noted.names if name.startswith("Dateline.")]
    assert stages == ["resolve", "retrieve", "read", "compose", "generate", "verify"]
    assert "dropped" not in noted.names
