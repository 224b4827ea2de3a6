"""How far a second, blind annotation of some corpus files agrees with the first: what any reader can be measured by.

    python benchmarks/agreement.py

Reads ``data/synthetic/second/`` and the files of the same names in ``data/synthetic/cases/``; prints the second
annotator's figures with the first as the measure, and the other way round.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from analyser.model import Precision, RedactedCase, Signal, Standing
from analyser.research import corpus
from analyser.research.evaluate import Evaluation, evaluate

DATA = Path(__file__).resolve().parent.parent / "data" / "synthetic"


def agreement(measure: Sequence[Path], said: Sequence[Path]) -> Evaluation:
    """Scores the marks of some files, as if a reader had found them, by those of others with the same texts."""
    marks = {case.id: case for case in corpus.load(said)}

    def find(case: RedactedCase) -> Iterable[Signal]:
        other = marks[case.case_id]
        for note, theirs in zip(case.notes, other.case.notes, strict=True):
            if note.text != theirs.text:
                raise SystemExit(f"{case.case_id}, {note.note_id}: the two annotations have different texts.")
            for tag in other.tags[note.note_id]:
                standing = Standing(tag.assertion)
                place = (note.note_id, tag.start, tag.end)
                yield Signal(*place, tag.label, standing, "", None, Precision.NONE, 1.0, "annotator")

    return evaluate(measure, find)


def pairs(first: Path, second: Path) -> tuple[int, int, int]:
    """Discrepancies that both mark, and that each marks: both accounts overlap."""
    spans = []
    for path in (first, second):
        (case,) = corpus.load([path])
        places = {
            t.attributes["id"]: (note, t.start, t.end)
            for note, tags in case.tags.items()
            for t in tags
            if "id" in t.attributes
        }
        spans.append([tuple(places[x] for x in d[:2]) for d in case.gold.discrepancies])

    def meet(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
        return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]

    both = sum(
        any((meet(a, c) and meet(b, d)) or (meet(a, d) and meet(b, c)) for c, d in spans[1]) for a, b in spans[0]
    )
    return both, len(spans[0]), len(spans[1])


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    second = sorted((DATA / "second").glob("*.case"))
    first = [DATA / "cases" / path.name for path in second]
    for title, e in (
        ("second by the first", agreement(first, second)),
        ("first by the second", agreement(second, first)),
    ):
        o = e.overall
        print(
            f"{title}: {e.files} files, {e.notes} notes; micro F1 {o.f1:.3f} ({o.low:.2f} to {o.high:.2f}), "
            f"precision {o.precision:.2f}, recall {o.recall:.2f}, macro F1 {e.macro_f1:.3f}, "
            f"traps {e.traps_fallen_for} of {e.traps}"
        )
        if title.startswith("second"):
            for name, score in {**e.groups, **e.labels}.items():
                print(f"  {name:28} {score.marked:4} {score.found:4} F1 {score.f1:.2f}")
    both, one, two = (sum(x) for x in zip(*(pairs(a, b) for a, b in zip(first, second, strict=True)), strict=True))
    print(f"discrepancies: {both} in both, {one} in the first, {two} in the second")
    marked = [(a.gold.priority, b.gold.priority) for a, b in zip(corpus.load(first), corpus.load(second), strict=True)]
    print(
        f"priority: the same in {sum(a == b for a, b in marked)} of {len(marked)}, never further apart than "
        f"{max(abs((a or 0) - (b or 0)) for a, b in marked)}"
    )


if __name__ == "__main__":
    main()
