"""A case file as the patterns read it: affirmed signals in order of time, weighted by confidence.

Only what is affirmed, of this family, in this episode counts. Nothing here reads names, gender, ethnicity, faith,
disability or language: labels of circumstances serve as explanations alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analyser.model import Chronology, Discrepancy, Precision, RedactedNote, Signal, Span, Standing
from analyser.patterns import parameters


@dataclass(frozen=True, slots=True)
class Piece:
    """One affirmed signal with its weight, day and place in the file."""

    signal: Signal
    note: RedactedNote
    place: int  # index of the note
    day: dt.date | None  # when it happened, or the note's date
    weight: float

    @property
    def label(self) -> str:
        return self.signal.label

    @property
    def span(self) -> Span:
        return self.signal.span


@dataclass(frozen=True, slots=True)
class Occasion:
    """Pieces that tell of one happening: the same day, however many notes tell it."""

    pieces: tuple[Piece, ...]
    day: dt.date | None
    weight: float


def day_of(value: str | None) -> dt.date | None:
    """The day of an ISO date; a month or a year counts from its first day; a season gives None."""
    if not value:
        return None
    parts = value.split("-")
    try:
        numbers = [int(p) for p in parts[:3]]
        return dt.date(*([*numbers, 1, 1])[:3])
    except ValueError:
        return None


def mass(pieces: Iterable[Piece] | Iterable[Occasion]) -> float:
    """The weight of some pieces or occasions together.

    What several notes tell of one day, by one label, is one matter however often it was copied or told: it weighs what
    the note that tells most of it makes it weigh.
    """
    told: dict[object, dict[str, float]] = {}
    for p in pieces:
        key = (p.label, p.day or p.note.note_id) if isinstance(p, Piece) else p.pieces
        notes = told.setdefault(key, {})
        note = p.note.note_id if isinstance(p, Piece) else ""
        notes[note] = notes.get(note, 0.0) + p.weight
    return sum(max(notes.values()) for notes in told.values())


def falls_short(total: float, enough: float) -> bool:
    """Whether a weighted count is less than enough; a sum of thirds and tenths is not held against itself."""
    return total < enough - 1e-9


def spans(*groups: Iterable[Piece]) -> tuple[Span, ...]:
    """Spans of several groups of pieces, in the order of the file, each once."""
    found = {p.span: (p.place, p.signal.start) for g in groups for p in g}
    return tuple(sorted(found, key=lambda s: found[s]))


class Reading:
    """Everything the patterns ask of a chronology. Built once a case file."""

    def __init__(self, chronology: Chronology) -> None:
        self.chronology = chronology
        self.case = chronology.tagged.case
        self.notes = self.case.notes
        self._parameters = parameters.load()

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        places = {n.note_id: i for i, n in enumerate(self.notes)}
        found = []
        for s in self.chronology.tagged.signals:
            weight = self._parameters.weight(s.score)
            if s.standing is not Standing.AFFIRMED or s.note_id not in places or weight <= 0:
                continue
            note = self.notes[places[s.note_id]]
            own = day_of(s.date) if s.precision in (Precision.DAY, Precision.WEEK, Precision.MONTH) else None
            found.append(Piece(s, note, places[s.note_id], own or note.date, weight))
        return tuple(sorted(found, key=lambda p: (p.day or p.note.date or dt.date.min, p.place, p.signal.start)))

    def of(self, *names: str) -> tuple[Piece, ...]:
        """Pieces of the labels or groups of labels named, in order of time."""
        labels = {x for n in names for x in self._parameters.groups.get(n, (n,))}
        return tuple(p for p in self.pieces if p.label in labels)

    def occasions(self, *names: str) -> tuple[Occasion, ...]:
        """The happenings that those labels tell, one a day."""
        return group_by_day(self.of(*names))

    def near(self, piece: Piece | Occasion, others: Sequence[Piece], days: float) -> tuple[Piece, ...]:
        """Those of the others in the same note or within so many days."""
        own = {p.note.note_id for p in piece.pieces} if isinstance(piece, Occasion) else {piece.note.note_id}
        return tuple(
            o
            for o in others
            if o.note.note_id in own or (piece.day and o.day and abs((piece.day - o.day).days) <= days)
        )

    def pairs(self, *types: str) -> tuple[Discrepancy, ...]:
        """Accounts that do not fit, also those too unsure to be shown by themselves, the surest first."""
        tagged = self.chronology.tagged
        found = (d for d in (*tagged.discrepancies, *tagged.weaker) if d.type in types)
        return tuple(sorted(found, key=lambda d: -d.score))

    @cached_property
    def days(self) -> frozenset[dt.date]:
        """The days that the file has notes of."""
        return frozenset(n.date for n in self.notes if n.date)

    @cached_property
    def middle(self) -> dt.date | None:
        return min(self.days) + (max(self.days) - min(self.days)) / 2 if self.days else None

    def turning_share(self) -> float:
        """Turning away from the concern, as a share of that and of the circumstances that the file gives."""
        away, circumstances = mass(self.of("turning_away")), mass(self.of("explaining"))
        return away / (away + circumstances) if away + circumstances else 0.0

    def explained(self, occasions: Sequence[Occasion], p: Mapping[str, float]) -> tuple[tuple[Occasion, ...], float]:
        """The occasions that a circumstance accounts for, and their share by weight.

        A circumstance accounts for what is near it; one told before and again after, for what lies between (a stay on a
        ward); a failing of the service that was found out later and whose words look back, for what went before.

        Args:
            p: ``near_days``, ``stay_days`` (from the first telling to the next) and ``look_back_days``.
        """
        circumstances = self.of("explaining")
        found = tuple(
            o
            for o in occasions
            if self.near(o, circumstances, p["near_days"])
            or _between(o, circumstances, p["stay_days"])
            or self._looked_back_on(o, p["look_back_days"])
        )
        total = mass(occasions)
        return found, (mass(found) / total if total else 0.0)

    def _looked_back_on(self, occasion: Occasion, days: float) -> bool:
        return any(
            occasion.day and c.day and 0 <= (c.day - occasion.day).days <= days
            for c in self.of("context_service")
            if self._parameters.looks_back.search(c.note.text[c.signal.start : c.signal.end])
        )


def _between(occasion: Occasion, circumstances: Sequence[Piece], days: float) -> bool:
    """Whether one and the same kind of circumstance was told before an occasion and after it, not too far apart."""
    if occasion.day is None:
        return False
    before = {c.label: c.day for c in circumstances if c.day and c.day <= occasion.day}  # the last of each kind
    return any(
        c.day and c.day >= occasion.day and (start := before.get(c.label)) and (c.day - start).days <= days
        for c in circumstances
    )


def group_by_day(pieces: Iterable[Piece]) -> tuple[Occasion, ...]:
    groups: dict[object, list[Piece]] = defaultdict(list)
    for p in pieces:
        groups[p.day or p.span].append(p)
    return tuple(Occasion(tuple(g), g[0].day, max(p.weight for p in g)) for g in groups.values())


def level(value: float, enough: float) -> float:
    """How far a weighted count goes beyond what a pattern needs, from .5 at just enough towards 1."""
    return round(max(0.0, 1 - 0.5 ** (value / enough)), 4) if enough > 0 else 0.0
