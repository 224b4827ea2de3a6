"""Values of months, seasons, years, terms and named days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from analyser.dates import calendar_uk as uk
from analyser.dates.anchor import UNDATED, Context, day_value, full_year, nothing, shift_days, shift_months, week_value
from analyser.dates.resolve import _group, _month, _number, _plausible, _weekday, form
from analyser.dates.rules import load_rules
from analyser.model import Precision, TimeValue

_HALF_TERMS = {"february": "february", "feb": "february", "spring": "february", "may": "may", "whitsun": "may",
               "whit": "may", "summer": "may", "october": "october", "oct": "october", "autumn": "october"}  # fmt: skip
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@form
def month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A month with or without its year: the nearest in the past, unless the words point ahead."""
    number, written, which = _month(ctx, _group(m, "month")), _group(m, "year"), _group(m, "which")
    part = _group(m, "part")
    if (near := _group(m, "which_year")) and ctx.reference is not None:
        written = str(ctx.reference.year + {"last": -1, "next": 1}.get(near, 0))
    if written:
        year = full_year(written, ctx.reference)
        if not _plausible(year, ctx):
            return []
    elif ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    else:
        ref = ctx.reference
        year = ref.year
        if which in ("last", "past"):
            year -= number >= ref.month
        elif which == "next":
            year += number <= ref.month
        elif which == "this":
            pass
        elif number > ref.month:
            year -= not ctx.future(m.start(), m.end())
        elif number < ref.month and ref.month - number > 3 and ctx.future(m.start(), m.end()):
            year += 1
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{number:02d}", Precision.MONTH, part)]


@form
def month_range(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``March to May``, ``between October and December 2023``."""
    first, last, written = _month(ctx, _group(m, "month")), _month(ctx, _group(m, "month2")), _group(m, "year")
    if written:
        year = full_year(written, ctx.reference)
    elif ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    else:
        year = ctx.reference.year - (last > ctx.reference.month and not ctx.future(m.start(), m.end()))
    after = dt.date(year + last // 12, last % 12 + 1, 1)
    end = (after - dt.timedelta(days=1)).isoformat()
    return [TimeValue(m.start(), m.end(), f"{year - (first > last):04d}-{first:02d}", Precision.MONTH, "range", end)]


@form
def season(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A season; winter is named by the year in which it begins."""
    code, written, which = ctx.lexicon.seasons[_group(m, "season")], _group(m, "year"), _group(m, "which")
    if written:
        year = full_year(written, ctx.reference)
        if not _plausible(year, ctx):
            return []
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON)]
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    first = {"SP": 3, "SU": 6, "AU": 9, "WI": 12}[code]
    year = ref.year - (ref.month < first)  # the one begun last
    running = (ref.month - first) % 12 < 3
    if which == "next" or (which != "last" and not running and ctx.future(m.start(), m.end())):
        year += 1
    elif which == "last" and running:
        year -= 1
    elif which == "this" and not running:
        year = ref.year
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON)]


