"""The public surface is an explicit list, and every name on it is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

import rag


@pytest.mark.parametrize("name", rag.__all__)
def test_each_public_name_is_there(name: str) -> None:
    assert getattr(rag, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no public name"):
        _ = rag.nothing_of_the_kind


def test_importing_rag_loads_no_heavy_library() -> None:
    heavy = [
        "torch",
        "chromadb",
        "llama_index",
        "gradio",
        "openvino",
        "sentence_transformers",
        "numpy",
        "typer",
    ]
    code = f"import rag, sys; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
