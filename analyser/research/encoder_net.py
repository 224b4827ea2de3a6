"""The encoders as PyTorch networks: a pre-trained model's layers, and new ones on top. For training and export only."""

from __future__ import annotations

import copy
import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.lr_scheduler import LRScheduler

from analyser.research.course import Course

HEADS, LONGEST = 12, 512  # of both models that are started from
DROP = 26  # of 256 values
FARTHEST = 128  # pieces between two, beyond which all is as far
BLOCK = 20  # batches among which texts of like length are put together
Weights = dict[str, NDArray[np.float32]]
T = TypeVar("T")
N = TypeVar("N", bound="Encoder")
RELATIVE = "encoder.relative_attention_bias.weight"
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


@dataclass(frozen=True, slots=True)
class Base:
    """A pre-trained model by BERT's names of its parts; with ``RELATIVE`` where it minds how far apart pieces are."""

    weights: Weights
    layers: int
    epsilon: float = 1e-12


class Drop(nn.Module):
    """Dropout of one value in ten, drawn eight values to a random number: PyTorch draws one each, and takes four times
    as long."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = torch.empty((x.numel() + 7) // 8, dtype=torch.int64, device=x.device).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= DROP
        return x * kept * (1 / (1 - DROP / 256))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.mixed = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=epsilon)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.second_norm = nn.LayerNorm(width, eps=epsilon)
        self.drop = Drop()

    def forward(self, x: Tensor, unseen: Tensor | None) -> Tensor:
        notes, pieces, width = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(notes, pieces, HEADS, width // HEADS).transpose(1, 2)

        # Written out, and without dropout of its own: on a processor, PyTorch's own attention takes a quarter of the
        # whole training for its way back when it reckons in 16 bits.
        alike = heads(self.query(x) * (width // HEADS) ** -0.5) @ heads(self.key(x)).transpose(2, 3)
        alike = alike if unseen is None else alike + unseen.to(alike.dtype)
        seen = alike.softmax(-1) @ heads(self.value(x))
        seen = seen.transpose(1, 2).reshape(notes, pieces, width)
        x = self.first_norm(x + self.drop(self.mixed(seen)))
        out: Tensor = self.second_norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))
        return out


class Encoder(nn.Module):
    """The pre-trained part: pieces → what stands in each place, [texts, pieces, width]."""

    def __init__(self, base: Base, layers: int | None = None, longest: int = LONGEST) -> None:
        super().__init__()
        words, self.width = base.weights["embeddings.word_embeddings.weight"].shape
        self.words = nn.Embedding(words, self.width)
        self.places = nn.Embedding(longest, self.width)
        self.kind = nn.Parameter(torch.zeros(self.width))
        self.apart = nn.Embedding(*base.weights[RELATIVE].shape) if RELATIVE in base.weights else None
        self.norm = nn.LayerNorm(self.width, eps=base.epsilon)
        self.drop = Drop()
        self.layers = nn.ModuleList(Layer(self.width, base.epsilon) for _ in range(layers or base.layers))
        self._take(base.weights)

    def _take(self, base: Weights) -> None:
        """The pre-trained weights."""
        with torch.no_grad():
            self.words.weight.copy_(torch.from_numpy(base["embeddings.word_embeddings.weight"]))
            places = base["embeddings.position_embeddings.weight"][: self.places.num_embeddings]
            self.places.weight.copy_(torch.from_numpy(places))
            self.kind.copy_(torch.from_numpy(base["embeddings.token_type_embeddings.weight"][0]))
            if self.apart is not None:
                self.apart.weight.copy_(torch.from_numpy(base[RELATIVE]))
            for part, name in ((self.norm, "embeddings.LayerNorm"), *self._parts()):
                part.weight.copy_(torch.from_numpy(base[f"{name}.weight"]))  # type: ignore[union-attr, operator]
                part.bias.copy_(torch.from_numpy(base[f"{name}.bias"]))  # type: ignore[union-attr, operator]

    def _parts(self) -> list[tuple[nn.Module, str]]:
        return [
            (getattr(layer, ours), f"encoder.layer.{i}.{theirs}")
            for i, layer in enumerate(self.layers)
            for ours, theirs in _NAMES.items()
        ]

    def new(self) -> list[nn.Parameter]:
        """Parameters that are not pre-trained."""
        raise NotImplementedError

    def groups(self, rate: float) -> list[dict[str, object]]:
        """Parameters for the optimiser: the new layers learn ten times as fast; norms and biases do not decay."""
        new = self.new()
        known = {id(p) for p in new}
        old = [p for p in self.parameters() if id(p) not in known]
        return [
            {"params": [p for p in old if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
            {"params": [p for p in old if p.dim() <= 1], "lr": rate, "weight_decay": 0.0},
            {"params": new, "lr": 10 * rate, "weight_decay": 0.01},
        ]

    def encode(self, ids: Tensor, mask: Tensor, beside: Tensor | None = None) -> Tensor:
        """What stands in each place; ``beside`` is added to the words."""
        out: Tensor = self.drop(self.through(self.embed(ids, beside), mask))
        return out

    def embed(self, ids: Tensor, beside: Tensor | None = None) -> Tensor:
        """What the first layer is given."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(place) + self.kind
        out: Tensor = self.drop(self.norm(x if beside is None else x + beside))
        return out

    def through(self, x: Tensor, mask: Tensor | None, layers: slice = slice(None)) -> Tensor:
        """What some of the layers make of it; without a mask all of it is text."""
        unseen = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.apart is not None:
            far = self.apart(how_far(x.shape[1], self.apart.num_embeddings).to(x.device)).permute(2, 0, 1)[None]
            unseen = far if unseen is None else unseen + far
        for layer in self.layers[layers]:
            x = layer(x, unseen)
        return x


