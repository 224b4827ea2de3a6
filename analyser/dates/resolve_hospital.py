"""Values reckoned from a stay in hospital that the text dates: "hospital day 3", "two days prior to admission"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from analyser.dates.anchor import Context, day_value, shift_days, shift_months
from analyser.dates.resolve import form, group, number_of
from analyser.model import Precision, TimeValue

_LABEL = 45  # characters before a day in which "admission date" names it
_OPERATION = 130  # characters before a day, and half as many behind it, in which an operation is told of


@form
def from_stay(m: re.Match[str], ctx: Context, settings: Mapping[str, Any]) -> list[TimeValue]:
    """``hospital day 3``, ``two days prior to admission``, ``the day of discharge``; none where the stay has no day."""
    event = group(m, "event") or str(settings["event"])
    day = _operated(ctx) if event == "operation" else _named(event, ctx)
    if day is None:
        return []
    number = _count(group(m, "number"), ctx) if group(m, "number") else int(settings.get("count", 0))
    sign = -1 if group(m, "way") in ("before", "prior to", "preceding") else 1
    unit = group(m, "unit") or "day"
    shift = sign * number + int(settings.get("days", 0))
    length = ctx.lexicon.units[unit]
    reason = f"from the day of the {event}"
    if length:
        return [day_value(m.start(), m.end(), shift_days(day, shift * length), reason)]
    if unit.startswith("m"):
        year, month = shift_months(day, shift)
        return [TimeValue(m.start(), m.end(), f"{year:04d}-{month:02d}", Precision.MONTH, reason)]
    year = day.year + shift * (10 if unit.startswith("decade") else 1)
    return [TimeValue(m.start(), m.end(), f"{year:04d}", Precision.YEAR, reason)] if year > 0 else []


def _count(word: str, ctx: Context) -> int:
    return ctx.lexicon.ordinals.get(word) or number_of(ctx, word)


def _named(event: str, ctx: Context) -> dt.date | None:
    label = ctx.lexicon.stay[event]
    for t in ctx.found:
        if (
            t.value is not None
            and t.precision is Precision.DAY
            and label.search(ctx.text[max(0, t.start - _LABEL) : t.start])
        ):
            return dt.date.fromisoformat(t.value)
    return None


def _operated(ctx: Context) -> dt.date | None:
    for t in reversed(ctx.found):
        near = ctx.text[max(0, t.start - _OPERATION) : t.end + _OPERATION // 2]
        if (
            t.value is not None
            and t.precision is Precision.DAY
            and ctx.lexicon.stay["operation"].search(near)
            and not t.reason
        ):
            return dt.date.fromisoformat(t.value)
    return None
