"""The bundled corpus, indexed once a test session with the real models."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.config import Config

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus_config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A config whose index holds all of corpus/."""
    from rag.wiring import index_folder

    config = Config(index=tmp_path_factory.mktemp("corpus") / "index")
    report = index_folder(config, [CORPUS])
    assert not report.skipped
    return config
