"""The bars, on independently annotated case files: with the people list (role and full name only) and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyser.ingest.markup import GoldFile, read_gold
from analyser.model import RedactedCase
from analyser.redact import redact_case

pytestmark = pytest.mark.shared


def _pattern(value: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, value.split())) + r"(?!\w)")


def _mentions(gold: GoldFile) -> Iterator[tuple[str, str, int, int]]:
    """(type, note id, start, end) of every whole-word occurrence of a listed value, longest first."""
    values = sorted(gold.pii, key=lambda p: -len(p[1]))
    for note in gold.case.notes:
        keep = [(t.start, t.end) for t in gold.tags[note.note_id] if t.label == "KEEP"]
        seen: list[tuple[int, int]] = []
        for kind, value in values:
            for m in _pattern(value).finditer(note.text):
                s, e = m.span()
                if any(s < b and a < e for a, b in seen) or any(a <= s and e <= b for a, b in keep):
                    continue
                seen.append((s, e))
                yield kind, note.note_id, s, e


def _run(folder: Path, *, listed: bool) -> Iterator[tuple[GoldFile, RedactedCase]]:
    for path in sorted(folder.glob("*.case")):
        gold = read_gold(path)
        people = tuple(replace(p, aliases=()) for p in gold.case.people) if listed else ()
        yield gold, redact_case(replace(gold.case, people=people))


@pytest.mark.parametrize(
    ("listed", "bar"), [pytest.param(True, 0.995, id="list"), pytest.param(False, 0.98, id="no-list")]
)
def test_mentions_are_masked_and_little_else_is(gold_dev: Path, listed: bool, bar: float) -> None:
    full = total = spans = over = strong_left = 0
    for gold, done in _run(gold_dev, listed=listed):
        source = {n.note_id: n.text for n in gold.case.notes}
        mentions = list(_mentions(gold))
        for _, note_id, s, e in mentions:
            covered = {i for r in done.note(note_id).redactions for i in range(r.start, r.end)}
            total += 1
            full += all(i in covered for i in range(s, e) if source[note_id][i].isalnum())
        for note in done.notes:
            mine = [(s, e) for _, n, s, e in mentions if n == note.note_id]
            spans += len(note.redactions)
            over += sum(not any(r.start < e and s < r.end for s, e in mine) for r in note.redactions)
        strong = {v for _, v in gold.pii if len(v) >= 8 and (" " in v or any(c.isdigit() for c in v))}
        strong_left += sum(bool(_pattern(v).search(n.text)) for n in done.notes for v in strong)
    assert full / total >= bar
    assert over / spans <= 0.03
    assert strong_left == 0
