"""llama-index doors: the chain as a retriever and a query engine that any llama-index application can hold.

Nothing here reads or sets `llama_index.core.Settings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.llms import LLM
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from pydantic import ConfigDict, SkipValidation

from rag.chain import Chain
from rag.config import Config
from rag.doors import NodeSource, llama_span
from rag.generate import Phraser
from rag.render import answer_to_json
from rag.types import Answer, Article, Citation, Filters, Hit, Turn
from rag.wiring import open_chain, open_chain_over, open_phraser


def open_engine(config: Config, llm: LLM | None = None) -> DatelineQueryEngine:
    """Return a query engine over the index named in `config`; raises what `open_chain` raises.

    `llm` is any llama-index LLM that phrases answers, by default the one `config.llm` names, or none.
    """
    return DatelineQueryEngine(chain=open_chain(config, llama_span, _phraser(llm)))


def engine_over(retriever: BaseRetriever, config: Config = Config(), llm: LLM | None = None) -> DatelineQueryEngine:
    """Return a query engine that reads what any llama-index retriever finds, in place of an index of Dateline's.

    Each node is read as an article of its own: citations count characters in the node's text. Raises ModelError,
    InputError.
    """
    return DatelineQueryEngine(chain=open_chain_over(NodeSource(retriever), config, llama_span, _phraser(llm)))


def _phraser(llm: LLM | None) -> Phraser | None:
    return Phraser.of(llm) if llm is not None else None


class DatelineRetriever(BaseRetriever):
    """Dateline's passages as llama-index nodes; `start_char_idx` and `end_char_idx` are offsets in the article."""

    def __init__(self, chain: Chain, limit: int = 10, filters: Filters = Filters()) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._chain = chain
        self._limit = limit
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._chain.retrieve(query_bundle.query_str, self._limit, self._filters)
        return [_node_of_hit(hit) for hit in hits]


class DatelineQueryEngine(CustomQueryEngine):
    """Dateline's answers through llama-index's query interface.

    `query()` returns a Response: its text is the answer, in a language model's words where one is set and what it wrote
    is borne out; its source nodes are the citations (`metadata["marker"]`
    names the `[n]`), and `metadata["answer"]` is the whole answer as JSON-able values.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    chain: SkipValidation[Chain]

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),
        today: date | None = None,
    ) -> Answer:
        """Return the chain's own Answer; see `Chain.ask`."""
        return self.chain.ask(question, history, filters, today)

    def phrase(self, answer: Answer, llm: str | None = None) -> Iterator[Answer]:
        """Yield `answer` with its phrasing, sentence by sentence, by the engine's language model, or by that at `llm`.

        `llm` is URL#MODEL; the key in the environment is not sent to it. Raises InputError where it names none.
        """
        return self.chain.phrase(answer, open_phraser(llm, with_key=False) if llm else None)

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """Answer from these articles alone; see `Chain.answer_from`."""
        return self.chain.answer_from(question, articles, today)

    def retrieve_hits(self, question: str, limit: int = 10, filters: Filters = Filters()) -> list[Hit]:
        """Return the passages that would be read, best first."""
        return self.chain.retrieve(question, limit, filters)

    def as_retriever(self, limit: int = 10, filters: Filters = Filters()) -> DatelineRetriever:
        """Return a llama-index retriever over the same index."""
        return DatelineRetriever(self.chain, limit, filters)

    def custom_query(self, query_str: str) -> Response:
        """Answer one question; llama-index calls this from `query()`."""
        offline = self.ask(query_str)
        *_, answer = offline, *self.phrase(offline)
        return Response(
            response=(answer.phrasing.text if answer.phrasing else "") or answer.text,
            source_nodes=[_node_of_citation(citation, answer.confidence) for citation in answer.citations],
            metadata={"answer": answer_to_json(answer)},
        )


def _node_of_hit(hit: Hit) -> NodeWithScore:
    passage = hit.passage
    node = _node(hit.article, passage.id, passage.start, passage.end, {})
    return NodeWithScore(node=node, score=hit.score)


def _node_of_citation(citation: Citation, confidence: float) -> NodeWithScore:
    article = citation.article
    id = f"{article.id}@{article.version}:{citation.start}-{citation.end}"
    return NodeWithScore(
        node=_node(article, id, citation.start, citation.end, {"marker": citation.marker}), score=confidence
    )


def _node(article: Article, id: str, start: int, end: int, more: dict[str, Any]) -> TextNode:
    metadata = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        **more,
    }
    return TextNode(
        id_=id,
        text=article.text[start:end],
        start_char_idx=start,
        end_char_idx=end,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=article.id)},
    )
