"""What more marked-up text would bring: the sentence model taught with shares of the corpus, measured on other files.

    python benchmarks/learning_curve.py GOLD [--shares 8 4 2 1]

GOLD is a folder of .case files that no model learns from. A share of 4 teaches with every fourth family or file. Prints
marks, micro F1 and macro F1 (one cut-off for all labels, the best of each row) as a Markdown table. About a quarter of
an hour on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyser import taxonomy
from analyser.research import corpus
from analyser.research.examples import collect
from analyser.research.train import RAREST, WEIGHTS, fit_labels
from analyser.signals.classifier import both_views
from analyser.signals.features import features
from analyser.signals.vectors import fit

DATA = Path(__file__).resolve().parent.parent / "data" / "synthetic"
CUTS = np.arange(0.04, 0.7, 0.02)
FEWEST = 5  # marked sentences that a label needs for the macro average


def best(chances: NDArray[np.float64], answers: NDArray[np.bool_]) -> tuple[float, float]:
    """Micro and macro F1 at the cut-off of the best micro F1."""

    def f1(said: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
        return float(2 * (said & wanted).sum() / max(1, said.sum() + wanted.sum()))

    cut = max(CUTS, key=lambda c: f1(chances >= c, answers))
    kept = [i for i in range(answers.shape[1]) if answers[:, i].sum() >= FEWEST]
    return f1(chances >= cut, answers), float(np.mean([f1(chances[:, i] >= cut, answers[:, i]) for i in kept]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=corpus.marked_up)
    parser.add_argument("--shares", type=int, nargs="+", default=[8, 4, 2, 1])
    args = parser.parse_args()
    labels = tuple(taxonomy.labels())
    cases = list(corpus.load(corpus.teaching_files(DATA)))
    unseen = collect(list(corpus.load([args.gold])), labels)
    answers = np.asarray(unseen.answers, bool)
    print("| share | files or families | marks | micro F1 | macro F1 |\n| --- | --- | --- | --- | --- |")
    for share in args.shares:
        part = cases[::share]
        data = collect(part, labels)
        rows = [features(s) for s in (*data.sentences, *data.parts)]
        vectoriser = fit(rows[: len(data.sentences)], WEIGHTS, RAREST)
        layer = fit_labels(vectoriser.transform(rows), np.vstack([data.answers, data.part_answers]), seed=0)
        micro, macro = best(both_views(vectoriser, layer, unseen.sentences), answers)
        print(f"| 1/{share} | {len(part)} | {len(data.mentions)} | {micro:.3f} | {macro:.3f} |", flush=True)


if __name__ == "__main__":
    main()
