"""CPU time of the chronology of one long case after tagging: built, as a page, a Word document and a workbook.

    python benchmarks/chronology_speed.py [FOLDER]     marked-up case files; the shipped ones if not given

One case of 200 notes is put together of the folder's files; its marks are those that were written, so no model runs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from analyser import chronology, patterns
from analyser.model import Analysis, RedactedNote, Signal, TaggedCase
from analyser.present.chronology import page
from analyser.present.chronology_counts import told
from analyser.present.chronology_document import write_docx
from analyser.present.chronology_rows import lines
from analyser.present.chronology_sheet import write_csv, write_xlsx
from analyser.research import corpus
from analyser.research.synth.detection import given

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "synthetic" / "cases"
LONG = 200  # notes
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED)
    folder = parser.parse_args().folder
    if not any(folder.rglob("*.case")):
        parser.error(f"{folder} holds no marked-up case files (.case); give a folder of them.")
    case = _long(folder)
    _told(case)  # rules are loaded before anything is timed
    story, spent = _cpu(lambda: chronology.build(case))
    analysis, found = _cpu(lambda: _told(case))
    print(f"one case of {len(case.case.notes)} notes, {len(case.signals)} signals, {len(story.events)} events")
    print(f"  chronology built         {spent:5.2f} s CPU")
    print(f"  ... and patterns found   {found:5.2f} s")
    text, drawn = _cpu(lambda: page(analysis))
    print(f"  page of {len(text) / 1e6:.1f} MB           {drawn:5.2f} s; after tagging, in all {spent + drawn:.2f} s")
    with tempfile.TemporaryDirectory() as out:
        for write, name in ((write_docx, "x.docx"), (write_xlsx, "x.xlsx"), (write_csv, "x.csv")):
            _, spent = _cpu(lambda w=write, n=name: w(Path(out) / n, [(told(analysis), lines(analysis))]))  # type: ignore[misc]
            print(f"  {name[2:]:24} {spent:5.2f} s")


def _told(case: TaggedCase) -> Analysis:
    story = chronology.build(case)
    findings = patterns.find(story)
    return Analysis(story, tuple(findings), patterns.order(story, findings))


def _cpu(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def _long(folder: Path) -> TaggedCase:
    """The first files of a folder as one case, its notes numbered anew."""
    notes: list[RedactedNote] = []
    signals: list[Signal] = []
    people: dict[str, str] = {}
    for file in sorted(folder.rglob("*.case")):
        tagged = given(next(corpus.load([file]))).tagged
        names = {n.note_id: f"n{len(notes) + i:03}" for i, n in enumerate(tagged.case.notes, 1)}
        notes += [replace(n, note_id=names[n.note_id]) for n in tagged.case.notes]
        signals += [replace(s, note_id=names[s.note_id]) for s in tagged.signals]
        people |= tagged.case.people
        if len(notes) >= LONG:
            break
    kept = {n.note_id for n in notes[:LONG]}
    first = replace(tagged.case, case_id="long", notes=tuple(notes[:LONG]), people=people, residue=(), withheld=())
    return TaggedCase(first, tuple(s for s in signals if s.note_id in kept))


if __name__ == "__main__":
    main()
