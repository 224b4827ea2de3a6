"""What was wrong is shown with its words, the surest first; probabilities are compared with what was right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from analyser.model import Precision, RedactedCase, Signal, Standing
from analyser.research.evaluate import evaluate
from analyser.research.reading_errors import Kind, bins, views_of, worst, write_page

BANK = """BANK e2

NOTE e001-1 | 2024-03-04 | 2024-03-04 | home_visit_announced | social_worker
{no_access|Nobody answered the door.} Card left & <b>photographed</b>.

NOTE e002-1 | 2024-03-05 | 2024-03-05 | phone_call | social_worker
{commitment by=mother|Will ring the dentist.} Rain all day.
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "e2.bank").write_text(BANK, encoding="utf-8")
    return tmp_path


def finds(case: RedactedCase) -> Iterable[Signal]:
    for note in case.notes:
        for label, words, score in (("no_access", "Nobody answered", 0.9), ("hostility", "Card left", 0.8)):
            at = note.text.find(words)
            if at >= 0:
                place = (note.note_id, at, at + len(words))
                yield Signal(*place, label, Standing.AFFIRMED, "", None, Precision.NONE, score, "test")


def test_false_alarms_and_misses_are_kept_with_their_words(bank: Path) -> None:
    errors = evaluate([bank], finds, draws=0).errors
    assert [(e.kind, e.label, e.words, e.chance) for e in errors] == [
        (Kind.MISSED, "commitment", "Will ring the dentist.", 0.0),
        (Kind.FALSE_ALARM, "hostility", "Card left", 0.8),
    ]
    assert errors[1].before == "Nobody answered the door. "
    assert errors[1].after == " & <b>photographed</b>."


def test_a_miss_is_as_sure_as_the_reader_was_that_nothing_is_there(bank: Path) -> None:
    missed, _ = sorted(
        evaluate([bank], finds, views=views_of("fast"), draws=0).errors, key=lambda e: e.kind != Kind.MISSED
    )
    assert 0 < missed.chance < 1
    assert missed.surely_wrong == 1 - missed.chance


def test_calibration_compares_probability_with_share_right(bank: Path) -> None:
    assert [(b.low, b.found, b.right) for b in evaluate([bank], finds, draws=0).calibration] == [
        (0.8, 1, 0),
        (0.9, 1, 1),
    ]


def test_certainty_has_a_bin() -> None:
    assert [(b.low, b.high, b.found, b.share) for b in bins([(1.0, True), (0.95, False)])] == [(0.9, 1.0, 2, 0.5)]


def test_half_of_the_worst_are_misses(bank: Path) -> None:
    errors = evaluate([bank], finds, draws=0).errors * 5
    assert {k: sum(e.kind == k for e in worst(errors, 4)) for k in Kind} == {Kind.MISSED: 2, Kind.FALSE_ALARM: 2}


def test_the_page_escapes_what_a_note_says(bank: Path, tmp_path: Path) -> None:
    text = write_page(evaluate([bank], finds, draws=10), tmp_path / "page").read_text(encoding="utf-8")
    assert "<mark>Card left</mark> &amp; &lt;b&gt;photographed" in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_marks_that_are_not_known_stand_on_the_page(bank: Path, tmp_path: Path) -> None:
    page = write_page(evaluate([bank], finds, draws=0), tmp_path / "out").read_text(encoding="utf-8")
    assert "does not know" not in page
    marked = BANK.replace("Rain all day", "{moon_phase|Rain} all {missed_apointment|day}, {moon_phase|rain}")
    (bank / "e2.bank").write_text(marked, encoding="utf-8")
    page = write_page(evaluate([bank], finds, draws=0), tmp_path / "out").read_text(encoding="utf-8")
    assert "were not counted: missed_apointment (1), moon_phase (2)." in page
