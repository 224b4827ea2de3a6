"""Redaction of a text by itself: ``redact_text``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyser.model import CaseFile, Note, Person, RedactedNote
from analyser.redact.case import redact_case
from analyser.redact.profile import Profile


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted text. ``spans`` are (start, end, type, pseudonym) in the source text; ``text`` is the redacted one."""

    text: str
    spans: list[tuple[int, int, str, str]]
    note: RedactedNote = field(repr=False)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a stretch of the redacted text."""
        return self.note.to_source(start, end)


def redact_text(
    text: str, people: Iterable[str | Person] = (), *, date: dt.date | None = None, profile: Profile | None = None
) -> Redacted:
    """Masks names, places and identifiers in one text.

    Args:
        text: any text.
        people: those known to be named in it, as full names or as ``Person``; or one name.
        date: of the text; with it a birth date becomes an age, without it a pseudonym.
        profile: how each kind of personal data is treated (``analyser.redact.profile.load``).
    """
    if isinstance(people, str):
        people = (people,)  # one name, not its letters
    listed = tuple(p if isinstance(p, Person) else Person("other", p) for p in people)
    case = redact_case(CaseFile("text", (Note("text", text, date),), listed), profile)
    note = case.notes[0]
    return Redacted(note.text, [(r.start, r.end, r.type, r.pseudonym) for r in note.redactions], note)
