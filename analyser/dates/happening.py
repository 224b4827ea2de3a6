"""The day on which what a stretch of a note tells happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.model import Precision

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOTE_DATE = "note date"


def date_for(doc: Doc, start: int, end: int, label: str) -> tuple[str | None, Precision, str]:
    """ISO date, precision and how it was found, of what ``doc``'s characters ``start`` to ``end`` tell."""
    note = doc._.note
    if note is None or note.date is None:
        return None, Precision.NONE, "the note has no date"
    return note.date.isoformat(), Precision.DAY, NOTE_DATE
