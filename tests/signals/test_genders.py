"""Women's and men's words as the note encoder reads them."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.model import CaseFile, Note
from analyser.research.swaps import regendered
from analyser.signals.genders import as_of_a_woman, both_ways


@pytest.mark.parametrize(
    ("words", "read"),
    [
        pytest.param("mum said he hit her", "mum said he hit her", id="a mother first: as it stands"),
        pytest.param("dad said she hit him", "mum said he hit her", id="a father first: all change over"),
        pytest.param("he told mum that she was out", "he told mum that she was out", id="a parent goes before others"),
        pytest.param("she told dad that he was out", "he told mum that she was out", id="and the others go with it"),
        pytest.param("the boys and his aunt", "the girls and her uncle", id="nobody's parent: the first person"),
        pytest.param("took him his bag and hers", "took her her bag and his", id="him and his are one word, as her is"),
        pytest.param("auntie rang mum", "aunt rang mum", id="two words with one counterpart are one"),
        pytest.param("the chair was empty", "the chair was empty", id="nobody named"),
    ],
)
def test_a_note_is_read_as_if_its_first_parent_were_a_woman(words: str, read: str) -> None:
    assert as_of_a_woman(words.split()) == read.split()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Dad rang at ten. He said his daughter was at his mother's and he'd fetch her.", id="a call"),
        pytest.param("Her sister opened the door; Mum's husband lay on the settee, his face to the wall.", id="visit"),
        pytest.param("Mr and Mrs were out. MGM says the boy stays with his uncle; she has not seen him.", id="kin"),
        pytest.param("Girlfriend shouted at him; stepdad laughed. The lady next door had rung her son.", id="others"),
    ],
)
def test_a_note_and_the_same_with_women_for_men_are_read_alike(text: str) -> None:
    (swapped,) = regendered(CaseFile("c", (Note("n1", text, dt.date(2024, 3, 4)),))).notes
    assert swapped.text != text
    read = [
        as_of_a_woman(t.lower().replace("'", " ").replace(".", " ").replace(";", " ").split())
        for t in (text, swapped.text)
    ]
    assert read[0] == read[1]


def test_both_readings_of_a_text_are_the_same_whoever_it_tells_of() -> None:
    one, other = both_ways("Her boyfriend drove MGM home."), both_ways("His girlfriend drove MGF home.")
    assert one == other
    assert one[0] == "her girlfriend drove mgm home."
    assert one[1] == "his boyfriend drove mgf home."
