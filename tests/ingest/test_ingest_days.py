from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.ingest.days import IMPOSSIBLE, MONTH_FIRST, NOT_A_DATE, OUT_OF_RANGE, read_day

TWELFTH = dt.date(2024, 3, 12)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2024-03-12", id="iso"),
        pytest.param("2024-03-12T16:48:29.093Z", id="iso timestamp with zone"),
        pytest.param("2024-03-12 09:15:00+00:00", id="iso timestamp with offset"),
        pytest.param("12/03/2024", id="slashes, day first"),
        pytest.param("12/03/24", id="two-digit year"),
        pytest.param("12.3.24", id="full stops"),
        pytest.param("12-Mar-2024", id="month name with dashes"),
        pytest.param("12 March 2024", id="month in full"),
        pytest.param("12th of March 2024", id="ordinal"),
        pytest.param("Tues 12th March, 2024", id="weekday"),
        pytest.param("12 Mar '24", id="apostrophe year"),
        pytest.param("March 12, 2024", id="month first in words"),
        pytest.param("12/03/2024 13:49:43", id="timestamp day first"),
        pytest.param("12/03/2024, 2.30pm", id="time with full stop"),
        pytest.param("12/03/2024 at 14:30 hrs", id="time in words"),
        pytest.param("20240312", id="compact"),
        pytest.param("45363", id="Excel serial as text"),
        pytest.param(45363, id="Excel serial"),
        pytest.param(45363.57, id="Excel serial with time"),
        pytest.param(1710201600, id="seconds since 1970"),
        pytest.param(1710201600000, id="milliseconds since 1970"),
        pytest.param(dt.datetime(2024, 3, 12, 9, 0), id="datetime"),
        pytest.param(TWELFTH, id="date"),
    ],
)
def test_a_day_is_read_as_uk_exports_write_it(value: object) -> None:
    assert read_day(value).value == TWELFTH


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        pytest.param("30/02/2024", IMPOSSIBLE, id="30 February"),
        pytest.param("31 June 2024", IMPOSSIBLE, id="31 June"),
        pytest.param("03/25/2024", MONTH_FIRST, id="month first"),
        pytest.param("last Thursday", NOT_A_DATE, id="words"),
        pytest.param("12/03", NOT_A_DATE, id="no year"),
        pytest.param("12/03/2024 - 14/03/2024", NOT_A_DATE, id="two days"),
        pytest.param("12/03/1024", OUT_OF_RANGE, id="year too early"),
        pytest.param(7, NOT_A_DATE, id="small number"),
        pytest.param(float("nan"), NOT_A_DATE, id="not a number"),
        pytest.param(True, NOT_A_DATE, id="boolean"),
        pytest.param("", "", id="empty is no fault"),
        pytest.param(None, "", id="none is no fault"),
    ],
)
def test_what_is_no_day_says_why(value: object, fault: str) -> None:
    day = read_day(value)
    assert day.value is None
    assert day.fault == fault


def test_two_digit_years_of_birth_lie_in_the_past() -> None:
    assert read_day("01/02/85", pivot=30).value == dt.date(1985, 2, 1)
    assert read_day("01/02/17", pivot=30).value == dt.date(2017, 2, 1)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%Y"]),
)
def test_every_day_survives_every_form(day: dt.date, form: str) -> None:
    assert read_day(day.strftime(form)).value == day


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    read_day(text)
