"""What the parser sees where a pseudonym or an abbreviated role stands."""

from __future__ import annotations

import pytest

from analyser.model import RedactedCase, RedactedNote
from analyser.pipeline import parse


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param("Child2 complains of tummy ache every Monday.", "Child2", id="pseudonym"),
        pytest.param("HealthVisitor1 reports that both were asleep.", "HealthVisitor1", id="of two words"),
        pytest.param("HV advises that both were asleep.", "HV", id="abbreviation"),
    ],
)
def test_whoever_stands_under_a_pseudonym_is_a_subject(text: str, who: str) -> None:
    (doc,) = parse(RedactedCase("c1", (RedactedNote("n1", text),))).docs
    (token,) = (t for t in doc if t.text == who)
    assert token.dep_ == "nsubj"
    assert token.head.pos_ == "VERB"
    assert token.text == text.split()[0]
