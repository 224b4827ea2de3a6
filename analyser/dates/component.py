"""The spaCy component that hangs the times named in a note on its ``Doc``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyser.dates.find import find_dates
from analyser.grammar import text_of


class Dates:
    """Sets ``doc._.times``, reckoned from the note's event date, or else the day it was recorded."""

    def __call__(self, doc: Doc) -> Doc:
        note = doc._.note
        reference = (note.date or note.recorded) if note is not None else None
        doc._.times = tuple(find_dates(text_of(doc), reference))
        return doc


@Language.factory("casenote_dates", assigns=["doc._.times"])
def make_dates(nlp: Language, name: str) -> Dates:
    return Dates()
