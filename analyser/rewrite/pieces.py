"""A file as pieces of text that can be changed in place: what every format of ``rewrite`` gives and takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from analyser.ingest.readers.grid import joints
from analyser.ingest.text import clean

Edit = tuple[int, int, str]  # start, end, new words: sorted, not overlapping


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of a file. ``kind`` says what is known of it beforehand: ``text``, ``name`` (somebody's name
    and nothing else), ``born`` and ``id`` (personal data as a whole), ``day`` (a date and nothing else)."""

    text: str = field(repr=False)
    place: str  # for a reader: row 12, column 3
    kind: str = "text"
    case: str = field(default="", repr=False)  # as the file has it; "" where the file does not say
    date: dt.date | None = None
    label: str = field(default="", repr=False)  # heading of its column


@dataclass(frozen=True, slots=True)
class Policy:
    """What a format needs to know of the run."""

    keep_pictures: bool = False
    whole: bool = False  # our own page, to put names in: nothing of it is taken out
    shift: Callable[[str], int] | None = None  # raw case id -> days by which typed dates are moved
    mapping: Any = None


class Carrier(Protocol):
    """One file. ``write`` takes the edits of each piece, in the order of ``pieces``."""

    suffix: str  # of what is written
    pieces: list[Piece]
    warnings: tuple[str, ...]

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes: ...


Reader = Callable[[Path, Policy], Carrier]


def edited(text: str, edits: Sequence[Edit]) -> str:
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


class Slots:
    """Several places in a tree that make up one run of text; an edit that spans them is written into the first."""

    def __init__(self) -> None:
        self._slots: list[tuple[str, Callable[[str], None]]] = []

    def add(self, text: str | None, put: Callable[[str], None]) -> None:
        shown = clean(text or "")
        if shown != (text or ""):
            put(shown)
        self._slots.append((shown, put))

    def between(self, text: str) -> None:
        """Words that stand between places and are in none of them."""
        self._slots.append((text, lambda new: None))

    def extend(self, other: Slots) -> None:
        self._slots += other._slots

    @property
    def text(self) -> str:
        return "".join(t for t, _ in self._slots)

    def write(self, edits: Sequence[Edit]) -> None:
        if not edits:
            return
        at = 0
        for text, put in self._slots:
            end = at + len(text)
            own = [
                (max(a, at) - at, min(b, end) - at, new if at <= a < end or (a == b == at) else "")
                for a, b, new in edits
                if a < end and at < b
            ]
            if own:
                put(edited(text, own))
            at = end


def row_of(cells: Sequence[Sequence[Slots]]) -> Slots:
    """A row of a table as one text, so that a value ("03/04/2016") is read with its label ("DOB")."""
    row = Slots()
    before = joints(["\n".join(s.text for s in cell) for cell in cells])
    for joint, cell in zip(before, cells, strict=True):
        if row.text.strip():
            row.between(joint)
        for number, slots in enumerate(cell):
            if number:
                row.between("\n")
            row.extend(slots)
    return row
