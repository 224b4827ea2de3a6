"""Fits the account model on note banks: run by ``analyser train``, never at run time.

Two steps: which sentences hold an account of which side; then, on pairs of accounts that the first step finds in notes
it was not fitted on, which pairs cannot both be right. Families of a bank are put together by sixes, so that a pair of
different families stands for two people who speak of different things.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.accounts import learned
from analyser.accounts.claims import from_sentences
from analyser.accounts.pairing import candidates, pair_features, views
from analyser.accounts.sentences import SIDES, Told, sentence_features, sentences, side_of
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.model import Account, RedactedCase, Setting
from analyser.research import corpus
from analyser.signals.vectors import fit as fit_vectoriser

WEIGHTS = {"word": 1.0, "char": 0.8, "near": 0.5, "meta": 0.6, "cue": 0.7, "speech": 0.7}
RAREST = {"word": 2, "char": 4, "near": 3, "meta": 2, "cue": 2, "speech": 2}
FOLDS = 3
TOGETHER = 6  # families in one made-up file
VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class _Family:
    gold: corpus.GoldCase
    told: tuple[Told, ...]
    rows: tuple[int, ...]  # rows of its sentences


def fit(corpus_dir: Path, out_dir: Path, *, seed: int = 0) -> learned.AccountModel:
    """Fits on every ``.bank`` and ``.case`` under a folder and writes artefact and checksums.

    Raises:
        WrongCall: no account is marked under the folder.
    """
    families, answers = _read(corpus_dir)
    if not answers.any():
        raise WrongCall("there are no marked accounts under the corpus folder; name another.")
    rows = [sentence_features(t) for f in families for t in f.told]
    vectoriser = fit_vectoriser(rows, WEIGHTS, RAREST)
    matrix = vectoriser.transform(rows)
    fold = np.asarray([i % FOLDS for i, f in enumerate(families) for _ in f.told])
    held_out = np.zeros(answers.shape)
    for k in range(FOLDS):
        weights, bias = _sides(matrix[fold != k], answers[fold != k])
        logits = np.asarray(matrix[fold == k] @ weights, dtype=np.float64) + bias
        held_out[fold == k] = 1 / (1 + np.exp(-logits))
    weights, bias = _sides(matrix, answers)
    pairs = _pairs(families, held_out, seed)
    model = learned.AccountModel(VERSION, vectoriser, weights, bias, pairs)
    out_dir.mkdir(parents=True, exist_ok=True)
    learned.write(out_dir, model)
    record_checksums(out_dir)
    return model


def _read(corpus_dir: Path) -> tuple[list[_Family], NDArray[np.int8]]:
    from analyser.pipeline import parse

    families: list[_Family] = []
    answers: list[list[int]] = []
    for gold in corpus.load([corpus_dir]):
        told = sentences(parse(gold.case))
        families.append(_Family(gold, tuple(told), tuple(range(len(answers), len(answers) + len(told)))))
        for t in told:
            hit = [
                side_of(tag.attributes.get("holder", ""))
                for tag in gold.tags[t.note.note_id]
                if tag.label == "account" and tag.start < t.context.end and t.context.start < tag.end
            ]
            answers.append([int(bool(hit) and hit[0] == side) for side in SIDES] + [int(bool(hit))])
    return families, np.asarray(answers, dtype=np.int8).reshape(-1, len(SIDES) + 1)


def _sides(matrix: Any, answers: NDArray[np.int8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], answers.shape[1]), dtype=np.float32)
    bias = np.full(answers.shape[1], -20.0, dtype=np.float32)
    for i in range(answers.shape[1]):
        if answers[:, i].any():
            model = LogisticRegression(C=3, solver="liblinear", tol=1e-3, random_state=0).fit(matrix, answers[:, i])
            weights[:, i], bias[i] = model.coef_[0], model.intercept_[0]
    return weights, bias


def _pairs(families: Sequence[_Family], chances: NDArray[np.float64], seed: int) -> learned.PairModel:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    by_bank: dict[str, list[_Family]] = {}
    for f in families:
        by_bank.setdefault(f.gold.id.partition("-")[0], []).append(f)
    rng = random.Random(seed)
    features: list[dict[str, float]] = []
    target: list[int] = []
    for members in by_bank.values():
        members = list(members)
        rng.shuffle(members)
        for i in range(0, len(members), TOGETHER):
            _add_pairs(members[i : i + TOGETHER], chances, features, target)
    model = LogisticRegression(C=0.1, max_iter=1000)
    names = DictVectorizer()
    model.fit(names.fit_transform(features), target)
    weights = {n: round(float(w), 5) for n, w in zip(names.feature_names_, model.coef_[0], strict=True)}
    return learned.PairModel(float(model.intercept_[0]), weights)


def _add_pairs(
    families: Sequence[_Family], chances: NDArray[np.float64], features: list[dict[str, float]], target: list[int]
) -> None:
    """Every candidate pair of the families' accounts, those marked as a discrepancy as the answer."""
    notes, accounts = [], []
    marks: set[tuple[tuple[str, int, int], ...]] = set()
    for f in families:
        prefix = f.gold.id + "/"
        renamed = [replace(t, note=replace(t.note, note_id=prefix + t.note.note_id)) for t in f.told]
        notes += [replace(n, note_id=prefix + n.note_id) for n in f.gold.case.notes]
        accounts += from_sentences(renamed, chances[list(f.rows)], f.gold.case.setting) if renamed else []
        places = f.gold.gold.tag_by_id()
        for a, b, _, _ in f.gold.gold.discrepancies:
            marks.add(tuple((prefix + places[x][0], places[x][1].start, places[x][1].end) for x in (a, b)))
    case = RedactedCase("pairs", tuple(notes), {}, Setting.CHILDREN)

    def over(account: Account, mark: tuple[str, int, int]) -> bool:
        return account.note_id == mark[0] and account.start < mark[2] and mark[1] < account.end

    for first, second in candidates(views(accounts, case)):
        x, y = first.account, second.account
        hit = any((over(x, m) and over(y, n)) or (over(x, n) and over(y, m)) for m, n in marks)
        features.append(pair_features(first, second))
        target.append(int(hit))
