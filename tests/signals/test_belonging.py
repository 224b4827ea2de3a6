"""Peoples and faiths as the models read them."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note
from analyser.research.swaps import Axis, variants
from analyser.signals.belonging import read_alike
from analyser.signals.wordpiece import WordPiece


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("A Pakistani family, new to the road.", "A White British family, new to the road.", id="a people"),
        pytest.param("They are gypsy or Irish traveller.", "They are White British.", id="longest phrase, any case"),
        pytest.param("Seen at the mosque with the Imam.", "Seen at the church with the priest.", id="house and clergy"),
        pytest.param("Ethnicity: Black African", "", id="a field and its value"),
        pytest.param("Seen at home. Faith recorded as none. Tea made.", "Seen at home.  Tea made.", id="among others"),
        pytest.param("- Religion: Jehovah's Witness\nAllergies: nuts", "\nAllergies: nuts", id="in a list"),
        pytest.param(
            "Religion: Sikh, and Mum will not have the nurse in the house while the fast lasts",
            "Religion: Christian, and Mum will not have the nurse in the house while the fast lasts",
            id="a field that says more is read",
        ),
        pytest.param("First language: Urdu", "", id="a language by itself"),
        pytest.param("First language recorded as Welsh, with good English.", "", id="a language and no need"),
        pytest.param(
            "First language: Tigrinya, with little English",
            "First language: Tigrinya, with little English",
            id="a need is a circumstance",
        ),
        pytest.param(
            "Language: Urdu, needs an interpreter", "Language: Urdu, needs an interpreter", id="an interpreter"
        ),
        pytest.param("Needs the Polish interpreter.", "Needs the Polish interpreter.", id="so may an interpreter's"),
        pytest.param("Romance is dead, she says.", "Romance is dead, she says.", id="within a word"),
        pytest.param("He keeps faith with her.", "He keeps faith with her.", id="no field"),
    ],
)
def test_read_alike(text: str, read: str) -> None:
    assert read_alike(text) == read


VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "white", "british", "christian", "seen", "the", ".", "tea", "a", "family"]


def test_pieces_keep_the_place_of_what_they_are_read_for() -> None:
    words = WordPiece(VOCABULARY)
    text = "Religion: Hindu. Seen, a Sri Lankan family."
    pieces = [p for p in words.pieces(text) if p.id]
    assert [(VOCABULARY[p.id], text[p.start : p.end]) for p in pieces] == [
        ("seen", "Seen"),
        ("a", "a"),
        ("white", "Sri Lankan"),
        ("british", "Sri Lankan"),
        ("family", "family"),
        (".", "."),
    ]


def test_no_swap_of_people_or_faith_is_seen() -> None:
    text = "Home visit. A Black Caribbean family of four; Nan is a Jehovah's Witness and takes them on Sundays."
    for variant in variants(CaseFile("c", (Note("n1", text),)), (Axis.ETHNICITY, Axis.FAITH)):
        assert read_alike(variant.case.notes[0].text) == read_alike(variant.reference.notes[0].text), variant.value


def test_the_list_refuses_a_phrase_that_stands_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    from analyser import taxonomy
    from analyser.errors import BadRules

    shipped = taxonomy.load_yaml("analyser.taxonomy", "belonging.yaml")
    shipped = {**shipped, "groups": {**shipped["groups"], "other": ["hindu"]}}
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: shipped)
    taxonomy.belonging.cache_clear()
    try:
        with pytest.raises(BadRules, match="'hindu' stands there twice"):
            taxonomy.belonging()
    finally:
        taxonomy.belonging.cache_clear()
