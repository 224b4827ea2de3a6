"""Fits how the models' log-odds are weighed together, and from which probability a label is held to be there.

Three numbers and two thresholds, on marked-up case files that neither model has learnt from: too few to learn them by
heart. Labels where a false flag would hurt most have a higher threshold, set by how many of their findings are right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy, wordpieces
from analyser.accounts import learned
from analyser.accounts.sentences import sentences
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.research import corpus
from analyser.research.train_accounts import accounts_marked
from analyser.signals import classifier
from analyser.signals import encoder as encoders
from analyser.signals.classifier import SentenceClassifier, logit, sigmoid
from analyser.signals.context import contexts
from analyser.signals.encoder import NoteEncoder
from analyser.signals.reader import NAME, Choice

GRID = tuple(round(0.2 + 0.02 * i, 2) for i in range(21))  # thresholds tried
ALIKE = 0.001  # a difference in F1 that thresholds are not told apart by
SURE = 0.9  # share of the findings of labels that accuse, together, that must be right: some .1 less on unread files
HIGHER = tuple(round(0.2 + 0.02 * i, 2) for i in range(36))  # thresholds tried for them
Floats = NDArray[np.float64]


def train(gold: Sequence[Path], out_dir: Path) -> dict[str, Any]:
    """Fits on marked-up files or folders of them, with the two models that lie in ``out_dir``; writes
    ``decision.json`` and checksums there.

    Raises:
        WrongCall: there is nothing annotated under the folder.
    """
    from sklearn.linear_model import LogisticRegression

    cases = list(corpus.load(gold))
    if not any(tags for case in cases for tags in case.tags.values()):
        raise WrongCall(
            "nothing is annotated in the files to fit the decision on; name .case files that no model learnt from."
        )
    model = SentenceClassifier.read(out_dir / f"{classifier.NAME}.json", out_dir / f"{classifier.NAME}.npz")
    name = encoders.NAME
    encoder = NoteEncoder(out_dir / f"{name}.onnx", out_dir / f"{name}.json", out_dir / wordpieces.ARTEFACT)
    plain, odds, answers = _rows(cases, model, encoder)
    both = np.stack([logit(plain).ravel(), np.clip(odds, -12, 12).ravel()], axis=1)
    written: dict[str, Any] = {}
    for choice, matrix in ((Choice.ACCURATE, both), (Choice.FAST, both[:, :1])):
        fitted = LogisticRegression(C=1e6).fit(matrix, answers.ravel())
        weights = [float(w) for w in fitted.coef_[0]]
        shift = float(fitted.intercept_[0])
        chances = sigmoid(matrix @ np.asarray(weights) + shift).reshape(answers.shape)
        common = _lowest_of_the_best(chances, answers)
        accusing = [label.accuses for label in taxonomy.labels().values()]
        strict = surely(chances[:, accusing], answers[:, accusing], common)
        written[choice.value] = {
            "sentence": round(weights[0], 4),
            "note": round(weights[1], 4) if len(weights) > 1 else 0.0,
            "shift": round(shift, 4),
            "thresholds": {name: strict if label.accuses else common for name, label in taxonomy.labels().items()},
        }
    written["accounts"] = _accounts(cases, encoder, out_dir)
    (out_dir / f"{NAME}.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    record_checksums(out_dir)
    return {name: {k: v for k, v in d.items() if k != "thresholds"} for name, d in written.items()}


def _accounts(cases: Sequence[corpus.GoldCase], encoder: NoteEncoder, folder: Path) -> dict[str, float]:
    """The three numbers for whose account a sentence holds."""
    from sklearn.linear_model import LogisticRegression

    from analyser.pipeline import parse

    model = learned.read(folder / f"{learned.NAME}.json", folder / f"{learned.NAME}.npz")
    plain, odds, answers = [], [], []
    for case in cases:
        told = sentences(parse(case.case))
        if not told:
            continue
        plain.append(model.predict(told))
        for note in case.case.notes:
            here = contexts(note, case.case.setting)
            if here:
                odds.append(encoder.read(note, str(case.case.setting), here).accounts)
        answers.append(accounts_marked(case, told))
    matrix = np.stack([logit(np.concatenate(plain)).ravel(), np.clip(np.concatenate(odds), -12, 12).ravel()], axis=1)
    fitted = LogisticRegression(C=1e6).fit(matrix, np.concatenate(answers).ravel())
    weights = [round(float(w), 4) for w in fitted.coef_[0]]
    return {"sentence": weights[0], "note": weights[1], "shift": round(float(fitted.intercept_[0]), 4)}


def _rows(
    cases: Sequence[corpus.GoldCase], model: SentenceClassifier, encoder: NoteEncoder
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The two models' views of every sentence and whether it overlaps an affirmed mark, [sentences, labels] each."""
    plain, odds, answers = [], [], []
    for case in cases:
        for note in case.case.notes:
            here = contexts(note, case.case.setting)
            if not here:
                continue
            plain.append(model.predict(here))
            odds.append(encoder.read(note, str(case.case.setting), here).affirmed)
            marks = [t for t in case.tags[note.note_id] if t.assertion == "affirmed"]
            answers.append(
                [
                    [any(t.label == x and t.start < s.end and s.start < t.end for t in marks) for x in model.labels]
                    for s in here
                ]
            )
    return np.concatenate(plain), np.concatenate(odds), np.concatenate([np.asarray(a, bool) for a in answers])


def _lowest_of_the_best(chances: Floats, answers: NDArray[np.bool_]) -> float:
    """The lowest threshold whose F1 is within ``ALIKE`` of the best: where figures are alike, more is found."""
    scores = [_f1(chances >= t, answers) for t in GRID]
    return next(t for t, score in zip(GRID, scores, strict=True) if score >= max(scores) - ALIKE)


def _f1(said: NDArray[np.bool_], answers: NDArray[np.bool_]) -> float:
    right = float((said & answers).sum())
    return 2 * right / float(said.sum() + answers.sum())


def surely(chances: Floats, answers: NDArray[np.bool_], least: float) -> float:
    """The lowest threshold, not under ``least``, from which ``SURE`` of what is found is right; the highest if none."""
    for threshold in HIGHER:
        said = chances >= threshold
        if threshold >= least and said.any() and (said & answers).sum() >= SURE * said.sum():
            return threshold
    return HIGHER[-1]
