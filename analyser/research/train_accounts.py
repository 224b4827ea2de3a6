"""Fits the account model on the marked-up corpus: run by ``analyser train``, never at run time.

Three parts: which sentences hold an account of which side; what an account is about; and which pairs of a file cannot
both be right. Pairs are learnt from whole case files, among the accounts that are found in them by models of other
files, so that the weights fit what ``discrepancies`` will meet. The families of a bank have no calendar and no pairs to
choose among: they teach the first two parts only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.accounts import claims, learned
from analyser.accounts.pairing import candidates, pair_features, views
from analyser.accounts.sentences import SIDES, Told, sentence_features, sentences, side_of
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.ingest.markup import Tag
from analyser.model import Account
from analyser.research import corpus
from analyser.signals.features import phrases
from analyser.signals.vectors import Vectoriser
from analyser.signals.vectors import fit as fit_vectoriser

WEIGHTS = {"word": 1.0, "char": 0.8, "near": 0.5, "meta": 0.6, "cue": 0.7, "speech": 0.7}
RAREST = {"word": 2, "char": 4, "near": 3, "meta": 2, "cue": 2, "speech": 2}
STRENGTH, TOPIC_STRENGTH, PAIR_STRENGTH = 3.0, 10.0, 0.3  # inverse of the regularisation
FOLDS = 4
# From which probability a sentence is an account that pairs are learnt from. Lower than at run time: here the account
# model reads alone, and is less sure than with the note encoder.
AT_LEAST = 0.06
VERSION = "0.2"


@dataclass(frozen=True, slots=True)
class Read:
    """A case with its sentences, and which rows they are."""

    gold: corpus.GoldCase
    told: list[Told]
    rows: slice
    fold: int


def fit(corpus_dir: Path, out_dir: Path, *, seed: int = 0) -> learned.AccountModel:
    """Fits on every ``.bank`` and ``.case`` under a folder and writes artefact and checksums.

    Takes about eight minutes on one core for 7,000 notes.

    Raises:
        WrongCall: no account, or no discrepancy of a whole case file, is marked under the folder.
    """
    cases, rows, answers = _read(list(corpus.load(corpus.teaching_files(corpus_dir))), seed)
    if not answers.any():
        raise WrongCall("there are no marked accounts under the corpus folder; name another.")
    vectoriser = fit_vectoriser(rows, WEIGHTS, RAREST)
    matrix = vectoriser.transform(rows)
    fold = np.concatenate([np.full(len(c.told), c.fold) for c in cases])
    unseen = np.zeros(answers.shape)
    for k in range(FOLDS):
        weights, bias = _sides(matrix[np.flatnonzero(fold != k)], answers[fold != k])
        unseen[fold == k] = _chances(matrix[np.flatnonzero(fold == k)], weights, bias)
    topics = [_topics([c for c in cases if c.fold != k]) for k in range(FOLDS)]
    pairs = fit_pairs(cases, unseen, topics)
    model = learned.AccountModel(VERSION, vectoriser, *_sides(matrix, answers), _topics(cases), pairs)
    out_dir.mkdir(parents=True, exist_ok=True)
    learned.write(out_dir, model)
    record_checksums(out_dir)
    return model


def _read(
    golds: Sequence[corpus.GoldCase], seed: int
) -> tuple[list[Read], list[dict[str, Counter[str]]], NDArray[np.int8]]:
    """The cases parsed; features and answers of every sentence: an account of each side, then any account."""
    from analyser.pipeline import parse

    rows: list[dict[str, Counter[str]]] = []
    answers: list[NDArray[np.int8]] = []
    cases: list[Read] = []
    folds = np.random.default_rng(seed).permutation(len(golds)) % FOLDS
    for gold, fold in zip(golds, folds, strict=True):
        told = sentences(parse(gold.case))
        rows += [sentence_features(t) for t in told]
        answers.append(accounts_marked(gold, told))
        cases.append(Read(gold, told, slice(len(rows) - len(told), len(rows)), int(fold)))
    return cases, rows, np.concatenate([np.zeros((0, len(SIDES) + 1), np.int8), *answers])


def accounts_marked(gold: corpus.GoldCase, told: Sequence[Told]) -> NDArray[np.int8]:
    """[sentences, sides + 1]: whether a sentence holds a marked account of each side, then of any."""
    answers = np.zeros((len(told), len(SIDES) + 1), np.int8)
    for row, t in zip(answers, told, strict=True):
        for tag in gold.tags[t.note.note_id]:
            if tag.label == "account" and tag.start < t.context.end and t.context.start < tag.end:
                row[-1] = 1
                side = side_of(tag.attributes.get("holder", ""))
                if side in SIDES and not row[:-1].any():
                    row[SIDES.index(side)] = 1
    return answers


def _sides(matrix: Any, answers: NDArray[np.int8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], answers.shape[1]), dtype=np.float32)
    bias = np.full(answers.shape[1], -20.0, dtype=np.float32)
    for i in range(answers.shape[1]):
        if answers[:, i].any():
            model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-2, random_state=0)
            model.fit(matrix, answers[:, i])
            weights[:, i], bias[i] = model.coef_[0], model.intercept_[0]
    return weights, bias


def _chances(matrix: Any, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(np.asarray(matrix @ weights, np.float64) + bias, -40, 40))))


def _topics(cases: Sequence[Read]) -> learned.TopicModel:
    """What the marked accounts are about, by their words."""
    from sklearn.linear_model import LogisticRegression

    marked = [
        (case.gold.case.note(note_id).text[tag.start : tag.end], tag.attributes.get("topic", "other"))
        for case in cases
        for note_id, tags in case.gold.tags.items()
        for tag in tags
        if tag.label == "account"
    ]
    rows = [{"word": phrases(text)} for text, _ in marked]
    vectoriser: Vectoriser = fit_vectoriser(rows, {"word": 1.0}, {"word": 2})
    names = [topic for _, topic in marked]
    if len(set(names)) < 2:
        return learned.TopicModel(
            ("other",), vectoriser, np.zeros((vectoriser.width, 1), np.float32), np.zeros(1, np.float32)
        )
    model = LogisticRegression(C=TOPIC_STRENGTH, max_iter=200, random_state=0).fit(vectoriser.transform(rows), names)
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.asarray([-bias[0] / 2, bias[0] / 2])
    return learned.TopicModel(
        tuple(map(str, model.classes_)), vectoriser, weights.astype(np.float32), bias.astype(np.float32)
    )


def fit_pairs(
    cases: Sequence[Read], chances: NDArray[np.float64], topics: Sequence[learned.TopicModel]
) -> learned.PairModel:
    """Which pairs of the accounts that are found cannot both be right.

    Args:
        chances: of every sentence, by models that have not seen its file.
        topics: the topic model of each fold, which has not seen the fold's files.

    Raises:
        WrongCall: no discrepancy of a whole case file is marked.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    features: list[dict[str, float]] = []
    target: list[int] = []
    for case in cases:
        if not case.gold.gold.is_bank:
            found = claims.from_sentences(case.told, chances[case.rows], case.gold.case.setting, AT_LEAST)
            for a, b in candidates(views(found, case.gold.case, topics[case.fold])):
                features.append(pair_features(a, b))
                target.append(int(_marked(case.gold, a.account, b.account)))
    if not any(target):
        raise WrongCall("no discrepancy is marked in a whole case file under the corpus folder; name another.")
    names = DictVectorizer()
    model = LogisticRegression(C=PAIR_STRENGTH, max_iter=1000).fit(names.fit_transform(features), target)
    weights = {n: round(float(w), 5) for n, w in zip(names.feature_names_, model.coef_[0], strict=True)}
    return learned.PairModel(float(model.intercept_[0]), weights)


def _marked(gold: corpus.GoldCase, a: Account, b: Account) -> bool:
    """Whether two accounts overlap the two of a marked discrepancy."""
    marks = {t.attributes["id"]: (note, t) for note, tags in gold.tags.items() for t in tags if "id" in t.attributes}
    return any(
        (_over(a, marks[x]) and _over(b, marks[y])) or (_over(a, marks[y]) and _over(b, marks[x]))
        for x, y, *_ in gold.gold.discrepancies
        if x in marks and y in marks
    )


def _over(account: Account, mark: tuple[str, Tag]) -> bool:
    note, tag = mark
    return account.note_id == note and account.start < tag.end and tag.start < account.end
