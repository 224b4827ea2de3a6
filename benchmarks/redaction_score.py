"""Measures redaction and writes the figures into docs/redaction.md, between its marks.

    python benchmarks/redaction_score.py [GOLD]      print, and refresh the page

GOLD is a folder of annotated case files; without it only the repository's own lists are measured.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analyser.research.redaction import Measured, Row, measure
from analyser.research.redaction_lists import PER_PERSON

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "synthetic"
PAGE = ROOT / "docs" / "redaction.md"
MARKS = ("<!-- redaction lists -->", "<!-- /redaction lists -->")
NAMES = {
    "sentences": "sentences out of context",
    "grid": "one sentence, names of 30 origins",
    "files": "own whole files",
    "gold": "`dev` files",
}


def _share(row: Row, part: str, whole: str, digits: int = 1) -> str:
    return f"{row.share(part, whole):.{digits}%}" if row.counts.get(whole) else "none"


def page(measured: Measured) -> str:
    """The section as Markdown: shares of the sets, of types, and how evenly origins are served."""
    lines = [
        "| | list | mentions | fully masked | partly | missed | right type | over | PERSON precision "
        "| ordinary words masked | protected words masked | notes that leak |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in measured.rows:
        if row.by == "all":
            c = row.counts
            lines.append(
                f"| {NAMES[row.set]} | {'yes' if row.listed else 'no'} | {c['mentions']:,} "
                f"| {_share(row, 'full', 'mentions')} | {c['partly']} | {c['missed']} "
                f"| {_share(row, 'right_type', 'mentions')} | {_share(row, 'over', 'redactions')} "
                f"| {_share(row, 'person_right', 'person_redactions')} | {_share(row, 'words_masked', 'words', 2)} "
                f"| {c['protected_masked']} of {c['protected']:,} | {c['notes_that_leak']} of {c['notes']:,} |"
            )
    lines += [
        "",
        "| one name in one sentence, no list | all | worst origin | best | spread |",
        "| --- | --- | --- | --- | --- |",
    ]
    for form in ("first", "full", "title", "surname", "possessive", "initials", "lower", "all"):
        spread = next(s for s in measured.spreads if (s.set, s.listed, s.form) == ("grid", False, form))
        whole = measured.row("grid", False, "form", form) if form != "all" else measured.row("grid", False)
        lines.append(
            f"| {form} | {whole.recall:.1%} | {spread.low:.1%} ({spread.worst}) | {spread.high:.1%} "
            f"| {spread.width:.1%} |"
        )
    words = measured.row("grid", False, "origin", "words")
    lines += [f"| names that are ordinary words | {words.recall:.1%} | | | |"]
    for name, title in (("met", "people with a name that a model learnt from"), ("new", "people with none")):
        row = next((r for r in measured.rows if (r.set, r.listed, r.by, r.name) == ("grid", False, "name", name)), None)
        if row is not None:
            lines.append(f"| {title} ({row.counts['notes'] // PER_PERSON}) | {row.recall:.1%} | | | |")
    lines.append("")
    lines += ["| sentences, by type | mentions | fully masked | right type |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {row.name} | {row.counts['mentions']} | {row.recall:.1%} | {_share(row, 'right_type', 'mentions')} |"
        for row in sorted(measured.rows, key=lambda r: r.name)
        if row.set == "sentences" and row.by == "type"
    ]
    lines += ["", "| sentences, by register | mentions | fully masked | redactions too many | words masked |"]
    lines += ["| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {row.name} | {row.counts['mentions']} | {_share(row, 'full', 'mentions')} "
        f"| {row.counts['over']} | {_share(row, 'words_masked', 'words', 2)} |"
        for row in measured.rows
        if row.set == "sentences" and row.by == "register"
    ]
    return "\n".join(lines)


def main() -> None:
    gold = [Path(a) for a in sys.argv[1:]]
    text = page(measure(DATA / "redaction", gold, learnt=DATA / "names"))
    print(text)
    whole = PAGE.read_text(encoding="utf-8")
    before, rest = whole.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
