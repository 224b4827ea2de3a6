"""The days that people in the United Kingdom name."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.dates import calendar_uk as uk
from analyser.dates.calendar_uk import Nation


@pytest.mark.parametrize(
    ("year", "day"), [(2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert uk.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("nation", "day", "free"),
    [
        pytest.param(Nation.ENGLAND, dt.date(2024, 4, 1), True, id="easter-monday-england"),
        pytest.param(Nation.SCOTLAND, dt.date(2024, 4, 1), False, id="easter-monday-not-scotland"),
        pytest.param(Nation.SCOTLAND, dt.date(2024, 1, 2), True, id="second-of-january-scotland"),
        pytest.param(Nation.NORTHERN_IRELAND, dt.date(2024, 7, 12), True, id="twelfth-northern-ireland"),
        pytest.param(Nation.WALES, dt.date(2024, 3, 1), False, id="st-david-not-wales"),
        pytest.param(Nation.WALES, dt.date(2024, 8, 26), True, id="august-wales"),
    ],
)
def test_bank_holidays_of_the_nations(nation: Nation, day: dt.date, free: bool) -> None:
    assert uk.is_bank_holiday(day, nation) is free


def test_half_terms_are_weeks_from_monday() -> None:
    for nation in (Nation.ENGLAND, Nation.WALES):
        for year in range(2018, 2031):
            for half in uk.half_terms(year, nation):
                assert half.first.weekday() == 0
                assert (half.last - half.first).days == 6


@pytest.mark.parametrize(("year", "day"), [(2016, 24), (2017, 23), (2022, 24), (2023, 23), (2024, 28), (2025, 27)])
def test_october_half_term(year: int, day: int) -> None:
    assert next(h for h in uk.half_terms(year) if h.name == "october").first == dt.date(year, 10, day)


def test_school_holiday_days() -> None:
    assert uk.in_school_holiday(dt.date(2024, 8, 10))
    assert uk.in_school_holiday(dt.date(2025, 1, 2))
    assert not uk.in_school_holiday(dt.date(2024, 11, 20))


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("eid_al_fitr", "2024-04-10"),
        ("diwali", "2025-10-20"),
        ("mothering_sunday", "2024-03-10"),
        ("shrove_tuesday", "2024-02-13"),
    ],
)
def test_festivals(key: str, day: str) -> None:
    assert uk.festivals(int(day[:4]))[key].isoformat() == day
