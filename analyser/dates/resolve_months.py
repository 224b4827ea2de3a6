"""Values of months, seasons, quarters, years and decades."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analyser.dates.anchor import (
    GOES_ON,
    UNDATED,
    Context,
    full_year,
    next_after,
    nothing,
    shift_days,
    shift_months,
    week_value,
)
from analyser.dates.resolve import form, group, month_number, number_of, plausible
from analyser.dates.rules import lexicon
from analyser.model import Precision, TimeValue

_FORETOLD = 70  # years on from the text to which "by 2050" may be meant
_COMING = 20  # years on from the text in which a decade may be named
_LATELY = 15  # years back to which month and year in bare numbers are read as such
_NEW_YEAR = 3  # months in which "at year-end" still looks back


@form
def month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A month with or without its year: the nearest in the past, unless the words point ahead."""
    number, written, which = month_number(ctx, group(m, "month")), group(m, "year"), group(m, "which")
    part = group(m, "part")
    if (near := group(m, "which_year")) and ctx.reference is not None:
        written = str(ctx.reference.year + {"last": -1, "next": 1}.get(near, 0))
    if same := group(m, "same"):
        if (named := ctx.previous_of_any(m.start())) is None:
            return [nothing(m.start(), m.end(), UNDATED)]
        written = str(named.year + same.endswith("following"))
    if written:
        year = full_year(written, ctx.reference)
        if not plausible(year, ctx):
            return []
    elif not which and (told := ctx.told_of(m.start())) and (first := next_after(told, number)):
        return [TimeValue(m.start(), m.end(), f"{first.year:04d}-{number:02d}", Precision.MONTH, GOES_ON)]
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
    first, last, written = month_number(ctx, group(m, "month")), month_number(ctx, group(m, "month2")), group(m, "year")
    if written:
        year = full_year(written, ctx.reference)
    elif ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    else:
        year = ctx.reference.year - (last > ctx.reference.month and not ctx.future(m.start(), m.end()))
    after = dt.date(year + last // 12, last % 12 + 1, 1)
    end = (after - dt.timedelta(days=1)).isoformat()
    name = next(n for n in ("month2", "month2_", "month2__") if m.groupdict().get(n))
    opening = TimeValue(
        m.start(),
        m.end(name.replace("2", "")),
        f"{year - (first > last):04d}-{first:02d}",
        Precision.MONTH,
        "range",
        end,
    )
    return [opening, TimeValue(m.start(name), m.end(), f"{year:04d}-{last:02d}", Precision.MONTH, "end of a range")]


@form
def season(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A season; winter is named by the year in which it begins."""
    code, written, which = ctx.lexicon.seasons[group(m, "season")], group(m, "year"), group(m, "which")
    if written:
        year = full_year(written, ctx.reference)
        if not 1000 <= year < 2100:
            return []
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON)]
    ref = ctx.reference
    if not which and (told := ctx.told_of(m.start())):
        return [TimeValue(m.start(), m.end(), f"{_season_after(told, code):04d}-{code}", Precision.SEASON, GOES_ON)]
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    first = {"SP": 3, "SU": 6, "AU": 9, "WI": 12}[code]
    year = ref.year - (ref.month < first)  # the one begun last
    running = (ref.month - first) % 12 < 3
    if which == "next" or (
        which not in ("last", "this past", "before last") and not running and ctx.future(m.start(), m.end())
    ):
        year += 1
    elif which in ("last", "this past") and running:
        year -= 1
    elif which == "before last":
        year -= 1 + running
    elif which == "this" and not running:
        year = ref.year
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON)]


@form
def season_of_year(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the autumn of that year``, ``summer last year``."""
    which, code = group(m, "which_year"), ctx.lexicon.seasons[group(m, "season")]
    named = ctx.reference if which else ctx.previous_of_any(m.start())
    if named is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    year = named.year + {"last": -1, "next": 1}.get(which, 0) + group(m, "same").endswith("following")
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON)]


def _season_after(told: tuple[dt.date, Precision], code: str) -> int:
    """The year of a season in a tale: that of the year named, or of the next one after the day named."""
    named, precision = told
    last_month = {"SP": 5, "SU": 8, "AU": 11, "WI": 12}[code]
    return named.year + (precision is not Precision.YEAR and named.month > last_month)


