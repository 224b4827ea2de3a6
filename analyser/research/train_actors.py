"""Fits the actor model on the marked ``by=`` of the corpus: run by ``analyser train``, never at run time."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from analyser import taxonomy
from analyser.actors.evidence import Features, candidates
from analyser.actors.learned import NAME, SCHEMA, ActorModel
from analyser.artefacts import record_checksums
from analyser.errors import WrongCall
from analyser.model import Standing
from analyser.research import actor_card, corpus

RAREST = 3  # persons weighed that a feature must stand by
STRENGTH = 0.5  # inverse of the regularisation
FOLDS = 5
_SMALL = 0.005  # weights nearer to nought are left out


@dataclass(frozen=True, slots=True)
class Stretch:
    """A marked mention: its file, label, whose it is marked to be, and everybody it could be."""

    file: str
    label: str
    actor: str
    found: tuple[tuple[str, Features], ...]


def train(corpus_dir: Path, out_dir: Path, *, seed: int = 0, say: Callable[[str], None] = print) -> ActorModel:
    """Fits on every file that may be learnt from; writes artefact, card and checksums. The same corpus and seed give
    the same file.

    Raises:
        WrongCall: no mention under the folder says whose behaviour it is.
    """
    stretches = collect(corpus_dir)
    if not stretches:
        raise WrongCall("no mark under the corpus folder says whose behaviour it is (by=); name another.")
    by_rule, unseen = cross_validate(stretches, seed)
    say(f"actors, on files not seen: rules {by_rule:.3f}, model {unseen:.3f}")
    weights = fit(stretches)
    version = hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest()[:10]
    data = {"schema": SCHEMA, "version": version, "weights": weights}
    out_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False) + "\n"
    (out_dir / NAME).write_text(text, encoding="utf-8")
    files = len({s.file for s in stretches})
    actor_card.write(out_dir / NAME.replace(".json", ".md"), version, len(stretches), files, by_rule, unseen)
    record_checksums(out_dir)
    return ActorModel(version, weights)


def collect(corpus_dir: Path) -> list[Stretch]:
    """Every affirmed mention that says whose it is."""
    from analyser.pipeline import parse

    known = set(taxonomy.labels())
    out = []
    for gold in corpus.load(corpus.teaching_files(corpus_dir)):
        for note, doc in zip(gold.case.notes, parse(gold.case).docs, strict=True):
            for tag in gold.tags[note.note_id]:
                actor = tag.attributes.get("by")
                if actor is None or tag.label not in known or tag.assertion != Standing.AFFIRMED:
                    continue
                found = tuple(candidates(doc, tag.start, tag.end, tag.label))
                out.append(Stretch(gold.id, tag.label, actor, found))
    return out


def fit(stretches: Sequence[Stretch]) -> dict[str, float]:
    """Weights under which the marked person of each stretch is the likeliest of those it could be."""
    rows = [f for s in _teaching(stretches) for _, f in s.found]
    counts = Counter(k for f in rows for k in f)
    names = sorted(k for k, n in counts.items() if n >= RAREST)
    column = {k: i for i, k in enumerate(names)}
    place: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for i, f in enumerate(rows):
        for key, value in f.items():
            if key in column:
                place.append(i)
                columns.append(column[key])
                values.append(value)
    matrix = sparse.csr_matrix((values, (place, columns)), shape=(len(rows), len(names)))
    group = np.concatenate([np.full(len(s.found), n) for n, s in enumerate(_teaching(stretches))])
    right = np.asarray([role == s.actor for s in _teaching(stretches) for role, _ in s.found], dtype=np.float64)
    first = np.r_[0, np.flatnonzero(np.diff(group)) + 1]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        chances = powers / np.add.reduceat(powers, first)[group]
        marked = np.add.reduceat(chances * right, first)
        total = -np.log(np.maximum(marked, 1e-30)).sum() + 0.5 / STRENGTH * float(weights @ weights)
        return float(total), np.asarray(matrix.T @ (chances - right) + weights / STRENGTH)

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return {k: round(float(w), 4) for k, w in zip(names, best, strict=True) if abs(w) >= _SMALL}


def _teaching(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Those from which a choice can be learnt: two or more persons, the marked one among them."""
    return [s for s in stretches if len(s.found) > 1 and any(role == s.actor for role, _ in s.found)]


def cross_validate(stretches: Sequence[Stretch], seed: int) -> tuple[float, float]:
    """Share of marked mentions given the right person by the rules, and by models that did not see their file."""
    files = sorted({s.file for s in stretches})
    random.Random(seed).shuffle(files)
    right = rules = 0
    by_file: dict[str, list[Stretch]] = defaultdict(list)
    for s in stretches:
        by_file[s.file].append(s)
    for fold in range(FOLDS):
        apart = set(files[fold::FOLDS])
        taught = [s for s in stretches if s.file not in apart]
        if not _teaching(taught):
            continue
        model = ActorModel("", fit(taught))
        for s in (s for f in sorted(apart) for s in by_file[f]):
            chances = model.probabilities(s.found)
            best = max(zip(chances, s.found, strict=True), key=lambda pair: pair[0], default=None)
            right += best is not None and best[1][0] == s.actor
            rules += any(role == s.actor and "ruled" in f for role, f in s.found)
    return rules / len(stretches), right / len(stretches)
