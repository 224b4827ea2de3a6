"""Small files with their answers, from ``twins/``: one YAML a pattern, notes with marks, days counted from a start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from analyser.chronology import build
from analyser.ingest.markup import compile_markup
from analyser.model import (
    Account,
    Basis,
    Chronology,
    Discrepancy,
    Precision,
    RedactedCase,
    RedactedNote,
    Setting,
    Signal,
    Standing,
    TaggedCase,
)

FOLDER = Path(__file__).parent / "twins"
START = dt.date(2023, 1, 9)
SURE = 0.95  # confidence of every mark: the test is of the patterns, not of what finds the signals
PAIR = 0.6


@dataclass(frozen=True, slots=True)
class Twin:
    """A file that bears a pattern out (``real``), only looks like it (``innocent``), or is it and ``explained``."""

    pattern: str
    kind: str
    why: str
    setting: str
    discrepancy: str
    notes: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.pattern}-{self.kind}-{'-'.join(self.why.split()[:6])}"


def twins() -> list[Twin]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind, files in data.items():
            for f in files:
                more = f.get("setting", "children"), f.get("discrepancy", "")
                found.append(Twin(path.stem, kind, f["why"], *more, tuple(f["notes"])))
    return found


def story(twin: Twin) -> Chronology:
    """A note is ``DAY TYPE [AUTHOR]: text with {label|marks}``."""
    notes, signals, accounts = [], [], []
    for number, line in enumerate(twin.notes):
        head, _, raw = line.partition(": ")
        after, kind, author = (*head.split(), "social_worker")[:3]
        text, tags = compile_markup(raw)
        day = START + dt.timedelta(days=int(after))
        note = RedactedNote(f"n{number:02}", text, (), day, day, kind, author)
        notes.append(note)
        for tag in tags:
            if tag.label == "account":
                of = tag.attributes
                accounts.append(
                    Account(note.note_id, tag.start, tag.end, of["holder"], of["topic"], Basis.REPORTED, str(day))
                )
                continue
            place = (note.note_id, tag.start, tag.end, tag.label, Standing.AFFIRMED, "family")
            signals.append(Signal(*place, str(day), Precision.DAY, SURE, "twin"))
    pairs = ()
    if twin.discrepancy:
        a, b = accounts
        pairs = (Discrepancy(a, b, twin.discrepancy, a.topic, PAIR, f"{a.topic}: they may not fit"),)
    case = RedactedCase("twin", tuple(notes), {"Mother": "mother", "Child1": "child"}, Setting(twin.setting))
    return build(TaggedCase(case, tuple(signals), tuple(accounts), pairs))
