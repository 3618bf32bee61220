"""What a user would build instead: llama-index as its documentation shows it, on the same articles and
questions.

SentenceSplitter with its own sizes, Dateline's embedding model, Chroma, the five most similar nodes. Its
answer is the sentence of the best node that is most similar to the question. It has no notion of refusing.
`Settings` is neither read nor set: all that would be taken from it is passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from eval.bench import Reads
from eval.corpus import read_articles
from rag import Answer, Article, Citation, Embedder, Hit, InputError, Passage, Turn, sentences

TOP = 5


class StockBench:
    """Makes stock systems, all with one embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def open(self, source: Path) -> Stock:
        """Index the articles of a file or folder."""
        return Stock(self._embedder, read_articles(source))

    def bare(self) -> Stock:
        """Return a system without articles of its own."""
        return Stock(self._embedder, ())

    def reader(self) -> Reads:
        """Refuse: there is no reader in it."""
        raise InputError("--against stock: the stock pipeline has no reader; this suite runs without it")

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """Return the question as asked: the stock query engine looks at nothing else."""
        return question


class Stock:
    """A VectorStoreIndex over articles and its retriever."""

    def __init__(self, embedder: Embedder, articles: Sequence[Article]) -> None:
        self._embedder = embedder
        self._articles = {article.id: article for article in articles}
        self._index = _index(embedder, articles) if articles else None

    def retrieve_hits(self, question: str, limit: int = TOP) -> list[Hit]:
        """Return the retriever's nodes as hits; the score is llama-index's, higher is better."""
        if self._index is None:
            return []
        nodes = self._index.as_retriever(similarity_top_k=limit).retrieve(question)
        return [self._hit(node, rank) for rank, node in enumerate(nodes, start=1)]

    def ask(self, question: str, history: Sequence[Turn] = (), *, today: date | None = None) -> Answer:
        """Return the best node's sentence that is most similar to the question; the history plays no part.

        The confidence is that similarity, cut to 0..1. The day is that of the article, as a reader would take
        it.
        """
        hits = self.retrieve_hits(question)
        if not hits:
            return Answer(question, question, "", None, abstained=True)
        start, end, similarity = self._best_sentence(question, hits[0])
        article = hits[0].article
        quote = article.text[start:end]
        return Answer(
            question=question,
            resolved_question=question,
            text=f"{quote} [1]",
            short=quote,
            citations=(Citation(1, article, start, end, quote),),
            confidence=min(max(similarity, 0.0), 1.0),
            as_of=article.published,
            answered_by="stock",
        )

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Index these articles alone and ask."""
        return Stock(self._embedder, articles).ask(question)

    def _best_sentence(self, question: str, hit: Hit) -> tuple[int, int, float]:
        text = hit.article.text
        found = sentences(text, hit.passage.start, hit.passage.end)
        vectors = self._embedder.embed_documents([text[start:end] for start, end in found])
        similarity = vectors @ self._embedder.embed_query(question)
        best = int(similarity.argmax())
        return *found[best], float(similarity[best])

    def _hit(self, node: Any, rank: int) -> Hit:
        """Turn a node into a hit: its offsets where they fit, else where its text is first found."""
        article = self._articles[node.node.ref_doc_id]
        text = node.node.text
        start = node.node.start_char_idx
        if start is None or article.text[start : start + len(text)] != text:
            start = article.text.index(text)
        passage = Passage(node.node.node_id, article.id, start, start + len(text), text)
        return Hit(passage, article, float(node.score or 0.0), rank)


def _index(embedder: Embedder, articles: Sequence[Article]) -> Any:
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.callbacks import CallbackManager
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    collection = client.create_collection(f"stock-{uuid4()}", embedding_function=None)
    documents = [Document(text=article.text, id_=article.id, metadata=_metadata(article)) for article in articles]
    return VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
        embed_model=_embedding(embedder),
        transformations=[SentenceSplitter()],
        callback_manager=CallbackManager(),
    )


def _metadata(article: Article) -> dict[str, str]:
    """Title and day, which llama-index puts in front of the text it embeds."""
    told = {"title": article.title, "published": article.published.isoformat() if article.published else ""}
    return {name: value for name, value in told.items() if value}


def _embedding(embedder: Embedder) -> Any:
    """Return the embedder as llama-index takes one."""
    from llama_index.core.embeddings import BaseEmbedding

    class Wrapped(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in embedder.embed_query(query)]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in embedder.embed_documents(texts)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Wrapped(model_name=embedder.name)
