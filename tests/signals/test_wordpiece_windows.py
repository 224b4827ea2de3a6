"""How a note is cut for the note encoder."""

from __future__ import annotations

import itertools

import pytest

from analyser.model import RedactedNote
from analyser.signals.context import contexts
from analyser.signals.windows import NOWHERE, SIZE, windows
from analyser.signals.wordpiece import WordPiece
from analyser.wordpieces import CLS, SEP, UNKNOWN

VOCABULARY = [
    "[PAD]", UNKNOWN, CLS, SEP, *".,'\"-?!", "mum", "mother", "social", "worker", "did", "not", "attend", "##ed", "the",
    "group", "chair", "was", "empty", "home", "visit", "by", "children", "cafe", "a", "##s", "again",
]  # fmt: skip
WORDS = WordPiece(VOCABULARY)


def spoken(text: str) -> list[str]:
    return [VOCABULARY[p.id] for p in WORDS.pieces(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Mum attended.", ["mum", "attend", "##ed", "."], id="longest piece first"),
        pytest.param("SocialWorker2 visits", ["social", "worker", "visit", "##s"], id="a pseudonym is read as words"),
        pytest.param("Mother's chair", ["mother", "'", UNKNOWN, "chair"], id="punctuation stands apart"),
        pytest.param("Café", ["cafe"], id="accents are off"),
        pytest.param("the zzz group", ["the", UNKNOWN, "group"], id="an unknown word is one piece"),
        pytest.param("x" * 200, [UNKNOWN], id="a word too long is unknown"),
        pytest.param(" \n ", [], id="nothing"),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert spoken(text) == pieces


def test_pieces_keep_the_place_of_their_word() -> None:
    text = "SocialWorker2 attended."
    assert [text[p.start : p.end] for p in WORDS.pieces(text)] == [
        "SocialWorker2",
        "SocialWorker2",
        "attended",
        "attended",
        ".",
    ]


def test_a_short_note_is_one_window_that_opens_with_its_kind() -> None:
    note = RedactedNote(
        "n1", "Mum did not attend. The chair was empty.", type="home_visit", author_role="social_worker"
    )
    (window,) = windows(note, "children", contexts(note), WORDS)
    said = [VOCABULARY[i] for i in window.ids]
    assert said[:8] == [CLS, "home", "visit", "by", "social", "worker", "children", SEP]
    assert said[-1] == SEP
    assert [s for s in window.sentences if s != NOWHERE] == [0] * 5 + [1] * 5


def test_every_word_of_a_long_note_is_judged_once_and_windows_end_between_sentences() -> None:
    sentence = "Mum did not attend the group again."
    note = RedactedNote("n1", " ".join([sentence] * 120), type="home_visit", author_role="social_worker")
    found = windows(note, "children", contexts(note), WORDS)
    assert len(found) > 3
    assert all(len(w.ids) <= SIZE for w in found)
    judged = [
        (start, place) for w in found for start, place in zip(w.starts, w.sentences, strict=True) if place != NOWHERE
    ]
    assert judged == sorted(judged)
    assert len(judged) == len(WORDS.pieces(note.text))
    for before, after in itertools.pairwise(found):
        last = max(s for s in before.sentences)
        first = min(s for s in after.sentences if s != NOWHERE)
        assert first == last + 1


def test_an_empty_note_has_no_window() -> None:
    note = RedactedNote("n1", "", type="home_visit")
    assert windows(note, "children", contexts(note), WORDS) == []


def test_one_sentence_longer_than_a_window_is_still_judged_whole() -> None:
    note = RedactedNote("n1", "mum did not attend " * 150, type="home_visit")
    found = windows(note, "children", contexts(note), WORDS)
    assert sum(s != NOWHERE for w in found for s in w.sentences) == 600


def test_a_contraction_without_its_apostrophe_is_cut_as_with_it_and_keeps_its_place() -> None:
    typed, marked = WORDS.pieces("mum didnt attend"), WORDS.pieces("mum didn't attend")
    assert [p.id for p in typed] == [p.id for p in marked]
    assert {(p.start, p.end) for p in typed} == {(0, 3), (4, 9), (10, 16)}
