"""The reader as a torch module: a BERT encoder with a span head and an answerability head.

Training and the torch fallback use it; OpenVINO runs the same weights without torch (`rag/openvino_bert.py`).
Parameter names follow the Hugging Face BERT checkpoint, so the packaged MiniLM loads by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
# 0 question, 1 header and passage, 2 and 3 the same for words that both sides share (see
# rag/reader/encoding.py).
TOKEN_TYPES = 4


class Embeddings(nn.Module):
    """Word, position and token type embeddings, summed and normalised."""

    def __init__(self, words: int, positions: int) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(words, HIDDEN)
        self.position_embeddings = nn.Embedding(positions, HIDDEN)
        self.token_type_embeddings = nn.Embedding(TOKEN_TYPES, HIDDEN)
        self.LayerNorm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        positions = self.position_embeddings.weight[: ids.shape[1]]
        total: Tensor = self.LayerNorm(self.word_embeddings(ids) + self.token_type_embeddings(types) + positions)
        return total


class Attention(nn.Module):
    """Multi-head self-attention with its residual and normalisation."""

    def __init__(self) -> None:
        super().__init__()
        self.self = nn.ModuleDict({name: nn.Linear(HIDDEN, HIDDEN) for name in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=1e-12)})

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        query, key, value = (
            self.self[name](hidden).view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        # Written out: the fused kernel's backward pass takes a quarter of a step on the CPU.
        scores = torch.matmul(query, key.transpose(2, 3)) * (HIDDEN // HEADS) ** -0.5
        mixed = torch.matmul((scores + mask).softmax(-1).to(value.dtype), value)
        mixed = self.output["dense"](mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        normalised: Tensor = self.output["LayerNorm"](mixed + hidden)
        return normalised


class Layer(nn.Module):
    """One transformer layer, post-normalised as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention()
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, INNER)})
        self.output = nn.ModuleDict({"dense": nn.Linear(INNER, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=1e-12)})

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        hidden = self.attention(hidden, mask)
        inner = self.output["dense"](F.gelu(self.intermediate["dense"](hidden)))
        normalised: Tensor = self.output["LayerNorm"](inner + hidden)
        return normalised


class SpanReader(nn.Module):
    """Start and end logits for each token, and one answerability logit for each pair of question and
    passage.
    """

    def __init__(self, words: int = 30522, positions: int = 512) -> None:
        super().__init__()
        self.embeddings = Embeddings(words, positions)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer() for _ in range(LAYERS))})
        self.span = nn.Linear(HIDDEN, 2)
        self.answerable = nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "out": nn.Linear(HIDDEN, 1)})

    def encode(self, ids: Tensor, types: Tensor, keep: Tensor) -> Tensor:
        """Hidden states of the last layer, (n, length, 384); inputs as `forward` takes them."""
        hidden: Tensor = self.embeddings(ids, types)
        mask = torch.zeros(keep.shape, dtype=torch.bfloat16).masked_fill(~keep, -1e4)[:, None, None, :]
        for layer in cast(nn.ModuleList, self.encoder["layer"]):
            hidden = layer(hidden, mask)
        return hidden

    def forward(self, ids: Tensor, types: Tensor, keep: Tensor) -> tuple[Tensor, Tensor]:
        """Read a batch.

        ids, types: (n, length) int64; keep: (n, length) bool, False on padding.
        Returns span logits (n, length, 2) float32, start then end, and answerability logits (n,) float32.
        """
        hidden = self.encode(ids, types, keep)
        pooled = torch.tanh(self.answerable["dense"](hidden[:, 0]))
        return self.span(hidden).float(), self.answerable["out"](pooled).float().squeeze(-1)


def load_encoder(reader: SpanReader, weights: Mapping[str, Tensor]) -> None:
    """Copy the packaged encoder's weights in; the two new token types start as copies of the first two."""
    types = weights["embeddings.token_type_embeddings.weight"]
    wanted = {name: weights[name] for name in reader.state_dict() if name in weights}
    wanted["embeddings.token_type_embeddings.weight"] = torch.cat([types, types])
    missing, _ = reader.load_state_dict(wanted, strict=False)
    unexpected = [name for name in missing if not name.startswith(("span.", "answerable."))]
    if unexpected:
        raise ValueError(f"the encoder's weights lack {', '.join(unexpected)}")
    reader.embeddings.word_embeddings.weight.requires_grad_(False)


def load_weights(reader: SpanReader, weights: Mapping[str, Tensor]) -> None:
    """Copy the weights of an earlier run in: all that is trained, as `Trainer.export` writes it."""
    trained = {name for name, value in reader.named_parameters() if value.requires_grad}
    if trained != set(weights):
        raise ValueError(f"not a reader's weights: {', '.join(sorted(trained ^ set(weights)))}")
    reader.load_state_dict({name: value.float() for name, value in weights.items()}, strict=False)
