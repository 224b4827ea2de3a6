"""A network that reads a text in parts: two accounts, or a thing and what stands round it. For training only."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analyser.research import encoder_net
from analyser.research.encoder_net import WIDTH, Encoder, Weights, padded

BATCH = 32
WARM = 0.1  # share of the steps in which the rate of learning rises


class Example(Protocol):
    """A text as numbers of pieces, each with its part."""

    @property
    def ids(self) -> Sequence[int]: ...
    @property
    def parts(self) -> Sequence[int]: ...


E = TypeVar("E", bound=Example)


class PartsNetwork(Encoder):
    """Reads a text whose pieces belong to parts, such as two accounts → log-odds of ``answers``, [texts, answers]."""

    def __init__(self, base: Weights, layers: int, longest: int, parts: int, answers: int) -> None:
        super().__init__(base, layers, longest)
        self.parts = nn.Embedding(parts, WIDTH)
        self.weight = nn.Linear(WIDTH, 1)
        self.mid, self.answers = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, answers)
        nn.init.normal_(self.parts.weight, std=0.02)

    def new(self) -> list[nn.Parameter]:
        return [p for m in (self.parts, self.weight, self.mid, self.answers) for p in m.parameters()]

    def forward(self, ids: Tensor, parts: Tensor, mask: Tensor) -> Tensor:
        x = self.encode(ids, mask, self.parts(parts))
        share = (self.weight(x).squeeze(-1) + (1.0 - mask.float()) * -1e4).softmax(1)
        whole = (share.unsqueeze(-1) * x).sum(1)
        out: Tensor = self.answers(functional.gelu(self.mid(torch.cat([whole, x[:, 0]], 1))))
        return out


def filled(texts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Tensor]:
    """Numbers of pieces, their parts, and which places are filled, of texts of unlike length."""
    size = (len(texts), padded(max(len(ids) for ids, _ in texts)))
    given = [np.zeros(size, np.int64) for _ in range(3)]
    for i, (ids, parts) in enumerate(texts):
        for rows, of_text in zip(given, (ids, parts, [1] * len(ids)), strict=True):
            rows[i, : len(ids)] = of_text
    return [torch.from_numpy(rows) for rows in given]


def teach(
    network: PartsNetwork,
    rounds: Sequence[Sequence[E]],
    loss: Callable[[Sequence[E], Tensor], Tensor],
    *,
    rate: float,
    seed: int,
    say: Callable[[str], None],
) -> None:
    """Teaches a network, a list of examples a round; on a graphics card, where PyTorch finds one.

    Args:
        loss: of a batch, from its log-odds [texts, answers]; its own tensors go to where those are.
        rate: of learning, at its highest; ten times that for the new layers.
    """
    order = random.Random(seed)
    device = encoder_net.device()
    network.to(device).train()
    optimiser = torch.optim.AdamW(network.groups(rate), fused=True)
    batches = [list(encoder_net.batches(r, BATCH, lambda e: len(e.ids), order)) for r in rounds]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, encoder_net.falling(WARM, sum(map(len, batches))))
    for number, of_round in enumerate(batches, 1):
        total = 0.0
        for batch in of_round:
            given = [t.to(device) for t in filled([(e.ids, e.parts) for e in batch])]
            with torch.autocast(device, dtype=torch.bfloat16):
                out = network(*given)
            total += encoder_net.step(network, optimiser, schedule, loss(batch, out.float()))
        say(f"round {number} of {len(batches)}: loss {total / max(1, len(of_round)):.4f}")
    network.cpu().eval()
