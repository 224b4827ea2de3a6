"""Counted features to a sparse matrix: vocabulary, inverse document frequency, one scale a block."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Counts = Mapping[str, Mapping[str, int]]  # block -> feature -> count


@dataclass(frozen=True, slots=True)
class Block:
    """One block of features: each row is scaled to length ``weight``."""

    name: str
    weight: float
    index: Mapping[str, int]  # feature -> column within the block
    idf: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectoriser:
    blocks: tuple[Block, ...]

    @property
    def width(self) -> int:
        return sum(len(b.index) for b in self.blocks)

    def transform(self, rows: Sequence[Counts]) -> Any:
        """A CSR matrix of 32-bit floats, one row a sentence."""
        parts = [_matrix(block, [r.get(block.name, {}) for r in rows]) for block in self.blocks]
        return sparse.hstack(parts, format="csr", dtype=np.float32)


def _matrix(block: Block, rows: Sequence[Mapping[str, int]]) -> Any:
    pointers, columns, values = [0], [], []
    for counts in rows:
        for feature, count in counts.items():
            column = block.index.get(feature)
            if column is not None:
                columns.append(column)
                values.append(1.0 + math.log(count) if count > 1 else 1.0)
        pointers.append(len(columns))
    data = np.asarray(values, dtype=np.float64) * block.idf[np.asarray(columns, dtype=np.int64)]
    starts = np.asarray(pointers)
    row_of = np.repeat(np.arange(len(rows)), np.diff(starts))
    length = np.sqrt(np.bincount(row_of, weights=data**2, minlength=len(rows)))
    data *= block.weight / np.where(length == 0, 1.0, length)[row_of]
    shape = (len(rows), len(block.index))
    return sparse.csr_matrix((data.astype(np.float32), np.asarray(columns, dtype=np.int32), starts), shape=shape)


def fit(rows: Sequence[Counts], weights: Mapping[str, float], rarest: Mapping[str, int]) -> Vectoriser:
    """Learns vocabulary and idf. ``rarest`` is the least number of sentences a feature must stand in, by block."""
    blocks = []
    for name, weight in weights.items():
        seen: Counter[str] = Counter()
        for row in rows:
            seen.update(row.get(name, {}).keys())
        kept = sorted(f for f, n in seen.items() if n >= rarest.get(name, 2))
        idf = [math.log((1 + len(rows)) / (1 + seen[f])) + 1 for f in kept]
        index = {f: i for i, f in enumerate(kept)}
        blocks.append(Block(name, weight, index, np.asarray(idf, dtype=np.float32)))
    return Vectoriser(tuple(blocks))
