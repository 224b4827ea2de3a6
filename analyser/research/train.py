"""Trains the sentence model on annotated notes and writes its artefact: deterministic, scikit-learn, no pickles.

Weights are learnt on every sentence and tagged clause. Calibration and thresholds are learnt on what the model says of
families it has not seen: five folds by family, each scored by a model of the other four.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.research import corpus
from analyser.research.examples import Examples, collect
from analyser.research.train_standing import STANDING_STRENGTH, fit_standing, standing_rows
from analyser.signals.classifier import (
    NAME,
    SCHEMA,
    Calibration,
    Floats,
    Layer,
    SentenceClassifier,
    both_views,
    logit,
)
from analyser.signals.features import features
from analyser.signals.vectors import Vectoriser, fit

WEIGHTS = {"word": 1.0, "char": 1.0, "meta": 0.5}  # length of each block's row
RAREST = {"word": 2, "char": 3, "meta": 3}  # sentences that a feature must stand in
STRENGTH = 30.0  # inverse of the regularisation of the label models
SMALLEST = 0.02  # weights under it, two in three, are left out of the artefact: half its size, and no figure moves
FOLDS = 5
WORKERS = 2  # processes that fit labels
BETA = 0.7  # thresholds are best by F-beta; below 1, precision counts for more than recall
BETA_ACCUSES = 0.4  # of labels that accuse
OWN_SHARE = 0.25  # of a label's own best threshold; the rest is the best common one
_GRID = np.round(np.arange(0.06, 0.81, 0.02), 2)


@dataclass(frozen=True, slots=True)
class Report:
    """What a training run learnt from and how it fared on families it had not seen (out of fold)."""

    version: str
    sentences: int
    tags: int
    features: int
    labels: dict[str, dict[str, float]]  # label -> sentences, threshold, precision, recall, f1
    micro: dict[str, float]
    standing: dict[str, float]
    corpus: dict[str, int] = field(default_factory=dict)


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0) -> Report:
    """Trains on every ``.bank`` and ``.case`` under a folder; writes artefact, model card and checksums.

    Takes three to six minutes on one core for 15,000 sentences. The same corpus and seed give the same files.

    Raises:
        WrongCall: there is nothing annotated under the folder, or a single family only.
    """
    from analyser.research.card import write_card

    labels = tuple(taxonomy.labels())
    cases = list(corpus.load(corpus.teaching_files(corpus_dir)))
    data = collect(cases, labels)
    if not data.mentions or data.family.max() < FOLDS:
        raise WrongCall("there are too few annotated notes (.bank or .case) under the corpus folder; name another.")
    rows = [features(s) for s in (*data.sentences, *data.parts)]
    vectoriser = fit(rows[: len(data.sentences)], WEIGHTS, RAREST)
    matrix = vectoriser.transform(rows)
    unseen = out_of_fold(vectoriser, matrix, data, seed=seed)
    calibration = calibrate(unseen, data.answers, seed=seed)
    chances = calibration(unseen)
    thresholds = choose_thresholds(chances, data.answers, labels)
    mentions, targets = standing_rows(vectoriser, data.mentions, labels)
    standing = standing_figures(mentions, targets, data, seed=seed)
    held = fit_standing(mentions, targets, seed=seed)
    model = SentenceClassifier(
        labels=labels,
        version=_version(corpus_dir, seed),
        thresholds=thresholds,
        vectoriser=vectoriser,
        first=fit_labels(matrix, _all_answers(data), seed=seed),
        calibration=calibration,
        assertion=Layer(held.weights[: vectoriser.width], held.bias),
        label_assertion=held.weights[vectoriser.width :],
    )
    out_dir.mkdir(parents=True, exist_ok=True)
    write(model, out_dir)
    by_label, micro = figures(chances, data.answers, labels, thresholds)
    notes = sum(len(c.case.notes) for c in cases)
    report = Report(
        version=model.version,
        sentences=len(data.sentences),
        tags=len(data.mentions),
        features=vectoriser.width,
        labels=by_label,
        micro=micro,
        standing=standing,
        corpus={"families": len(cases), "notes": notes},
    )
    write_card(report, out_dir / f"{NAME}.md")
    record_checksums(out_dir)
    return report


def _version(corpus_dir: Path, seed: int) -> str:
    """Ten hexadecimal digits that stand for the corpus, the settings and the seed."""
    digest = hashlib.sha256(
        json.dumps([SCHEMA, WEIGHTS, RAREST, STRENGTH, STANDING_STRENGTH, BETA, BETA_ACCUSES, OWN_SHARE, seed]).encode()
    )
    for path in corpus.teaching_files(corpus_dir):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _all_answers(data: Examples) -> NDArray[np.int8]:
    return np.vstack([data.answers, data.part_answers])


def folds(family: NDArray[np.int64], *, seed: int) -> Iterator[NDArray[np.bool_]]:
    """A mask of the held-out rows for each fold; a family lies in one fold only."""
    fold_of = np.random.default_rng(seed).permutation(int(family.max()) + 1) % FOLDS
    for k in range(FOLDS):
        yield fold_of[family] == k


def out_of_fold(vectoriser: Vectoriser, matrix: Any, data: Examples, *, seed: int) -> Floats:
    """What models of the other families say of each sentence, uncalibrated."""
    family = np.concatenate([data.family, data.part_family])
    answers = _all_answers(data)
    unseen = np.zeros(data.answers.shape)
    for held_out in folds(family, seed=seed):
        layer = fit_labels(matrix[np.flatnonzero(~held_out)], answers[~held_out], seed=seed)
        places = np.flatnonzero(held_out[: len(data.sentences)])
        unseen[places] = both_views(vectoriser, layer, [data.sentences[i] for i in places])
    return unseen


def fit_labels(matrix: Any, answers: NDArray[np.int8], *, seed: int) -> Layer:
    """One logistic regression a label; a label without examples is never found."""
    from joblib import Parallel, delayed

    weights = np.zeros((matrix.shape[1], answers.shape[1]), dtype=np.float32)
    bias = np.full(answers.shape[1], -20.0, dtype=np.float32)
    known = [i for i in range(answers.shape[1]) if answers[:, i].any()]
    # Processes, not threads: liblinear's random numbers are one sequence a process, and runs would differ.
    work = Parallel(n_jobs=WORKERS, mmap_mode="c")(delayed(_fit_label)(matrix, answers[:, i], seed) for i in known)
    for i, (w, b) in zip(known, work, strict=True):
        weights[:, i], bias[i] = w, b
    return Layer(weights.astype(np.float16).astype(np.float32), bias)


def _fit_label(matrix: Any, answers: NDArray[np.int8], seed: int) -> tuple[NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-3, random_state=seed).fit(matrix, answers)
    return model.coef_[0], float(model.intercept_[0])


def calibrate(raw: Floats, answers: NDArray[np.int8], *, seed: int) -> Calibration:
    """Platt scaling of each label on out-of-fold chances."""
    from sklearn.linear_model import LogisticRegression

    slope = np.ones(answers.shape[1], dtype=np.float32)
    shift = np.zeros(answers.shape[1], dtype=np.float32)
    for i in range(answers.shape[1]):
        if answers[:, i].any():
            model = LogisticRegression(C=10, random_state=seed).fit(logit(raw[:, [i]]), answers[:, i])
            slope[i], shift[i] = model.coef_[0, 0], model.intercept_[0]
    return Calibration(slope, shift)


def choose_thresholds(chances: Floats, answers: NDArray[np.int8], labels: Sequence[str]) -> dict[str, float]:
    """Where F-beta is best out of fold: mostly the best common threshold, in part the label's own.

    A label's own best rests on a hundred sentences and does not carry over to other files by itself.
    """
    betas = [BETA_ACCUSES if taxonomy.labels()[label].accuses else BETA for label in labels]
    common = {beta: _best(chances, answers, beta) for beta in set(betas)}
    own = [_best(chances[:, [i]], answers[:, [i]], beta) for i, beta in enumerate(betas)]
    return {
        label: round(OWN_SHARE * mine + (1 - OWN_SHARE) * common[beta], 3)
        for label, mine, beta in zip(labels, own, betas, strict=True)
    }


def _best(chances: Floats, answers: NDArray[np.int8], beta: float) -> float:
    def f(threshold: float) -> float:
        said = chances >= threshold
        right = float((said & (answers == 1)).sum())
        return (1 + beta**2) * right / max(float(said.sum()) + beta**2 * float(answers.sum()), 1.0)

    return float(max(_GRID, key=f))


def figures(
    chances: Floats, answers: NDArray[np.int8], labels: Sequence[str], thresholds: dict[str, float]
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Precision, recall and F1 over sentences, by label and over all."""
    said = chances >= np.asarray([thresholds[x] for x in labels])
    right = (said & (answers == 1)).sum(axis=0)
    by_label = {
        label: {"sentences": int(answers[:, i].sum()), "threshold": thresholds[label]}
        | _prf(int(right[i]), int(said[:, i].sum()), int(answers[:, i].sum()))
        for i, label in enumerate(labels)
    }
    return by_label, _prf(int(right.sum()), int(said.sum()), int(answers.sum()))


