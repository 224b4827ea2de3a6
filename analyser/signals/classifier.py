"""Which signals a sentence holds, with calibrated probabilities: the trained sentence model at run time.

Nothing but numpy and scipy is needed here. The artefact is plain numbers and JSON, checked by its SHA-256 before it is
opened; it is trained by ``analyser.research.train``, which uses these same features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.errors import ModelNotTrusted
from analyser.model import Standing
from analyser.signals.context import SentenceContext
from analyser.signals.features import features
from analyser.signals.vectors import Block, Vectoriser

NAME = "sentence-model"
SCHEMA = 1
STANDINGS: tuple[Standing, ...] = (
    Standing.AFFIRMED,
    Standing.NEGATED,
    Standing.HYPOTHETICAL,
    Standing.HISTORICAL,
)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer: one column of weights a label."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, matrix: Any) -> Floats:
        return np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias


@dataclass(frozen=True, slots=True)
class SentenceClassifier:
    """Scores sentences for every label.

    Limits: trained on texts that were written for the purpose, not on the records of real families. A council must
    measure it on its own files before it relies on a figure.
    """

    labels: tuple[str, ...]
    version: str
    thresholds: Mapping[str, float]
    vectoriser: Vectoriser
    first: Layer
    assertion: Layer

    @classmethod
    def load(cls) -> SentenceClassifier:
        """The shipped model, verified. Loaded once a process.

        Raises:
            ModelNotTrusted: an artefact is missing or not the shipped one.
        """
        return _shipped()

    @classmethod
    def read(cls, described: Path, numbers: Path) -> SentenceClassifier:
        """A model from its two files, the JSON and the NPZ; no check of where they come from."""
        data = json.loads(described.read_text(encoding="utf-8"))
        if data.get("schema") != SCHEMA:
            raise ModelNotTrusted(f"models/{described.name} has another schema; run 'analyser train'.")
        with np.load(numbers, allow_pickle=False) as arrays:
            blocks = tuple(
                Block(b["name"], b["weight"], {f: i for i, f in enumerate(b["vocabulary"])}, arrays[f"idf_{b['name']}"])
                for b in data["blocks"]
            )
            return cls(
                labels=tuple(data["labels"]),
                version=data["version"],
                thresholds=data["thresholds"],
                vectoriser=Vectoriser(blocks),
                first=Layer(arrays["first_weights"].astype(np.float32), arrays["first_bias"]),
                assertion=Layer(arrays["assertion_weights"].astype(np.float32), arrays["assertion_bias"]),
            )

    @property
    def source(self) -> str:
        """What a signal names as its source."""
        return f"{NAME} {self.version}"

    def predict(self, sentences: Sequence[SentenceContext]) -> Floats:
        """The probability of each label for each sentence, [sentences, labels], of an affirmed signal.

        Sentences of one note stand together and in order: neighbours are taken from the sequence.
        """
        if not sentences:
            return np.zeros((0, len(self.labels)))
        return sigmoid(self.first.logits(self._matrix(sentences)))

    def standing(self, sentences: Sequence[SentenceContext], labels: Sequence[str]) -> Floats:
        """For each sentence and the label it is held to mention: the probability of each of ``STANDINGS``.

        Args:
            labels: one label for each sentence.
        """
        if not sentences:
            return np.zeros((0, len(STANDINGS)))
        logits = self.assertion.logits(self._matrix(sentences))
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def _matrix(self, sentences: Sequence[SentenceContext]) -> Any:
        return self.vectoriser.transform([features(s) for s in sentences])


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -40, 40))))


@cache
def _shipped() -> SentenceClassifier:
    from analyser.artefacts import verified

    return SentenceClassifier.read(verified(f"{NAME}.json"), verified(f"{NAME}.npz"))
