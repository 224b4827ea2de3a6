"""Which signals a sentence holds, with calibrated probabilities: the trained sentence model at run time.

Nothing but numpy and scipy is needed here. The artefact is plain numbers and JSON, checked by its SHA-256 before it is
opened; it is trained by ``analyser.research.train``, which uses these same features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.errors import ModelNotTrusted
from analyser.model import Standing
from analyser.signals.clause import clauses
from analyser.signals.context import SentenceContext
from analyser.signals.features import features
from analyser.signals.vectors import Block, Vectoriser

NAME = "sentence-model"
SCHEMA = 2
STANDINGS: tuple[Standing, ...] = (
    Standing.AFFIRMED,
    Standing.NEGATED,
    Standing.HYPOTHETICAL,
    Standing.HISTORICAL,
)
_CERTAIN = 1e-4  # probabilities are kept this far from 0 and 1 before their odds are taken
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer: one column of weights an output."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def logits(self, matrix: Any) -> Floats:
        return np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias


@dataclass(frozen=True, slots=True)
class Calibration:
    """Platt scaling, a slope and a shift a label."""

    slope: NDArray[np.float32]
    shift: NDArray[np.float32]

    def __call__(self, raw: Floats) -> Floats:
        return sigmoid(logit(raw) * self.slope + self.shift)


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
    calibration: Calibration
    assertion: Layer
    label_assertion: NDArray[np.float32]  # [labels, standings]: how often each label stands how

    @classmethod
    def load(cls) -> SentenceClassifier:
        """The shipped model, verified. Loaded once a process.

        Raises:
            ModelNotTrusted: an artefact is missing or not the shipped one.
        """
        return _shipped()

    @classmethod
    def read(cls, described: Path, numbers: Path) -> SentenceClassifier:
        """A model from its two files, the JSON and the NPZ; no check of where they come from.

        Raises:
            ModelNotTrusted: the files are of another schema.
        """
        data = json.loads(described.read_text(encoding="utf-8"))
        if data.get("schema") != SCHEMA:
            raise ModelNotTrusted(f"models/{described.name} has another schema; run 'analyser train'.")
        with np.load(numbers, allow_pickle=False) as arrays:
            a = {name: arrays[name] for name in arrays.files}
        blocks = tuple(
            Block(b["name"], b["weight"], {f: i for i, f in enumerate(b["vocabulary"])}, a[f"idf_{b['name']}"])
            for b in data["blocks"]
        )
        return cls(
            labels=tuple(data["labels"]),
            version=data["version"],
            thresholds=data["thresholds"],
            vectoriser=Vectoriser(blocks),
            first=Layer(a["first_weights"].astype(np.float32), a["first_bias"]),
            calibration=Calibration(a["slope"], a["shift"]),
            assertion=Layer(a["assertion_weights"].astype(np.float32), a["assertion_bias"]),
            label_assertion=a["label_assertion"],
        )

    @property
    def source(self) -> str:
        """What a signal names as its source."""
        return f"{NAME} {self.version}"

    def predict(self, sentences: Sequence[SentenceContext]) -> Floats:
        """The probability of each label for each sentence, [sentences, labels], of an affirmed signal.

        A sentence is read whole and clause by clause; the two views are averaged and then calibrated.
        """
        if not sentences:
            return np.zeros((0, len(self.labels)))
        return self.calibration(both_views(self.vectoriser, self.first, sentences))

    def evidence(self, sentences: Sequence[SentenceContext], labels: Sequence[str]) -> list[tuple[int, int]]:
        """For each sentence and the label found in it: the clause that carries the label, redacted offsets.

        The whole sentence where no clause speaks for the label much more than the sentence's other clauses.
        """
        column = {label: i for i, label in enumerate(self.labels)}
        found = []
        for sentence, label in zip(sentences, labels, strict=True):
            parts = clause_contexts(sentence)
            place = (sentence.start, sentence.end)
            if len(parts) > 1:
                chances = sigmoid(self.first.logits(self._matrix(parts))[:, column[label]])
                best = int(chances.argmax())
                if chances[best] > 2 * np.delete(chances, best).max():
                    place = (parts[best].start, parts[best].end)
            found.append(place)
        return found

    def standing(self, sentences: Sequence[SentenceContext], labels: Sequence[str]) -> Floats:
        """For each sentence and the label it is held to mention: the probability of each of ``STANDINGS``.

        Args:
            labels: one label for each sentence; a sentence may equally be the clause with the mention.
        """
        if not sentences:
            return np.zeros((0, len(STANDINGS)))
        column = {label: i for i, label in enumerate(self.labels)}
        logits = self.assertion.logits(self._matrix(sentences)) + self.label_assertion[[column[x] for x in labels]]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def _matrix(self, sentences: Sequence[SentenceContext]) -> Any:
        return self.vectoriser.transform([features(s) for s in sentences])


def clause_contexts(sentence: SentenceContext) -> list[SentenceContext]:
    """The clauses of a sentence, each in the sentence's own surroundings."""
    return [
        replace(sentence, text=sentence.text[a:b], start=sentence.start + a, end=sentence.start + b)
        for a, b in clauses(sentence.text, 0, len(sentence.text))
    ]


def both_views(vectoriser: Vectoriser, layer: Layer, sentences: Sequence[SentenceContext]) -> Floats:
    """Uncalibrated: the mean of a sentence's own chance and that of its likeliest clause."""
    parts: list[SentenceContext] = []
    owner: list[int] = []
    for i, sentence in enumerate(sentences):
        pieces = clause_contexts(sentence)
        if len(pieces) > 1:
            parts += pieces
            owner += [i] * len(pieces)
    chances = sigmoid(layer.logits(vectoriser.transform([features(s) for s in [*sentences, *parts]])))
    whole = chances[: len(sentences)]
    likeliest = np.zeros_like(whole)
    np.maximum.at(likeliest, owner, chances[len(sentences) :])
    single = np.ones(len(sentences), dtype=bool)
    single[owner] = False
    likeliest[single] = whole[single]
    return np.asarray((whole + likeliest) / 2)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -40, 40))))


def logit(p: Floats) -> Floats:
    p = np.clip(p, _CERTAIN, 1 - _CERTAIN)
    return np.asarray(np.log(p / (1 - p)))


@cache
def _shipped() -> SentenceClassifier:
    from analyser.artefacts import verified

    return SentenceClassifier.read(verified(f"{NAME}.json"), verified(f"{NAME}.npz"))