def _prf(right: int, said: int, gold: int) -> dict[str, float]:
    return {
        "precision": round(right / said, 3) if said else 0.0,
        "recall": round(right / gold, 3) if gold else 0.0,
        "f1": round(2 * right / (said + gold), 3) if said + gold else 0.0,
    }


def standing_figures(matrix: Any, targets: NDArray[np.int64], data: Examples, *, seed: int) -> dict[str, float]:
    """Out of fold: how many mentions that are not affirmed are seen to be so, and how often that is said wrongly."""
    family = data.family[[m.row for m in data.mentions]]
    said = np.zeros(len(targets), dtype=np.int64)
    for held_out in folds(family, seed=seed):
        layer = fit_standing(matrix[np.flatnonzero(~held_out)], targets[~held_out], seed=seed)
        said[held_out] = layer.logits(matrix[np.flatnonzero(held_out)]).argmax(axis=1)
    doubtful, doubted = targets != 0, said != 0
    return {
        "not_affirmed": int(doubtful.sum()),
        "accuracy": round(float((said == targets).mean()), 3),
        **_prf(int((doubtful & doubted).sum()), int(doubted.sum()), int(doubtful.sum())),
    }


def write(model: SentenceClassifier, folder: Path) -> None:
    """The artefact: vocabulary and thresholds as JSON, numbers as NPZ."""
    described = {
        "schema": SCHEMA,
        "version": model.version,
        "labels": list(model.labels),
        "thresholds": dict(model.thresholds),
        "blocks": [{"name": b.name, "weight": b.weight, "vocabulary": list(b.index)} for b in model.vectoriser.blocks],
    }
    arrays: dict[str, Any] = {f"idf_{b.name}": b.idf for b in model.vectoriser.blocks}
    arrays |= {
        "first_weights": _kept(model.first.weights),
        "first_bias": model.first.bias,
        "slope": model.calibration.slope,
        "shift": model.calibration.shift,
        "assertion_weights": _kept(model.assertion.weights),
        "assertion_bias": model.assertion.bias,
        "label_assertion": model.label_assertion,
    }
    (folder / f"{NAME}.json").write_text(json.dumps(described, ensure_ascii=False) + "\n", encoding="utf-8")
    np.savez_compressed(folder / f"{NAME}.npz", **arrays)


def _kept(weights: NDArray[np.float32]) -> NDArray[np.float16]:
    return np.where(np.abs(weights) < SMALLEST, 0, weights).astype(np.float16)