class Network(Encoder):
    """The note encoder. Pieces → for each: log-odds of every label, of a mention that is not affirmed, and its weight
    in its sentence."""

    def __init__(self, base: Base, labels: int) -> None:
        super().__init__(base)
        self.marks, self.others, self.weight = (nn.Linear(self.width, labels) for _ in range(3))
        nn.init.constant_(self.marks.bias, RARE)
        nn.init.constant_(self.others.bias, RARE)

    def new(self) -> list[nn.Parameter]:
        return [p for layer in (self.marks, self.others, self.weight) for p in layer.parameters()]

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.encode(ids, mask)
        return self.marks(x), self.others(x), self.weight(x)


class NameNetwork(Encoder):
    """The name finder. Pieces and the shapes of their words → for each: log-odds of the labels, as the layers up to
    each exit see them, [exits, texts, pieces, labels]."""

    def __init__(self, base: Base, exits: Sequence[int], labels: int, shapes: int) -> None:
        super().__init__(base, exits[-1])
        self.exits = tuple(exits)
        self.shapes = nn.Embedding(shapes, self.width)
        self.marks = nn.ModuleList(nn.Linear(self.width, labels) for _ in exits)
        nn.init.normal_(self.shapes.weight, std=0.02)

    def new(self) -> list[nn.Parameter]:
        return [*self.shapes.parameters(), *self.marks.parameters()]

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        states, at, found = self.embed(ids, self.shapes(shapes)), 0, []
        for stop, marks in zip(self.exits, self.marks, strict=True):
            states, at = self.through(states, mask, slice(at, stop)), stop
            found.append(marks(self.drop(states)))
        return torch.stack(found)

    def read(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds at the first exit, and what the layers up to it make of each piece."""
        states = self.through(self.embed(ids, self.shapes(shapes)), None, slice(self.exits[0]))
        return self.marks[0](states), states

    def read_on(self, states: Tensor) -> Tensor:
        """Log-odds by all layers, from what those up to the first exit make of each piece."""
        out: Tensor = self.marks[-1](self.through(states, None, slice(self.exits[0], None)))
        return out


class Reading(nn.Module):
    """One of the finder's two readings, to be exported by itself."""

    def __init__(self, network: NameNetwork, way: str) -> None:
        super().__init__()
        self.network, self.way = network, way

    def forward(self, *given: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        out: Tensor | tuple[Tensor, Tensor] = getattr(self.network, self.way)(*given)
        return out


class PartsNetwork(Encoder):
    """The assertion reader. Pieces, and which are of the thing that is asked of → log-odds, [texts, answers]."""

    def __init__(self, base: Base, layers: int, longest: int, parts: int, answers: int) -> None:
        super().__init__(base, layers, longest)
        self.parts = nn.Embedding(parts, self.width)
        self.weight = nn.Linear(self.width, 1)
        self.mid, self.answers = nn.Linear(2 * self.width, self.width), nn.Linear(self.width, answers)
        nn.init.normal_(self.parts.weight, std=0.02)

    def new(self) -> list[nn.Parameter]:
        return [p for m in (self.parts, self.weight, self.mid, self.answers) for p in m.parameters()]

    def forward(self, ids: Tensor, parts: Tensor, mask: Tensor) -> Tensor:
        x = self.encode(ids, mask, self.parts(parts))
        share = (self.weight(x).squeeze(-1) + (1.0 - mask.float()) * -1e4).softmax(1)
        whole = (share.unsqueeze(-1) * x).sum(1)
        out: Tensor = self.answers(functional.gelu(self.mid(torch.cat([whole, x[:, 0]], 1))))
        return out


def how_far(pieces: int, steps: int) -> Tensor:
    """[pieces, pieces]: how far a piece stands before or behind another, as one of ``steps``: each distance by itself
    up to a quarter of them, then ever wider ones up to ``FARTHEST``."""
    at = torch.arange(pieces)
    off = at[:, None] - at[None, :]  # how far the piece that is looked at stands before
    side, near = steps // 2, steps // 4
    behind = torch.where(off < 0, side, 0)
    far = off.abs()
    wider = torch.log(far.clamp_min(1).float() / near) / math.log(FARTHEST / near) * (side - near)
    return behind + torch.where(far < near, far, (near + wider.long()).clamp_max(side - 1))


def pooled(logits: Tensor, weight: Tensor, sentence: Tensor, count: int) -> Tensor:
    """Log-odds of sentences, [count, labels], from those of their words and the words' weights."""
    spread = sentence[:, None].expand(-1, logits.shape[1])
    top = logits.new_full((count, logits.shape[1]), -1e9).scatter_reduce(0, spread, weight, "amax")
    share = torch.exp(weight - top[sentence])
    total = logits.new_zeros(count, logits.shape[1]).index_add(0, sentence, share)
    return logits.new_zeros(count, logits.shape[1]).index_add(0, sentence, share / total[sentence] * logits)


def read_safetensors(raw: bytes) -> Weights:
    """The 32-bit tensors of a safetensors file: a length, a JSON header, and the numbers."""
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    body = memoryview(raw)[8 + size :]
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"]).copy()
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def batches(items: Sequence[T], size: int, length: Callable[[T], int], order: random.Random) -> Iterator[list[T]]:
    """Items of like length together, in a new order each time."""
    shuffled = list(items)
    order.shuffle(shuffled)
    found = []
    for at in range(0, len(shuffled), size * BLOCK):
        block = sorted(shuffled[at : at + size * BLOCK], key=length)
        found += [block[i : i + size] for i in range(0, len(block), size)]
    order.shuffle(found)
    yield from found


def padded(longest: int) -> int:
    """The length that texts of a batch are filled up to: by sixteens, for PyTorch prepares its arithmetic anew for each
    shape that it meets."""
    return -(-longest // 16) * 16


def falling(warm: float, steps: int) -> Callable[[int], float]:
    """The rate of learning at a step, as a share of its highest: rising for a share of the steps, then falling."""
    return lambda s: min(1.0, (s + 1) / (warm * steps)) * max(0.02, 1 - s / steps)


def step(network: nn.Module, optimiser: torch.optim.Optimizer, schedule: LRScheduler, loss: Tensor) -> float:
    """One step of learning; the loss as a number."""
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    schedule.step()
    return float(loss.item())


class Together(nn.Module):
    """Several networks of one kind: the mean of what they give."""

    def __init__(self, networks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, *given: Tensor) -> Tensor | tuple[Tensor, ...]:
        outs = [network(*given) for network in self.networks]
        if isinstance(outs[0], Tensor):
            return torch.stack(outs).mean(0)
        return tuple(torch.stack(part).mean(0) for part in zip(*outs, strict=True))


def blended(one: N, other: N, share: float) -> N:
    """A network with weights between two that started alike: ``share`` of the other's. It reads better than either."""
    found = copy.deepcopy(one)
    theirs = other.state_dict()
    found.load_state_dict({k: torch.lerp(v.float(), theirs[k].float(), share) for k, v in one.state_dict().items()})
    return found


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def in_16_bits() -> bool:
    """Whether networks are taught in 16 bits: on a processor that cannot reckon so, they would take thirty times as
    long."""
    return torch.cuda.is_available() or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def teach(
    network: Encoder,
    rounds: Sequence[Sequence[T]],
    tensors: Callable[[Sequence[T]], tuple[list[Tensor], list[Tensor]]],
    loss: Callable[..., Tensor],
    *,
    length: Callable[[T], int],
    course: Course,
    seed: int,
    say: Callable[[str], None],
    teacher: nn.Module | None = None,
) -> None:
    """Teaches a network, a list of examples a round; on a graphics card, where PyTorch finds one.

    Args:
        rounds: the examples of each; as many as the course has.
        tensors: of a batch: what the network is given, and the answers.
        loss: of what the network gives, what the teacher gives (None without one), and the answers.
        length: of an example: those of like length are read together.
        teacher: of the same kind, and taught, whose view of each example is an answer as well.
    """
    order = random.Random(seed)
    place = device()
    network.to(place).train()
    if teacher is not None:
        teacher.to(place).eval()
    optimiser = torch.optim.AdamW(network.groups(course.rate), fused=True)
    drawn = [list(batches(r, course.size, length, order)) for r in rounds]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, falling(course.warm, sum(map(len, drawn))))
    for number, of_round in enumerate(drawn, 1):
        total = 0.0
        for batch in of_round:
            given, answers = ([t.to(place) for t in some] for some in tensors(batch))
            with torch.autocast(place, dtype=torch.bfloat16, enabled=in_16_bits()):
                out = network(*given)
                with torch.no_grad():
                    view = None if teacher is None else in_32_bits(teacher(*given))
            total += step(network, optimiser, schedule, loss(in_32_bits(out), view, *answers))
        say(f"round {number} of {len(drawn)}: loss {total / max(1, len(of_round)):.4f}")
    network.cpu().eval()


def in_32_bits(out: Tensor | tuple[Tensor, ...]) -> Tensor | tuple[Tensor, ...]:
    return out.float() if isinstance(out, Tensor) else tuple(t.float() for t in out)
