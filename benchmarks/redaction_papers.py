"""Measures redaction on judgments and on everyday texts, out of any case file.

    python benchmarks/redaction_papers.py

Of judgments: how many mentions of people are wholly masked, how many people and numbers that point to somebody directly
are masked at every mention, and how many of the masked words need to be. Of lines: F2 of the masked words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from analyser.redact import redact_text

PAPERS = Path(__file__).resolve().parent.parent / "data" / "synthetic" / "redaction" / "papers"
MARK = re.compile(r"\{(?P<type>[A-Z]+)(?:\.(?P<need>[DQN]))?\|(?P<words>[^{}]*)\}")
WORD = re.compile(r"\w+")
NOT_COUNTED = ("DATE", "AGE", "NRP")  # of lines

Mark = tuple[int, int, str, str]  # start, end, type, need


def unmarked(source: str) -> tuple[str, list[Mark]]:
    text, marks, at = "", [], 0
    for m in MARK.finditer(source):
        text += source[at : m.start()]
        marks.append((len(text), len(text) + len(m["words"]), m["type"], m["need"] or ""))
        text, at = text + m["words"], m.end()
    return text + source[at:], marks


def flags(length: int, stretches: Iterator[tuple[int, int]]) -> bytearray:
    found = bytearray(length)
    for start, end in stretches:
        found[start:end] = b"\1" * (end - start)
    return found


def judgments(path: Path) -> str:
    c: Counter[str] = Counter()
    for document in re.split(r"(?m)^### .*\n", path.read_text(encoding="utf-8"))[1:]:
        text, marks = unmarked(document)
        masked = flags(len(text), (s[:2] for s in redact_text(text).spans))
        needed = flags(len(text), ((s, e) for s, e, _, need in marks if need in "DQ"))
        direct: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for start, end, kind, need in marks:
            whole = all(masked[i] for i in range(start, end) if text[i].isalnum())
            if kind == "PERSON" and need in "DQ":
                c["people"] += 1
                c["people masked"] += whole
            if need == "D":
                direct[kind, text[start:end]].append(whole)
        c["direct"] += len(direct)
        c["direct masked"] += sum(map(all, direct.values()))
        for m in WORD.finditer(text):
            if any(masked[m.start() : m.end()]):
                c["words"] += 1
                c["words needed"] += any(needed[m.start() : m.end()])
    return (
        f"people {c['people masked']} of {c['people']} ({c['people masked'] / c['people']:.3f}), "
        f"direct {c['direct masked']} of {c['direct']} ({c['direct masked'] / c['direct']:.3f}), "
        f"masked words that need it {c['words needed']} of {c['words']} ({c['words needed'] / c['words']:.3f})"
    )


def lines(path: Path) -> str:
    c: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        text, marks = unmarked(line)
        masked = flags(len(text), (s[:2] for s in redact_text(text).spans))
        needed = flags(len(text), ((s, e) for s, e, kind, _ in marks if kind not in NOT_COUNTED))
        aside = flags(len(text), ((s, e) for s, e, kind, _ in marks if kind in NOT_COUNTED))
        for m in WORD.finditer(text):
            part = slice(*m.span())
            if not any(aside[part]):
                c[f"{int(any(needed[part]))}{int(any(masked[part]))}"] += 1
    precision, recall = c["11"] / (c["11"] + c["01"]), c["11"] / (c["11"] + c["10"])
    f2 = 5 * precision * recall / (4 * precision + recall)
    return f"words: precision {precision:.3f}, recall {recall:.3f}, F2 {f2:.3f}"


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for path in sorted(PAPERS.glob("*.txt")):
        print(f"{path.stem}: {(lines if path.stem.startswith('lines') else judgments)(path)}")


if __name__ == "__main__":
    main()
