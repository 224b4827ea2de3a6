"""Statements in text of every kind: thought, judgement and showing, nouns of saying, turns of a transcript."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

TOLD = [
    pytest.param("Traders fear a run on the bank.", "Traders", "fear", "a run on the bank", id="fears-a-thing"),
    pytest.param("The vet suspects poison.", "The vet", "suspects", "poison", id="suspects-a-thing"),
    pytest.param("Nurses welcomed the ruling.", "Nurses", "welcomed", "the ruling", id="welcomed-a-ruling"),
    pytest.param(
        "The plan was condemned by two bishops.", "two bishops", "condemned", "The plan", id="passive-of-a-plan"
    ),
    pytest.param(
        "The survey shows a rise in the price of hay.",
        "The survey",
        "shows",
        "a rise in the price of hay",
        id="survey-shows",
    ),
    pytest.param(
        "The inspectors found no evidence of damp.",
        "The inspectors",
        "found",
        "no evidence of damp",
        id="found-no-evidence",
    ),
    pytest.param("The brewery expects a loss.", "The brewery", "expects", "a loss", id="expects-a-loss"),
    pytest.param("The owner ruled out a sale.", "The owner", "ruled", "a sale", id="ruled-out"),
    pytest.param("The envoy hinted at a truce.", "The envoy", "hinted", "at a truce", id="hinted-at"),
    pytest.param("Our engineers think otherwise.", "Our engineers", "think", "otherwise", id="think-otherwise"),
    pytest.param("My tenant denies it.", "My tenant", "denies", "it", id="denies-it"),
    pytest.param("The driver pleaded not guilty.", "The driver", "pleaded", "not guilty", id="plea"),
    pytest.param("Most of us consider it a trick.", "Most of us", "consider", "it a trick", id="consider-it"),
    pytest.param(
        "The wardens urged walkers to turn back if the mist came down.",
        "The wardens",
        "urged",
        "to turn back if the mist came down",
        id="condition-of-what-is-urged",
    ),
    pytest.param(
        "Her sister appealed to him to ring home.", "Her sister", "appealed", "to ring home", id="appealed-to-him-to"
    ),
    pytest.param(
        "The letter makes clear that nothing is owing.", "The letter", "makes", "nothing is owing", id="makes-clear"
    ),
    pytest.param(
        "The clerk asked when the lift would be mended.",
        "The clerk",
        "asked",
        "when the lift would be mended",
        id="asked-when",
    ),
    pytest.param(
        "Asked whether he would stay, the keeper shrugged.", "", "Asked", "whether he would stay", id="was-asked"
    ),
    pytest.param("She was promised keys.", "", "promised", "keys", id="was-promised"),
    pytest.param("Ministers are expected to drop the toll.", "", "expected", "drop the toll", id="is-expected-to"),
    pytest.param(
        "The team noted a “marked rise” in complaints.",
        "The team",
        "noted",
        "a “marked rise” in complaints",
        id="marks-round-a-part",
    ),
    pytest.param("Word was that the ferry had sunk.", "", "Word", "the ferry had sunk", id="word-was"),
    pytest.param("One guess is that the seal broke.", "", "guess", "the seal broke", id="guess-is"),
    pytest.param("Fears are growing that the mill may close.", "", "Fears", "the mill may close", id="fears-grow"),
    pytest.param(
        "The suggestion that she jumped the queue is false.",
        "",
        "suggestion",
        "she jumped the queue",
        id="unowned-suggestion",
    ),
    pytest.param(
        "Dr Lund gave it as her opinion that the blow came from behind.",
        "Dr Lund",
        "opinion",
        "the blow came from behind",
        id="gave-it-as-her-opinion",
    ),
    pytest.param("Peg sends word that she is well.", "Peg", "word", "she is well", id="sends-word"),
    pytest.param(
        "Two senators voiced doubts about the treaty.", "Two senators", "doubts", "about the treaty", id="doubts-about"
    ),
    pytest.param(
        "Survivors gave another account: they had counted ten.",
        "Survivors",
        "account",
        "they had counted ten",
        id="account-behind-a-colon",
    ),
    pytest.param(
        "The rates will hold until May, or so most of the lenders believe.",
        "most of the lenders",
        "believe",
        "The rates will hold until May",
        id="or-so-they-believe",
    ),
    pytest.param(
        'Said a tired Mr Brand: "We only left for ten minutes."',
        "a tired Mr Brand",
        "Said",
        '"We only left for ten minutes."',
        id="said-first",
    ),
    pytest.param(
        "E-mail from Henrik in Lund, the pumps went on the ninth.",
        "Henrik in Lund",
        "E-mail from",
        "the pumps went on the ninth",
        id="mail-from-a-stranger",
    ),
    pytest.param(
        "Child's wishes and feelings. Wants to stay at Nan's.",
        "Child",
        "Child's wishes",
        "Wants to stay at Nan's",
        id="heading-with-a-full-stop",
    ),
    pytest.param("Q: Did you see it? A: Only the tail.", "Q", ":", "Did you see it?", id="question"),
    pytest.param("Q: Did you see it? A: Only the tail.", "A", ":", "Only the tail", id="answer"),
    pytest.param("Moretti: We can wait. Quilby: Not for long.", "Quilby", ":", "Not for long", id="surnames"),
    pytest.param(
        "Dr Lund (Upper Valley) (Ind): The bridge is shut. It has been since June.",
        "Dr Lund (Upper Valley) (Ind)",
        ":",
        "The bridge is shut. It has been since June",
        id="title-and-brackets",
    ),
    pytest.param(
        "The nurse is of the opinion that the cut is old, and the doctor's report supports a later date.",
        "The nurse",
        "is of the opinion",
        "the cut is old",
        id="another-begins",
    ),
]
TOLD += [
    pytest.param(
        "Mum was keen to stress that she had rung twice.", "Mum", "stress", "she had rung twice", id="keen-to-stress"
    ),
    pytest.param(
        "The claim in the report that he fell is wrong.", "the report", "claim", "he fell", id="claim-in-a-report"
    ),
    pytest.param("The cook pleaded with us to let her go.", "The cook", "pleaded", "to let her go", id="pleaded-with"),
]
NOT_TOLD = [
    "She slammed the door.",
    "He expects a baby in May.",
    "The committee found a room for the meeting.",
    "He pointed to the door.",
    "The court backed onto the river.",
    "A ruling is expected by June.",
    "The bank has no plans to close.",
    "He called the doctor, then the vet, then a taxi.",
    "It says a lot about the house.",
    "It goes without saying that it was cold.",
    "Health: I weighed him, 9.4 kg.",
    "General Notes: He is on the waiting list.",
    "The story is set in Leeds.",
    "He owned a boat.",
    "The panel supports the shelf.",
    "The offer came by post.",
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
    assert (source, cue, content.strip(" .,")) in _found(text)


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{i:02}") for i, t in enumerate(NOT_TOLD)])
def test_nobody_speaks(text: str) -> None:
    assert _found(text) == []


def test_wrote_to_say_is_one_statement() -> None:
    assert [c for _, c, _ in _found("He wrote on Friday to say he had let the house.")] == ["say"]


def test_expressed_concern_is_one_statement() -> None:
    assert [c for _, c, _ in _found("Members expressed concern that the minutes were lost.")] == ["concern"]


def test_a_question_by_nobody_named_is_not_laid_on_the_last_one_who_spoke() -> None:
    found = find_statements("Dad said he was tired. Asked whether he would stay, the neighbour shrugged.")
    assert [s.speaker for s in found][1:] == [""]
