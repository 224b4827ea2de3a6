"""Values of festivals, bank holidays, school holidays and the first Thursday of a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from analyser.dates import calendar_uk as uk
from analyser.dates.anchor import (
    GOES_ON,
    UNDATED,
    Context,
    day_value,
    full_year,
    nothing,
    shift_days,
    shift_months,
    week_value,
)
from analyser.dates.resolve import form, group, month_number, weekday_number
from analyser.dates.rules import lexicon, load_rules
from analyser.model import Precision, TimeValue

_BESIDE = 3  # characters between a day and the festival that it is


def _choose(options: list[dt.date], ctx: Context, m: re.Match[str], which: str) -> dt.date:
    """Of one day in several years, the one meant."""
    ref = ctx.reference or options[0]
    past, ahead = [d for d in options if d <= ref], [d for d in options if d >= ref]
    if which in ("last",) and past:
        return [d for d in past if d < ref][-1] if any(d < ref for d in past) else past[-1]
    if which == "next" and ahead:
        return ahead[0]
    if which == "this":
        return next((d for d in options if d.year == ref.year), options[0])
    future = ctx.future(m.start(), m.end())
    if (future or not past) and ahead:
        return ahead[0]
    if future is None and ahead and (ahead[0] - ref).days <= 42 and (ref - past[-1]).days > 300:
        return ahead[0]
    if future is None and ahead and (ahead[0] - ref).days <= 21 and (ref - past[-1]).days > 200:
        return ahead[0]
    return past[-1] if past else options[0]


@form
def named_day(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """Christmas Eve, Mothering Sunday, Bonfire Night, Eid: of the year named, or the nearest in the past."""
    name = re.sub(r"[ \t\xa0]+", " ", group(m, "named")).replace("’", "'").replace(".", "")
    key = load_rules().named.get(name)
    if key is None:
        return []
    written = group(m, "year")
    if written:
        found = uk.festivals(full_year(written, ctx.reference)).get(key)
        return [day_value(m.start(), m.end(), found, "" if found else "not in the calendar")]
    ref = ctx.reference
    if (beside := _beside(m.start(), key, ctx)) is not None:
        return [day_value(m.start(), m.end(), beside, "the day named beside it")]
    if not group(m, "which") and (told := ctx.told_of(m.start())):
        named, precision = told
        year = named.year
        options = [d for y in (year, year + 1) if (d := uk.festivals(y).get(key))]
        options = options[:1] if precision is Precision.YEAR else [d for d in options if d >= named]
        if options:
            return [day_value(m.start(), m.end(), options[0], GOES_ON)]
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    options = [d for y in range(ref.year - 2, ref.year + 2) if (d := uk.festivals(y).get(key))]
    if not options:
        return [nothing(m.start(), m.end(), "not in the calendar")]
    if settings.get("before_last"):
        back = lexicon().numbers.get(group(m, "ago"), 2)
        past = sorted(
            d for y in range(ref.year - back - 1, ref.year + 1) if (d := uk.festivals(y).get(key)) and d < ref
        )
        return [day_value(m.start(), m.end(), past[-back] if len(past) >= back else None)]
    found = _choose(sorted(options), ctx, m, group(m, "which"))
    return [day_value(m.start(), m.end(), shift_days(found, int(settings.get("days", 0))))]


def _beside(start: int, key: str, ctx: Context) -> dt.date | None:
    """The day named just before a festival, where it is that festival: ``31 October 2022 (Halloween)``."""
    last = ctx.found[-1] if ctx.found else None
    if last is None or last.value is None or last.precision is not Precision.DAY or start - last.end > _BESIDE:
        return None
    day = dt.date.fromisoformat(last.value)
    return day if uk.festivals(day.year).get(key) == day else None


@form
def bank_holiday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """The nearest bank holiday Monday in England. Limits: other nations' own days need their name."""
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    years_near = range(ref.year - 1, ref.year + 2)
    back = {"sunday": 1, "saturday": 2, "weekend": 2}.get(group(m, "day"), 0)
    mondays = sorted(d for y in years_near for d in uk.bank_holidays(y) if d.weekday() == 0)
    options = [d - dt.timedelta(days=back) for d in mondays]
    found = _choose(options, ctx, m, group(m, "which"))
    last = found + dt.timedelta(days=2) if group(m, "day") == "weekend" else None
    return [day_value(m.start(), m.end(), found, "bank holiday in England", last)]


def _breaks(ctx: Context, names: set[str]) -> list[uk.Break]:
    ref = ctx.reference
    if ref is None:
        return []
    found = [b for y in (ref.year - 1, ref.year, ref.year + 1) for b in uk.school_breaks(y) if b.name in names]
    return sorted(found, key=lambda b: b.first)


@form
def half_term(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """The week of half term, or so many weeks from it. Limits: school dates are approximate."""
    known = lexicon().half_terms
    names = {known[w]} if (w := group(m, "name")) in known else set(known.values())
    options = [b.first for b in _breaks(ctx, names)]
    if not options:
        return [nothing(m.start(), m.end(), UNDATED)]
    found = _choose(options, ctx, m, group(m, "which"))
    monday = shift_days(found, 7 * int(settings.get("weeks", 0)))
    return [week_value(m.start(), m.end(), monday, uk.APPROXIMATE)] if monday else []


@form
def school_holiday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """The summer, Easter or Christmas holidays. Limits: school dates are approximate."""
    name = {"xmas": "christmas"}.get(group(m, "name"), group(m, "name"))
    found = _breaks(ctx, {name})
    if not found:
        return [nothing(m.start(), m.end(), UNDATED)]
    written = group(m, "year")
    if written:
        year = full_year(written, ctx.reference)
        chosen = next((b for b in uk.school_breaks(year) if b.name == name), found[0])
    else:
        first = _choose([b.first for b in found], ctx, m, group(m, "which"))
        chosen = next(b for b in found if b.first == first)
    week = week_value(m.start(), m.end(), chosen.first, uk.APPROXIMATE)
    return [TimeValue(week.start, week.end, week.value, week.precision, week.reason, chosen.last.isoformat())]


@form
def nth_weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the first Thursday of September``."""
    ref, written, which = ctx.reference, group(m, "year"), group(m, "which")
    number = -1 if group(m, "number") == "last" else lexicon().quarters[group(m, "number")]
    wanted = weekday_number(ctx, group(m, "weekday"))
    if wanted is None:
        return []
    if which:
        if ref is None:
            return [nothing(m.start(), m.end(), UNDATED)]
        year, month = shift_months(ref, {"last": -1, "next": 1}.get(which, 0))
        return [day_value(m.start(), m.end(), uk.nth_weekday(year, month, wanted, number))]
    month = month_number(ctx, group(m, "month"))
    if written:
        return [day_value(m.start(), m.end(), uk.nth_weekday(int(written), month, wanted, number))]
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    options = [uk.nth_weekday(y, month, wanted, number) for y in range(ref.year - 1, ref.year + 2)]
    return [day_value(m.start(), m.end(), _choose(options, ctx, m, ""))]
