"""How often redaction tells the right role of somebody whom no list gives, by mention.

    python benchmarks/roles_score.py FILES       case files with people; they are redacted without their list

Counted are masked mentions written as a form of the list that people of one role only have.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from analyser.ingest.markup import read_gold
from analyser.redact import redact_case
from analyser.research.corpus import marked_up

SIBLINGS = {"child", "sibling"}


def outcomes(path: Path) -> Iterator[str]:
    """For each mention: right, wrong, none, or, where a child is taken for a sibling or the other way round, child."""
    case = read_gold(path).case
    roles: dict[str, set[str]] = defaultdict(set)
    for person in case.people:
        for form in (person.name, *person.aliases):
            roles[form].add(person.role)
    redacted = redact_case(replace(case, people=()))
    for note, done in zip(case.notes, redacted.notes, strict=True):
        for r in done.redactions:
            own = roles.get(note.text[r.start : r.end], set())
            if r.type != "PERSON" or len(own) != 1:
                continue
            said = redacted.people.get(r.pseudonym, "other")
            if said == "other":
                yield "none"
            elif said in own:
                yield "right"
            else:
                yield "child" if {said, *own} == SIBLINGS else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=partial(marked_up, endings=(".case",)))
    paths = [p for a in parser.parse_args().files for p in (sorted(a.rglob("*.case")) if a.is_dir() else [a])]
    counts = Counter(outcome for path in paths for outcome in outcomes(path))
    print(f"{counts.total()} mentions in {len(paths)} files")
    for name, what in (
        ("right", "right"),
        ("child", "wrong: a child for a sibling, or a sibling for a child"),
        ("wrong", "wrong otherwise"),
        ("none", "no role told"),
    ):
        print(f"{what}: {counts[name] / max(1, counts.total()):.1%}")


if __name__ == "__main__":
    main()
