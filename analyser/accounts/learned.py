"""The fitted numbers of accounts: which side a sentence's account is of, and whether a pair can both be right.

Linear throughout, so that every score is a sum that can be shown. Fitted on note
banks by ``analyser train``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.accounts.sentences import SIDES, Told, sentence_features
from analyser.errors import ModelNotTrusted
from analyser.signals.features import phrases
from analyser.signals.vectors import Block, Vectoriser

NAME = "account-model"
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class PairModel:
    """Logistic regression over named pair features."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Probability that the two cannot both be right."""
        total = self.bias + sum(self.weights.get(k, 0.0) * v for k, v in features.items())
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))

    def parts(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the sum."""
        return {k: self.weights[k] * v for k, v in features.items() if v and k in self.weights}


@dataclass(frozen=True, slots=True)
class TopicModel:
    """What an account is about, by its words: one softmax over ``labels``."""

    labels: tuple[str, ...]
    vectoriser: Vectoriser
    weights: NDArray[np.float32]  # [features, topics]
    bias: NDArray[np.float32]

    def predict(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """[texts, topics]: probabilities."""
        if not texts:
            return np.zeros((0, len(self.labels)))
        matrix = self.vectoriser.transform([{"word": phrases(text)} for text in texts])
        odds = np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class AccountModel:
    version: str
    vectoriser: Vectoriser
    weights: NDArray[np.float32]  # [features, sides and any]
    bias: NDArray[np.float32]
    topics: TopicModel
    pairs: PairModel

    def predict(self, told: Sequence[Told]) -> NDArray[np.float64]:
        """[sentences, sides + 1]: probability of an account of each side of ``SIDES``, then of any account."""
        if not told:
            return np.zeros((0, len(SIDES) + 1))
        matrix = self.vectoriser.transform([sentence_features(t) for t in told])
        logits = np.asarray(matrix @ self.weights, dtype=np.float64) + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40))))


def read(described: Path, numbers: Path) -> AccountModel:
    """A model from its two files; no check of where they come from.

    Raises:
        ModelNotTrusted: the files are of another schema.
    """
    data = json.loads(described.read_text(encoding="utf-8"))
    if data.get("schema") != SCHEMA:
        raise ModelNotTrusted(f"models/{described.name} has another schema; run 'analyser train'.")
    with np.load(numbers, allow_pickle=False) as arrays:
        return AccountModel(
            data["version"],
            _vectoriser(data["blocks"], arrays, "idf"),
            arrays["weights"].astype(np.float32),
            arrays["bias"],
            TopicModel(
                tuple(data["topics"]["labels"]),
                _vectoriser(data["topics"]["blocks"], arrays, "topics_idf"),
                arrays["topics_weights"].astype(np.float32),
                arrays["topics_bias"],
            ),
            PairModel(data["pairs"]["bias"], data["pairs"]["weights"]),
        )


def _vectoriser(blocks: Sequence[Mapping[str, Any]], arrays: Mapping[str, Any], idf: str) -> Vectoriser:
    return Vectoriser(
        tuple(
            Block(b["name"], b["weight"], {f: i for i, f in enumerate(b["vocabulary"])}, arrays[f"{idf}_{b['name']}"])
            for b in blocks
        )
    )


def write(folder: Path, model: AccountModel) -> None:
    """Vocabulary and pair weights as JSON, numbers as NPZ."""
    described = {
        "schema": SCHEMA,
        "version": model.version,
        "blocks": _described(model.vectoriser),
        "topics": {"labels": list(model.topics.labels), "blocks": _described(model.topics.vectoriser)},
        "pairs": {"bias": model.pairs.bias, "weights": dict(model.pairs.weights)},
    }
    (folder / f"{NAME}.json").write_text(json.dumps(described, ensure_ascii=False) + "\n", encoding="utf-8")
    arrays: dict[str, Any] = {f"idf_{b.name}": b.idf for b in model.vectoriser.blocks}
    arrays |= {f"topics_idf_{b.name}": b.idf for b in model.topics.vectoriser.blocks}
    np.savez_compressed(
        folder / f"{NAME}.npz",
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        topics_weights=model.topics.weights.astype(np.float16),
        topics_bias=model.topics.bias,
        **arrays,
    )


def _described(vectoriser: Vectoriser) -> list[dict[str, Any]]:
    return [{"name": b.name, "weight": b.weight, "vocabulary": list(b.index)} for b in vectoriser.blocks]


@cache
def shipped() -> AccountModel:
    """The shipped model, verified. Loaded once a process.

    Raises:
        ModelNotTrusted: an artefact is missing or not the shipped one.
    """
    from analyser.artefacts import verified

    return read(verified(f"{NAME}.json"), verified(f"{NAME}.npz"))
