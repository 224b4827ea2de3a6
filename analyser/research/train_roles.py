"""Fits the model of who somebody is: each listed person of the case files, by all that stands around their mentions."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from analyser.ingest.markup import read_gold
from analyser.model import CaseFile, Setting
from analyser.redact import roles
from analyser.redact.tokens import tokenise

STRENGTH = 3.0  # inverse of the regularisation; .3 and 1 tell fewer at like precision
LEAST = 5  # people beside whom a feature stands
FEW = 10  # people; of fewer no role is learnt
SMALL = 0.02  # weights below it, of every role, are left out

Row = tuple[str, dict[str, float]]


def write(learn: Sequence[Path], out_dir: Path) -> None:
    """Learns from case files and writes the model; the same files give the same model.

    Of a corpus in which fewer than two roles have people enough, a model that tells nothing.
    """
    rows = [row for path in learn for row in people(read_gold(path).case)]
    bearers = Counter(role for role, _ in rows)
    rows = [(role, found) for role, found in rows if bearers[role] >= FEW]
    names, base, weights = _fitted(rows) if len({role for role, _ in rows}) > 1 else ([], [], {})
    data = {"schema": roles.SCHEMA, "roles": names, "base": base, "weights": weights}
    out_dir.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n"
    (out_dir / roles.NAME).write_text(text, encoding="utf-8")


def _fitted(rows: Sequence[Row]) -> tuple[list[str], list[float], dict[str, list[float]]]:
    """(roles, what each begins with, feature -> weight of each role)."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    beside = Counter(f for _, found in rows for f in found)
    vectors = DictVectorizer()
    x = vectors.fit_transform([{f: v for f, v in found.items() if beside[f] >= LEAST} for _, found in rows])
    fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, [role for role, _ in rows])
    coefficients, base = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:  # told apart by one row of weights
        coefficients, base = np.vstack([-coefficients, coefficients]), np.concatenate([-base, base])
    weights = {
        str(name): [round(float(w), 2) for w in column]
        for name, column in zip(vectors.get_feature_names_out(), coefficients.T, strict=True)
        if max(map(abs, column)) >= SMALL
    }
    return fitted.classes_.tolist(), [round(float(b), 3) for b in base], weights


def people(case: CaseFile) -> Iterator[Row]:
    """(role, what the file tells) of everybody on the list whose names in the text are nobody else's."""
    bearer: dict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(case.people):
        for form in (person.name, *person.aliases):
            bearer[form].add(number)
    forms = [f for f in sorted(bearer, key=lambda f: (-len(f), f)) if len(bearer[f]) == 1]
    adults = case.setting is Setting.ADULTS
    seen: dict[int, roles.Seen] = {}
    for note in case.notes:
        tokens = tokenise(note.text)
        used: list[tuple[int, int]] = []
        for form in forms:
            for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", note.text):
                start, end = m.span()
                inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
                if not inside or any(start < b and a < end for a, b in used):
                    continue
                used.append((start, end))
                (number,) = bearer[form]
                seen.setdefault(number, roles.Seen()).add(note, tokens, inside[0], inside[-1], adults)
    order = {id(s): rank for rank, s in enumerate(roles.ranked(seen))}
    every = sum(s.mentions for s in seen.values())
    for number, s in seen.items():
        yield case.people[number].role, roles.about(s, order[id(s)], every, len(case.notes), adults)