@form
def year_alone(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A year; ``settings.old``: one before 1900 too, where the words or the text show that it is no time of day."""
    year, name = int(group(m, "year")), "year" if m["year"] else "year_"
    latest = (ctx.reference.year if ctx.reference else 2080) + 6
    if (
        latest < year <= latest + _FORETOLD
        and (year % 5 == 0 or m[0].lower().startswith(("due", "matur")))
        and not ctx.has_clock
    ):
        latest += _FORETOLD * bool(ctx.future(m.start(name), m.end(name)))
    if not (1000 if settings.get("old") else 1900) <= year <= latest:
        return []
    if year < 1900 and not (ctx.is_history or year % 100 > 59):
        return []
    return [TimeValue(m.start(name), m.end(name), f"{year:04d}", Precision.YEAR)]


@form
def year_short(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``in '91``."""
    year = full_year(group(m, "year"), ctx.reference)
    name = "year" if m["year"] else "year_"
    return [TimeValue(m.start(name) - 1, m.end(name), f"{year:04d}", Precision.YEAR)]


@form
def month_of_lately(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``in 11/93``; a bare ``11/93`` only where it lies a few years back, as it may be a score or a reading."""
    if m.groupdict().get("year_") and (
        ctx.reference is None or not 0 <= ctx.reference.year - full_year(m["year_"], ctx.reference) <= _LATELY
    ):
        return []
    return month(m, ctx, settings)


@form
def years(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``2019-2021``, ``2019/20``: the first year, and the last as the end; "from 2019 to 2021" names two."""
    first, written = int(group(m, "year")), group(m, "year2")
    last = int(str(first)[: 4 - len(written)] + written)
    if not (1000 if ctx.is_history else 1900) <= first < last <= (ctx.reference.year if ctx.reference else 2080) + 6:
        return []
    whole = TimeValue(m.start(), m.end(), f"{first:04d}", Precision.YEAR, "range", f"{last:04d}")
    if len(written) < 4 or not re.search(r"\s", m[0]):
        return [whole]
    begin = m.start("year2") if m["year2"] else m.start("year2_")
    return [
        replace(whole, end=max(m.end("year"), m.end("year_"))),
        TimeValue(begin, m.end(), f"{last:04d}", Precision.YEAR, "end of a range"),
    ]


@form
def quarter(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    written, which, number = group(m, "year"), group(m, "which"), group(m, "number")
    ref = ctx.reference
    if (near := group(m, "which_year")) and ref is not None:
        written = str(ref.year + {"last": -1, "next": 1}.get(near, 0))
    if number:
        n = lexicon().quarters.get(number) or int(number)
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


@form
def half_of_month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the end of last month``, ``earlier in the week``: the month, week or year."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift = {"last": -1, "next": 1}.get(group(m, "which"), 0)
    if group(m, "unit").startswith("w"):
        day = shift_days(ctx.reference, 7 * shift)
        return [week_value(m.start(), m.end(), day, group(m, "part"))] if day else []
    if group(m, "unit").startswith("y"):
        return [TimeValue(m.start(), m.end(), f"{ctx.reference.year + shift:04d}", Precision.YEAR, group(m, "part"))]
    year, number = shift_months(ctx.reference, shift)
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{number:02d}", Precision.MONTH, group(m, "part"))]


@form
def seasons_ago(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    year = ctx.reference.year - number_of(ctx, group(m, "number"))
    code = ctx.lexicon.seasons[group(m, "season")]
    return [TimeValue(m.start(), m.end(), f"{year:04d}-{code}", Precision.SEASON, "reckoned")]


@form
def decade(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the 1990s``: the first three figures of its years, ``199``."""
    if settings.get("century"):
        number = group(m, "number")
        rank = int(number[:-2]) if number[0].isdigit() else ctx.lexicon.ordinals[number]
        return [TimeValue(m.start(), m.end(), f"{rank - 1:02d}", Precision.CENTURY)] if 2 <= rank <= 21 else []
    if words := m.groupdict().get("words"):
        return [TimeValue(m.start(), m.end(), str(ctx.lexicon.decades[words.lower()]), Precision.DECADE)]
    first = int(group(m, "decade") or "19" + group(m, "short"))
    if first % 100 == 0 and first < 2000:  # "the 1800s"; the 2000s are a decade
        return [TimeValue(m.start(), m.end(), str(first // 100), Precision.CENTURY)]
    limit = ctx.reference.year if ctx.reference else 2080
    return (
        [TimeValue(m.start(), m.end(), str(first // 10), Precision.DECADE)] if 1800 <= first <= limit + _COMING else []
    )


@form
def half_year(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    written = group(m, "year")
    if not written and ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift = {"last": -1, "next": 1}.get(group(m, "which"), 0)
    year = full_year(written, ctx.reference) if written else (ctx.reference.year if ctx.reference else 0) + shift
    if not written and "that year" in m[0].lower():
        named = ctx.previous_of_any(m.start())
        if named is None:
            return []
        year, written = named.year, str(named.year)
    half = 1 if group(m, "number") in ("first", "1st", "1") else 2
    if not written and not shift and half == 2 and ctx.reference and ctx.reference.month < 7:
        year -= not ctx.future(m.start(), m.end())
    return [TimeValue(m.start(), m.end(), f"{year:04d}-H{half}", Precision.SEASON)]


@form
def year_before(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the year-earlier quarter``: the year before that of the text, or that quarter of it."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    year, number = ctx.reference.year - 1, lexicon().quarters.get(group(m, "number"), 0)
    told = next((t.value for t in reversed(ctx.found) if t.value and "-Q" in t.value), None)
    if not number and told and group(m, "same"):
        return [TimeValue(m.start(), m.end(), f"{int(told[:4]) - 1:04d}{told[4:]}", Precision.SEASON)]
    if not number:
        return [TimeValue(m.start(), m.end(), f"{year:04d}", Precision.YEAR)]
    year -= number >= (ctx.reference.month + 2) // 3  # the quarter told of lies behind
    return [TimeValue(m.start(), m.end(), f"{year:04d}-Q{number}", Precision.SEASON)]


@form
def year_end(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``by year-end``: the year of the text; told as past in its first months, the year before."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    if told := ctx.told_of(m.start()):
        return [TimeValue(m.start(), m.end(), f"{told[0].year:04d}", Precision.YEAR, GOES_ON)]
    year = ctx.reference.year
    if ctx.reference.month <= _NEW_YEAR and not ctx.future(m.start(), m.end()):
        year -= 1
    return [TimeValue(m.start(), m.end(), f"{year:04d}", Precision.YEAR, "end")]
