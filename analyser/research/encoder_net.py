"""The encoder as a PyTorch network: MiniLM's six layers, and three new ones on top. For training and export only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, LAYERS, LONGEST = 384, 12, 1536, 6, 512
DROP = 26  # of 256 values
EPSILON = 1e-12
RARE = -4.0  # where the labels' log-odds start: most words carry none
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second_norm": "output.LayerNorm",
}


class Drop(nn.Module):
    """Dropout of one value in ten, drawn eight values to a random number: PyTorch draws one each, and takes four times
    as long."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= DROP
        return x * kept * (1 / (1 - DROP / 256))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.drop = Drop()

    def forward(self, x: Tensor, unseen: Tensor) -> Tensor:
        notes, pieces, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(notes, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        # Written out, and without dropout of its own: on a processor, PyTorch's own attention takes a quarter of the
        # whole training for its way back when it reckons in 16 bits.
        alike = heads(self.query(x) * (WIDTH // HEADS) ** -0.5) @ heads(self.key(x)).transpose(2, 3)
        seen = (alike + unseen.to(alike.dtype)).softmax(-1) @ heads(self.value(x))
        seen = seen.transpose(1, 2).reshape(notes, pieces, WIDTH)
        x = self.first_norm(x + self.drop(self.mixed(seen)))
        out: Tensor = self.second_norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))
        return out


class Network(nn.Module):
    """Pieces → for each: log-odds of every label, of a mention that is not affirmed, and the weight it has in its
    sentence."""

    def __init__(self, base: dict[str, NDArray[np.float32]], labels: int) -> None:
        super().__init__()
        self.words = nn.Embedding(len(base["embeddings.word_embeddings.weight"]), WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.drop = Drop()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self._take(base)
        self.marks, self.others, self.weight = (nn.Linear(WIDTH, labels) for _ in range(3))
        nn.init.constant_(self.marks.bias, RARE)
        nn.init.constant_(self.others.bias, RARE)

    def _take(self, base: dict[str, NDArray[np.float32]]) -> None:
        """The pre-trained weights."""
        with torch.no_grad():
            self.words.weight.copy_(torch.from_numpy(base["embeddings.word_embeddings.weight"]))
            self.places.weight.copy_(torch.from_numpy(base["embeddings.position_embeddings.weight"]))
            self.kind.copy_(torch.from_numpy(base["embeddings.token_type_embeddings.weight"][0]))
            for part, name in ((self.norm, "embeddings.LayerNorm"), *self._parts()):
                part.weight.copy_(torch.from_numpy(base[f"{name}.weight"]))  # type: ignore[union-attr, operator]
                part.bias.copy_(torch.from_numpy(base[f"{name}.bias"]))  # type: ignore[union-attr, operator]

    def _parts(self) -> list[tuple[nn.Module, str]]:
        return [
            (getattr(layer, ours), f"encoder.layer.{i}.{theirs}")
            for i, layer in enumerate(self.layers)
            for ours, theirs in _NAMES.items()
        ]

    def groups(self, rate: float) -> list[dict[str, object]]:
        """Parameters for the optimiser: the new layers learn ten times as fast; norms and biases do not decay."""
        new = [p for layer in (self.marks, self.others, self.weight) for p in layer.parameters()]
        known = {id(p) for p in new}
        old = [p for p in self.parameters() if id(p) not in known]
        return [
            {"params": [p for p in old if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
            {"params": [p for p in old if p.dim() <= 1], "lr": rate, "weight_decay": 0.0},
            {"params": new, "lr": 10 * rate, "weight_decay": 0.01},
        ]

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.places(place) + self.kind))
        unseen = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, unseen)
        x = self.drop(x)
        return self.marks(x), self.others(x), self.weight(x)


def pooled(logits: Tensor, weight: Tensor, sentence: Tensor, count: int) -> Tensor:
    """Log-odds of sentences, [count, labels], from those of their words and the words' weights."""
    spread = sentence[:, None].expand(-1, logits.shape[1])
    top = torch.full((count, logits.shape[1]), -1e9).scatter_reduce(0, spread, weight, "amax")
    share = torch.exp(weight - top[sentence])
    total = torch.zeros(count, logits.shape[1]).index_add(0, sentence, share)
    return torch.zeros(count, logits.shape[1]).index_add(0, sentence, share / total[sentence] * logits)


def read_safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """The 32-bit tensors of a safetensors file: a length, a JSON header, and the numbers."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    body = memoryview(raw)[8 + size :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"]).copy()
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }
