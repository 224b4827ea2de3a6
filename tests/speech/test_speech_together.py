"""Two voices in one sentence."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements


def told(text: str) -> list[tuple[str, str]]:
    """(source, content) of every statement."""
    return [
        (text[s.source_start or 0 : s.source_end or 0], text[s.content_start : s.content_end].rstrip("."))
        for s in find_statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mum said she had rung twice and the school said nobody rang.",
            [("Mum", "she had rung twice"), ("the school", "nobody rang")],
        ),
        (
            "Mum told me that she is coping, while Nan reports that she is not.",
            [("Mum", "she is coping"), ("Nan", "she is not")],
        ),
        (
            "School say he is late most days although Mother maintains he is there by half eight.",
            [("School", "he is late most days"), ("Mother", "he is there by half eight")],
        ),
        ("Mum says Kai's ill but Dad says he isn't.", [("Mum", "Kai's ill"), ("Dad", "he isn't")]),
        ("Mum says Dad says he pays, but there is no sign of it.", [("Mum", "Dad says he pays"), ("Dad", "he pays")]),
    ],
)
def test_each_has_its_own_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_condition_belongs_to_nobody() -> None:
    assert told("If Mum says she is ill, ring the GP.") == [("Mum", "she is ill")]


def test_what_is_proposed_is_said_by_nobody() -> None:
    assert told("Let's say three.") == []


def test_a_word_that_joins_is_not_said() -> None:
    text = "Mum stated she is not in a relationship, yet a man's coat hung in the hall."
    assert told(text) == [("Mum", "she is not in a relationship")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Pt states took 8 paracetamol, ward say sixteen, wife says whole packet.",
            [("Pt", "took 8 paracetamol"), ("ward", "sixteen"), ("wife", "whole packet")],
        ),
        (
            "The paramedic recorded a fall from standing height, the care home reported a fall from bed.",
            [("The paramedic", "a fall from standing height"), ("the care home", "a fall from bed")],
        ),
        ("Staff say settled.", [("Staff", "settled")]),
        ("Brother disputes, says she thinks it is 1974.", [("Brother", "she thinks it is 1974")]),
    ],
)
def test_turns_of_a_terse_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    found = told(text)
    assert [pair for pair in expected if pair not in found] == []


def test_a_contact_tells_its_own_entry_only() -> None:
    text = "Email from SENCO: attendance 61%, no reply to letters. Mum says moved in Sept."
    assert told(text) == [("SENCO", "attendance 61%, no reply to letters"), ("Mum", "moved in Sept")]
