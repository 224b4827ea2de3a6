"""Values of weekdays, and of days, weeks, months and years counted from the day of the text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analyser.dates import calendar_uk as uk
from analyser.dates.anchor import (
    UNDATED,
    Context,
    day_value,
    nothing,
    safe_date,
    shift_days,
    shift_months,
    week_value,
)
from analyser.dates.resolve import form, group, number_of, weekday_number
from analyser.dates.resolve_days import day_and_month
from analyser.model import Precision, TimeValue

USUAL = "it happens again and again"
_CLAUSE = 60  # characters about a stretch of weekdays in which a word shows that it is the usual one
_WORKING_WEEK = 4  # days from Monday to Friday
_CHECK = re.compile(
    r"(?:\br/v|\brv|\breview|\brecheck|\brepeat|\bf/?u|\brtc|\bsee again)\b[^.;\n]{0,12}$", re.IGNORECASE
)


@form
def weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A day of the week; ``settings.which``: plain, last, next, this, coming, and ``settings.weeks`` more."""
    ref = ctx.reference
    day = weekday_number(ctx, group(m, "weekday"))
    if day is None:
        return []
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    back, ahead = (ref.weekday() - day) % 7, (day - ref.weekday()) % 7
    monday = ref.weekday()
    which = settings.get("which", "plain")
    listed = _listed_after(m.start(), ctx) if which == "plain" else None
    if listed is not None:
        days = (listed - ref).days + ((day - listed.weekday()) % 7 or 7)
    elif which == "plain":
        days = ahead if ctx.future(m.start(), m.end()) else -back
        if not back and re.search(r"\b(?:by|see you|until|till|next)\b", ctx.cue_before(m.start())):
            days = 7
    elif which == "last":
        days = -(back if back > 1 else back + 7)  # of yesterday one says "yesterday"
    elif which == "coming":
        days = ahead or 7
    elif which == "next":
        days = 7 - monday + day
    elif which == "this":
        days = day - monday
    else:  # of last week
        days = day - monday + 7 * int(settings.get("weeks", 0))
        return [day_value(m.start(), m.end(), shift_days(ref, days))]
    return [day_value(m.start(), m.end(), shift_days(ref, days + 7 * int(settings.get("weeks", 0))))]


def _listed_after(start: int, ctx: Context) -> dt.date | None:
    """The day ahead to which a list adds another: "offered Mon, Weds or Fri"."""
    last = ctx.found[-1] if ctx.found else None
    if last is None or last.value is None or last.precision is not Precision.DAY or ctx.reference is None:
        return None
    joined = ctx.text[last.end : start].strip(" .") in (",", "and", "or", "&", "/", ", and", ", or")
    ahead = dt.date.fromisoformat(last.value)
    named = ctx.text[last.start : last.end].lower().removeprefix("the ").rstrip(".") in ctx.lexicon.weekdays
    return ahead if joined and named and ahead > ctx.reference else None


