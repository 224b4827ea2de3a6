"""Measures redaction and writes the figures into docs/redaction.md, between its marks.

    python benchmarks/redaction_score.py [GOLD]      print, and refresh the page

GOLD is a folder of annotated case files; without it only the repository's own lists are measured.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from analyser.research.corpus import marked_up
from analyser.research.redaction import measure
from analyser.research.redaction_table import page

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "synthetic"
PAGE = ROOT / "docs" / "redaction.md"
MARKS = ("<!-- redaction lists -->", "<!-- /redaction lists -->")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=partial(marked_up, endings=(".case", ".case.txt")), nargs="*")
    gold = parser.parse_args().gold
    text = page(measure(DATA / "redaction", gold, learnt=DATA / "names"))
    print(text)
    whole = PAGE.read_text(encoding="utf-8")
    before, rest = whole.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
