"""What the reader's tests share: the packaged encoder's files, a small article, and the shipped weights."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rag.embed import packaged_model_folder
from rag.passages import split
from rag.reader.encoding import PairEncoder
from rag.reader.trained import WEIGHTS_FOLDER
from rag.types import Article, Hit

TEXT = (
    "The harbour of Varna was closed on Monday after a storm sank two ferries. "
    "Mayor Ivan Portnih said that 14 people were treated in hospital. "
    "The port of Burgas stayed open, and 300 lorries were sent there. "
    "Repairs will cost 2.5 million euros and last until the spring."
)


@pytest.fixture(scope="session")
def packaged() -> Path:
    return packaged_model_folder()


@pytest.fixture(scope="session")
def encoder(packaged: Path) -> PairEncoder:
    return PairEncoder(packaged / "tokenizer.json")


@pytest.fixture(scope="session")
def hits() -> list[Hit]:
    article = Article("storm", "Storm closes Black Sea port", TEXT, published=date(2024, 9, 6))
    other = Article(
        "budget",
        "Council votes on its budget",
        "The council of Plovdiv met. It voted on the budget for schools.",
    )
    passages = [(article, passage) for passage in split(article, 160)] + [(other, p) for p in split(other)]
    return [Hit(passage, owner, 1.0, rank) for rank, (owner, passage) in enumerate(passages, start=1)]


@pytest.fixture(scope="session")
def weights() -> Path:
    return WEIGHTS_FOLDER / "reader.safetensors"
