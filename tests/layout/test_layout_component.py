"""Sentence starts of the parse are those of the layout rules."""

from __future__ import annotations

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from analyser.layout.component import Layout
from analyser.layout.sentences import split

nlp = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        pytest.param("Visited. NR. Card left.", ["Visited", "NR", "Card"], id="telegraphic"),
        pytest.param("Seen at 3.45 by Dr. Hall. All well", ["Seen", "All"], id="full-stops-inside"),
        pytest.param("Actions:\n- ring school\n- visit", ["Actions", "ring", "visit"], id="bullets"),
        pytest.param("Plan: 1. Mum to pay. 2. Dad to go.", ["Plan", "Mum", "Dad"], id="items-on-one-line"),
        pytest.param("Agreed. 1. Mum to pay. 2. dad to go.", ["Agreed", "Mum", "dad"], id="items-after-a-stop"),
        pytest.param("Age: 1. Mum is 24. Dad is 2. All well", ["Age", "Mum", "Dad", "All"], id="numbers-that-are-told"),
        pytest.param("Lives at flat 2. He is in. Seen at 3.", ["Lives", "He", "Seen"], id="numbers-that-end"),
    ],
)
def test_starts(text: str, firsts: list[str]) -> None:
    doc = Layout()(nlp(text))
    found = [t.text for t in doc if t.is_sent_start]
    assert [w for w in found if w not in "-\n"] == firsts


@given(st.text(max_size=200))
def test_every_token_is_decided_and_nothing_raises(text: str) -> None:
    doc = Layout()(nlp(text))
    assert all(t.is_sent_start is not None and isinstance(t.is_sent_start, bool) for t in doc)
    if len(doc):
        assert doc[0].is_sent_start
        assert len(list(doc.sents)) <= 1 + len(split(text))


def test_a_long_text_takes_no_longer_a_word() -> None:
    doc = nlp("Rang Mum. " * 8_000)
    begin = time.process_time()
    Layout()(doc)
    assert time.process_time() - begin < 6
