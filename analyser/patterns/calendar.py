"""Days on which a festival or a holiday fell, named beside missed contacts for every family alike.

Nothing is read of anybody's faith, custom or plans: that a contact fell on such a day raises and lowers nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.dates.calendar_uk import bank_holidays, in_school_holiday
from analyser.errors import BadRules

FILE = "analyser/patterns/rules/explanations.yaml"
KINDS = ("", "festivals", "holidays")


@dataclass(frozen=True, slots=True)
class Festival:
    name: str
    day: str  # as the calendar of the country names it, or MM-DD
    before: int
    days: int
    country: str = ""


@cache
def festivals() -> tuple[Festival, ...]:
    """Raises:
    BadRules: an unknown key, or a festival without a country whose day is not MM-DD.
    """
    entries = taxonomy.load_yaml("analyser.patterns", "rules/explanations.yaml")["festivals"]
    found: tuple[Festival, ...] = tuple(taxonomy.record(Festival, FILE, e) for e in entries)
    for f in found:
        try:
            f.country or dt.date.fromisoformat(f"2024-{f.day}")
        except ValueError as error:
            raise BadRules(f"{FILE}, {f.name!r}: give a country, or the day as month and day, 04-13.") from error
    return found


def named(kind: str, day: dt.date) -> str:
    """What fell on a day: a festival, or a school or bank holiday of England; "" where nothing did.

    Limits: lunar feasts by reckoning, school holidays by the usual weeks, so that both can be some days out.
    """
    if kind == "festivals":
        return " and ".join(dict.fromkeys(f.name for f in festivals() if _holds(f, day)))
    if name := bank_holidays(day.year).get(day):
        return f"bank holiday, {name}"
    return "school holidays" if in_school_holiday(day) else ""


def _holds(festival: Festival, day: dt.date) -> bool:
    years = (day.year - 1, day.year, day.year + 1)
    starts = [start for year in years if (start := _start(festival, year)) is not None]
    return any(-festival.before <= (day - start).days < festival.days for start in starts)


def _start(festival: Festival, year: int) -> dt.date | None:
    if not festival.country:
        return dt.date.fromisoformat(f"{year}-{festival.day}")
    return _first_days(festival.country, year).get(festival.day)


@cache
def _first_days(country: str, year: int) -> Mapping[str, dt.date]:
    """The first day of the year under each name; days that only stand in for one are left out."""
    import holidays

    found: dict[str, dt.date] = {}
    for day, names in sorted(holidays.country_holidays(country, years=year, language="en_US").items()):
        for name in names.split("; "):
            found.setdefault(name.removesuffix(" (estimated)"), day)
    return found
