"""A Config into objects: the one place where collaborators are made."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rag.config import Config
from rag.embed import load_embedder
from rag.errors import EmbedderMismatch, IndexNotFound, InputError
from rag.store.catalog import Catalog
from rag.types import Embedder, PassageSource, Reader, Spans

if TYPE_CHECKING:
    from rag.chain import Chain
    from rag.generate import Phraser
    from rag.index import Progress, Report
    from rag.store.catalog import Summary


def open_catalog(config: Config) -> Catalog:
    """Open the index for reading; raises IndexNotFound where there is none or nothing is in it."""
    catalog = Catalog(config.index)
    if not catalog.summary().articles:
        catalog.close()
        raise IndexNotFound(f"the index {config.index} holds no articles: run `dateline index PATH` with your articles")
    return catalog


def archive_summary(config: Config) -> Summary:
    """Return what the index holds: counts, oldest and newest day, sources; raises IndexNotFound, IndexDamaged."""
    with Catalog(config.index) as catalog:
        return catalog.summary()


def open_chain(config: Config, spans: Spans = nullcontext, phraser: Phraser | None = None) -> Chain:
    """Return the chain over the index named in `config`; `spans` is entered at each stage of an answer, `phraser` has a
    language model phrase it, by default the one `config.llm` names.

    Raises IndexNotFound, IndexDamaged, ModelError, EmbedderMismatch where another model made the index, or InputError
    where `config.llm` names no language model.
    """
    from rag.answer import Composer
    from rag.chain import Chain
    from rag.retrieve import Retriever
    from rag.store.vectors import open_vectors

    phraser = phraser or (open_phraser(config.llm) if config.llm else None)
    catalog = open_catalog(config)
    _check_embedder(catalog, config)
    embedder = load_embedder(config.embedder, threads=config.threads)
    retriever = Retriever(catalog, open_vectors(config.index, catalog), embedder)
    today = config.today
    clock = (lambda: today) if today else date.today
    parts = retriever, open_reader(config, embedder), Composer()
    return Chain(*parts, limit=config.retrieved, today=clock, phraser=phraser, spans=spans)


def open_chain_over(
    source: PassageSource, config: Config = Config(), spans: Spans = nullcontext, phraser: Phraser | None = None
) -> Chain:
    """Return the chain over passages from elsewhere; no index is opened. Raises ModelError, InputError."""
    from rag.answer import Composer
    from rag.chain import Chain

    phraser = phraser or (open_phraser(config.llm) if config.llm else None)
    return Chain(source, open_reader(config), Composer(), limit=config.retrieved, phraser=phraser, spans=spans)


def open_phraser(llm: str, *, with_key: bool = True) -> Phraser:
    """Return what has the language model `llm`, URL#MODEL, phrase answers; nothing is asked of it yet.

    `with_key` is False for a server not named by whoever runs Dateline. Raises InputError where it names none, or where
    a package is missing.
    """
    from rag.endpoint import Endpoint
    from rag.generate import Phraser

    return Phraser.at(Endpoint.parse(llm), with_key=with_key)


def open_reader(config: Config, embedder: Embedder | None = None) -> Reader:
    """Return the reader named in `config`: "trained", "overlap", or "auto": the trained one where its weights are.

    Raises ModelError where the trained reader is asked for by name and its weights are missing or damaged.
    """
    from rag.reader.trained import WEIGHTS_FOLDER, TrainedReader

    trained = (
        (WEIGHTS_FOLDER / "reader.safetensors").is_file() if config.reader == "auto" else config.reader == "trained"
    )
    if trained:
        return TrainedReader.load(config.threads)
    from rag.reader.overlap import OverlapReader

    return OverlapReader(embedder or load_embedder(config.embedder, threads=config.threads))


def index_folder(
    config: Config, paths: Sequence[Path], progress: Progress | None = None, *, rebuild: bool = False
) -> Report:
    """Bring the index up to date with the articles under `paths`; raises InputError, IndexBusy, EmbedderMismatch."""
    from rag.index import update, writing
    from rag.store.vectors import open_vectors

    if paths and not any(path.exists() for path in paths):
        raise InputError(f"{paths[0]} does not exist: name a file or folder of articles")
    with writing(config.index), Catalog(config.index, create=True) as catalog:
        embedder = load_embedder(config.embedder, threads=config.threads)
        vectors = open_vectors(config.index, catalog)
        try:
            return update(
                catalog,
                vectors,
                embedder,
                paths,
                progress=progress,
                rebuild=rebuild,
                characters=config.passage_characters,
            )
        finally:
            vectors.close()


def _check_embedder(catalog: Catalog, config: Config) -> None:
    made_with = catalog.fingerprint().get("embedder")
    folder = Path(config.embedder)
    asked_for = str(folder.resolve()) if folder.is_dir() else config.embedder
    if made_with and made_with != asked_for:
        raise EmbedderMismatch(
            f"the index {config.index} was made with the embedder {made_with}, not {config.embedder}: "
            f"ask with that one, or run `dateline index --rebuild --embedder {config.embedder} PATH`"
        )
