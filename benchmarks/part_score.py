"""Measures assertion, speech, dates and accounts on their own sets and writes the figures into docs/measures.md.

python benchmarks/part_score.py
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from analyser.research import part_scores
from analyser.research.slices import Slice

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "data" / "synthetic" / "parts"
PAGE = ROOT / "docs" / "measures.md"
MARKS = ("<!-- part scores -->", "<!-- /part scores -->")


def _row(part: str, s: Slice) -> str:
    items = s.counts.get("items", s.counts.get("marked", 0))
    shares = [s.share(k) for k in ("right", "precision", "recall")] + [s.f1]
    cells = " | ".join("" if x is None else f"{x:.1%}" for x in shares)
    return f"| {part} | {items} | {cells} |"


def _of(slices: Sequence[Slice], by: str, name: str = "") -> Slice:
    return next(s for s in slices if (s.by, s.name) == (by, name))


def page() -> str:
    assertion = part_scores.assertion(SETS / "assertion.txt")
    speech = part_scores.speech(SETS / "speech.txt")
    dates = part_scores.dates(SETS / "dates.txt")
    accounts = part_scores.accounts(SETS / "accounts.txt")
    lines = ["| | items | right | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- |"]
    lines.append(_row("**assertion**: standing of a span", _of(assertion, "all")))
    lines += [_row(f"… in {s.name}", s) for s in assertion if s.by == "register"]
    lines += [_row(f"… {s.name}", s) for s in assertion if s.by == "axis"]
    lines += [_row(f"… negation in {s.name}", s) for s in assertion if s.by == "negation in"]
    lines.append(_row("**speech**: source, cue and content", _of(speech, "all")))
    lines += [_row(f"… in {s.name}", s) for s in speech if s.by == "register" and s.name != "none"]
    lines += [_row(f"… {s.name}", s) for s in speech if s.by == "speech"]
    lines.append(_row("**dates**: values", _of(dates, "all")))
    lines += [_row(f"… in {s.name}", s) for s in dates if s.by == "register" and s.name not in ("none", "unsettled")]
    lines += [_row(f"**accounts**: pairs in conflict, {s.name}", s) for s in accounts if s.by == "reader"]
    lines.append("")
    lines += _wrongly(
        (f"Texts without speech: {_of(speech, 'register', 'none').counts['found']} statements found in", speech, None),
        ("Texts without a date, given one:", dates, "no date"),
        ("Times that cannot be resolved, given a value:", dates, "unsettled"),
        ("Consistent pairs flagged, compare:", accounts, "compare: can both be so"),
        ("Consistent pairs flagged, discrepancies:", accounts, "discrepancies: can both be so"),
    )
    return "\n".join(lines)


def _wrongly(*rows: tuple[str, Sequence[Slice], str | None]) -> list[str]:
    lines = []
    for title, slices, by in rows:
        if by is None:
            lines.append(f"- {title} {_of(slices, 'register', 'none').counts['texts']} texts.")
        else:
            s = next(s for s in slices if s.by == by)
            lines.append(f"- {title} {s.counts['flagged']} of {s.counts['items']}.")
    return lines


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    text = page()
    print(text)
    before, rest = PAGE.read_text(encoding="utf-8").split(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
