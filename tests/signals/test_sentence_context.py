"""A sentence's surroundings, and the counted features made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.model import RedactedNote, Setting
from analyser.signals.classifier import clause_contexts
from analyser.signals.context import SentenceContext, contexts
from analyser.signals.features import BLOCKS, features, normalise, words

NOTE = RedactedNote(
    note_id="n1",
    text="Rang the bell twice. Child1 waved from upstairs.\nCard left.",
    type="home_visit_unannounced",
    author_role="social_worker",
    seen=True,
    seen_alone=False,
)


def test_each_sentence_knows_its_neighbours_and_place() -> None:
    first, second, third = contexts(NOTE, Setting.CHILDREN)
    assert (first.previous, first.following) == ("", "Child1 waved from upstairs.")
    assert (second.previous, second.following) == ("Rang the bell twice.", "Card left.")
    assert [first.position, second.position, third.position] == [0.0, 0.5, 1.0]
    assert NOTE.text[second.start : second.end] == second.text
    assert second.flags == ("seen=yes", "seen_alone=no")


def test_rule_hits_go_to_the_sentence_they_overlap() -> None:
    place = NOTE.text.index("Card")
    found = contexts(NOTE, Setting.CHILDREN, {(place, place + 4): ("no_access",), (0, 4): ("no_access", "attended")})
    assert [c.rule_hits for c in found] == [("attended", "no_access"), (), ("no_access",)]


@pytest.mark.parametrize("text", [pytest.param("", id="empty"), pytest.param(" \n\n ", id="blank")])
def test_a_note_without_text_has_no_sentences(text: str) -> None:
    assert contexts(RedactedNote("n1", text)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Child2 and Sibling1", "xchild and xsibling", id="numbers go"),
        pytest.param("Mother rang SocialWorker2", "xmother rang xsocialworker", id="roles"),
        pytest.param("School1, Nursery2, Organisation4", "xorganisation , xorganisation , xorganisation", id="places"),
        pytest.param("at 3.45pm on 12/3", "at xtime on xdate", id="times and dates"),
        pytest.param("Child protection", "child protection", id="an ordinary word is no pseudonym"),
        pytest.param("Partnership working", "partnership working", id="nor is a longer one"),
    ],
)
def test_pseudonyms_lose_their_numbers(text: str, wanted: str) -> None:
    assert normalise(text) == wanted


def test_kin_words_are_the_role_they_name() -> None:
    assert words("Mum and Nan came") == words("Mam and gran came")
    assert words("Mum was in")[0] == words("Mother was in")[0]


@pytest.mark.parametrize(
    ("of_her", "of_him"),
    [
        pytest.param("She said her mum is hers", "He said his dad is his", id="pronouns"),
        pytest.param("Mother2 and the girls went with Nan", "Father2 and the boys went with Grandad", id="kin"),
        pytest.param(
            "Mrs X, a woman known to PGM, herself late", "Mr X, a man known to PGF, himself late", id="titles"
        ),
    ],
)
def test_what_a_woman_does_reads_as_what_a_man_does(of_her: str, of_him: str) -> None:
    assert words(of_her) == words(of_him)


def test_the_same_words_in_another_note_differ_in_circumstances_only() -> None:
    a = SentenceContext("n", 0, 8, "Was in.", note_type="home_visit", author_role="social_worker")
    b = SentenceContext("n", 0, 8, "Was in.", note_type="school_contact", author_role="school")
    fa, fb = features(a), features(b)
    assert fa["word"] == fb["word"]
    assert fa["char"] == fb["char"]
    assert fa["meta"] != fb["meta"]


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_gives_features_and_clauses_inside_it(text: str, kind: str) -> None:
    for sentence in contexts(RedactedNote("n1", text, type=kind)):
        assert set(features(sentence)) == set(BLOCKS)
        for part in clause_contexts(sentence):
            assert sentence.start <= part.start <= part.end <= sentence.end
            assert text[part.start : part.end] == part.text
