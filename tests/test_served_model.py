"""A real server with OpenAI's protocol, `transformers serve`, with a tiny model built here: the protocol holds.

The model has random weights and writes nonsense: the smoke test is that all of it comes, is checked and is struck.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from rag.endpoint import Endpoint
from rag.generate import Limits, Phraser
from tests.served import free_port, running
from tests.test_generate import ANSWER

MISSING = [name for name in ("accelerate", "fastapi", "uvicorn", "openai") if find_spec(name) is None]
WORDS = "roughly 2,500 U.S. troops remain in Iraq the coalition will end its mission [1] [2] . , said officials".split()
TEMPLATE = "{% for m in messages %}{{ m['role'] }} : {{ m['content'] }} {% endfor %}assistant :"
SECONDS_TO_START = 120


def build_model(folder: Path) -> None:
    """Write a Llama of two layers and 32 dimensions with a vocabulary of a few words."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(["<unk>", "<s>", "</s>", *WORDS]))}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, unk_token="<unk>", bos_token="<s>", eos_token="</s>", chat_template=TEMPLATE
    )
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=4096, bos_token_id=1, eos_token_id=2, pad_token_id=2,
    )  # fmt: skip
    torch.manual_seed(0)
    LlamaForCausalLM(config).save_pretrained(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What `--llm` takes for the tiny model, served on loopback; its absence is a failure under CI=true."""
    if MISSING:
        told = f"no {', '.join(MISSING)}: `transformers serve` is not tested (pip install 'dateline[serving]')"
        pytest.fail(told) if os.environ.get("CI") == "true" else pytest.skip(told)
    folder = tmp_path_factory.mktemp("model")
    build_model(folder)
    port = free_port()
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder)]
    command += ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "OMP_NUM_THREADS": "1"}
    with running(command, port, folder / "log", SECONDS_TO_START, environment):
        yield f"http://127.0.0.1:{port}/v1#{folder}"


def test_a_served_model_is_asked_streams_and_is_checked(served: str) -> None:
    seen = list(Phraser.at(Endpoint.parse(served), limits=Limits(seconds=120, silent=90)).phrase(ANSWER))
    last = seen[-1]
    # Without a full stop among its nonsense it is stopped for going on and on: then, too, all of it has come.
    assert last.done and (last.phrases if last.note is None else "on and on" in last.note), last
    assert all(not phrase.text or "[1]" in phrase.text or "[2]" in phrase.text for phrase in last.phrases)
