"""The spaCy component."""

from __future__ import annotations

import datetime as dt

import spacy

from analyser import extensions
from analyser.dates import component
from analyser.model import RedactedNote

assert component.Dates


def test_times_hang_on_the_doc_and_come_from_the_notes_date() -> None:
    extensions.register()
    nlp = spacy.blank("en")
    nlp.add_pipe("casenote_dates")
    for own, recorded in ((dt.date(2024, 5, 16), None), (None, dt.date(2024, 5, 16))):
        doc = nlp.make_doc("Rang on Monday.")
        doc._.note = RedactedNote("n1", doc.text, date=own, recorded=recorded)
        assert [t.value for t in nlp(doc)._.times] == ["2024-05-13"]


def test_a_doc_without_a_note_is_read_without_a_reference() -> None:
    extensions.register()
    nlp = spacy.blank("en")
    nlp.add_pipe("casenote_dates")
    (time,) = nlp("Rang on Monday.")._.times
    assert time.value is None
