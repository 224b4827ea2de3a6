"""From the sentence to the clause: never less than the cue, never more than 300 characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.signals.clause import LONGEST, clause_at, clauses, shorten


@pytest.mark.parametrize(
    ("sentence", "cue", "clause"),
    [
        pytest.param(
            "Mum let me in at once; the bedroom was not offered.",
            "not offered",
            "the bedroom was not offered.",
            id="semicolon",
        ),
        pytest.param(
            "He missed the group, because his bus was cancelled.",
            "missed",
            "He missed the group",
            id="reason",
        ),
        pytest.param("Rang twice, no reply.", "no reply", "Rang twice, no reply.", id="short-parts-stay-together"),
        pytest.param("She refused.", "refused", "She refused.", id="one-clause"),
    ],
)
def test_clause(sentence: str, cue: str, clause: str) -> None:
    at = sentence.index(cue)
    start, end = clause_at(sentence, (0, len(sentence)), (at, at + len(cue)))
    assert sentence[start:end] == clause


@given(st.text(alphabet="ab ,;:-()\"'\nandbutso", max_size=120))
def test_clauses_are_in_order_and_within(text: str) -> None:
    found = clauses(text, 0, len(text))
    at = 0
    for start, end in found:
        assert at <= start <= end <= len(text)
        at = end


@given(st.integers(0, 900), st.integers(1, 900), st.integers(0, 900), st.integers(1, 400))
def test_evidence_is_short_and_holds_the_cue(start: int, size: int, offset: int, cue_size: int) -> None:
    text = "word " * 400
    end = start + size
    cue_start = min(start + offset, end - 1)
    cue = (cue_start, min(cue_start + cue_size, end))
    first, last = shorten(text, start, end, cue)
    assert start <= first < last <= end
    assert last - first <= LONGEST
    if cue[1] - cue[0] <= LONGEST - 20:
        assert first <= cue[0]
        assert cue[1] <= last + 1
