"""README cannot drift: its Python runs, and its commands and options are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rag.config import Config

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^(?:\.venv/bin/)?dateline (\w+)(.*?)(?:\s{2,}#.*)?$", README, re.M)
TARGETS = re.findall(r"^make (\w+)", README, re.M)


def test_the_python_of_readme_runs(corpus_config: Config, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    os.symlink(corpus_config.index, tmp_path / ".dateline")
    for block in blocks:
        ran = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "2,500" in ran.stdout


@pytest.mark.parametrize(("command", "rest"), COMMANDS)
def test_the_commands_of_readme_are_there(command: str, rest: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "rag.cli", command, "--help"], capture_output=True, text=True, check=True
    )
    for option in re.findall(r"--[a-z]+", rest):
        assert option in ran.stdout, f"dateline {command} has no {option}"


@pytest.mark.parametrize("target", sorted(set(TARGETS)))
def test_the_make_targets_of_readme_are_there(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_every_file_readme_links_to_is_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
