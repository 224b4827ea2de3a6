"""Letters whose accents are written apart: names are found, and places are those of the text as written."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.ingest.text import clean
from analyser.model import CaseFile, Note, RedactedCase, RedactedNote, Residue
from analyser.redact import redact_text
from analyser.redact.composing import _places, as_written

TEXT = "\u00c9lodie Marchand-L\u00e9v\u00eaque came with Zo\u00eb. \u00c9lodie left."
PEOPLE = ["\u00c9lodie Marchand-L\u00e9v\u00eaque", "Zo\u00eb Bright"]


@pytest.mark.parametrize("people", [PEOPLE, [normalize("NFD", p) for p in PEOPLE]])
def test_a_listed_name_with_accents_apart_is_masked_whole(people: list[str]) -> None:
    apart = normalize("NFD", TEXT)
    plain, found = redact_text(TEXT, PEOPLE), redact_text(apart, people)
    assert found.text == plain.text
    assert [normalize("NFC", apart[a:b]) for a, b, _, _ in found.spans] == [TEXT[a:b] for a, b, _, _ in plain.spans]
    at = found.text.index(" came")
    assert found.to_source(at, at + 5) == (apart.index(" came"), apart.index(" came") + 5)


def test_what_is_read_has_each_letter_as_one_character() -> None:
    assert clean(normalize("NFD", TEXT)) == TEXT


@given(st.text(alphabet="aeK \u00e9\u0301\u0323\u0308\u1112\u1161\u11ab\u0b47\u0b56\u212b\u0958", max_size=12))
def test_every_letter_of_the_composed_text_has_its_place(text: str) -> None:
    places = _places(text)
    assert len(places) == len(normalize("NFC", text)) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_a_place_to_check_moves_with_its_text() -> None:
    case = CaseFile("c", (Note("n", "e\u0301 Rue"),))
    redacted = RedactedCase("c", (RedactedNote("n", "\u00e9 Rue"),), residue=(Residue("n", 2, 5, "PERSON", "x"),))
    (left,) = as_written(case, redacted).residue
    assert "e\u0301 Rue"[left.start : left.end] == "Rue"
