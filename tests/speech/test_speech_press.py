"""Speech in the manner of the press, of fiction and of transcripts: who says it, by which words, and what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.speech import find_statements
from analyser.speech.quotes import quoted_stretches

TOLD = [
    pytest.param("The dean is said to have lost the keys.", "", "said", "have lost the keys", id="is-said-to"),
    pytest.param("Carla was told to leave the hall.", "", "told", "leave the hall", id="was-told-to"),
    pytest.param("The clerk was accused of hiding the file.", "", "accused", "hiding the file", id="accused-of"),
    pytest.param("The choir reportedly sold its organ.", "", "reportedly", "sold its organ", id="reportedly"),
    pytest.param("Allegedly, the cups were sold in Ghent.", "", "Allegedly", "the cups were sold in Ghent", id="opens"),
    pytest.param("Their claim that he cheated was dropped.", "Their", "claim", "he cheated", id="claim-in-a-subject"),
    pytest.param("Mum's case is that the door was shut.", "Mum", "case", "the door was shut", id="case-is"),
    pytest.param(
        "The tenant's denial that he knew of the leak was not accepted.",
        "The tenant",
        "denial",
        "he knew of the leak",
        id="denial-that",
    ),
    pytest.param(
        "Tenants say it was damp; the owner says it was aired.", "the owner", "says", "it was aired", id="semicolon"
    ),
    pytest.param(
        "The memo, seen by this reporter, says the pump failed.",
        "The memo, seen by this reporter",
        "says",
        "the pump failed",
        id="seen-by",
    ),
    pytest.param(
        "Under the plan, people close to the club said, the ground would be sold within a year.",
        "people close to the club",
        "said",
        "the ground would be sold within a year",
        id="set-off-behind-a-long-subject",
    ),
    pytest.param(
        "Officers appealed for drivers to come forward.",
        "Officers",
        "appealed",
        "for drivers to come forward",
        id="appealed-for-them-to",
    ),
    pytest.param(
        "The union has called on the firm to release the figures.",
        "The union",
        "called",
        "to release the figures",
        id="called-on",
    ),
    pytest.param(
        "Police shared that they had been out twice.", "Police", "shared", "they had been out twice", id="shared-that"
    ),
    pytest.param("TC Mum. Says she is ill today.", "Mum", "Says", "she is ill today", id="contact-then-says"),
    pytest.param("Judge: You may sit.", "Judge", ":", "You may sit", id="transcript-office"),
    pytest.param("Dr Lund: We lost two of them.", "Dr Lund", ":", "We lost two of them", id="transcript-title"),
    pytest.param("Nora Finch: I was six then.", "Nora Finch", ":", "I was six then", id="transcript-name"),
    pytest.param('She sighed. "We had better go."', "She", "sighed", '"We had better go."', id="gesture"),
    pytest.param(
        'The miller shook his head. "It is spoilt."', "The miller", "shook", '"It is spoilt."', id="shook-his-head"
    ),
    pytest.param(
        'Hart put down the lamp on the long table by the door. "It is late now."',
        "Hart",
        '"',
        '"It is late now."',
        id="beat",
    ),
    pytest.param(
        '"It is no use, sir," returned the stranger coldly.',
        "the stranger",
        "returned",
        '"It is no use, sir,"',
        id="any-verb-behind-a-comma",
    ),
    pytest.param(
        "The weekly quoted a cousin as saying the pair had parted.",
        "a cousin",
        "saying",
        "the pair had parted",
        id="quoted-as-saying",
    ),
    pytest.param(
        "Mr Dean's testimony that he had never met the buyer contradicted letters shown to the court.",
        "Mr Dean",
        "testimony",
        "he had never met the buyer",
        id="main-verb-lost",
    ),
    pytest.param("'Rubbish, child,' Aunt Petra said.", "Aunt Petra", "said", "'Rubbish, child,'", id="vocative"),
    pytest.param(
        '"It came up fast," Sgt. Rob Dunn of the old river police force said. "It always does."',
        "Sgt. Rob Dunn of the old river police force",
        "said",
        '"It came up fast,"',
        id="long-name-behind-a-comma",
    ),
    pytest.param(
        "There is speculation that the club will fold.", "", "speculation", "the club will fold", id="speculation"
    ),
    pytest.param('"Wait," he breathed, "wait for the bell."', "he", "breathed", '"wait for the bell."', id="goes-on"),
]
NOT_TOLD = [
    "The firm declined to comment.",
    "They refused to discuss it.",
    "Messages left at both shops.",
    "Report due 3 June.",
    "His hopes of a cup ended in May.",
    "Allegedly stolen goods lay in the shed.",
    "The miller shook his head and went in.",
    "Next Steps: you should ring the clerk.",
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TOLD)
def test_form_is_told(text: str, source: str, cue: str, content: str) -> None:
    found = [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,"),
        )
        for s in find_statements(text)
    ]
    assert (source, cue, content.strip(" .,")) in found


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{i:02}") for i, t in enumerate(NOT_TOLD)])
def test_nobody_says_anything(text: str) -> None:
    assert find_statements(text) == []


def test_what_may_come_to_pass_has_not_been_said() -> None:
    assert find_statements("The lease ends if the owner refuses to move.") == []


def test_what_one_who_was_met_says_is_one_statement() -> None:
    text = "Met with Dad. He feels shut out of it all."
    assert [text[s.cue_start : s.cue_end] for s in find_statements(text)] == ["feels"]


def test_hearsay_is_not_laid_on_the_last_one_who_spoke() -> None:
    found = find_statements("Mum said she was tired. Dad was said to have left the house.")
    assert [s.speaker for s in found] == ["mother", ""]


def test_a_speech_of_several_paragraphs_is_quoted_to_its_end() -> None:
    text = "“We began with ten.\n\n“We lost two,” said Nora Finch."
    assert [text[q.inner_start : q.inner_end] for q in quoted_stretches(text)] == [
        "We began with ten.",
        "We lost two,",
    ]


def test_an_odd_mark_before_a_plain_paragraph_opens_nothing() -> None:
    assert quoted_stretches("“We began with ten.\n\nThey lost two.") == []


_PIECES = "\" ' “ ” ‘ ’ `` '' „ « » , . ? : ; she Hart sighed said reportedly was told to go accused theft that Dr We"


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_PIECES.split(), "\n", " "]),
        max_size=24,
    ),
    st.booleans(),
)
def test_never_raises_whatever_the_marks(pieces: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(pieces)
    for s in find_statements(text):
        assert 0 <= s.content_start < s.content_end <= len(text)
        assert 0 <= s.cue_start <= s.cue_end <= len(text)
        assert (s.source_start is None) == (s.source_end is None)
        if s.source_start is not None and s.source_end is not None:
            assert 0 <= s.source_start < s.source_end <= len(text)
