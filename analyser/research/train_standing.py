"""Fits what the sentence model holds of the standing of a mention: affirmed, negated, hypothetical, historical."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analyser.research.examples import Mention
from analyser.signals.classifier import STANDINGS, Layer
from analyser.signals.features import features
from analyser.signals.vectors import Vectoriser

STANDING_STRENGTH = 10.0  # inverse of the regularisation


def standing_rows(
    vectoriser: Vectoriser, mentions: Sequence[Mention], labels: Sequence[str]
) -> tuple[Any, NDArray[np.int64]]:
    """Each mention by its own words, with its label; the target is the place of its standing in ``STANDINGS``."""
    column = {label: i for i, label in enumerate(labels)}
    which = sparse.csr_matrix(
        (np.ones(len(mentions)), (np.arange(len(mentions)), [column[m.label] for m in mentions])),
        shape=(len(mentions), len(labels)),
    )
    words = vectoriser.transform([features(m.words) for m in mentions])
    targets = np.asarray([STANDINGS.index(m.standing) for m in mentions])
    return sparse.hstack([words, which], format="csr"), targets


def fit_standing(matrix: Any, targets: NDArray[np.int64], *, seed: int) -> Layer:
    """One softmax over the standings of a mention."""
    from sklearn.linear_model import LogisticRegression

    weights = np.zeros((matrix.shape[1], len(STANDINGS)), dtype=np.float32)
    bias = np.full(len(STANDINGS), -20.0, dtype=np.float32)
    present = np.unique(targets)
    if len(present) < 2:
        bias[present] = 0.0
        return Layer(weights, bias)
    model = LogisticRegression(C=STANDING_STRENGTH, tol=1e-3, random_state=seed, max_iter=500).fit(matrix, targets)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(present) == 2:  # scikit-learn keeps one row for two classes
        coefficients = np.vstack([-coefficients[0] / 2, coefficients[0] / 2])
        intercepts = np.asarray([-intercepts[0] / 2, intercepts[0] / 2])
    weights[:, present], bias[present] = coefficients.T, intercepts
    return Layer(weights.astype(np.float16).astype(np.float32), bias)
