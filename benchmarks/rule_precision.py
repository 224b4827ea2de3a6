"""How often what a rule strikes is marked: what the ``score`` of a rule is set by.

    python benchmarks/rule_precision.py FILES      marked-up case files that the rules were not written on

Prints for each rule its strikes, how many overlap an affirmed mark of its label, and its score; last, all together. The
rule strikes on words alone: assertion and the models have not had their say.
"""

from __future__ import annotations

import argparse
from collections import Counter

from analyser.research import corpus
from analyser.signals.hits import find_hits
from analyser.signals.rules import load_rules


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=corpus.marked_up)
    files = parser.parse_args().files
    struck: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in corpus.load(files):
        for note in case.case.notes:
            marks = [t for t in case.tags[note.note_id] if t.assertion == "affirmed"]
            for hit in find_hits(note, case.case.setting):
                struck[hit.rule.id] += 1
                right[hit.rule.id] += any(
                    t.label == hit.label and t.start < hit.end and hit.start < t.end for t in marks
                )
    for rule in load_rules():
        if struck[rule.id]:
            print(f"{rule.id}: {right[rule.id]} of {struck[rule.id]}, score {rule.score}")
    print(f"all: {right.total()} of {struck.total()} ({right.total() / max(struck.total(), 1):.2f})")


if __name__ == "__main__":
    main()
