"""Copied text against templates, siblings' copies and short phrases."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.model import Chronology, RedactedCase, RedactedNote, TaggedCase
from analyser.patterns import find
from analyser.patterns.copying import copied_rules, said_copied
from analyser.taxonomy import Proven

PASSAGE = (
    "The kitchen was warm and both boys were drawing at the table while their mother made toast and spoke of the new "
    "job at the depot, which she starts after the half term."
)
OTHER = "A different entry about the visit to the allotment, the broken gate and what was agreed about the bus pass."


def case(*entries: tuple[int, str]) -> Chronology:
    notes = tuple(
        RedactedNote(
            f"n{i}", text, (), dt.date(2022, 3, 1) + dt.timedelta(days=after), None, "home_visit", "social_worker"
        )
        for i, (after, text) in enumerate(entries)
    )
    return Chronology(TaggedCase(RedactedCase("made-up", notes), ()), ())


def copied(file: Chronology) -> bool:
    return "copied_records" in {f.pattern for f in find(file)}


def test_a_paragraph_pasted_into_a_later_note() -> None:
    file = case((0, "Seen today. " + PASSAGE), (30, OTHER), (44, PASSAGE + " Next visit booked."))
    found = next(f for f in find(file) if f.pattern == "copied_records")
    for span in found.evidence:
        text = file.tagged.case.note(span.note_id).text[span.start : span.end]
        assert text.startswith("The kitchen")
        assert text.endswith("half term")


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([(0, PASSAGE), (0, PASSAGE)], id="a-siblings-copy-of-one-day"),
        pytest.param(
            [(i * 7, f"{PASSAGE}\nEntry {i} tells of {w}.") for i, w in enumerate("abcdef")],
            id="template-in-every-note",
        ),
        pytest.param([(0, "No concerns at this time."), (9, "No concerns at this time.")], id="too-short"),
        pytest.param([(0, PASSAGE), (9, OTHER)], id="nothing-shared"),
        pytest.param([(0, ""), (9, "")], id="empty-notes"),
    ],
)
def test_what_is_not_copied(entries: list[tuple[int, str]]) -> None:
    assert not copied(case(*entries))


def test_two_hundred_notes_are_quick() -> None:
    import time

    begin = time.perf_counter()
    find(case(*[(i, f"{OTHER} Number {i}. " + " ".join(f"w{i * 31 + k}" for k in range(120))) for i in range(200)]))
    assert time.perf_counter() - begin < 4


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in copied_rules().said])
def test_words_of_copying_fit_their_examples_and_no_other(entry: Proven) -> None:
    assert all(list(said_copied(x)) for x in entry.yes)
    assert all(entry.pattern.search(x) for x in entry.yes)
    assert not any(list(said_copied(x)) for x in entry.no)


def test_a_manager_who_says_that_it_was_copied_is_the_evidence() -> None:
    words = "The last three reviews have the same paragraph"
    file = case((0, OTHER), (40, f"Supervision. {words}; I have asked for each to be written anew."))
    found = next(f for f in find(file) if f.pattern == "copied_records")
    (span,) = found.evidence
    assert file.tagged.case.note(span.note_id).text[span.start : span.end] in words
    assert found.counts["said"] == 1
    assert "once that text was copied" in found.summary
