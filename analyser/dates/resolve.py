"""From the words of one expression to its value: one function a form, named in the YAML.

A form takes the match, the context and the settings of its rule, and returns the times it found; an empty list says
that the words were no time after all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from analyser.dates import calendar_uk as uk
from analyser.dates.anchor import (
    UNDATED,
    Context,
    day_of_year,
    day_value,
    full_year,
    nothing,
    safe_date,
    shift_days,
    shift_months,
    week_value,
)
from analyser.model import Precision, TimeValue

_WELL_BACK = 31  # days before the text from which a day without its month follows one named before it
Form = Callable[["re.Match[str]", Context, Mapping[str, Any]], list[TimeValue]]
FORMS: dict[str, Form] = {}


def form(function: Form) -> Form:
    """Registers a way to resolve under its own name."""
    FORMS[function.__name__] = function
    return function


def _group(m: re.Match[str], name: str) -> str:
    """A named group, lower case; ``name_`` and ``name__`` are the same in the other branches of a pattern."""
    found = m.groupdict()
    value = found.get(name) or found.get(f"{name}_") or found.get(f"{name}__") or ""
    return value.strip(" .").lower()


def _month(ctx: Context, word: str) -> int:
    return int(word) if word.isdigit() else ctx.lexicon.months[word.rstrip(".")]


def _weekday(ctx: Context, word: str) -> int | None:
    return ctx.lexicon.weekdays[word.rstrip(".")] if word else None


def _number(ctx: Context, word: str) -> int:
    return int(word) if word.isdigit() else ctx.lexicon.numbers[word]


def _plausible(year: int, ctx: Context) -> bool:
    return 1850 <= year <= (ctx.reference.year if ctx.reference else 2080) + 30


# ---------------------------------------------------------------- days of the month


@form
def day_and_month(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A day with its month, with or without year and weekday. ``settings: {within: true}`` refuses a bare ``1/2``."""
    ordinal = _group(m, "word")
    day = ctx.lexicon.ordinals[ordinal] if ordinal else int(_group(m, "day"))
    month, year = _month(ctx, _group(m, "month")), _group(m, "year")
    weekday = _weekday(ctx, _group(m, "weekday"))
    if (which := _group(m, "which_year")) and ctx.reference is not None:
        year = str(ctx.reference.year + {"last": -1, "next": 1}.get(which, 0))
    if year:
        if not _plausible(full_year(year, ctx.reference), ctx):
            return []
        found = safe_date(full_year(year, ctx.reference), month, day)
        odd = found is not None and weekday is not None and found.weekday() != weekday
        return [day_value(m.start(), m.end(), found, "the weekday named is another" if odd else "")]
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    found, reason = day_of_year(month, day, ctx.reference, ctx.future(m.start(), m.end()), weekday)
    return [day_value(m.start(), m.end(), found, reason)]


@form
def several_days(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``2, 6 and 9 November``: one time for each day, at its own place."""
    year = _group(m, "year")
    month = _month(ctx, _group(m, "month"))
    future = ctx.future(m.start(), m.end())
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
    last_month = _month(ctx, _group(m, "month2"))
    first_month = _month(ctx, _group(m, "month")) if _group(m, "month") else last_month
    day, day2, year = int(_group(m, "day")), int(_group(m, "day2")), _group(m, "year")
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
def day_alone(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``the 29th``, ``on the 12th and 14th``, ``Friday the 7th``, ``the 3rd of last month``."""
    which = _group(m, "which")
    weekday = _weekday(ctx, _group(m, "weekday"))
    begin = m.start("days") if settings.get("cue") == "inside" else m.start()
    future = ctx.future(begin, m.end())
    out: list[TimeValue] = []
    for d in re.finditer(r"\d{1,2}|[a-z]+(?:-[a-z]+)?", m["days"], re.IGNORECASE):
        word = d[0].lower()
        if not word.isdigit() and word not in ctx.lexicon.ordinals:
            continue
        number = int(word) if word.isdigit() else ctx.lexicon.ordinals[word]
        start, end = m.start("days") + d.start(), m.start("days") + d.end()
        if re.match(r"st|nd|rd|th", ctx.text[end : end + 2], re.IGNORECASE):
            end += 2
        found, reason = _nearest_day(number, ctx, future, which, weekday)
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


# ---------------------------------------------------------------- weekdays and days near by


@form
def weekday(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """A day of the week; ``settings.which``: plain, last, next, this, coming, and ``settings.weeks`` more."""
    ref = ctx.reference
    day = _weekday(ctx, _group(m, "weekday"))
    if day is None:
        return []
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    back, ahead = (ref.weekday() - day) % 7, (day - ref.weekday()) % 7
    monday = ref.weekday()
    which = settings.get("which", "plain")
    if which == "plain":
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
    if settings.get("ahead_only") and not ctx.future(m.start(), m.end()) and "time" not in m[0]:
        return []  # "three visits in two weeks" is a duration
    number = _number(ctx, _group(m, "number")) if _group(m, "number") else 1
    unit = _group(m, "unit")
    sign = int(settings["sign"]) or (1 if ctx.future(m.start(), m.end()) else -1)
    length = ctx.lexicon.units[unit]
    if length:
        found = shift_days(ctx.reference, sign * number * length)
        return [day_value(m.start(), m.end(), found, "reckoned")]
    if unit.startswith(("month", "mth")):
        year, month = shift_months(ctx.reference, sign * number)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, "reckoned")]
    year = ctx.reference.year + sign * number * (10 if unit.startswith("decade") else 1)
    return [TimeValue(m.start(), m.end(), f"{year:04d}", Precision.YEAR, "reckoned")] if year > 0 else []


@form
def near_unit(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """Last week, this month, next year, the week before last: ``settings.shift`` units."""
    ref = ctx.reference
    if ref is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    shift, unit = int(settings["shift"]), _group(m, "unit")
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
    return [nothing(m.start(), m.end(), "it happens again and again")]


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
    ref, number = ctx.reference, int(_group(m, "number"))
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
    wanted = ctx.lexicon.weekdays[_group(m, "weekday").removesuffix("s")]
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    back = (ctx.reference.weekday() - wanted) % 7 or 7
    found = shift_days(ctx.reference, -back - 7 * (_number(ctx, _group(m, "number")) - 1))
    return [day_value(m.start(), m.end(), found)]


@form
def anniversary(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    if ctx.reference is None:
        return [nothing(m.start(), m.end(), UNDATED)]
    number = _number(ctx, _group(m, "number")) if _group(m, "number") else 1
    ref = ctx.reference
    return [day_value(m.start(), m.end(), safe_date(ref.year - number, ref.month, ref.day), "reckoned")]


@form
def weekday_and_number(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``Fri 15``: the nearest such day, within two months, that is both; otherwise the number is no day."""
    wanted, number, ref = _weekday(ctx, _group(m, "weekday")), int(_group(m, "day")), ctx.reference
    if ref is None or wanted is None:
        return []
    near = [d for s in range(-2, 3) if (d := safe_date(*shift_months(ref, s), number)) and d.weekday() == wanted]
    near = [d for d in near if abs((d - ref).days) <= 62]
    return [day_value(m.start(), m.end(), min(near, key=lambda d: abs((d - ref).days)))] if near else []


@form
def vague(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    return [nothing(m.start(), m.end(), "it does not say how long")]
