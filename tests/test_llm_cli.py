"""`--llm` on the command line: the offline answer first and as fast as ever, then the model's; or one line."""

# ruff: noqa: F811 - a fixture of another file is an argument here

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from rag.config import Config
from rag.endpoint import Endpoint
from rag.errors import InputError
from rag.wiring import open_chain
from tests.llm_server import black_hole, playing, refused_port
from tests.test_cli import dateline  # noqa: F401 - a fixture

QUESTION = "how many troops remain in Iraq"


@pytest.mark.parametrize(
    ("llm", "told"),
    [
        ("nonsense", "'nonsense' is no address of a language model"),
        ("ftp://host#m", "is no address of a language model"),
        ("http://#m", "is no address of a language model"),
        ("http://host:99999#m", "is no address of a language model"),
        ("http://localhost:11434", "names no model"),
        ("http://localhost:11434# ", "names no model"),
        ("http://me:secret@host#m", "put the key in DATELINE_LLM_KEY"),
        ("http://host/v1?key=secret#m", "put the key in DATELINE_LLM_KEY"),
    ],
)
def test_what_names_no_model_is_one_line_and_exit_code_2(llm: str, told: str, dateline: Any) -> None:
    line = dateline("ask", QUESTION, "--llm", llm).one_line
    assert told in line and "secret" not in line.replace("no secrets", "")


@pytest.mark.parametrize(
    ("llm", "url", "model", "ollama"),
    [
        ("http://127.0.0.1:11434#llama3.2", "http://127.0.0.1:11434", "llama3.2", True),
        ("http://127.0.0.1:11434/v1#llama3.2", "http://127.0.0.1:11434/v1", "llama3.2", False),
        ("http://127.0.0.1:8000#org/model:7b", "http://127.0.0.1:8000/v1", "org/model:7b", False),
        ("https://api.example.com/openai/v1/#m", "https://api.example.com/openai/v1", "m", False),
    ],
)
def test_ollama_is_told_by_its_port_and_a_bare_address_gets_a_path(
    llm: str, url: str, model: str, ollama: bool
) -> None:
    assert Endpoint.parse(llm) == Endpoint(url, model, ollama)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.endpoint.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'dateline\[ollama\]'"):
        Endpoint.parse("http://127.0.0.1:11434#m").check_installed()


def test_the_offline_answer_is_printed_and_then_the_models(corpus_config: Config, dateline: Any) -> None:
    with playing() as played:
        ran = dateline("ask", QUESTION, "--index", corpus_config.index, "--llm", played.llm("good"))
    assert ran.code == 0 and not ran.err
    offline, told, phrased = ran.out.partition("In the words of good, checked against the quotes:")
    assert "Capital Ledger, 20 September 2024: “" in offline and told
    assert phrased.strip() == "Roughly 2,500 U.S. troops remain in Iraq [1]."


def test_json_holds_the_offline_answer_and_the_phrasing_beside_it(
    corpus_config: Config,
    dateline: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with playing() as played:
        monkeypatch.setenv("DATELINE_LLM", played.llm("changed-number"))
        row = json.loads(dateline("ask", QUESTION, "--index", corpus_config.index, "--json").out)
    assert "2,500" in row["answer"] and row["phrased"]["text"] == ""
    assert row["phrased"]["sentences"] == [
        {"text": "", "verdict": "struck", "why": "a number that is not in the quote, or counts something else there"}
    ]


def test_a_server_that_cannot_be_reached_costs_a_note_and_no_answer(corpus_config: Config, dateline: Any) -> None:
    ran = dateline("ask", QUESTION, "--index", corpus_config.index, "--llm", f"http://127.0.0.1:{refused_port()}#m")
    assert ran.code == 0 and "2,500" in ran.out
    assert ran.err.count("\n") == 1 and "cannot be reached" in ran.err and "Traceback" not in ran.err


def test_with_a_black_hole_for_a_server_the_offline_answer_is_as_fast(corpus_config: Config) -> None:
    from dataclasses import replace

    def seconds(chain: Any) -> float:
        began = time.perf_counter()
        assert not chain.ask(QUESTION).abstained
        return time.perf_counter() - began

    with black_hole() as port:
        chains = [open_chain(corpus_config), open_chain(replace(corpus_config, llm=f"http://127.0.0.1:{port}#m"))]
        taken = [[seconds(chain) for chain in chains] for _ in range(7)]
    without, with_one = (median(row[at] for row in taken[1:]) for at in (0, 1))
    assert with_one - without < 0.1


def test_without_a_model_nothing_of_openai_is_imported_and_no_key_is_asked_for(corpus_config: Config) -> None:
    code = f"""
import os, sys
from pathlib import Path
for name in ("OPENAI_API_KEY", "DATELINE_LLM_KEY", "DATELINE_LLM"):
    os.environ.pop(name, None)
from rag import Config, open_chain
open_chain(Config(index=Path({str(corpus_config.index)!r}))).ask({QUESTION!r})
print([name for name in ("openai", "ollama", "llama_index.core", "rag.endpoint") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_naming_a_model_reads_no_global_settings_and_imports_nothing_before_the_answer(corpus_config: Config) -> None:
    code = f"""
import sys
from pathlib import Path
from rag import Config, open_chain
chain = open_chain(Config(index=Path({str(corpus_config.index)!r}), llm="http://127.0.0.1:{refused_port()}#m"))
answer = chain.ask({QUESTION!r})
print([name for name in ("openai", "llama_index.core") if name in sys.modules])
print([one.phrasing.note for one in chain.phrase(answer)])
from llama_index.core import Settings
print(Settings._llm, Settings._embed_model)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, note, settings = ran.stdout.splitlines()
    assert loaded == "[]" and "cannot be reached" in note and settings == "None None"


def test_the_command_line_prints_the_offline_answer_before_the_model_is_asked(corpus_config: Config) -> None:
    with playing() as played:
        command = [sys.executable, "-m", "rag.cli", "ask", QUESTION, "--index", str(corpus_config.index)]
        running = subprocess.Popen(
            [*command, "--llm", played.llm("hang")], stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
        )
        assert running.stdout is not None
        line = running.stdout.readline().decode()
        assert "2,500" in line and not played.asked
        running.kill()
        running.wait()
        running.stdout.close()
