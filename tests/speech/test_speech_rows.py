"""Several things that one person says in a row, what is thought within what is told, and contacts that go on."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

ROWS = [
    (
        "Tenant reports low mood, denies drug use.",
        [("Tenant", "reports", "low mood"), ("Tenant", "denies", "drug use")],
    ),
    (
        "Patient denies nausea, reports poor sleep.",
        [("Patient", "denies", "nausea"), ("Patient", "reports", "poor sleep")],
    ),
    ("Gran admitted one sherry, denied driving.", [("Gran", "admitted", "one sherry"), ("Gran", "denied", "driving")]),
    ("Reports low mood, denies self-harm.", [("", "Reports", "low mood"), ("", "denies", "self-harm")]),
    (
        "Ali stated that he sees shadows, denied hearing voices.",
        [("Ali", "stated", "he sees shadows"), ("Ali", "denied", "hearing voices")],
    ),
    ("Nan says she is worn out, wants to move.", [("Nan", "says", "she is worn out"), ("Nan", "wants", "to move")]),
    ("Mum feels unsupported, asked for help.", [("Mum", "feels", "unsupported"), ("Mum", "asked", "for help")]),
    ("Pt c/o pain in L knee, denies falls.", [("Pt", "c/o", "pain in L knee"), ("Pt", "denies", "falls")]),
    ("Pt states pain 8/10, requesting PRN.", [("Pt", "states", "pain 8/10"), ("Pt", "requesting", "PRN")]),
    (
        "The clinic team are of the opinion that he can go home and have asked that we visit.",
        [("The clinic team", "are of the opinion", "he can go home"), ("The clinic team", "asked", "we visit")],
    ),
    (
        "Dad accepted that the house was a mess but did not feel that it was unsafe.",
        [("Dad", "accepted", "the house was a mess"), ("Dad", "feel", "it was unsafe")],
    ),
    (
        "Uncle accepted he had shouted but denied swearing.",
        [("Uncle", "accepted", "he had shouted"), ("Uncle", "denied", "swearing")],
    ),
    (
        "Leah says nobody listens to her and asked why she has to come.",
        [("Leah", "says", "nobody listens to her"), ("Leah", "asked", "why she has to come")],
    ),
    # what is thought, or yet to be said, within what is told
    ("Mum said she did not know where he was.", [("Mum", "said", "she did not know where he was")]),
    ("Dad told me he would contest the order.", [("Dad", "told", "he would contest the order")]),
    ("The tutor told me that he had been asked to leave.", [("The tutor", "told", "he had been asked to leave")]),
    ("He claimed not to remember the fight.", [("He", "claimed", "not to remember the fight")]),
    # look-alikes: another one says the second thing
    ("She denies it, says Dad.", [("She", "denies", "it"), ("Dad", "says", "She denies it")]),
    (
        "Mum says Dad came round and said he would leave.",
        [("Mum", "says", "Dad came round and said he would leave"), ("Dad", "said", "he would leave")],
    ),
    (
        "Gran said Dad told her he was ill.",
        [("Gran", "said", "Dad told her he was ill"), ("Dad", "told", "he was ill")],
    ),
    (
        "The firm, which denies the claims, said it would appeal.",
        [
            ("The firm", "denies", "the claims"),
            ("The firm, which denies the claims", "said", "it would appeal"),
        ],
    ),
    # two heads of a line, each with their own words
    ('Mum: "She fell." Dad: "I was out."', [("Mum", ":", '"She fell."'), ("Dad", ":", '"I was out."')]),
    # a contact, then what the one who was reached says
    ("Rang Dad - states he was never told.", [("Dad", "states", "he was never told")]),
    ("TC to HV, reports nil concerns.", [("HV", "reports", "nil concerns")]),
    ("Rang nursery. Confirmed he was collected at four.", [("nursery", "Confirmed", "he was collected at four")]),
    ("Visit to PGF. Says has not seen son since May.", [("PGF", "Says", "has not seen son since May")]),
    ("Neighbour came out, said they had moved.", [("Neighbour", "said", "they had moved")]),
    ("Email from HV, reports attached.", [("HV", "Email from", "reports attached")]),
    # two verbs that tell one thing
    ("Mum has emailed asking for a later slot.", [("Mum", "asking", "for a later slot")]),
    ("We wanted to let you know that the lift is out.", [("We", "know", "the lift is out")]),
    ("Mum rang in tears asking for help.", [("Mum", "asking", "for help")]),
]
FORMS = [
    ("The nurse noted a burn, which Kay put down to the iron.", "Kay", "put", "to the iron"),
    ("It was agreed by all that the case would close.", "all", "agreed", "the case would close"),
    ("Nan is glad, although she would like to see more of him.", "she", "would like", "to see more of him"),
    ("Gran says can't cope, wants him to go to his mum.", "Gran", "wants", "him to go to his mum"),
    ("There were concerns from the crèche about her hygiene.", "the crèche", "concerns", "about her hygiene"),
    ("Allegations have been made that he struck a guest.", "", "Allegations", "he struck a guest"),
    ("Jo was at pains to stress that it was an accident.", "Jo", "stress", "it was an accident"),
    ("Ch told TA no tea last night.", "Ch", "told", "no tea last night"),
    ("SW told mum visit moved to Thurs.", "SW", "told", "visit moved to Thurs"),
    (
        "It was a quiet street, recalled his former landlady.",
        "his former landlady",
        "recalled",
        "It was a quiet street",
    ),
    (
        "He is out, according to a person close to the family.",
        "a person close to the family",
        "according to",
        "He is out",
    ),
    (
        "The surgeon, a Dr Weiss, was of the view that it would heal.",
        "The surgeon, a Dr Weiss",
        "view",
        "it would heal",
    ),
    ("Wants unsupervised contact.", "", "Wants", "unsupervised contact"),
    ("FSW queries ?eating disorder.", "FSW", "queries", "?eating disorder"),
    ("The warden raised the idea of a day centre.", "The warden", "idea", "of a day centre"),
    ("Mrs Pym talked about the years she spent at sea.", "Mrs Pym", "talked", "about the years she spent at sea"),
]
NOT_TOLD = [
    "We agreed a plan at the end.",
    "Mum agreed a time with the plumber.",
    "The parties agreed terms in June.",
    "They agreed on a date.",
    "I wrote up the visit that evening.",
    "She wrote her name on the board.",
    "Dad texted a photo.",
    "Can you confirm you got the forms?",
    "The school is to blame.",
    "They called the baby Rose.",
    "He shouted and slammed the door.",
    "The court considered the report of Dr Hale.",
    "He put the box down to rest.",
    "He was denied bail.",
]


def _found(text: str) -> list[tuple[str, str, str]]:
    return [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" ."),
        )
        for s in find_statements(text)
    ]


@pytest.mark.parametrize(("text", "told"), [pytest.param(*r, id=f"{i:02}") for i, r in enumerate(ROWS)])
def test_each_says_their_own(text: str, told: list[tuple[str, str, str]]) -> None:
    assert sorted(_found(text)) == sorted((a, b, c.strip(" .")) for a, b, c in told)


@pytest.mark.parametrize(("text", "source", "cue", "content"), FORMS)
def test_form_is_told(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in _found(text)


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{i:02}") for i, t in enumerate(NOT_TOLD)])
def test_nobody_says_anything(text: str) -> None:
    assert _found(text) == []


def test_a_child_who_is_afraid_of_a_parent_speaks_for_herself() -> None:
    found = find_statements("Ch1 scared of dad, says he shouts.")
    assert [s.speaker for s in found] != ["father"]
