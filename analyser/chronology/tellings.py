"""Rows and notes of a file as they are told again: whose words they share, and what may be joined to them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyser.chronology.rules import ChronologyRules
from analyser.dates.rules import lexicon as date_lexicon
from analyser.layout.sentences import split
from analyser.model import Event, RedactedNote, Span
from analyser.taxonomy import labels

WORD = re.compile(r"[a-z][a-z-]{3,}")
FEW = 3  # notes that use a word which still tells one affair from another
_LEAST = 4  # letters of a word that can tell
STEM = 4  # letters by which a word begins, whatever its ending


class Tellings:
    """The rows of a chronology while what later notes tell is joined to them. ``rows`` is changed in place."""

    def __init__(self, rows: Iterable[Event], notes: Sequence[RedactedNote], rules: ChronologyRules) -> None:
        # In an order of their own, so that the order in which a file gives its notes changes nothing.
        self.rows = {r.event_id: r for r in sorted(rows, key=place)}
        self.notes = {n.note_id: n for n in sorted(notes, key=lambda n: (n.date or dt.date.min, n.note_id))}
        self.rules = rules
        self.signals = frozenset(labels())
        lexicon = date_lexicon()
        self.calendar = {*lexicon.months, *lexicon.weekdays}  # common to two tellings of a day for no other reason
        self.patterns = {k.id: k.pattern for k in rules.kinds}
        self.words: dict[str, set[str]] = defaultdict(set)  # word -> ids of the notes that use it
        for note in notes:
            for word in _words(note.text):
                self.words[word].add(note.note_id)

    def is_told(self, row: Event) -> bool:
        return row.kind != "contact" and row.kind not in self.signals

    def goes_with(self, a: str, b: str) -> bool:
        return a == b or any(a in group and b in group for group in self.rules.together)

    def said(self, span: Span) -> str:
        return self.notes[span.note_id].text[span.start : span.end]

    def is_definite(self, row: Event) -> bool:
        return any(self.rules.definite.search(self.said(m)) for m in row.mentions)

    def shares(self, row: Event, other: Sequence[Span]) -> bool:
        """Whether the words of a row and of some spans have one in common that few notes use."""
        mine, theirs = self.used(row.mentions), self.used(other)
        if any(len(self.words[w]) <= FEW for w in mine & theirs if w not in self.calendar):
            return True
        compounds = {w.replace("-", " ") for w in mine if "-" in w}  # "kitchen-door" is of a kitchen door
        return any(c in self.said(m).lower() for c in compounds for m in other)

    def used(self, spans: Iterable[Span]) -> set[str]:
        return {w for m in spans for w in _words(self.said(m))}

    def add(self, row: Event, mentions: Iterable[Span], *, significant: bool = False) -> None:
        every = tuple(dict.fromkeys((*row.mentions, *mentions)))
        self.rows[row.event_id] = replace(row, mentions=every, significant=row.significant or significant)

    def opening(self, note: RedactedNote) -> Span:
        first = next(iter(split(note.text)), None)
        return Span(note.note_id, first.start, first.end) if first else Span(note.note_id, 0, len(note.text))


def _words(text: str) -> set[str]:
    """Words of four letters and more, the parts of a hyphened one too."""
    found = set(WORD.findall(text.lower()))
    return found | {part for w in found if "-" in w for part in w.split("-") if len(part) >= _LEAST}


def place(row: Event) -> tuple[str, str, list[tuple[str, int, int]]]:
    """An order of rows that rests on what they tell alone."""
    return row.date or "", row.kind, sorted((m.note_id, m.start, m.end) for m in row.mentions)
