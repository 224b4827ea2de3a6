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
    pytest.param("A mason alerted the dean to the crack.", "A mason", "alerted", "to the crack", id="alerted-to"),
    pytest.param(
        "Its makers played down the risk of fire.", "Its makers", "played", "the risk of fire", id="played-down"
    ),
    pytest.param("Sir Hew likened the tax to a fine.", "Sir Hew", "likened", "the tax to a fine", id="likened-to"),
    pytest.param("The port put the damage at £90.", "The port", "put", "the damage at £90", id="put-at-a-figure"),
    pytest.param(
        "The minister would not rule out sending ships.", "minister", "rule", "sending ships", id="rule-out-doing"
    ),
    pytest.param("Two judges cast doubt on the claim.", "Two judges", "doubt", "on the claim", id="cast-doubt-on"),
    pytest.param(
        "The tenants are sceptical of the plan.", "The tenants", "sceptical", "of the plan", id="sceptical-of"
    ),
    pytest.param(
        "Uncle in Bath willing to be assessed.", "Uncle in Bath", "willing", "to be assessed", id="willing-to"
    ),
    pytest.param("Dad was open with us about the debt.", "Dad", "open", "about the debt", id="open-about"),
    pytest.param("Wishes to see the children first.", "", "Wishes", "to see the children first", id="wishes-to"),
    pytest.param("She let slip over tea that they had met.", "She", "slip", "they had met", id="let-slip"),
    pytest.param(
        "PC Moss updated the panel: two calls since May.",
        "PC Moss",
        "updated",
        "two calls since May",
        id="behind-a-colon",
    ),
    pytest.param(
        "It is safe, stressed a clerk for the court.", "clerk for the court", "stressed", "It is safe", id="inverted"
    ),
    pytest.param("“Sit down,” scolded Nurse.", "Nurse", "scolded", "“Sit down,”", id="scolded-nurse"),
    pytest.param(
        "‘And why,’ went on Aunt May, ‘are you late?’", "Aunt May", "went", "‘And why,’", id="went-on-aunt-may"
    ),
    pytest.param(
        "Mr Dee paid tribute: “He was kind to all.”", "Mr Dee", "paid", "“He was kind to all.”", id="paid-tribute"
    ),
    pytest.param("The board read “Beware of the dog”.", "The board", "read", "“Beware of the dog”", id="board-read"),
    pytest.param("I put it to you, Mr Lee, that you hid it.", "I", "put", "you hid it", id="put-it-to-you"),
    pytest.param("Driver was asleep, court told", "", "told", "Driver was asleep", id="court-told"),
    pytest.param("Legend had it that the bell sank.", "", "Legend", "the bell sank", id="legend-had-it"),
    pytest.param("RK: How is it at home? L: Fine. I like it.", "L", ":", "Fine. I like it", id="initials"),
    pytest.param(
        "Presenting complaint: cough for a week.", "", "Presenting complaint", "cough for a week", id="complaint"
    ),
    pytest.param(
        "Ola thinks the flat is damp, citing two reports.", "Ola", "citing", "two reports", id="one-who-goes-on-to-cite"
    ),
    pytest.param("Nan upset, saying she was not told.", "Nan", "saying", "she was not told", id="entry-then-saying"),
    pytest.param(
        "Agreed a plan with Nan who promised to ring daily.", "Nan", "promised", "to ring daily", id="who-stands-behind"
    ),
    pytest.param("Both boys said to be settled.", "", "said", "be settled", id="said-to-be"),
    pytest.param(
        "Tenants complained of damp; landlord aware.", "Tenants", "complained", "of damp", id="before-a-semicolon"
    ),
    pytest.param("I asked him his age.", "I", "asked", "his age", id="asked-a-thing"),
    pytest.param("Q. Did you see it? A. No, sir.", "A", ".", "No, sir", id="letters-with-a-stop"),
    pytest.param(
        "“Not so,” said Mrs Lee softly, “not so at all.”", "Mrs Lee", "said", "“not so at all.”", id="goes-on-softly"
    ),
    pytest.param(
        'He told her that "it sleeps all day" and that there is no food.',
        "He",
        "told",
        '"it sleeps all day" and that there is no food',
        id="marks-hold-the-first-part",
    ),
    pytest.param(
        "It is submitted on behalf of the bank that the claim is late.",
        "the bank",
        "submitted",
        "the claim is late",
        id="on-behalf-of",
    ),
    pytest.param("Concerns raised by nursery re nits.", "nursery", "Concerns", "re nits", id="raised-by"),
    pytest.param(
        "He was urged to resign by members of his party.", "members of his party", "urged", "resign", id="urged-by"
    ),
    pytest.param(
        "She has been described by teachers as a kind girl.",
        "teachers",
        "described",
        "as a kind girl",
        id="described-by",
    ),
    pytest.param("The Act requires that notice be given.", "The Act", "requires", "notice be given", id="that-it-be"),
    pytest.param(
        "He said that, although it was late, he had begun.",
        "He",
        "said",
        "although it was late, he had begun",
        id="that-and-a-comma",
    ),
    pytest.param(
        "“Nonsense, man!” The colonel put down his cup. “He is a fool.”",
        "The colonel",
        "put",
        "“He is a fool.”",
        id="beat-between",
    ),
    pytest.param("Cons w/ MGM - says Mo is ill.", "MGM", "says", "Mo is ill", id="met-then-says"),
    pytest.param("GP (Dr Lund) unaware he had moved.", "GP (Dr Lund)", "unaware", "he had moved", id="who-in-brackets"),
    pytest.param(
        "He stated that “no one” had told him of it.", "He", "stated", "“no one” had told him of it", id="marks-within"
    ),
    pytest.param(
        "She said she is done with it, but that she would see Nan.",
        "She",
        "said",
        "she is done with it, but that she would see Nan",
        id="but-that-she",
    ),
    pytest.param("The board agreed the budget.", "The board", "agreed", "the budget", id="agreed-a-budget"),
    pytest.param(
        "The judge directed the jury to disregard it.", "The judge", "directed", "to disregard it", id="directed-to"
    ),
    pytest.param("“Stop it,” I said. “Stop it now.”", "I", "said", "“Stop it now.”", id="i-said-and-go-on"),
]
NOT_TOLD = [
    "Tell him I called.",
    "Neither firm would say how it was done.",
    "It seemed to her that the house was listening.",
    "They campaigned for weeks.",
    "He put the kettle on at six.",
    "He was happy with a bone.",
    "Card left: please call the office.",
    "It is not known whether anyone was in.",
    "Do you want to come in?",
    "Thank you for your letter.",
    "They played down by the river.",
    "She put the jar at the back.",
    "He gave it to her as a child.",
    "Everyone in the ground saw it fall.",
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
