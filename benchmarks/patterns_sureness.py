"""How often findings of a strength are right, fitted on marked-up case files that no model has learnt from.

    python benchmarks/patterns_sureness.py FILES_OR_FOLDERS

Prints what `analyser/patterns/rules/sureness.yaml` holds, and how well it does on files of authors that it was not
fitted on: files of one author share the first three or four letters of their names.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analyser import taxonomy
from analyser.patterns import parameters
from analyser.patterns.reading import Reading
from analyser.patterns.registry import patterns
from analyser.patterns.sureness import log_odds
from analyser.research import corpus
from analyser.research.synth.detection import by_reading

CODES = tuple(taxonomy.patterns())
SLACK = 1.0  # inverse strength of the ridge: patterns found in few files stay near the others


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=corpus.marked_up)
    rows: list[list[float]] = []
    right: list[bool] = []
    authors: list[str] = []
    values, read = parameters.load().patterns, by_reading()
    for case in corpus.load(parser.parse_args().files):
        reading = Reading(read(case))
        for place, (code, pattern) in enumerate(patterns().items()):
            if found := pattern.detect(reading, values[code]):
                rows.append([log_odds(found.score), *(float(place == i) for i in range(len(CODES)))])
                right.append(code in case.gold.patterns)
                authors.append(case.id[:-2])
    x, y, group = np.asarray(rows), np.asarray(right), np.asarray(authors)
    model = _fit(x, y)
    print(f"schema: 1\nslope: {model.coef_[0][0]:.2f}\npatterns:")
    for code, n in zip(CODES, model.coef_[0][1:] + model.intercept_[0], strict=True):
        print(f"  {code}: {n:.2f}")
    if len(set(authors)) > 1:
        _report(y, _unseen(x, y, group))


def _fit(x: NDArray[np.float64], y: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=SLACK, max_iter=1000).fit(x, y)


def _unseen(x: NDArray[np.float64], y: NDArray[np.bool_], group: NDArray[np.str_]) -> NDArray[np.float64]:
    """The chance of each finding by what was fitted on the files of other authors."""
    chances = np.zeros(len(y))
    for author in sorted(set(group)):
        mine = group == author
        chances[mine] = _fit(x[~mine], y[~mine]).predict_proba(x[mine])[:, 1]
    return chances


def _report(y: NDArray[np.bool_], chances: NDArray[np.float64]) -> None:
    bins: dict[int, list[int]] = defaultdict(list)
    for i, chance in enumerate(chances):
        bins[int(chance * 100) // 15].append(i)
    print(f"\nBrier score {np.mean((chances - y) ** 2):.3f}, of {len(y)} findings {np.mean(y):.2f} right")
    print("\n| said | findings | right |\n| --- | --- | --- |")
    for _, members in sorted(bins.items()):
        print(f"| {chances[members].mean():.2f} | {len(members)} | {y[members].mean():.2f} |")


if __name__ == "__main__":
    main()
