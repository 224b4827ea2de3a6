"""Values reckoned from the day that the text named last: "the next day", "the Thursday before", "two days later"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyser.dates.anchor import UNDATED, Context, day_value, nothing, shift_days, shift_months, week_value
from analyser.dates.resolve import form, group, number_of, weekday_number
from analyser.dates.resolve_near import weekday
from analyser.model import Precision, TimeValue


@form
def from_previous(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the next day``, ``the Thursday before``: from the day that the text named last, within a few sentences."""
    day = ctx.previous(m.start())
    wanted = weekday_number(ctx, group(m, "weekday"))
    bare_next = wanted is not None and m[0][:4].lower() == "next"
    due = ctx.cue_before(m.start()).endswith("due ") or ctx.future(m.start(), m.end())
    if bare_next and due and ctx.reference is not None:
        return weekday(m, ctx, {"which": "next"})
    if day is None:
        if settings.get("own") and ctx.reference is not None:
            found = shift_days(ctx.reference, int(settings["days"]))
            return [day_value(m.start(), m.end(), found, "from the day of the text")]
        if wanted is not None and ctx.reference is not None:
            return weekday(m, ctx, {"which": "next" if int(settings["sign"]) > 0 else "last"})
        return [] if settings.get("or_nothing") else [nothing(m.start(), m.end(), "no day named before it")]
    days = int(settings.get("days", 0))
    if wanted is not None:
        days = (
            ((wanted - day.weekday()) % 7 or 7) if int(settings["sign"]) > 0 else -((day.weekday() - wanted) % 7 or 7)
        )
    return [day_value(m.start(), m.end(), shift_days(day, days), "from the day named before it")]


@form
def later(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``two days later``, ``three years earlier``: from the time that the text named last; none where it named none.

    Years are counted from anything, months from a day or a month, days and weeks from a day.
    """
    unit = group(m, "unit")
    number = number_of(ctx, group(m, "number")) * (-1 if group(m, "back") else 1)
    length = 1 if unit.startswith("night") else ctx.lexicon.units[unit]
    if not length:
        return _months_or_years_later(m, ctx, number, unit)
    day = ctx.previous(m.start())
    if day is None:
        return []
    return [day_value(m.start(), m.end(), shift_days(day, number * length), "from the day named before it")]


def _months_or_years_later(m: re.Match[str], ctx: Context, number: int, unit: str) -> list[TimeValue]:
    day = ctx.previous_of_any(m.start())
    if day is None:
        return []
    reason = "from the time named before it"
    if not unit.startswith("m"):
        number *= 10 if unit.startswith("decade") else 1
        return [TimeValue(m.start(), m.end(), f"{day.year + number:04d}", Precision.YEAR, reason)]
    if ctx.found[-1].precision not in (Precision.DAY, Precision.MONTH):
        return []
    year, month = shift_months(day, number)
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, reason)]


@form
def same_unit(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``later that year``, ``the same month``: the one that holds the time named last; none where none was named."""
    day, unit = ctx.previous_of_any(m.start()), group(m, "unit")
    if day is None:
        return []
    if unit == "year":
        return [TimeValue(m.start(), m.end(), f"{day.year:04d}", Precision.YEAR, "of the time named before it")]
    if unit in ctx.lexicon.seasons:
        value = f"{day.year:04d}-{ctx.lexicon.seasons[unit]}"
        return [TimeValue(m.start(), m.end(), value, Precision.SEASON, "of the time named before it")]
    if ctx.found[-1].precision not in (Precision.DAY, Precision.MONTH):
        return []
    return [TimeValue(m.start(), m.end(), f"{day:%Y-%m}", Precision.MONTH, "of the time named before it")]


@form
def the_weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``on the Monday``: the one nearest to the day named last, else as the tense says."""
    day, wanted = ctx.previous(m.start()), weekday_number(ctx, group(m, "weekday"))
    if day is None or wanted is None:
        return weekday(m, ctx, {"which": "plain"})
    ahead, back = (wanted - day.weekday()) % 7, (day.weekday() - wanted) % 7
    days = ahead if ahead < back else -back
    return [day_value(m.start(), m.end(), shift_days(day, days), "nearest to the day named before it")]


@form
def unit_from_previous(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the previous month``, ``a year earlier``: from the time named last, close before, else from the reference."""
    named = ctx.previous_of_any(m.start())
    day = named or ctx.reference
    if day is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    sign = 1 if group(m, "which") in ("following", "next", "after") else -1
    unit = group(m, "unit")
    if unit == "week":
        moved = shift_days(day, 7 * sign)
        return [week_value(m.start(), m.end(), moved)] if moved else []
    if unit == "month":
        year, number = shift_months(day, sign)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{number:02d}", Precision.MONTH, "reckoned")]
    return [TimeValue(m.start(), m.end(), f"{day.year + sign:04d}", Precision.YEAR, "reckoned")]
