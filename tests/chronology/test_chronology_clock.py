"""Times of day in the words of an event."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.chronology.clock import time_of, times_of_day
from analyser.model import Event, Precision, RedactedNote, Span


@pytest.mark.parametrize(
    ("text", "times"),
    [
        pytest.param("Seen at 14:30 in the hall", ("14:30",), id="colon"),
        pytest.param("1430hrs call from the night team", ("14:30",), id="four figures"),
        pytest.param("came at 4.15pm, left 5 pm", ("16:15", "17:00"), id="pm"),
        pytest.param("10:00-11:30 contact", ("10:00",), id="a range counts from its start"),
        pytest.param("12am and 12pm", ("00:00", "12:00"), id="midnight and noon"),
        pytest.param("arrived at 10.45 exactly", ("10:45",), id="a point after at"),
        pytest.param("arrived at 2.45", (), id="day or night"),
        pytest.param("a ratio of 3:45", (), id="ratio"),
        pytest.param("£4.50 and 3.5 kg, rate at 5.25%", (), id="money and weight"),
        pytest.param("07700 900417, ref 1904", (), id="numbers"),
    ],
)
def test_times_of_day(text: str, times: tuple[str, ...]) -> None:
    assert times_of_day(text) == times


@pytest.mark.parametrize(
    ("text", "kind", "time"),
    [
        pytest.param("Time: 15:20. Visited as planned, left 16:10.", "contact", "15:20", id="head of a contact's note"),
        pytest.param("Mother said she was back by 15:20.", "contact", "", id="a time told in the note"),
        pytest.param("Not in at 3pm for the nurse.", "missed_appointment", "15:00", id="in the words"),
        pytest.param("Not in at 3pm or 5pm.", "missed_appointment", "", id="two times"),
    ],
)
def test_an_event_has_the_one_time_that_its_words_give(text: str, kind: str, time: str) -> None:
    note = RedactedNote("n1", text, date=dt.date(2024, 3, 5))
    event = Event("e", kind, "2024-03-05", Precision.DAY, (Span("n1", 0, len(text)),), "")
    assert time_of(event, {"n1": note}) == time
