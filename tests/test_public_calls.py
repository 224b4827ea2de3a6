"""The public calls on what a program of somebody else's hands them: days of other kinds, a bare name, doubled ids."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analyser.analysis import analyse
from analyser.dates import find_dates
from analyser.errors import WrongCall
from analyser.model import CaseFile, Note, Person, Setting
from analyser.redact import redact_text

DAY = dt.date(2024, 3, 13)
MOMENT = dt.datetime(2024, 3, 13, 10, 30)


def test_a_moment_is_read_as_its_day() -> None:
    text = "She came yesterday and between 8 and 12 March."
    assert find_dates(text, MOMENT) == find_dates(text, DAY)
    note = Note("n1", text, MOMENT, recorded=MOMENT)
    assert (type(note.date), type(note.recorded)) == (dt.date, dt.date)
    assert CaseFile("c", (note,), as_of=MOMENT).as_of == DAY


@pytest.mark.parametrize(
    "call",
    [
        lambda day: find_dates("yesterday", day),
        lambda day: Note("n1", "He came.", day),
        lambda day: Note("n1", "He came.", recorded=day),
        lambda day: CaseFile("c", (), as_of=day),
        lambda day: redact_text("He came.", date=day),
    ],
)
def test_a_day_in_letters_is_refused_in_one_sentence(call: Any) -> None:
    with pytest.raises(WrongCall, match=r"must be a datetime\.date or None, not str\.$"):
        call("2024-03-13")


def test_a_note_without_a_string_is_refused() -> None:
    with pytest.raises(WrongCall, match="the text of a note must be a string, not NoneType"):
        redact_text(None)  # type: ignore[arg-type]


def test_a_name_by_itself_is_one_name_and_not_its_letters() -> None:
    text = "saw tam okoro-bright at the gate"
    assert redact_text(text, "Tam Okoro-Bright") == redact_text(text, ["Tam Okoro-Bright"])


def test_two_notes_of_one_id_are_refused() -> None:
    with pytest.raises(WrongCall, match="same note_id"):
        CaseFile("c", (Note("n1", "He came."), Note("n1", "She did not.")))


def test_a_setting_in_letters_is_that_setting() -> None:
    case = CaseFile("c", (), (Person("carer", "Ines Vale"),), setting="adults")  # type: ignore[arg-type]
    assert case.setting is Setting.ADULTS
    with pytest.raises(WrongCall, match="children or adults"):
        CaseFile("c", (), setting="zoo")  # type: ignore[arg-type]


def test_an_unknown_type_of_note_is_named() -> None:
    case = CaseFile("c", (Note("n1", "Nobody in.", dt.date(2024, 1, 8), type="visit to home"),))
    with pytest.raises(WrongCall, match="no type of note 'visit to home'"):
        analyse(case)