@form
def weekdays_of_week(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``Monday and Tuesday last week``: each of them."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    monday = uk.monday_of(ctx.reference) + dt.timedelta(days={"last": -7, "next": 7}.get(group(m, "which"), 0))
    out = []
    for d in re.finditer(r"[a-z]+", m["days"], re.IGNORECASE):
        if (day := ctx.lexicon.weekdays.get(d[0].lower())) is not None:
            place = m.start("days") + d.start(), m.start("days") + d.end()
            out.append(day_value(*place, shift_days(monday, day)))
    return [*out[:-1], replace(out[-1], end=m.end())] if out else []


@form
def weekday_range(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``Tues to Thurs``, ``Mon-Fri last week``: two days, the first with its end; what is usual has none."""
    first, last = weekday_number(ctx, group(m, "weekday")), weekday_number(ctx, group(m, "weekday2"))
    ref, which = ctx.reference, group(m, "which")
    if first is None or last is None or first == last:
        return []
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    length, future = (last - first) % 7, ctx.future(m.start(), m.end())
    if not which:
        usual = re.search(settings["usual_before"], ctx.cue_before(m.start(), _CLAUSE), re.IGNORECASE)
        hours = re.match(settings["usual_after"], ctx.text[m.end() : m.end() + _CLAUSE], re.IGNORECASE)
        if usual or hours or (future is None and length >= _WORKING_WEEK):
            return [nothing(m.start(), m.end(), USUAL)]
    if which:
        begin = shift_days(uk.monday_of(ref), first + 7 * {"last": -1, "next": 1}.get(which, 0))
    elif future:
        begin = shift_days(ref, (first - ref.weekday()) % 7)
    else:
        begin = shift_days(ref, -((ref.weekday() - last) % 7) - length)
    end = shift_days(begin, length) if begin else None
    return [
        day_value(m.start("weekday"), m.end("weekday"), begin, "range", end),
        day_value(m.start("weekday2"), m.end(), end, "end of a range"),
    ]


@form
def near_day(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """Yesterday, today, tomorrow and their kin: ``settings.days`` from the reference."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    return [day_value(m.start(), m.end(), shift_days(ctx.reference, int(settings["days"])))]


@form
def offset(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``three weeks ago``, ``a fortnight ago``, ``in two days``: ``settings.sign`` -1 or 1, 0 asks the tense."""
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    plan = "time" in m[0] or _CHECK.search(ctx.cue_before(m.start())) is not None
    if settings.get("ahead_only") and not plan and not ctx.future(m.start(), m.end()):
        return []  # "three visits in two weeks" is a duration
    number = number_of(ctx, group(m, "number")) if group(m, "number") else 1
    unit = group(m, "unit")
    sign = int(settings["sign"]) or (1 if ctx.future(m.start(), m.end()) else -1)
    length = ctx.lexicon.units[unit]
    if length:
        found = shift_days(ctx.reference, sign * number * length)
        return [day_value(m.start(), m.end(), found, "reckoned")]
    if unit.startswith(("month", "mth")):
        year, month = shift_months(ctx.reference, sign * number)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, "reckoned")]
    if settings.get("half"):
        year, month = shift_months(ctx.reference, sign * (12 * number + 6))
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, "reckoned")]
    years = 10 if unit.startswith("decade") else 100 if unit.startswith("centur") else 1
    if part := group(m, "part"):
        years = years * {"half": 2, "thre": 3}.get(part[:4], 1) // 4
    year = ctx.reference.year + sign * number * years
    return [TimeValue(m.start(), m.end(), f"{year:04d}", Precision.YEAR, "reckoned")] if year > 0 else []


@form
def near_unit(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """Last week, this month, next year, the week before last: ``settings.shift`` units."""
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift, unit = int(settings["shift"]), group(m, "unit")
    if unit.startswith("w") and unit.endswith("end"):
        saturday = shift_days(uk.monday_of(ref), 5 + 7 * shift)
        if shift == -1 and ref.weekday() == 6:  # "last weekend", said on a Sunday
            saturday = shift_days(ref, -8)
        return [day_value(m.start(), m.end(), saturday, "weekend", shift_days(saturday, 1) if saturday else None)]
    if unit.startswith("w"):
        monday = shift_days(ref, 7 * shift)
        return [week_value(m.start(), m.end(), monday)] if monday else []
    if unit.startswith("m"):
        year, month = shift_months(ref, shift)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH)]
    return [TimeValue(m.start(), m.end(), f"{ref.year + shift:04d}", Precision.YEAR)]


@form
def weekend(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``at the weekend``: the last one, unless the words point ahead."""
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    ahead = ctx.future(m.start(), m.end())
    saturday = uk.monday_of(ref) + dt.timedelta(days=5)
    if not ahead and saturday > ref:
        saturday -= dt.timedelta(days=7)
    return [day_value(m.start(), m.end(), saturday, "weekend", saturday + dt.timedelta(days=1))]


@form
def week_of(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``w/c 4 March``: the ISO week that begins (``settings.ends: true``: ends) on that day."""
    inner = day_and_month(m, ctx, settings)
    if not inner or inner[0].value is None:
        return inner
    return [week_value(m.start(), m.end(), dt.date.fromisoformat(inner[0].value))]


@form
def repeats(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    return [nothing(m.start(), m.end(), USUAL)]


@form
def iso_week(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    try:
        monday = dt.date.fromisocalendar(int(m["year"]), int(m["week"]), 1)
    except ValueError:
        return []
    return [week_value(m.start(), m.end(), monday)]


@form
def fraction_ago(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``2/7 ago``, ``3/52 ago``, ``2/12 ago``: so many days, weeks, months back."""
    ref, number = ctx.reference, int(group(m, "number"))
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    if m["unit"] == "12":
        year, month = shift_months(ref, -number)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, "reckoned")]
    days = number * (7 if m["unit"] == "52" else 1)
    return [day_value(m.start(), m.end(), shift_days(ref, -days), "reckoned")]


@form
def weekdays_ago(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``two Sundays ago``: the last such day is the first of them."""
    wanted = ctx.lexicon.weekdays[group(m, "weekday").removesuffix("s")]
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    back = (ctx.reference.weekday() - wanted) % 7 or 7
    found = shift_days(ctx.reference, -back - 7 * (number_of(ctx, group(m, "number")) - 1))
    return [day_value(m.start(), m.end(), found)]


@form
def weeks_ago(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``two weeks ago Monday``: so many weeks before the last such day, or before today."""
    wanted = weekday_number(ctx, group(m, "weekday"))
    if ctx.reference is None or wanted is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    back = (ctx.reference.weekday() - wanted) % 7 + 7 * number_of(ctx, group(m, "number"))
    return [day_value(m.start(), m.end(), shift_days(ctx.reference, -back))]


@form
def anniversary(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    number = number_of(ctx, group(m, "number")) if group(m, "number") else 1
    ref = ctx.reference
    return [day_value(m.start(), m.end(), safe_date(ref.year - number, ref.month, ref.day), "reckoned")]


@form
def weekday_and_number(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``Fri 15``: the nearest such day, within two months, that is both; otherwise the number is no day."""
    wanted, number, ref = weekday_number(ctx, group(m, "weekday")), int(group(m, "day")), ctx.reference
    if ref is None or wanted is None:
        return []
    near = [d for s in range(-2, 3) if (d := safe_date(*shift_months(ref, s), number)) and d.weekday() == wanted]
    near = [d for d in near if abs((d - ref).days) <= 62]
    return [day_value(m.start(), m.end(), min(near, key=lambda d: abs((d - ref).days)))] if near else []


@form
def vague(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    return [nothing(m.start(), m.end(), "it does not say how long")]
