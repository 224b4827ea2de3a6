"""Statements in entries of notes, in the press and in letters: forms that the parse or the lemmatiser misreads."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

TOLD = [
    pytest.param("She hopes to move by May.", "She", "hopes", "to move by May", id="lemma-of-hopes"),
    pytest.param("Feels the new rules help him.", "", "Feels", "the new rules help him", id="plural-read-as-bare"),
    pytest.param("Threatened to ring the papers.", "", "Threatened", "to ring the papers", id="threat-without-subject"),
    pytest.param(
        "Cousin Dot texted to say she has the keys.",
        "Cousin Dot",
        "texted to say",
        "she has the keys",
        id="texted-to-say",
    ),
    pytest.param(
        "Owners close to the club claim they have been misled.",
        "Owners",
        "claim",
        "they have been misled",
        id="claim-read-as-noun",
    ),
    pytest.param(
        "He accepted that he shouted but disputes that he threw it.",
        "He",
        "disputes",
        "he threw it",
        id="disputes-read-as-noun",
    ),
    pytest.param(
        "A dozen eggs a week may do no harm, a study of nurses suggests.",
        "a study of nurses",
        "suggests",
        "A dozen eggs a week may do no harm",
        id="study-suggests-behind",
    ),
    pytest.param(
        "Wardens urged people to keep doors shut as smoke drifted over the town.",
        "Wardens",
        "urged",
        "to keep doors shut",
        id="story-goes-on",
    ),
    pytest.param(
        "The mayor insisted that the pier is safe, despite two fires.",
        "The mayor",
        "insisted",
        "the pier is safe",
        id="what-the-writer-adds",
    ),
    pytest.param(
        "The talk that it was fixed is “rubbish”, the club said.",
        "the club",
        "said",
        "The talk that it was fixed is “rubbish”",
        id="marks-in-a-clause-before",
    ),
    pytest.param(
        "The driver has always maintained his innocence.",
        "The driver",
        "maintained",
        "his innocence",
        id="maintained-innocence",
    ),
    pytest.param(
        "The cook blamed the stove in her own diary.", "The cook", "blamed", "the stove", id="where-it-was-told"
    ),
    pytest.param(
        "It followed calls from shopkeepers for a patrol.", "shopkeepers", "calls", "for a patrol", id="calls-for"
    ),
    pytest.param(
        "T/C from maternal gran 11.20. Ben came to hers with no shoes.",
        "gran",
        "T/C from",
        "Ben came to hers with no shoes",
        id="contact-with-a-time",
    ),
    pytest.param(
        "Allegation: the tutor pushed him on 3 June. Police told.",
        "",
        "Allegation",
        "the tutor pushed him on 3 June",
        id="allegation",
    ),
    pytest.param(
        "A voice answered, said they were out.", "A voice", "said", "they were out", id="entry-before-a-comma"
    ),
    pytest.param("“Stop!” cried someone at the back.", "someone", "cried", "“Stop!”", id="one-word-cry"),
    pytest.param("His teacher forbade him to speak.", "His teacher", "forbade", "to speak", id="forbade"),
    pytest.param(
        "Mr Oke (North Vale): Will the Minister meet them? The Minister: I will.",
        "The Minister",
        ":",
        "I will",
        id="turn-of-the-minister",
    ),
]
NOT_TOLD = [
    "It says a lot that nobody ever asked to see it.",
    "Referral received from CAMHS. Allocated to duty.",
    "Minutes otherwise agreed.",
    "It is too early to say how long it will take.",
    "Joint visit with police. Door was open.",
    "Dad not yet spoken to about this.",
]


def _found(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,"),
        )
        for s in find_statements(text)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_statement_is_found(text: str, source: str, cue: str, content: str) -> None:
    found = _found(text)
    assert any(source in s and bool(source) == bool(s) and (q, c) == (cue, content.strip(" .,")) for s, q, c in found)


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{i:02}") for i, t in enumerate(NOT_TOLD)])
def test_nobody_speaks(text: str) -> None:
    assert _found(text) == []


def test_that_with_its_verb_is_part_of_what_is_told() -> None:
    assert ("I", "told", "that's not good enough") in _found("I told them that's not good enough.")


def test_what_one_thinks_in_a_turn_is_part_of_the_turn() -> None:
    assert len(_found("The Minister: I gladly do so, and I know the House will agree.")) == 1
