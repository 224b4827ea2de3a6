"""Forms by which somebody is told to say something, and words that tell nothing."""

from __future__ import annotations

import pytest

from analyser.speech import find_statements

TOLD = [
    ("Mum rang, can't make Friday.", "Mum", "rang", "can't make Friday"),
    ("Rec'd email from housing - notice served.", "housing", "Rec'd email from", "notice served"),
    ("HV via email: weight dropped.", "HV", "via email", "weight dropped"),
    ("- HV: all imms done.", "HV", ":", "all imms done"),
    ("Mo text: running ten late.", "Mo", "text", "running ten late"),
    ("By Mum's account he slept through.", "Mum's", "By Mum's account", "he slept through"),
    ("Mother, by her own admission, had been drinking.", "Mother", "admission", "had been drinking"),
    ("As Nan sees it, the school has it in for him.", "Nan", "As Nan sees it", "the school has it in for him"),
    ("Mo agrees to the referral.", "Mo", "agrees", "to the referral"),
    ("A friend of hers let us know that they had left.", "A friend of hers", "know", "they had left"),
    ("Mr Orr was quoted as saying that the sale was off.", "Mr Orr", "saying", "the sale was off"),
    ('"Where is he?" asked the nurse.', "the nurse", "asked", '"Where is he?"'),
    ('"Is it my fault?" asked Child1.', "Child1", "asked", '"Is it my fault?"'),
    ("There were rumours that the bridge had fallen.", "", "rumours", "the bridge had fallen"),
]
NOT_TOLD = [
    "She believes in God.",
    "He claims universal credit.",
    "Her report is due on Friday.",
    "She said her goodbyes.",
    "The teacher told him off.",
]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"), [pytest.param(*c, id=f"{i:02}") for i, c in enumerate(TOLD)]
)
def test_form_is_told(text: str, source: str, cue: str, content: str) -> None:
    found = [
        (
            text[s.source_start : s.source_end] if s.source_start is not None else "",
            text[s.cue_start : s.cue_end],
            text[s.content_start : s.content_end].strip(" .,"),
        )
        for s in find_statements(text)
    ]
    assert (source, cue, content) in found


@pytest.mark.parametrize("text", NOT_TOLD)
def test_nobody_says_anything(text: str) -> None:
    assert find_statements(text) == []


def test_words_inside_a_quotation_end_with_it() -> None:
    text = '"I told the man at the desk," Father said, and left.'
    quote_end = text.index(',"') + 2
    inside = [s for s in find_statements(text) if s.cue_start < quote_end]
    assert all(s.content_end <= quote_end for s in inside)
