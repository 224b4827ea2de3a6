"""Days that people in the United Kingdom name: bank holidays of the four nations, festivals, school terms.

Bank holidays come from the ``holidays`` package. Term dates differ by council and school: ours are the usual
weeks, good to about a week, and whatever is resolved by them says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

APPROXIMATE = "school dates are approximate"


class Nation(StrEnum):
    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


@dataclass(frozen=True, slots=True)
class Break:
    """A school holiday, first to last day, inclusive."""

    name: str  # october, christmas, february, easter, may, summer
    first: dt.date
    last: dt.date


@cache
def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def bank_holidays(year: int, nation: Nation = Nation.ENGLAND) -> Mapping[dt.date, str]:
    """Bank holidays of one nation in one year, by date."""
    import holidays

    found = holidays.country_holidays("GB", subdiv=nation.value, years=year, language="en_GB")
    return dict(sorted(found.items()))


def is_bank_holiday(day: dt.date, nation: Nation = Nation.ENGLAND) -> bool:
    return day in bank_holidays(day.year, nation)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date:
    """The ``n``-th such weekday of a month; ``-1`` is the last. Weekday 0 is Monday."""
    if n > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)


@cache
def school_breaks(year: int, nation: Nation = Nation.ENGLAND) -> tuple[Break, ...]:
    """The school holidays that begin in a calendar year, in order.

    Limits:
        The usual weeks of most councils, good to about a week.
    """

    def span(name: str, first: dt.date, days: int) -> Break:
        return Break(name, first, first + dt.timedelta(days=days - 1))

    e = easter(year)
    if nation is Nation.SCOTLAND:
        return (
            span("february", nth_weekday(year, 2, 0, 2), 5),
            span("easter", monday_of(e) - dt.timedelta(days=7), 14),
            span("summer", nth_weekday(year, 6, 0, -1), 50),
            span("october", nth_weekday(year, 10, 0, 2), 7),
            span("christmas", dt.date(year, 12, 22), 15),
        )
    easter_first = monday_of(e)  # the Monday before Good Friday
    summer_first = dt.date(year, 7, 1) if nation is Nation.NORTHERN_IRELAND else dt.date(year, 7, 23)
    summer_days = 62 if nation is Nation.NORTHERN_IRELAND else 42
    return (
        span("february", nth_weekday(year, 2, 0, 3) - dt.timedelta(days=7 * (nth_weekday(year, 2, 0, 3).day > 18)), 7),
        span("easter", easter_first, 14),
        span("may", nth_weekday(year, 5, 0, -1), 7),
        span("summer", summer_first, summer_days),
        span("october", monday_of(dt.date(year, 10, 29)), 7),  # a week of October, not the first of November
        span("christmas", dt.date(year, 12, 21), 15),
    )


def half_terms(year: int, nation: Nation = Nation.ENGLAND) -> tuple[Break, ...]:
    """The half-term weeks of a calendar year."""
    return tuple(b for b in school_breaks(year, nation) if b.name in ("february", "may", "october"))


def in_school_holiday(day: dt.date, nation: Nation = Nation.ENGLAND) -> bool:
    """Whether a day lies in a school holiday. Limits: term dates are approximate, to about a week."""
    return any(b.first <= day <= b.last for y in (day.year - 1, day.year) for b in school_breaks(y, nation))


@cache
def festivals(year: int) -> Mapping[str, dt.date]:
    """Festivals and named days of a year, by the key that the lexicon uses.

    Limits:
        Feasts of the lunar calendars follow reckoning, which can differ by a day from what a community kept.
    """
    e = easter(year)
    day = dt.timedelta(days=1)
    fixed = {
        "new_years_day": dt.date(year, 1, 1),
        "burns_night": dt.date(year, 1, 25),
        "valentines": dt.date(year, 2, 14),
        "st_davids": dt.date(year, 3, 1),
        "st_patricks": dt.date(year, 3, 17),
        "st_georges": dt.date(year, 4, 23),
        "halloween": dt.date(year, 10, 31),
        "bonfire_night": dt.date(year, 11, 5),
        "st_andrews": dt.date(year, 11, 30),
        "christmas_eve": dt.date(year, 12, 24),
        "christmas": dt.date(year, 12, 25),
        "boxing_day": dt.date(year, 12, 26),
        "new_years_eve": dt.date(year, 12, 31),
        "twelfth_july": dt.date(year, 7, 12),
    }
    moving = {
        "shrove_tuesday": e - 47 * day,
        "ash_wednesday": e - 46 * day,
        "mothering_sunday": e - 21 * day,
        "palm_sunday": e - 7 * day,
        "good_friday": e - 2 * day,
        "easter": e,
        "easter_monday": e + day,
        "whit_sunday": e + 49 * day,
        "may_day": nth_weekday(year, 5, 0, 1),
        "spring_bank_holiday": nth_weekday(year, 5, 0, -1),
        "august_bank_holiday": nth_weekday(year, 8, 0, -1),
        "fathers_day": nth_weekday(year, 6, 6, 3),
        "remembrance_sunday": nth_weekday(year, 11, 6, 2),
    }
    return fixed | moving | _abroad(year, e) | _lunar(year)


def _abroad(year: int, easter_day: dt.date) -> dict[str, dt.date]:
    """Days of other countries and of the church's year that reports name."""
    day = dt.timedelta(days=1)
    return {
        "epiphany": dt.date(year, 1, 6),
        "martin_luther_king": nth_weekday(year, 1, 0, 3),
        "presidents_day": nth_weekday(year, 2, 0, 3),
        "womens_day": dt.date(year, 3, 8),
        "april_fools": dt.date(year, 4, 1),
        "anzac_day": dt.date(year, 4, 25),
        "ascension_day": easter_day + 39 * day,
        "memorial_day": nth_weekday(year, 5, 0, -1),
        "independence_day": dt.date(year, 7, 4),
        "bastille_day": dt.date(year, 7, 14),
        "labor_day": nth_weekday(year, 9, 0, 1),
        "columbus_day": nth_weekday(year, 10, 0, 2),
        "all_saints": dt.date(year, 11, 1),
        "armistice_day": dt.date(year, 11, 11),
        "thanksgiving": nth_weekday(year, 11, 3, 4),
    }


def _lunar(year: int) -> dict[str, dt.date]:
    # Singapore keeps both Eids and Diwali as public holidays, so the package's public calls give all three.
    import holidays

    names = {"Eid al-Fitr": "eid_al_fitr", "Eid al-Adha": "eid_al_adha", "Diwali": "diwali"}
    found: dict[str, dt.date] = {}
    for day, name in sorted(holidays.country_holidays("SG", years=year, language="en_US").items()):
        for english, key in names.items():
            if name.startswith(english):
                found.setdefault(key, day)
    if "eid_al_fitr" in found:
        found["ramadan"] = found["eid_al_fitr"] - dt.timedelta(days=30)
    return found
