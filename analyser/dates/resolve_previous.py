"""Values reckoned from the day that the text named last: "the next day", "the Thursday before", "two days later"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyser.dates.anchor import UNDATED, Context, day_value, nothing, shift_days, shift_months, week_value
from analyser.dates.resolve import _group, _number, _weekday, form, weekday
from analyser.model import Precision, TimeValue


@form
def from_previous(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the next day``, ``the Thursday before``: from the day that the text named last, within a few sentences."""
    day = ctx.previous(m.start())
    wanted = _weekday(ctx, _group(m, "weekday"))
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
    """``two days later``: from the day that the text named last; no time where it named none."""
    day, unit = ctx.previous(m.start()), _group(m, "unit")
    if day is None:
        return []
    length = 1 if unit.startswith("night") else ctx.lexicon.units[unit]
    found = shift_days(day, _number(ctx, _group(m, "number")) * length)
    return [day_value(m.start(), m.end(), found, "from the day named before it")]


@form
def the_weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``on the Monday``: the one nearest to the day named last, else as the tense says."""
    day, wanted = ctx.previous(m.start()), _weekday(ctx, _group(m, "weekday"))
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
    sign = 1 if _group(m, "which") == "following" else -1
    unit = _group(m, "unit")
    if unit == "week":
        moved = shift_days(day, 7 * sign)
        return [week_value(m.start(), m.end(), moved)] if moved else []
    if unit == "month":
        year, number = shift_months(day, sign)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{number:02d}", Precision.MONTH, "reckoned")]
    return [TimeValue(m.start(), m.end(), f"{day.year + sign:04d}", Precision.YEAR, "reckoned")]
