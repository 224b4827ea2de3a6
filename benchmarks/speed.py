"""CPU time and memory of the whole pipeline, beside one bare spaCy pass over the same notes in the same run.

    python benchmarks/speed.py [FOLDER]      a folder that scan reads; the shipped case files if not given

Prints CPU seconds of the bare pass and of each stage, their ratio, words a second, the peak memory, and the time of
one case of 200 notes.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from analyser import accounts, chronology, ingest, patterns, pipeline, scale, signals
from analyser.analysis import analyse
from analyser.model import CaseFile, TaggedCase
from analyser.redact import redact_case
from analyser.results.tables import rows

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "synthetic" / "cases"
LONG = 200  # notes
MOST = 60  # case files, the first of the folder
T = TypeVar("T")


def cpu(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED)
    folder = parser.parse_args().folder
    if not folder.exists():
        parser.error(f"{folder} is not there; give a folder that scan reads.")
    cases = [c for c in ingest.read([folder]) if isinstance(c, CaseFile)][:MOST]
    if not cases:
        parser.error(f"{folder} holds no case notes; give a folder that scan reads.")
    texts = [n.text for c in cases for n in c.notes]
    words = sum(len(t.split()) for t in texts)
    analyse(cases[0])  # models are loaded before anything is timed
    bare = import_module(pipeline.MODEL).load()
    list(bare.pipe(texts[:8]))
    _, yardstick = cpu(lambda: list(bare.pipe(texts, batch_size=pipeline.BATCH)))
    spent: dict[str, float] = {}
    redacted, spent["redact"] = cpu(lambda: [redact_case(c) for c in cases])
    parsed, spent["parse"] = cpu(lambda: [pipeline.parse(r) for r in redacted])
    tagged, spent["tag"] = cpu(lambda: [tuple(signals.tag(p)) for p in parsed])
    claims, spent["accounts"] = cpu(lambda: [tuple(accounts.find(p, t)) for p, t in zip(parsed, tagged, strict=True)])
    pairs, spent["compare"] = cpu(
        lambda: [tuple(accounts.discrepancies(c, p)) for c, p in zip(claims, parsed, strict=True)]
    )

    def tell() -> None:
        for p, t, c, d in zip(parsed, tagged, claims, pairs, strict=True):
            times = {doc._.note.note_id: tuple(doc._.times or ()) for doc in p.docs}
            story = chronology.build(TaggedCase(p.case, t, c, d, times))
            patterns.order(story, patterns.find(story))

    _, spent["chronicle and flag"] = cpu(tell)
    whole = sum(spent.values())
    print(f"{len(cases)} cases, {len(texts)} notes, {words} words")
    print(f"one bare pass of {pipeline.MODEL}: {yardstick:.2f} s CPU")
    for stage, seconds in spent.items():
        if seconds:
            print(f"  {stage:20} {seconds:6.2f} s CPU, {seconds / yardstick:.2f} of the bare pass")
    print(
        f"whole pipeline: {whole:.2f} s CPU, {whole / yardstick:.2f} of the bare pass, {words / whole:,.0f} words a s"
    )
    long = _long(cases)
    with tempfile.TemporaryDirectory() as out:
        _, seconds = cpu(lambda: rows(analyse(long)))
        start = time.monotonic()
        scale.scan([folder], Path(out) / "r", jobs=2)
        print(f"one case of {len(long.notes)} notes: {seconds:.1f} s CPU")
        print(f"scan of the folder with two workers, start and writing included: {time.monotonic() - start:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:,.0f} MB")


def _long(cases: list[CaseFile]) -> CaseFile:
    """One case of many notes: those of all the cases, under one list of people."""
    notes = [n for c in cases for n in c.notes]
    notes = [notes[i % len(notes)] for i in range(LONG)]
    people = tuple(p for c in cases for p in c.people)
    numbered = tuple(replace(n, note_id=f"n{i:03}") for i, n in enumerate(sorted(notes, key=lambda n: str(n.date)), 1))
    return CaseFile("long", numbered, people, cases[0].setting, cases[0].as_of)


if __name__ == "__main__":
    main()