@form
def year_alone(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    year = int(m["year"])
    if not 1900 <= year <= (ctx.reference.year if ctx.reference else 2080) + 6:
        return []
    return [TimeValue(m.start("year"), m.end("year"), f"{year:04d}", Precision.YEAR)]


@form
def years(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``2019-2021``, ``2019/20``: the first year, and the last as the end."""
    first = int(m["year"])
    last = int(str(first)[: 4 - len(m["year2"])] + m["year2"])
    if not 1900 <= first < last <= (ctx.reference.year if ctx.reference else 2080) + 6:
        return []
    return [TimeValue(m.start(), m.end(), f"{first:04d}", Precision.YEAR, "range", f"{last:04d}")]


@form
def quarter(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    written, which, number = _group(m, "year"), _group(m, "which"), _group(m, "number")
    ref = ctx.reference
    if number:
        n = _QUARTERS.get(number) or int(number)
        if not written and ref is None:
            return [nothing(m.start(), m.end(), UNDATED)]
        year = full_year(written, ref) if written else ref.year if ref else 0
        if not written and ref and n > (ref.month + 2) // 3 and not ctx.future(m.start(), m.end()):
            year -= 1
    elif ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    else:
        index = ref.year * 4 + (ref.month - 1) // 3 + {"last": -1, "next": 1}.get(which, 0)
        year, n = index // 4, index % 4 + 1
    return [TimeValue(m.start(), m.end(), f"{year:04d}-Q{n}", Precision.SEASON)]


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
    if future is None and ahead and (ahead[0] - ref).days <= 21 and (ref - past[-1]).days > 200:
        return ahead[0]
    return past[-1] if past else options[0]


@form
def named_day(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """Christmas Eve, Mothering Sunday, Bonfire Night, Eid: of the year named, or the nearest in the past."""
    name = re.sub(r"[ \t\xa0]+", " ", m["named"].lower()).replace("’", "'").replace(".", "")
    key = load_rules().named.get(name)
    if key is None:
        return []
    written = _group(m, "year")
    if written:
        found = uk.festivals(full_year(written, ctx.reference)).get(key)
        return [day_value(m.start(), m.end(), found, "" if found else "not in the calendar")]
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    options = [d for y in range(ref.year - 2, ref.year + 2) if (d := uk.festivals(y).get(key))]
    if not options:
        return [nothing(m.start(), m.end(), "not in the calendar")]
    found = _choose(sorted(options), ctx, m, _group(m, "which"))
    return [day_value(m.start(), m.end(), shift_days(found, int(settings.get("days", 0))))]


@form
def bank_holiday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """The nearest bank holiday Monday in England. Limits: other nations' own days need their name."""
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    years_near = range(ref.year - 1, ref.year + 2)
    back = {"sunday": 1, "saturday": 2, "weekend": 2}.get(_group(m, "day"), 0)
    mondays = sorted(d for y in years_near for d in uk.bank_holidays(y) if d.weekday() == 0)
    options = [d - dt.timedelta(days=back) for d in mondays]
    found = _choose(options, ctx, m, _group(m, "which"))
    last = found + dt.timedelta(days=2) if _group(m, "day") == "weekend" else None
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
    names = {_HALF_TERMS[w]} if (w := _group(m, "name")) in _HALF_TERMS else set(_HALF_TERMS.values())
    options = [b.first for b in _breaks(ctx, names)]
    if not options:
        return [nothing(m.start(), m.end(), UNDATED)]
    found = _choose(options, ctx, m, _group(m, "which"))
    monday = shift_days(found, 7 * int(settings.get("weeks", 0)))
    return [week_value(m.start(), m.end(), monday, uk.APPROXIMATE)] if monday else []


@form
def school_holiday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """The summer, Easter or Christmas holidays. Limits: school dates are approximate."""
    name = {"xmas": "christmas"}.get(_group(m, "name"), _group(m, "name"))
    found = _breaks(ctx, {name})
    if not found:
        return [nothing(m.start(), m.end(), UNDATED)]
    written = _group(m, "year")
    if written:
        year = full_year(written, ctx.reference)
        chosen = next((b for b in uk.school_breaks(year) if b.name == name), found[0])
    else:
        first = _choose([b.first for b in found], ctx, m, _group(m, "which"))
        chosen = next(b for b in found if b.first == first)
    week = week_value(m.start(), m.end(), chosen.first, uk.APPROXIMATE)
    return [TimeValue(week.start, week.end, week.value, week.precision, week.reason, chosen.last.isoformat())]


@form
def half_of_month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the end of last month``, ``earlier this month``: the month."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift = {"last": -1, "next": 1}.get(_group(m, "which"), 0)
    if _group(m, "unit").startswith("y"):
        return [TimeValue(m.start(), m.end(), f"{ctx.reference.year + shift:04d}", Precision.YEAR, _group(m, "part"))]
    year, number = shift_months(ctx.reference, shift)
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{number:02d}", Precision.MONTH, _group(m, "part"))]


@form
def seasons_ago(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    year = ctx.reference.year - _number(ctx, _group(m, "number"))
    code = ctx.lexicon.seasons[_group(m, "season")]
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON, "reckoned")]


@form
def nth_weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the first Thursday of September``."""
    ref, written, which = ctx.reference, _group(m, "year"), _group(m, "which")
    number = -1 if _group(m, "number") == "last" else _QUARTERS[_group(m, "number")]
    wanted = _weekday(ctx, _group(m, "weekday"))
    if wanted is None:
        return []
    if which:
        if ref is None:
            return [nothing(m.start(), m.end(), UNDATED)]
        year, month_number = shift_months(ref, {"last": -1, "next": 1}.get(which, 0))
        return [day_value(m.start(), m.end(), uk.nth_weekday(year, month_number, wanted, number))]
    month_number = _month(ctx, _group(m, "month"))
    if written:
        return [day_value(m.start(), m.end(), uk.nth_weekday(int(written), month_number, wanted, number))]
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    options = [uk.nth_weekday(y, month_number, wanted, number) for y in range(ref.year - 1, ref.year + 2)]
    return [day_value(m.start(), m.end(), _choose(options, ctx, m, ""))]


@form
def decade(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the 1990s``: the first three figures of its years, ``199``."""
    first = int(_group(m, "decade") or "19" + _group(m, "short"))
    limit = ctx.reference.year if ctx.reference else 2080
    return [TimeValue(m.start(), m.end(), str(first // 10), Precision.DECADE)] if 1800 <= first <= limit else []


@form
def half_year(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    written = _group(m, "year")
    if not written and ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift = {"last": -1, "next": 1}.get(_group(m, "which"), 0)
    year = int(written) if written else (ctx.reference.year if ctx.reference else 0) + shift
    half = 1 if _group(m, "number") in ("first", "1st") else 2
    return [TimeValue(m.start(), m.end(), f"{year:04d}-H{half}", Precision.SEASON)]
