"""Marks nest, cross and share words, and still every marked stretch is exactly the redacted text at its offsets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.present import marks
from analyser.present.note_view import Segment

Row = dict[str, Any]


def mark(start: int, end: int, label: str = "attended", assertion: str = "affirmed") -> Row:
    return {"redacted_start": start, "redacted_end": end, "label": label, "assertion": assertion}


def covered(segments: tuple[Segment, ...], title: str) -> str:
    return "".join(s.raw for s in segments if any(layer.title == title for layer in s.layers))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((2, 20), (5, 9), id="nested"),
        pytest.param((2, 12), (8, 20), id="crossing"),
        pytest.param((2, 12), (2, 12), id="the same words"),
        pytest.param((2, 8), (8, 20), id="touching"),
        pytest.param((0, 26), (25, 26), id="to the end"),
    ],
)
def test_two_marks_each_cover_their_own_words(first: tuple[int, int], second: tuple[int, int]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"
    found = marks.segments(text, [mark(*first), mark(*second, "excuse")], [], 1)
    assert covered(found, "Kept") == text[slice(*first)]
    assert covered(found, "Reason given") == text[slice(*second)]
    assert "".join(s.raw for s in found) == text


SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=8)


@given(text=st.text(max_size=50), spans=SPANS, held=SPANS)
def test_no_character_is_lost_doubled_or_wrongly_marked(
    text: str, spans: list[tuple[int, int]], held: list[tuple[int, int]]
) -> None:
    found = marks.segments(text, [mark(a, b) for a, b in spans], held, 1)
    assert "".join(s.raw for s in found) == text
    for s in found:
        inside = any(a <= s.start and s.start + len(s.raw) <= b for a, b in spans)
        assert bool(s.layers) is inside
        assert s.raw == text[s.start : s.start + len(s.raw)]
    anchors = [a for s in found for a in s.anchors]
    assert len(anchors) == len(set(anchors))
    valid = {f"w1-{a}-{b}" for a, b in held if 0 <= a < b <= len(text)}
    assert set(anchors) == valid


@given(text=st.text(alphabet="ab \n", max_size=900), start=st.integers(0, 900), length=st.integers(2, 30))
def test_a_quotation_holds_the_words_and_only_text_of_the_note(text: str, start: int, length: int) -> None:
    book = marks.Book({"n": {"note_id": "n", "redacted_text": text}}, {}, {})
    quote = book.quote({"note_id": "n", "redacted_start": start, "redacted_end": start + length})
    words = " ".join(text[start : start + length].split()) if len(text) > start + 1 else ""
    assert "".join(quote.words) == words
    flat = text.replace("\n", " ")
    for piece in quote.pieces:
        if not piece.marked:
            assert piece.text.strip("… ") in flat


def test_words_that_stand_close_together_are_quoted_once_each_with_its_link() -> None:
    text = "Rang twice, no answer. Card left. " + "Talked about the boiler. " * 30 + "Second card left."
    book = marks.Book({"n": {"note_id": "n", "redacted_text": text, "date": "2024-01-02"}}, {}, {})
    places = [text.index("no answer"), text.index("Card left"), text.index("Second card")]
    quotes = book.quotes([{"note_id": "n", "redacted_start": p, "redacted_end": p + 9} for p in reversed(places)])
    assert [q.words for q in quotes] == [("no answer", "Card left"), ("Second ca",)]
    assert [p.href for q in quotes for p in q.pieces if p.marked] == [f"#w1-{p}-{p + 9}" for p in places]


def test_a_note_that_is_not_there_or_is_held_back_is_said_not_quoted() -> None:
    book = marks.Book({"n": {"note_id": "n", "redacted_text": "secret", "withheld": True}}, {}, {})
    assert book.quote({"note_id": "n", "redacted_start": 0, "redacted_end": 6}).pieces == ()
    assert book.quote({"note_id": "lost", "redacted_start": 0, "redacted_end": 6}).href == ""
    (page,) = book.pages()
    assert page.withheld
    assert page.raw == ""


def test_one_character_stands_for_the_whole_note() -> None:
    book = marks.Book({"n": {"note_id": "n", "redacted_text": "Visited as arranged.\nMother in."}}, {}, {})
    quote = book.quote({"note_id": "n", "redacted_start": 0, "redacted_end": 1})
    assert (quote.href, quote.words) == ("#n1", ())
    assert [p.text for p in quote.pieces] == ["Visited as arranged."]
