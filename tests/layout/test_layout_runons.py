"""Notes dictated or typed without full stops are cut where a new clause starts; ordinary writing stays as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.layout import runons
from analyser.layout.sentences import split


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text)]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            "called at the address at 4 | no answer | neighbour said mum had gone out that morning "
            "with the kids rang her "
            "mobile | went to voicemail | left message | she rang back at 6 | said she forgot and that "
            "she was at her sister's",
            id="worker-on-the-doorstep",
        ),
        pytest.param(
            "Carer rang the office at 9 | she could not get in and the curtains were closed | rang his "
            "phone | no answer | "
            "Neighbour1 saw him last night | I asked her to wait there | rang the daughter and she has a key",
            id="adults-redacted",
        ),
        pytest.param(
            "core group held today | mum came with baby | dad did not attend | HV said weight has dropped to the 2nd "
            "centile | mum said nobody told her about them | Teacher1 said that letters were sent",
            id="meeting",
        ),
        pytest.param(
            "grandma opened the door | mum was still in bed | she didnt want to come down | I waited "
            "half an hour | they "
            "were both upset | dad came in and told me to leave | will discuss with manager tomorrow",
            id="no-apostrophe",
        ),
        pytest.param(
            "visited as arranged | mum let me in | house was cold | there was no food in the fridge | "
            "foster carer said "
            "he had been poorly | I explained that we need to see him | then she got upset and told me "
            "to go | I left at 4.",
            id="ends-in-a-stop",
        ),
    ],
)
def test_a_run_on_note_is_cut_where_clauses_start(written: str) -> None:
    assert pieces(written.replace(" | ", " ")) == written.split(" | ")


@pytest.mark.parametrize(
    "together",
    [
        "mum said she forgot",
        "mum said that he was at nan's",
        "she told me her son took her purse",
        "mum said he had a bug he was sick in the night and he can't keep anything down",
        "she said they turned up at midnight they had no coats",
        "he says if she doesn't see him he'll tell the court",
        "I asked when she would be back",
        "we went home because the bus was late",
        "I saw the man who told her",
        "she said the chart I left was still in the bag",
        "mum told me not to tell dad she was there",
        "there was no answer",
        "a man called Steve was there",
        "she had been seen at the clinic",
        "dad came and his brother said hello",
    ],
)
def test_what_belongs_together_is_not_cut(together: str) -> None:
    """Also in the middle of a run-on note: speech with its cue, what is joined or governed, "
    "and words in another use."""
    text = f"visited the flat on tuesday with a colleague from the team {together} {BEHIND}"
    assert any(together in p for p in pieces(text))
    assert len(pieces(text)) > 1


BEHIND = "I left a card at the house and drove to the office for the meeting that was planned with the manager"


@pytest.mark.parametrize(
    "text",
    [
        "I came off the phone at ten past six feeling that I had done a good hour's work, and it "
        "was only when I typed it up "
        "that I noticed whose needs filled the page and that she had said nothing of the boys, nor had I asked.",
        "Mum rang to say she was at the hospital with the baby and dad was on his way and they would not be back.",
        "Called at 4, no answer; neighbour said mum had gone out - rang her mobile: voicemail, "
        "left message (2nd this week), "
        "she rang back at 6, said she forgot, I explained that the visit was arranged, she agreed to Thursday at 10",
        "mum rang she said she was poorly",
        "that the mother had not been seen since the Tuesday and the worker was told she had left the",
    ],
)
def test_ordinary_writing_and_short_lines_stay(text: str) -> None:
    assert pieces(text) == [text]


def test_commas_for_full_stops_are_cut_in_long_stretches_alone() -> None:
    written = (
        "Mum in, kids at school, | said she was fine, no food in the kitchen, | will ring GP, when "
        "I asked about the bed, "
        "she said it was coming on the Monday, | dad not seen, | she says he has gone to work, and "
        "the neighbours, who knew "
        "nothing of it, were out, | I told her I would be back on Friday, | she said ok, | rang dad, | no reply."
    )
    assert pieces(written.replace("| ", "")) == [p.strip() for p in written.split(" | ")]
    short = "Mum in, kids at school, she said she was fine, no food in, I will ring GP, she agreed to that, he was out."
    assert pieces(short) == [short]


def test_names_and_pseudonyms_are_cut_alike() -> None:
    raw = (
        "called at four {} was in bed {} said she was asleep I asked to see the bedroom {} got upset and shouted at me "
        "I left at five and went to school"
    )
    named, masked = (pieces(raw.format(*w)) for w in (("Kelly", "Darren", "Kelly"), ("Mother", "Partner", "Mother")))
    assert len(named) == len(masked) == 6


def test_a_piece_that_is_too_long_is_cut_at_its_joints() -> None:
    clause = "and she was in the kitchen with the other women from the street who come on mondays "
    assert len(pieces("mum was at home " + clause * 6)) > 1


WORDS = ["mum", "said", "she", "rang", "no", "answer", "and", "when", "I", "left", "then", "told"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_pieces_are_the_text_in_order(text: str) -> None:
    assert "".join("".join(pieces(text)).split()) == "".join(text.split()) or any(c in text for c in ".)-*•–—▪◦")


def test_a_long_text_takes_no_longer_a_word() -> None:
    text = "mum said she was fine rang the school no answer when the house was cold she left the " * 1_000
    runons.cuts(text[:400], 0, 400)
    began = time.perf_counter()
    assert len(runons.cuts(text, 0, len(text))) > 1_000
    once = time.perf_counter() - began
    began = time.perf_counter()
    runons.cuts(text * 4, 0, 4 * len(text))
    assert time.perf_counter() - began < 12 * once


def test_bad_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "verbs": ["Is"]})
    with pytest.raises(BadRules, match="lower case"):
        runons._rules.__wrapped__()
