"""Values of days of the month, with and without month and year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from analyser.dates.anchor import (
    GOES_ON,
    UNDATED,
    Context,
    day_of_year,
    day_value,
    full_year,
    next_after,
    nothing,
    safe_date,
    shift_months,
    week_value,
)
from analyser.dates.resolve import form, group, month_number, plausible, weekday_number
from analyser.model import Precision, TimeValue

_MONTHS = 12
_NAME = 10  # characters of a weekday and what follows it
_SOON = 7  # days ahead in which a week may begin that nothing puts back
_WELL_BACK = 31  # days before the text from which a day without its month follows one named before it


@form
def day_and_month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A day with its month, with or without year and weekday.

    ``settings``: ``numbers``, the two may stand month first; ``month_first``, only where the text writes them so.
    """
    ordinal = group(m, "word")
    month, year = month_number(ctx, group(m, "month")), group(m, "year")
    if ordinal == "last":
        day = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    else:
        day = ctx.lexicon.ordinals[ordinal] if ordinal else int(group(m, "day"))
    if settings.get("numbers") and ctx.month_first and day <= 12:
        day, month = month, day
    if settings.get("month_first") and not ctx.month_first:
        return []
    weekday = weekday_number(ctx, group(m, "weekday"))
    if (which := group(m, "which_year")) and ctx.reference is not None:
        year = str(ctx.reference.year + {"last": -1, "next": 1}.get(which, 0))
    if year:
        if not plausible(full_year(year, ctx.reference), ctx):
            return []
        found = safe_date(full_year(year, ctx.reference), month, day)
        odd = found is not None and weekday is not None and found.weekday() != weekday
        return [day_value(m.start(), m.end(), found, "the weekday named is another" if odd else "")]
    told = ctx.told_of(m.start()) if weekday is None else None
    if told and (found := next_after(told, month, day)) and (ctx.long_past(told[0]) or found >= told[0]):
        return [day_value(m.start(), m.end(), found, GOES_ON)]
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    found, reason = day_of_year(
        month, day, ctx.reference, ctx.future(m.start(), m.end()), weekday, ctx.surely_ahead(m.start())
    )
    return [day_value(m.start(), m.end(), found, reason)]


