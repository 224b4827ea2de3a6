"""Fits the account model on note banks: run by ``analyser train``, never at run time.

Two parts: which sentences hold an account of which side; and, on the marked accounts, which pairs cannot both be right.
Families of a bank are put together by sixes, so that accounts of different families stand for people who speak of
different things. What a pair's place in the file and the sureness of its accounts are worth is set by hand in
``rules/pairing.yaml``: families of a bank have no common calendar to learn it from.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.accounts import learned, rules
from analyser.accounts.pairing import candidates, pair_features, views
from analyser.accounts.sentences import SIDES, sentence_features, sentences, side_of
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.model import Account, Basis, RedactedCase, RedactedNote, Span
from analyser.research import corpus
from analyser.signals.vectors import fit as fit_vectoriser

WEIGHTS = {"word": 1.0, "char": 0.8, "near": 0.5, "meta": 0.6, "cue": 0.7, "speech": 0.7}
RAREST = {"word": 2, "char": 4, "near": 3, "meta": 2, "cue": 2, "speech": 2}
TOGETHER = 6  # families in one made-up file
VERSION = "0.1"


def fit(corpus_dir: Path, out_dir: Path, *, seed: int = 0) -> learned.AccountModel:
    """Fits on every ``.bank`` and ``.case`` under a folder and writes artefact and checksums.

    Raises:
        WrongCall: no account is marked under the folder.
    """
    cases = list(corpus.load(corpus.teaching_files(corpus_dir)))
    rows, answers = _read(cases)
    if not answers.any():
        raise WrongCall("there are no marked accounts under the corpus folder; name another.")
    vectoriser = fit_vectoriser(rows, WEIGHTS, RAREST)
    weights, bias = _sides(vectoriser.transform(rows), answers)
    pairs = fit_pairs(cases, seed)
    model = learned.AccountModel(VERSION, vectoriser, weights, bias, pairs)
    out_dir.mkdir(parents=True, exist_ok=True)
    learned.write(out_dir, model)
    record_checksums(out_dir)
    return model


def _read(cases: Sequence[corpus.GoldCase]) -> tuple[list[dict[str, Counter[str]]], NDArray[np.int8]]:
    """Features and answers of every sentence: an account of each side, then any account."""
    from analyser.pipeline import parse

    rows: list[dict[str, Counter[str]]] = []
    answers: list[list[int]] = []
    for gold in cases:
        for t in sentences(parse(gold.case)):
            hit = [
                side_of(tag.attributes.get("holder", ""))
                for tag in gold.tags[t.note.note_id]
                if tag.label == "account" and tag.start < t.context.end and t.context.start < tag.end
            ]
            rows.append(sentence_features(t))
            answers.append([int(bool(hit) and hit[0] == side) for side in SIDES] + [int(bool(hit))])
    return rows, np.asarray(answers, dtype=np.int8).reshape(-1, len(SIDES) + 1)


def _sides(matrix: Any, answers: NDArray[np.int8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], answers.shape[1]), dtype=np.float32)
    bias = np.full(answers.shape[1], -20.0, dtype=np.float32)
    for i in range(answers.shape[1]):
        if answers[:, i].any():
            model = LogisticRegression(C=3, solver="liblinear", tol=1e-3, random_state=0).fit(matrix, answers[:, i])
            weights[:, i], bias[i] = model.coef_[0], model.intercept_[0]
    return weights, bias


def fit_pairs(cases: Sequence[corpus.GoldCase], seed: int) -> learned.PairModel:
    """Which pairs of marked accounts cannot both be right."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    by_hand = dict(rules.pairing().by_hand)
    by_bank: dict[str, list[corpus.GoldCase]] = {}
    for case in cases:
        by_bank.setdefault(case.id.partition("-")[0], []).append(case)
    rng = random.Random(seed)
    features: list[dict[str, float]] = []
    target: list[int] = []
    for members in by_bank.values():
        rng.shuffle(members)
        for i in range(0, len(members), TOGETHER):
            for found, answer in _marked_pairs(members[i : i + TOGETHER]):
                features.append({k: v for k, v in found.items() if k not in by_hand})
                target.append(answer)
    model = LogisticRegression(C=0.3, max_iter=1000)
    names = DictVectorizer()
    model.fit(names.fit_transform(features), target)
    weights = {n: round(float(w), 5) for n, w in zip(names.feature_names_, model.coef_[0], strict=True)}
    bias = float(model.intercept_[0]) + by_hand.pop("bias", 0.0)
    return learned.PairModel(bias, weights | by_hand)


def _marked_pairs(cases: Sequence[corpus.GoldCase]) -> Iterator[tuple[dict[str, float], int]]:
    """Every candidate pair of the cases' marked accounts, and whether it is marked as a discrepancy."""
    notes: list[RedactedNote] = []
    accounts: list[Account] = []
    names: dict[Span, str] = {}
    marks: set[frozenset[str]] = set()
    for gold in cases:
        prefix = f"{gold.id}/"
        marks |= {frozenset((prefix + a, prefix + b)) for a, b, _, _ in gold.gold.discrepancies}
        for note in gold.case.notes:
            notes.append(replace(note, note_id=prefix + note.note_id))
            for tag in gold.tags[note.note_id]:
                if tag.label == "account" and "id" in tag.attributes:
                    holder, topic = tag.attributes.get("holder", "other"), tag.attributes.get("topic", "other")
                    found = Account(prefix + note.note_id, tag.start, tag.end, holder, topic, Basis.REPORTED)
                    accounts.append(found)
                    names[found.span] = prefix + tag.attributes["id"]
    for a, b in candidates(views(accounts, RedactedCase("pairs", tuple(notes)))):
        pair = frozenset((names[a.account.span], names[b.account.span]))
        yield pair_features(a, b), int(pair in marks)
