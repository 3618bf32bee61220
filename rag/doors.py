"""Smaller llama-index doors: our reader as a reranker, our embedder, anyone's retriever as our source, spans."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import Token
from datetime import date, datetime
from inspect import signature
from typing import Any
from uuid import uuid4

from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.instrumentation.span import active_span_id
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle
from llama_index_instrumentation import get_dispatcher
from pydantic import ConfigDict, PrivateAttr, SkipValidation

from rag.passages import split
from rag.reader.order import by_reading
from rag.types import Article, Embedder, Filters, Hit, Reader

_DAY_KEYS = ("published", "date", "published_at", "publication_date", "last_modified_date", "creation_date")
_dispatcher = get_dispatcher("dateline")
_NO_ARGUMENTS = signature(lambda: None).bind()


@contextmanager
def llama_span(stage: str) -> Iterator[None]:
    """Enter a span of llama-index's instrumentation named `Dateline.<stage>`, inside whichever is active."""
    id = f"Dateline.{stage}-{uuid4()}"
    token = active_span_id.set(id)
    parent = None if token.old_value is Token.MISSING else token.old_value
    _dispatcher.span_enter(id, _NO_ARGUMENTS, parent_id=parent, tags={"stage": stage})
    try:
        yield
    except BaseException as error:
        _dispatcher.span_drop(id, _NO_ARGUMENTS, err=error)
        raise
    else:
        _dispatcher.span_exit(id, _NO_ARGUMENTS)
    finally:
        active_span_id.reset(token)


class DatelineReranker(BaseNodePostprocessor):
    """Orders nodes by what our reader finds in them and by the place they had (`rag.reader.order`).

    Their score becomes the probability, 0..1, that the answer is found there. At most `top_n` are returned; nodes in
    which nothing is found come last, with 0, in the order they had.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    reader: SkipValidation[Reader]
    top_n: int = 5

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or not nodes:
            return nodes[: self.top_n]
        read = [hits_of(node, place) for place, node in enumerate(nodes)]
        findings = self.reader.read(query_bundle.query_str, _ranked([hit for hits in read for hit in hits]))
        place_of = {hit.article.id: place for place, hits in enumerate(read) for hit in hits}
        best: dict[int, float] = {}
        for finding in by_reading(findings):
            best.setdefault(place_of[finding.hit.article.id], finding.score)
        order = [*best, *(place for place in range(len(nodes)) if place not in best)]
        return [NodeWithScore(node=nodes[place].node, score=best.get(place, 0.0)) for place in order[: self.top_n]]


class DatelineEmbedding(BaseEmbedding):
    """Our embedder for a llama-index pipeline: with it a stock `ChromaVectorStore` searches our collection."""

    _embedder: Any = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(one) for one in self._embedder.embed_query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(one) for one in self._embedder.embed_documents([text])[0]]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(one) for one in row] for row in self._embedder.embed_documents(texts)]


class NodeSource:
    """Any llama-index retriever as a source of passages: each node is an article, cut into passages the reader can
    take; its day, source and title are read from the node's metadata."""

    def __init__(self, retriever: BaseRetriever) -> None:
        self._retriever = retriever

    def retrieve(
        self,
        question: str,
        limit: int = 10,
        filters: Filters | None = None,
        near: tuple[date, date] | None = None,
        speaker: str | None = None,
    ) -> list[Hit]:
        """Return the passages of the retriever's nodes in its order, at most `limit`, of nodes that pass `filters`."""
        nodes = self._retriever.retrieve(question) if question.strip() else []
        hits = [hit for place, node in enumerate(nodes) for hit in hits_of(node, place)]
        return _ranked([hit for hit in hits if _passes(hit.article, filters)][:limit])

    def sources(self) -> tuple[str, ...]:
        """Return no source: what lies behind a retriever cannot be listed."""
        return ()

    def day_of(self, happening: str, question: str) -> date | None:
        """Return None: which report is about a happening is not looked for behind a retriever."""
        return None


def hits_of(node: NodeWithScore, place: int) -> list[Hit]:
    """Return a node's passages; the score is the node's, 0 where it has none. A node without text has none."""
    article = _article(node, place)
    return [Hit(passage, article, float(node.score or 0.0), 1) for passage in split(article)]


def _article(node: NodeWithScore, place: int) -> Article:
    metadata = node.node.metadata
    text = node.node.get_content(MetadataMode.NONE).replace("\r\n", "\n").replace("\r", "\n")
    return Article(
        id=node.node.node_id or f"node-{place}",
        title=str(metadata.get("title") or metadata.get("file_name") or ""),
        text=unicodedata.normalize("NFC", text),
        published=next(filter(None, (_day(metadata.get(key)) for key in _DAY_KEYS)), None),
        source=_text(metadata.get("source")),
        url=_text(metadata.get("url")),
        author=_text(metadata.get("author")),
    )


def _text(value: Any) -> str | None:
    return str(value) if value else None


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date() if value else None
    except ValueError:
        return None


def _passes(article: Article, filters: Filters | None) -> bool:
    if not filters:
        return True
    if filters.source and (article.source or "").casefold() != filters.source.casefold():
        return False
    if (filters.since or filters.until) and article.published is None:
        return False
    day = article.published or date.min
    return (filters.since or date.min) <= day <= (filters.until or date.max)


def _ranked(hits: Sequence[Hit]) -> list[Hit]:
    return [Hit(hit.passage, hit.article, hit.score, rank) for rank, hit in enumerate(hits, 1)]