@form
def several_days(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``2, 6 and 9 November``: one time for each day, at its own place."""
    year = group(m, "year")
    month = month_number(ctx, group(m, "month"))
    future = ctx.future(m.start(), m.end())
    if "/" in m["days"] and re.search(rf"\d/{m['days'].rsplit('/')[-1]}\b", ctx.text[: m.start()]):
        return []  # "24/30 last month, 27/30 Nov": a score of so many each time
    out: list[TimeValue] = []
    for d in re.finditer(r"\d{1,2}", m["days"]):
        start = m.start("days") + d.start()
        end = m.start("days") + d.end()
        if year:
            found, reason = safe_date(full_year(year, ctx.reference), month, int(d[0])), ""
        elif ctx.reference is None:
            found, reason = None, UNDATED
        else:
            found, reason = day_of_year(month, int(d[0]), ctx.reference, future)
        out.append(day_value(start, end, found, reason))
    if out:
        t = out[-1]
        out[-1] = TimeValue(t.start, m.end(), t.value, t.precision, t.reason)
    return out


@form
def day_range(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``between 8 and 12 March``, ``28 Feb to 3 March``: first day, and last day as end."""
    last_month = month_number(ctx, group(m, "month2") or group(m, "month"))
    first_month = month_number(ctx, group(m, "month") or group(m, "month2"))
    day, day2, year = int(group(m, "day")), int(group(m, "day2")), group(m, "year")
    if settings.get("numbers") and ctx.month_first and max(day, day2) <= _MONTHS:
        day, first_month, day2, last_month = first_month, day, last_month, day2
    if year:
        last = safe_date(full_year(year, ctx.reference), last_month, day2)
    elif ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    else:
        last, _ = day_of_year(last_month, day2, ctx.reference, ctx.future(m.start(), m.end()))
    first = safe_date(last.year - (first_month > last_month), first_month, day) if last else None
    if first is None or last is None or first > last:
        return [nothing(m.start(), m.end(), "no such days")]
    return [day_value(m.start(), m.end(), first, "", last)]


@form
def two_days(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``10.3.24-12.3.24``: both days, each at its own place."""
    out: list[TimeValue] = []
    for name in ("one", "two"):
        day, month, year = re.split(r"[/.]", m[name])
        if not plausible(full_year(year, ctx.reference), ctx):
            return []
        if ctx.month_first and int(day) <= _MONTHS:
            day, month = month, day
        out.append(day_value(*m.span(name), safe_date(full_year(year, ctx.reference), int(month), int(day))))
    return out


@form
def day_alone(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the 29th``, ``on the 12th and 14th``, ``Friday the 7th``, ``the 3rd of last month``."""
    which = group(m, "which")
    weekday = weekday_number(ctx, group(m, "weekday"))
    days = "days" if m["days"] else "days_"
    begin = m.start(days) if settings.get("cue") == "inside" else m.start()
    future = ctx.future(begin, m.end())
    out: list[TimeValue] = []
    for d in re.finditer(r"\d{1,2}|[a-z]+(?:-[a-z]+)?", m[days], re.IGNORECASE):
        word = d[0].lower()
        if not word.isdigit() and word not in ctx.lexicon.ordinals:
            continue
        number = int(word) if word.isdigit() else ctx.lexicon.ordinals[word]
        start, end = m.start(days) + d.start(), m.start(days) + d.end()
        if re.match(r"st|nd|rd|th", ctx.text[end : end + 2], re.IGNORECASE):
            end += 2
        tale = which in ("that", "the same") or (not which and weekday is None and not future)
        if tale and (day := _in_tale(number, ctx, start, which)) is not None:
            out.append(day_value(start, end, day, GOES_ON))
            continue
        found, reason = _nearest_day(number, ctx, future, which, weekday)
        if weekday is not None and "," in m[0][:_NAME] and found is not None and found.weekday() != weekday:
            return []  # "no show Mon, the 9th": two days
        if not which and weekday is None and not future and not out:
            follows = _follows(number, ctx, start)
            found, reason = (follows, "follows the day named before it") if follows else (found, reason)
        out.append(day_value(start, end, found, reason))
    if out:
        last = out[-1]
        out[-1] = TimeValue(last.start, m.end(), last.value, last.precision, last.reason)
        first = out[0]
        out[0] = TimeValue(begin, first.end, first.value, first.precision, first.reason)
    return out


@form
def day_range_alone(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``from the 9th to the 13th``: first day, and last day as end; the first may be of the month before."""
    first, last = int(m["day"]), int(m["day2"])
    end, reason = _nearest_day(last, ctx, ctx.future(m.start(), m.end()), "", None)
    if end is None or first == last:
        return [nothing(m.start(), m.end(), reason or "no such days")]
    begin = safe_date(*shift_months(end, -(first > last)), first)
    return [day_value(m.start(), m.end(), begin, "", end if begin else None)]


@form
def week_of_day(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``w/c the 4th``: the week of such a day; without a cue one that begins within days is meant."""
    ref = ctx.reference
    future = ctx.future(m.start(), m.end())
    day, reason = _nearest_day(int(m["day"]), ctx, future, "", weekday_number(ctx, group(m, "weekday")))
    if future is None and ref is not None and not m["weekday"]:
        soon, _ = _nearest_day(int(m["day"]), ctx, True, "", None)
        day = soon if soon is not None and (soon - ref).days <= _SOON else day
    return [week_value(m.start(), m.end(), day)] if day else [nothing(m.start(), m.end(), reason)]


def _in_tale(number: int, ctx: Context, start: int, which: str) -> dt.date | None:
    """``on the 13th`` in a tale of a time long past, ``the 15th of that month``: after the time named last."""
    if which:
        month = ctx.previous_of_any(start)
        return safe_date(month.year, month.month, number) if month else None
    told = ctx.told_of(start)
    if told is None or told[1] is Precision.YEAR:
        return None
    options = [d for s in (0, 1) if (d := safe_date(*shift_months(told[0], s), number))]
    return next((d for d in options if d >= told[0]), None)


def _follows(number: int, ctx: Context, start: int) -> dt.date | None:
    """``28 October and the 3rd``: the next such day after one named in the same sentence, if that lies well back."""
    last = next((t for t in reversed(ctx.found) if t.value is not None), None)
    if last is None or ctx.reference is None or last.precision is not Precision.DAY:
        return None
    if re.search(r"[.!?\n]", ctx.text[last.end : start]) or not re.search(r"\d", ctx.text[last.start : last.end]):
        return None
    day = dt.date.fromisoformat(str(last.value))
    if day > ctx.reference or (ctx.reference - day).days < _WELL_BACK:
        return None
    later = [d for s in (0, 1) if (d := safe_date(*shift_months(day, s), number)) and d > day]
    return later[0] if later and later[0] <= ctx.reference else None


def _nearest_day(
    number: int, ctx: Context, future: bool | None, which: str, weekday: int | None
) -> tuple[dt.date | None, str]:
    ref = ctx.reference
    if ref is None:
        return None, UNDATED
    if which:
        year, month = shift_months(ref, {"last": -1, "previous": -1, "next": 1}.get(which, 0))
        return safe_date(year, month, number), ""
    options = [d for s in range(-4, 4) if (d := safe_date(*shift_months(ref, s), number))]
    if weekday is not None and (fits := [d for d in options if d.weekday() == weekday]):
        return min(fits, key=lambda d: (abs((d - ref).days), d > ref)), ""
    past, ahead = [d for d in options if d <= ref], [d for d in options if d >= ref]
    if future and ahead:
        return ahead[0], ""
    return (past[-1], "") if past else (None, "no such day")
