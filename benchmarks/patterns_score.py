"""Patterns and the order of files on marked-up case files, redacted from their own lists, pattern by pattern.

    python benchmarks/patterns_score.py FILES_OR_FOLDERS [--given | --record]

``--given`` finds patterns on the marks as they were written, instead of on what the models read: what is lost then is
lost in the patterns themselves. ``--record`` writes the counts to ``analyser/patterns/rules/measured.yaml``, which the
pages quote beside each pattern: give it files that no number was chosen on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from analyser import patterns, taxonomy
from analyser.research import corpus
from analyser.research.synth.detection import auc, by_reading, given

RECORD = Path(__file__).resolve().parent.parent / "analyser" / "patterns" / "rules" / "measured.yaml"
HEAD = """\
# How often each pattern was right on marked-up case files, by `python benchmarks/patterns_score.py FILES --record`.
# For each pattern: files in which it was rightly named, wrongly named, and missed.
schema: 1"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=corpus.marked_up)
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    read = given if arguments.given else by_reading()
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    order: list[tuple[bool, float]] = []
    for case in corpus.load(arguments.files):
        story = read(case)
        findings = patterns.find(story)
        found, wanted = {f.pattern for f in findings}, set(case.gold.patterns)
        right.update(found & wanted)
        wrong.update(found - wanted)
        missed.update(wanted - found)
        order.append(((case.gold.priority or 0) >= 2, patterns.order(story, findings).priority_score))
    print(f"{len(order)} files\n\n| pattern | right | wrong | missed | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- |")
    for code in (*taxonomy.patterns(), "all"):
        r, w, m = (c.total() if code == "all" else c[code] for c in (right, wrong, missed))
        shares = " | ".join(f"{r / n:.2f}" if n else "" for n in (r + w, r + m))
        print(f"| {code} | {r} | {w} | {m} | {shares} |")
    if arguments.record and not arguments.given:
        lines = [f"  {code}: [{right[code]}, {wrong[code]}, {missed[code]}]" for code in taxonomy.patterns()]
        RECORD.write_text("\n".join([HEAD, f"files: {len(order)}", "patterns:", *lines, ""]), encoding="utf-8")
    area = auc(order)
    print(f"\norder of files, area under the curve: {'not defined' if area is None else f'{area:.3f}'}")


if __name__ == "__main__":
    main()
