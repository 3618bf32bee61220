"""What is stored beside a vector, in the form in which llama-index's `ChromaVectorStore` reads it.

A stock llama-index pipeline can open the collection and gets text nodes with our ids, offsets and article.
The form is that of `llama_index.core.vector_stores.utils.node_to_metadata_dict` (0.14); a test reads it back
with theirs.
"""

from __future__ import annotations

import json

from rag.store.rows import source_key
from rag.types import Article, Passage

MOST_DOCUMENT_BYTES = 16_384
"""Chroma Cloud's limit for a document; a collection that keeps to it can be moved there."""

MOST_TITLE_CHARACTERS = 300
"""Of a title in the metadata, which is stored with every passage. For display only."""


def metadata(passage: Passage, article: Article) -> dict[str, str | int]:
    """Return the metadata of a passage: the node as JSON, and flat fields to filter by.

    `published_ordinal` is `date.toordinal()`, and left out, as `source_key` is, where the article has none: a
    filter on it then lets nothing undated through.
    """
    shown: dict[str, str | int] = {
        "title": article.title[:MOST_TITLE_CHARACTERS],
        "source": article.source or "",
        "published": article.published.isoformat() if article.published else "",
        "version": article.version,
    }
    flat = dict.fromkeys(("document_id", "doc_id", "ref_doc_id"), article.id)
    keys: dict[str, str | int] = {"_node_content": _node(passage, shown), "_node_type": "TextNode"}
    if article.published:
        keys["published_ordinal"] = article.published.toordinal()
    if article.source:
        keys["source_key"] = source_key(article.source) or ""
    return {**shown, **flat, **keys}


def document(passage: Passage) -> str:
    """Return the passage's text as Chroma keeps it, cut at MOST_DOCUMENT_BYTES; nothing is quoted from it."""
    return passage.text.encode("utf-8")[:MOST_DOCUMENT_BYTES].decode("utf-8", "ignore")


def _node(passage: Passage, shown: dict[str, str | int]) -> str:
    source = {"node_id": passage.article_id, "node_type": "4", "metadata": {}}
    node = {
        "id_": passage.id,
        "embedding": None,
        "metadata": shown,
        # Else llama-index would prefix title, source and date to the text it embeds or shows to a model.
        "excluded_embed_metadata_keys": list(shown),
        "excluded_llm_metadata_keys": [],
        "relationships": {"1": source},
        "text": "",
        "start_char_idx": passage.start,
        "end_char_idx": passage.end,
        "class_name": "TextNode",
    }
    return json.dumps(node, ensure_ascii=False)
