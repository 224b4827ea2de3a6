"""A redacted file: what stands where a personal datum stood, the way back to source offsets, and what was left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analyser.model.case import Setting


@dataclass(frozen=True, slots=True)
class Redaction:
    """A stretch of the source text and the pseudonym that stands for it."""

    start: int  # source offset
    end: int  # source offset
    type: str  # PERSON, ADDRESS, LOCATION, ORG, PHONE, EMAIL, DOB, NHS_NUMBER, ...
    pseudonym: str  # one capitalised token: Mother, Child1, SocialWorker2, School1
    source: str = ""  # which recogniser or list said so


@dataclass(frozen=True)
class RedactedNote:
    """A note after redaction. The offset map follows from ``redactions``, which are sorted and do not overlap."""

    note_id: str
    text: str  # redacted
    redactions: tuple[Redaction, ...] = ()
    date: dt.date | None = None
    recorded: dt.date | None = None
    type: str = ""
    author_role: str = ""
    author: str = ""  # pseudonym of the author, where known
    seen: bool | None = None
    seen_alone: bool | None = None
    bedroom_seen: bool | None = None

    @cached_property
    def _places(self) -> tuple[tuple[int, int, int, int], ...]:
        """(source start, source end, redacted start, redacted end) of each redaction."""
        places = []
        shift = 0
        for r in self.redactions:
            start = r.start + shift
            places.append((r.start, r.end, start, start + len(r.pseudonym)))
            shift += len(r.pseudonym) - (r.end - r.start)
        return tuple(places)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a stretch of the redacted text; a pseudonym touched in part is taken whole."""
        return _translate(self._places, start, end, redacted_to_source=True)

    def to_redacted(self, start: int, end: int) -> tuple[int, int]:
        """Redacted offsets of a stretch of the source text; a redaction touched in part is taken whole."""
        return _translate(self._places, start, end, redacted_to_source=False)


def _translate(
    places: tuple[tuple[int, int, int, int], ...], start: int, end: int, *, redacted_to_source: bool
) -> tuple[int, int]:
    first, last, shift = start, end, 0
    new_start: int | None = None
    new_end: int | None = None
    for s0, s1, r0, r1 in places:
        a, b, x, y = (r0, r1, s0, s1) if redacted_to_source else (s0, s1, r0, r1)
        if new_start is None and first < b:
            new_start = x if first > a else first + shift
        if new_end is None and last <= b:
            new_end = y if last > a else last + shift
        shift = y - b
    if new_start is None:
        new_start = first + shift
    if new_end is None:
        new_end = last + shift
    return new_start, new_end


@dataclass(frozen=True, slots=True)
class Residue:
    """What still looks like personal data after redaction, for a human to check."""

    note_id: str
    start: int
    end: int
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class RedactedCase:
    case_id: str
    notes: tuple[RedactedNote, ...]
    people: Mapping[str, str] = field(default_factory=dict)  # pseudonym -> role
    setting: Setting = Setting.CHILDREN
    as_of: dt.date | None = None
    residue: tuple[Residue, ...] = ()
    withheld: tuple[str, ...] = ()  # ids of notes held back because residue was certain

    def note(self, note_id: str) -> RedactedNote:
        return next(n for n in self.notes if n.note_id == note_id)
