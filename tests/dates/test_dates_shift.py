"""Dates moved by whole weeks: weekdays, and the days between events, stay."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.dates import find_dates
from analyser.dates.shift import shift_case, shift_text
from analyser.errors import WrongCall
from analyser.model import CaseFile, Note, Person, Precision, Residue
from analyser.redact import redact_case

REF = dt.date(2024, 3, 14)
FORMS = [
    "{0:%d/%m/%Y}",
    "{0:%d.%m.%y}",
    "{0:%Y-%m-%d}",
    "{0:%A} {0.day} {0:%B} {0:%Y}",
    "{0.day} {0:%b} {0:%Y}",
    "{0:%B} {0.day}, {0:%Y}",
]
WEEKS = st.integers(-52, 52).filter(bool)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(dt.date(2016, 1, 1), dt.date(2026, 12, 31)), st.sampled_from(FORMS)), min_size=1, max_size=4
    ),
    WEEKS,
)
def test_days_between_events_and_weekdays_stay(days: list[tuple[dt.date, str]], weeks: int) -> None:
    text = ". ".join(f"Visited on {form.format(day)}" for day, form in days) + "."
    before = [t.value for t in find_dates(text, REF) if t.precision is Precision.DAY]
    new, _ = shift_text(text, REF, 7 * weeks)
    after = [t.value for t in find_dates(new, REF + dt.timedelta(weeks=weeks)) if t.precision is Precision.DAY]
    assert [dt.date.fromisoformat(v or "") + dt.timedelta(weeks=weeks) for v in before] == [
        dt.date.fromisoformat(v or "") for v in after
    ]
    assert not {form.format(day) for day, form in days} & set(new.split("Visited on "))


@pytest.mark.parametrize("weeks", [9, -20, 51])
@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Seen Tuesday 12th March and on the 3rd.", ["12th March", "the 3rd"], id="without a year"),
        pytest.param("Away 12-14 March.", ["12-14"], id="a stretch"),
        pytest.param("Away from 3/4 to 10/4.", ["3/4", "10/4"], id="a stretch in numbers"),
        pytest.param("In hospital 10.3.24-12.3.24.", ["10.3.24", "12.3.24"], id="two days joined by a hyphen"),
        pytest.param("Respite 3-5/3/24.", ["3-5/3/24"], id="a stretch in one month in numbers"),
        pytest.param("Attendance Jan-Mar 2024.", ["Jan-Mar 2024"], id="months joined by a hyphen"),
        pytest.param("At Christmas he left; half term was quiet.", ["Christmas", "half term"], id="names of days"),
        pytest.param("w/c 4 March; Q3 2023.", ["4 March", "Q3 2023"], id="weeks and quarters"),
        pytest.param("Seen on the 3rd, 10th and 17th March.", ["3rd,", "10th and", "17th March"], id="several"),
    ],
)
def test_every_form_moves(text: str, gone: list[str], weeks: int) -> None:
    new, pieces = shift_text(text, REF, 7 * weeks)
    assert pieces
    assert not [g for g in gone if g in new and not new.count(g) < text.count(g)], new


def test_two_days_stay_two_days_and_a_range_of_months_keeps_its_form() -> None:
    assert shift_text("Missed 20/2 and 27/2.", REF, -70)[0] == "Missed 12/12 and 19/12."
    assert shift_text("Attendance Jan-Mar 2024.", REF, -70)[0] == "Attendance Nov-Jan 2024."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She rang yesterday and last Tuesday, and two weeks ago.", id="relative"),
        pytest.param("Home was clean. She gave it 8/10. BP 120/80. Year 4, aged 7.", id="no dates"),
    ],
)
def test_what_hangs_on_the_day_of_the_note_stays(text: str) -> None:
    assert shift_text(text, REF, 63)[0] == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Photo of 20240312 and 12032024.", "Photo of [date] and [date]."),
        ("Seen 12 / 03 / 2024, 12.III.2024, Mar.12.2024.", "Seen [date], [date], [date]."),
        ("Off in Jan/Feb 2024.", "Off in [date]."),
        ("Mar-Apr '24", "[date]-Jun '24"),
        ("Off in Mar-Apr '24, back by 3/4.", "Off in May-Jun '24, back by 12/6."),
        ("Tel 02079460123, ref 120320245, item 3/4/5.", "Tel 02079460123, ref 120320245, item 3/4/5."),
    ],
)
def test_a_date_that_is_not_read_does_not_stay_beside_those_that_move(text: str, wanted: str) -> None:
    assert shift_text(text, dt.date(2024, 3, 13), 70)[0] == wanted


def test_a_case_moves_with_its_offsets() -> None:
    text = "Natasha Ollerton rang on 12/03/2024 about Ben. Seen 1 March 2024."
    note = Note("n1", text, REF, REF)
    case = redact_case(CaseFile("c", (note,), (Person("mother", "Natasha Ollerton"),), as_of=REF))
    moved = shift_case(case, -70)
    new = moved.notes[0]
    assert new.date == moved.as_of == REF - dt.timedelta(days=70)
    assert "12/03/2024" not in new.text
    assert "02/01/2024" in new.text
    for r in new.redactions:
        assert new.text[slice(*new.to_redacted(r.start, r.end))] == r.pseudonym
        assert new.to_source(*new.to_redacted(r.start, r.end)) == (r.start, r.end)
    at = case.notes[0].text.index("Seen")
    from dataclasses import replace

    kept = shift_case(replace(case, residue=(Residue("n1", at, at + 4, "PERSON", "?"),)), -70).residue[0]
    assert new.text[kept.start : kept.end] == "Seen"


def test_only_whole_weeks() -> None:
    with pytest.raises(WrongCall, match="whole weeks"):
        shift_case(redact_case(CaseFile("c", (Note("n", "x"),))), 5)
