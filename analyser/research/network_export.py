"""Writes networks as 8-bit ONNX, as they run. For training only."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from analyser.research.encoder_net import Encoder
from analyser.wordpieces import UNKNOWN

T = TypeVar("T", bound=Encoder)


class Rounded(nn.Module):
    """Word embeddings in 8 bits, each word with a scale of its own: with one for all, as ONNX Runtime has it, a word is
    off by 4% on average, so by .7%. ``read`` are the pieces that are kept; all others are read as the first of them."""

    def __init__(self, words: nn.Embedding, read: Sequence[int]) -> None:
        super().__init__()
        with torch.no_grad():
            weight = words.weight[list(read)]
            scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-9) / 127
            place = torch.zeros(words.num_embeddings, dtype=torch.int32)
            place[list(read)] = torch.arange(len(read), dtype=torch.int32)
            self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
            self.register_buffer("scale", scale)
            self.register_buffer("place", place)

    def forward(self, ids: Tensor) -> Tensor:
        at = self.get_buffer("place")[ids]
        return self.get_buffer("rows")[at].float() * self.get_buffer("scale")[at]


def plain_pieces(vocabulary: Sequence[str]) -> list[int]:
    """The numbers of the pieces that English is cut into, the unknown one first."""
    read = [i for i, piece in enumerate(vocabulary) if piece.isascii() and not piece.startswith("[unused")]
    return [vocabulary.index(UNKNOWN), *(i for i in read if vocabulary[i] != UNKNOWN)]


def in_bytes(network: T, read: Sequence[int] | None = None) -> T:
    """A network whose word embeddings are in 8 bits. ``read``: the pieces kept, else all."""
    rounded = copy.copy(network)
    words = Rounded(network.words, read or range(network.words.num_embeddings))
    rounded._modules = {**network._modules, "words": words}
    return rounded


def export(network: nn.Module, given: tuple[Tensor, ...], inputs: list[str], outputs: list[str], path: Path) -> None:
    """Writes a network as 8-bit ONNX; texts and pieces may be any number."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        network,
        given,
        str(whole),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in inputs},
        opset_version=17,
        dynamo=False,
    )
    try:
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    finally:
        whole.unlink(missing_ok=True)


def export_parts(network: Encoder, path: Path, vocabulary: Sequence[str]) -> None:
    """Writes a network that reads a text in parts, with those pieces alone that it can meet."""
    one = torch.ones((1, 16), dtype=torch.long)
    given = (one, torch.zeros_like(one), one)
    export(in_bytes(network, plain_pieces(vocabulary)), given, ["ids", "parts", "mask"], ["odds"], path)
