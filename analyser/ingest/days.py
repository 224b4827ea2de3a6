"""Days as exports and headings write them, day first, as in the United Kingdom."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=lambda m: -len(m))) + r")"
PATTERN = (
    rf"(?:\b{_WEEKDAY}\.?,?\s+(?:the\s+)?)?(?<![\d/.\-])(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    r"|(?P<d2>\d{1,2})(?P<s2>[/.\-])(?P<m2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-./]*(?P<m3>{_MONTH})\b[\s\-.,/]*(?P<y3>\d{{4}}|'?\d{{2}})(?!\d)"
    rf"|(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})(?!\d)"
    r")"
)
"""A day with its year, anywhere in a text; compile it with ``re.IGNORECASE`` and give the match to ``from_match``."""
_DAY = re.compile(r"\s*" + PATTERN, re.IGNORECASE)
_TIME = re.compile(
    r"(?:[T\s,@]|at\b|-)*(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|hrs|hours)?|\d{1,2}\s*(?:am|pm)|\d{4}\s*hrs)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|GMT|BST|UTC)?\s*\.?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH = dt.date(1899, 12, 30)  # Excel's day 0, after its leap-year mistake of 1900
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or why there is none: ``fault`` is a clause without the text."""

    value: dt.date | None = None
    fault: str = ""


NOT_A_DATE = "is not a date; write it day first, such as 12/03/2024, or as 2024-03-12"
IMPOSSIBLE = "is a day that the calendar does not have; correct it in the source"
MONTH_FIRST = (
    "is a day that the calendar does not have (dates are read day first, 25/03/2024; where the month comes first in "
    "the whole export, its other dates are misread); correct it in the source"
)
OUT_OF_RANGE = f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}; correct it in the source"


def read_day(value: object, *, pivot: int = 70) -> Day:
    """A cell or header value as a day; a time of day behind it is left out.

    Args:
        pivot: two-digit years below it are in the 2000s.
    """
    if isinstance(value, dt.datetime):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, dt.date):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return Day(fault=NOT_A_DATE if value is not None else "")
    if isinstance(value, (int, float)):
        return _number(float(value))
    text = str(value).strip().replace("\u00a0", " ")
    if not text:
        return Day()
    if m := _COMPACT.fullmatch(text):
        return _checked(int(m[1]), int(m[2]), int(m[3]))
    if _SERIAL.fullmatch(text):
        return _number(float(text))
    m = _DAY.match(text)
    if m is None or _TIME.fullmatch(text, m.end()) is None:
        return Day(fault=NOT_A_DATE)
    return from_match(m, pivot=pivot)


def from_match(m: re.Match[str], *, pivot: int = 70) -> Day:
    """The day of a match of ``PATTERN``."""
    g = m.groupdict()
    for n in "1234":
        if g[f"d{n}"] is None:
            continue
        month_text = g[f"m{n}"].lower()
        month = MONTHS[month_text] if month_text in MONTHS else int(month_text)
        return _checked(_year(g[f"y{n}"].lstrip("'"), pivot), month, int(g[f"d{n}"]))
    return Day(fault=NOT_A_DATE)


def _year(text: str, pivot: int) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return number + (2000 if number < pivot else 1900)


def _number(value: float) -> Day:
    """Excel counts days; milliseconds and seconds since 1970 come from databases."""
    if not math.isfinite(value):
        return Day(fault=NOT_A_DATE)
    if 19_000_101 <= value <= 21_001_231:
        whole = int(value)
        return _checked(whole // 10_000, whole // 100 % 100, whole % 100)
    if 10_000 <= value < 73_500:
        day = _EPOCH + dt.timedelta(days=int(value))
        return _checked(day.year, day.month, day.day)
    if 1e11 <= value < 4.1e12:
        value /= 1000
    if 1e8 <= value < 4.1e9:
        day = (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(value))).date()
        return _checked(day.year, day.month, day.day)
    return Day(fault=NOT_A_DATE)


def _checked(year: int, month: int, day: int) -> Day:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Day(fault=OUT_OF_RANGE)
    try:
        return Day(dt.date(year, month, day))
    except ValueError:
        return Day(fault=MONTH_FIRST if month > 12 and day <= 12 else IMPOSSIBLE)
