"""How well a second, blind annotator does on the sets that nobody reads: what any program can be measured by.

    python benchmarks/second_reader.py

Reads ``data/synthetic/second/parts/`` and ``second/personal/``, given without sight of the answers, and scores them as
the program is scored, by ``data/synthetic/parts/`` and ``data/synthetic/redaction/strangers/``. Counts only.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analyser.model import Redaction, Statement
from analyser.research import part_scores, parts, redaction_lists
from analyser.research.redaction import measured_mention

DATA = Path(__file__).resolve().parent.parent / "data" / "synthetic"
SECOND = DATA / "second"


def assertion(name: str) -> tuple[int, int]:
    """(spans on which both agree, spans)."""
    given = iter((SECOND / "parts" / name).read_text(encoding="utf-8").splitlines())
    agreed = spans = 0
    for item in parts.read_assertion(DATA / "parts" / name):
        for _, _, labels in item.spans:
            mine = set(next(given).split("\t")[1].split("."))
            outside = "other" in labels
            agreed += "other" in mine if outside else set(labels) - {"yes"} == mine - {"yes", "other"}
            spans += 1
    return agreed, spans


def speech(name: str) -> tuple[int, int, int]:
    """(statements right, given, marked), by the counting of ``analyser evaluate --part speech``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("REGISTER none\n" + (SECOND / "parts" / name).read_text(encoding="utf-8"), encoding="utf-8")
        given = {item.text: item.statements for item in parts.read_speech(path)}

    def find(text: str) -> Sequence[Statement]:
        return [
            Statement(*(said.source or (None, None)), *(said.cue or (content[0], content[0])), *content, said.direct)
            for said in given.get(text, ())
            for content in said.contents
        ]

    whole = next(s.counts for s in part_scores.speech(DATA / "parts" / name, find) if not s.name)
    return whole["hit"], whole["found"], whole["marked"]


def personal() -> Counter[str]:
    """What the second annotator's lists cover of the mentions in ``strangers/``, as if they had been masked."""
    total: Counter[str] = Counter()
    for path in sorted((SECOND / "personal").glob("*.txt")):
        forms = sorted(_forms(path), key=lambda f: -len(f[0]))
        for unit in redaction_lists.files([DATA / "redaction" / "strangers" / f"{path.stem}.case.txt"]):
            for item in unit.items:
                masked = list(_masked(item.note.text, forms))
                for mention in item.mentions:
                    total.update(measured_mention(item.note.text, mention, masked))
                total["too many"] += sum(
                    not any(r.start < m.end and m.start < r.end for m in item.mentions) for r in masked
                )
    return total


def _forms(path: Path) -> Iterator[tuple[str, str]]:
    """(form, type): one type a line, forms between semicolons."""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, forms = line.partition("=")
        if forms and kind.strip() != "AMBIGUOUS":
            yield from ((form.strip(), kind.strip()) for form in forms.split(";") if form.strip())


def _masked(text: str, forms: Sequence[tuple[str, str]]) -> Iterator[Redaction]:
    taken: set[int] = set()
    for form, kind in forms:
        for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if taken.isdisjoint(range(*m.span())):
                taken.update(range(*m.span()))
                yield Redaction(m.start(), m.end(), kind, "")


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for name in ("assertion2.txt", "assertion3.txt"):
        agreed, spans = assertion(name)
        print(f"{name}: {agreed} of {spans} spans as marked ({agreed / spans:.1%})")
    hit, found, marked = speech("speech2.txt")
    print(f"speech2.txt: {hit} of {marked} statements right, {found} given (F1 {2 * hit / (found + marked):.1%})")
    p = personal()
    print(
        f"strangers: of {p['mentions']} mentions {p['missed']} missed, {p['full']} wholly covered "
        f"({p['full'] / p['mentions']:.1%}), {p['right_type']} of the right type; {p['too many']} marks too many"
    )


if __name__ == "__main__":
    main()
