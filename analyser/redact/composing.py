"""Letters whose accents are written apart, as macOS and many PDF files have them, read as the letters they are.

Lists of names, tokens and the name finder know "é" as one character. A text that holds it as two is redacted as if it
were one, and what was found is put back to where it stands in the text as written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from unicodedata import combining, is_normalized, normalize

from analyser.model import CaseFile, Note, Person, RedactedCase, RedactedNote, Residue
from analyser.redact.replacing import replaced

_FORM: Final = "NFC"


def composed(case: CaseFile) -> CaseFile:
    """The case with every letter as one character."""
    notes = tuple(_note(n) for n in case.notes)
    return replace(case, notes=notes, people=tuple(_person(p) for p in case.people))


def as_written(case: CaseFile, redacted: RedactedCase) -> RedactedCase:
    """What was found in the composed case, in the notes of the case as given."""
    texts = {n.note_id: n.text for n in case.notes if not is_normalized(_FORM, n.text)}
    if not texts:
        return redacted
    notes = {n.note_id: _back(n, texts[n.note_id]) if n.note_id in texts else n for n in redacted.notes}
    residue = tuple(_moved(r, notes[r.note_id].text) if r.note_id in texts else r for r in redacted.residue)
    return replace(redacted, notes=tuple(notes.values()), residue=residue)


def _note(note: Note) -> Note:
    if is_normalized(_FORM, note.text) and is_normalized(_FORM, note.author_name):
        return note
    return replace(note, text=normalize(_FORM, note.text), author_name=normalize(_FORM, note.author_name))


def _person(person: Person) -> Person:
    if all(is_normalized(_FORM, name) for name in (person.name, *person.aliases)):
        return person
    aliases = tuple(normalize(_FORM, a) for a in person.aliases)
    return replace(person, name=normalize(_FORM, person.name), aliases=aliases)


def _back(note: RedactedNote, text: str) -> RedactedNote:
    at = _places(text)
    redactions = tuple(replace(r, start=at[r.start], end=at[r.end]) for r in note.redactions)
    new = replaced(text, [(r.start, r.end, r.pseudonym) for r in redactions])
    return replace(note, text=new, redactions=redactions)


def _moved(residue: Residue, text: str) -> Residue:
    at = _places(text)
    return replace(residue, start=at[residue.start], end=at[residue.end])


def _places(text: str) -> list[int]:
    """For each offset of the composed text, and for its end, the offset in the text where that letter begins."""
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (combining(text[end]) or _joins(text[start:end], text[end])):
            continue
        places += [start] * len(normalize(_FORM, text[start:end]))
        start = end
    return [*places, len(text)]


def _joins(letter: str, sign: str) -> bool:
    """Whether a sign that is no accent makes one letter with what stands before it, as in Korean."""
    return not sign.isascii() and len(normalize(_FORM, letter + sign)) < len(normalize(_FORM, letter)) + 1
