"""Dateline: ask a news archive; short answers, dated, attributed and cited to the exact words, or a refusal.

The public names are listed here and loaded when first used, so that `import rag` is instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answer import REFUSAL as REFUSAL
    from rag.articles import Problem as Problem
    from rag.articles import read as read
    from rag.asked import Asked as Asked
    from rag.chain import Chain as Chain
    from rag.config import Config as Config
    from rag.converse import standalone as standalone
    from rag.doors import DatelineEmbedding as DatelineEmbedding
    from rag.doors import DatelineReranker as DatelineReranker
    from rag.embed import load_embedder as load_embedder
    from rag.errors import DatelineError as DatelineError
    from rag.errors import IndexNotFound as IndexNotFound
    from rag.errors import InputError as InputError
    from rag.judge import FEATURES as FEATURES
    from rag.judge import TRUST as TRUST
    from rag.judge import Judge as Judge
    from rag.judge import Judged as Judged
    from rag.judge import judge_all as judge_all
    from rag.llama import DatelineQueryEngine as DatelineQueryEngine
    from rag.llama import DatelineRetriever as DatelineRetriever
    from rag.llama import engine_over as engine_over
    from rag.llama import open_engine as open_engine
    from rag.passages import sentences as sentences
    from rag.passages import split as split
    from rag.reader.order import by_reading as by_reading
    from rag.render import answer_to_json as answer_to_json
    from rag.render import day_in_words as day_in_words
    from rag.render import origin as origin
    from rag.render import remarks as remarks
    from rag.reported import REPORT_FEATURES as REPORT_FEATURES
    from rag.reported import probability_of_yes as probability_of_yes
    from rag.talk.completion import Completion as Completion
    from rag.talk.completion import completions as completions
    from rag.types import Answer as Answer
    from rag.types import Article as Article
    from rag.types import Citation as Citation
    from rag.types import Embedder as Embedder
    from rag.types import Fact as Fact
    from rag.types import Filters as Filters
    from rag.types import Finding as Finding
    from rag.types import Hit as Hit
    from rag.types import Passage as Passage
    from rag.types import Phrase as Phrase
    from rag.types import Phrasing as Phrasing
    from rag.types import Turn as Turn
    from rag.types import Verdict as Verdict
    from rag.wiring import archive_summary as archive_summary
    from rag.wiring import index_folder as index_folder
    from rag.wiring import open_catalog as open_catalog
    from rag.wiring import open_chain as open_chain
    from rag.wiring import open_reader as open_reader

_HOME = {
    "Answer": "rag.types",
    "Article": "rag.types",
    "Asked": "rag.asked",
    "Chain": "rag.chain",
    "Citation": "rag.types",
    "Completion": "rag.talk.completion",
    "Config": "rag.config",
    "DatelineError": "rag.errors",
    "DatelineEmbedding": "rag.doors",
    "DatelineQueryEngine": "rag.llama",
    "DatelineReranker": "rag.doors",
    "DatelineRetriever": "rag.llama",
    "Embedder": "rag.types",
    "FEATURES": "rag.judge",
    "TRUST": "rag.judge",
    "Fact": "rag.types",
    "Filters": "rag.types",
    "Finding": "rag.types",
    "Hit": "rag.types",
    "IndexNotFound": "rag.errors",
    "InputError": "rag.errors",
    "Judge": "rag.judge",
    "Judged": "rag.judge",
    "Passage": "rag.types",
    "Phrase": "rag.types",
    "Phrasing": "rag.types",
    "Problem": "rag.articles",
    "REFUSAL": "rag.answer",
    "REPORT_FEATURES": "rag.reported",
    "Turn": "rag.types",
    "Verdict": "rag.types",
    "answer_to_json": "rag.render",
    "completions": "rag.talk.completion",
    "by_reading": "rag.reader.order",
    "day_in_words": "rag.render",
    "archive_summary": "rag.wiring",
    "engine_over": "rag.llama",
    "index_folder": "rag.wiring",
    "judge_all": "rag.judge",
    "load_embedder": "rag.embed",
    "open_catalog": "rag.wiring",
    "origin": "rag.render",
    "probability_of_yes": "rag.reported",
    "open_chain": "rag.wiring",
    "open_engine": "rag.llama",
    "open_reader": "rag.wiring",
    "read": "rag.articles",
    "remarks": "rag.render",
    "sentences": "rag.passages",
    "split": "rag.passages",
    "standalone": "rag.converse",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'rag' has no public name {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
