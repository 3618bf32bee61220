"""Who may know whom: rooms import only lower ones, and heavy libraries stay in the one room that needs them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = [
    {"types", "errors", "odds"},
    {"config"},
    {"passages", "embed", "facts", "coverage", "short_names", "copies", "mentions", "store", "openvino_bert", "render"},
    {"articles", "plan", "index", "retrieve", "reader"},
    {
        "asked",
        "described",
        "reading",
        "change",
        "sides",
        "fit",
        "evidence",
        "candidate",
        "dated",
        "spoken",
        "happened",
        "whole",
        "compare",
        "judge",
        "rivals",
        "corrections",
        "talk",
        "converse",
        "narrow",
        "phrasing",
        "weighing",
        "yesno",
        "batch",
        "console",
    },
    {"draft", "moment", "seek", "stages", "listed"},
    {"answer", "scan", "verdict", "events", "both", "reported", "prompt", "endpoint", "speech", "verify"},
    {"generate"},
    {"chain"},
    {"wiring"},
    {"llama", "doors", "cli"},
]
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

HEAVY = {
    "gradio": {"ui"},
    "chromadb": {"rag/store/vectors.py", "rag/store/chroma.py", "eval/stock.py"},
    "sentence_transformers": {"rag/embed.py"},
    "llama_index": {"rag/llama.py", "rag/doors.py", "rag/generate.py", "rag/endpoint.py", "eval/stock.py"},
    "openai": {"nowhere"},
    "httpx": {"rag/endpoint.py"},
    "ollama": {"rag/endpoint.py"},
    "torch": {"rag/reader"},
    "openvino": {"rag/openvino_bert.py", "rag/reader"},
    "trafilatura": {"rag/articles"},
}
LAZY_EVERYWHERE_BUT = {"rag/llama.py", "rag/doors.py", "rag/reader/model.py"}
"""A door and a model are classes of the library they stand in: they import it at the top and are imported lazily."""


def _files() -> list[Path]:
    return sorted(path for room in ("rag", "ui", "eval") for path in (ROOT / room).rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield (module, at the top level at run time)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) not in inside
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) not in inside


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "rag" and len(parts) > 1 else None


@pytest.mark.parametrize("path", [p for p in _files() if _name(p).startswith("rag/")], ids=_name)
def test_a_room_imports_only_lower_ones(path: Path) -> None:
    own = path.relative_to(ROOT / "rag").with_suffix("").parts[0]
    if own == "__init__":
        return
    assert own in LEVEL, f"give {own} a layer in tests/test_layers.py"
    for module, _ in _imports(path):
        room = _room(module)
        if room is None or room == own:
            continue
        allowed = LEVEL[room] < LEVEL[own] or (LEVEL[room] == LEVEL[own] and own not in {"answer", "chain", "wiring"})
        assert allowed, f"{_name(path)} imports {module}, which lies above it"


@pytest.mark.parametrize("path", _files(), ids=_name)
def test_heavy_libraries_are_imported_lazily_and_in_their_own_room(path: Path) -> None:
    for module, at_top in _imports(path):
        library = module.split(".")[0]
        if library not in HEAVY:
            continue
        assert any(_name(path).startswith(room) for room in HEAVY[library]), f"{_name(path)} imports {module}"
        assert not at_top or library == "gradio" or _name(path) in LAZY_EVERYWHERE_BUT, (
            f"{_name(path)}: import {module} inside"
        )


@pytest.mark.parametrize("path", _files(), ids=_name)
def test_rag_knows_neither_page_nor_eval_and_they_not_each_other(path: Path) -> None:
    name = _name(path)
    for module, at_top in _imports(path):
        other = module.split(".")[0]
        if name.startswith("rag/") and other in {"ui", "eval"}:
            assert name == "rag/cli.py" and not at_top, f"{name} imports {module}"
        if not name.startswith("rag/"):
            assert not module.startswith("rag."), f"{name} imports {module}: use the public names of rag"
        if name.startswith("ui/"):
            assert other != "eval", f"{name} imports {module}"
        if name.startswith("eval/"):
            assert other != "ui", f"{name} imports {module}"
