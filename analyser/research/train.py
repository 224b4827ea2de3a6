"""Trains the sentence model on annotated notes and writes its artefact: deterministic, scikit-learn, no pickles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.research import corpus
from analyser.signals.classifier import NAME, SCHEMA, STANDINGS
from analyser.signals.context import SentenceContext, contexts
from analyser.signals.features import features
from analyser.signals.vectors import Vectoriser, fit

WEIGHTS = {"word": 1.0, "char": 1.0, "near": 0.3, "meta": 0.5}
RAREST = {"word": 2, "char": 3, "near": 3, "meta": 3}


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences with their answers. ``mentions`` are (row, label, standing) of every tag, affirmed or not."""

    sentences: tuple[SentenceContext, ...]
    family: NDArray[np.int64]  # one number a family or case file
    answers: NDArray[np.int8]  # [sentences, labels], affirmed only
    mentions: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    version: str
    sentences: int
    tags: int
    features: int
    labels: dict[str, int]
    figures: dict[str, Any] = field(default_factory=dict)


def examples(cases: Sequence[corpus.GoldCase], labels: Sequence[str]) -> Examples:
    """The sentences of marked-up cases, with every label whose tag overlaps them."""
    column = {label: i for i, label in enumerate(labels)}
    sentences: list[SentenceContext] = []
    family: list[int] = []
    mentions: list[tuple[int, str, str]] = []
    for number, case in enumerate(cases):
        for note in case.case.notes:
            for s in contexts(note, case.case.setting):
                row = len(sentences)
                sentences.append(s)
                family.append(number)
                mentions += [
                    (row, t.label, t.assertion)
                    for t in case.tags[note.note_id]
                    if t.label in column and t.start < s.end and s.start < t.end
                ]
    answers = np.zeros((len(sentences), len(labels)), dtype=np.int8)
    for row, label, standing in mentions:
        if standing == "affirmed":
            answers[row, column[label]] = 1
    return Examples(tuple(sentences), np.asarray(family), answers, tuple(mentions))


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0) -> Report:
    """Trains on every ``.bank`` and ``.case`` under a folder and writes artefact and checksums.

    Raises:
        WrongCall: there is nothing annotated under the folder.
    """
    labels = tuple(taxonomy.labels())
    data = examples(list(corpus.load([corpus_dir])), labels)
    if not data.mentions:
        raise WrongCall("there are no annotated notes (.bank or .case) under the corpus folder; name another.")
    rows = [features(s) for s in data.sentences]
    vectoriser = fit(rows, WEIGHTS, RAREST)
    matrix = vectoriser.transform(rows)
    weights, bias = fit_labels(matrix, data.answers, seed=seed)
    held, held_bias = fit_standing(matrix, data.mentions, seed=seed)
    version = "0.1"
    out_dir.mkdir(parents=True, exist_ok=True)
    write(out_dir, version, labels, dict.fromkeys(labels, 0.2), vectoriser, weights, bias, held, held_bias)
    record_checksums(out_dir)
    totals = dict(zip(labels, map(int, data.answers.sum(axis=0)), strict=True))
    return Report(version, len(data.sentences), len(data.mentions), vectoriser.width, totals)


def fit_labels(matrix: Any, answers: NDArray[np.int8], *, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """One logistic regression a label: weights [features, labels] and bias."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], answers.shape[1]), dtype=np.float32)
    bias = np.full(answers.shape[1], -20.0, dtype=np.float32)
    for i in range(answers.shape[1]):
        if answers[:, i].any():
            model = LogisticRegression(C=10, solver="liblinear", tol=1e-3, random_state=seed)
            model.fit(matrix, answers[:, i])
            weights[:, i], bias[i] = model.coef_[0], model.intercept_[0]
    return weights, bias


def fit_standing(
    matrix: Any, mentions: Sequence[tuple[int, str, str]], *, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """One softmax over the standings of a mention."""
    from sklearn.linear_model import LogisticRegression

    rows = np.asarray([row for row, _, _ in mentions])
    target = np.asarray([STANDINGS.index(s) for _, _, s in mentions])  # type: ignore[arg-type]
    weights = np.zeros((matrix.shape[1], len(STANDINGS)), dtype=np.float32)
    bias = np.full(len(STANDINGS), -20.0, dtype=np.float32)
    model = LogisticRegression(C=10, tol=1e-3, random_state=seed, max_iter=300)
    model.fit(matrix[rows], target)
    for i, c in enumerate(model.classes_):
        weights[:, c], bias[c] = model.coef_[i], model.intercept_[i]
    return weights, bias


def write(
    folder: Path,
    version: str,
    labels: Sequence[str],
    thresholds: dict[str, float],
    vectoriser: Vectoriser,
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
    held: NDArray[np.float32],
    held_bias: NDArray[np.float32],
) -> None:
    """The artefact: vocabulary and thresholds as JSON, numbers as NPZ."""
    described = {
        "schema": SCHEMA,
        "version": version,
        "labels": list(labels),
        "thresholds": thresholds,
        "blocks": [{"name": b.name, "weight": b.weight, "vocabulary": list(b.index)} for b in vectoriser.blocks],
    }
    (folder / f"{NAME}.json").write_text(json.dumps(described, ensure_ascii=False) + "\n", encoding="utf-8")
    np.savez_compressed(
        folder / f"{NAME}.npz",
        first_weights=weights.astype(np.float16),
        first_bias=bias,
        assertion_weights=held.astype(np.float16),
        assertion_bias=held_bias,
        **{f"idf_{b.name}": b.idf for b in vectoriser.blocks},
    )
