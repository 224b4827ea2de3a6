"""Which of the times that a note names could be the day of a happening: past, no bound, no plan, fine enough.

Words and labels that decide are data: ``rules/happening.yaml``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from analyser.model import Precision, TimeValue
from analyser.taxonomy import load_yaml, record

_PLACED = re.compile(r"\b(?:in|the)\s$", re.IGNORECASE)
_FIRST_MONTH = {"SP": "03", "SU": "06", "AU": "09", "WI": "12", "Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10",
                "H1": "01", "H2": "07"}  # fmt: skip
_AFTER_QUOTE = 6  # words between what was said and the day on which it was
_NEAR = 24  # characters
QUOTED = re.compile(r"[\"“][^\"”\n]*[\"”]?")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which labels take which times, and the words around a time that rule it in or out."""

    schema: int
    said: tuple[str, ...]
    spoken: tuple[str, ...]
    coarse: tuple[str, ...]
    states: tuple[str, ...]
    cancelled: tuple[str, ...]
    kept_or_missed: tuple[str, ...]
    begun: tuple[str, ...]
    bound_before: re.Pattern[str]
    arranged_before: re.Pattern[str]
    appointment_told: re.Pattern[str]
    appointment_after: re.Pattern[str]
    appointment_before: re.Pattern[str]
    saying_before: re.Pattern[str]
    saying_goes_on: re.Pattern[str]
    clock: re.Pattern[str]
    clock_before: re.Pattern[str]
    cut_off: re.Pattern[str]
    to_say: re.Pattern[str]
    added_after: re.Pattern[str]
    added_before: re.Pattern[str]
    then_said: re.Pattern[str]


@cache
def choice() -> Choice:
    data = load_yaml("analyser.dates", "rules/happening.yaml")
    compiled = {k: re.compile(v, re.IGNORECASE) if isinstance(v, str) else v for k, v in data.items()}
    found: Choice = record(Choice, "analyser/dates/rules/happening.yaml", compiled)
    return found


def is_usable(text: str, time: TimeValue, label: str, latest: dt.date | None) -> bool:
    """Whether a time could be the day of a happening at all: past, no bound, no plan, fine enough for the label."""
    rules = choice()
    if time.value is None or time.precision in (Precision.NONE, Precision.DECADE, Precision.CENTURY):
        return False
    before, after = text[max(0, time.start - 40) : time.start], text[time.end : time.end + 40]
    added = rules.added_after.search(after) or rules.added_before.search(before)
    if latest is not None and _is_ahead(time.value, latest) and not added:
        return False
    bound = rules.bound_before.search(before)
    if bound and not (label in rules.begun and bound[0].lower().startswith("since")):
        return False
    if label not in rules.kept_or_missed and rules.arranged_before.search(before):
        return False
    if time.precision is Precision.WEEK and (
        label in rules.states or not re.search(r"last\s+w", text[time.start : time.end], re.IGNORECASE)
    ):
        return False
    if label in rules.cancelled:
        return not (rules.appointment_after.search(after) or rules.appointment_before.search(before))
    return True


def opening(value: str) -> str:
    """A value of ``find_dates`` as a year, month or day with which it begins, so that values sort by time."""
    first = _FIRST_MONTH.get(value[5:])
    if first is None and value[5:6] == "W":
        return dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1).isoformat()
    return value[:5] + first if first else value


def closing(value: str) -> str:
    """The last day of a day, week or month of ``find_dates``; of a coarser value its opening."""
    if value[5:6] == "W":
        return dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 7).isoformat()
    if len(value) == 7 and value[5:].isdigit():
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-{calendar.monthrange(year, month)[1]}"
    return opening(value)


def _is_ahead(value: str, latest: dt.date) -> bool:
    first = opening(value)
    return first > latest.isoformat()[: len(first)]


def is_fine(text: str, time: TimeValue, start: int, end: int, label: str) -> bool:
    """Whether a time is fine enough for what it dates; a month or year dates anything that it opens or closes."""
    if time.precision in (Precision.DAY, Precision.WEEK) or label in choice().coarse:
        return True
    if start > time.start or _PLACED.search(text[max(0, time.start - 8) : time.start]) is None:
        return False
    opens = len(text[start : time.start].split()) <= 3
    closes = label not in choice().states and not text[time.end : end].strip(' .;,"”')
    return opens or closes


def is_told(text: str, time: TimeValue, start: int, end: int, label: str) -> bool:
    """Whether a time inside the span belongs to what somebody said rather than to the saying."""
    rules = choice()
    if label not in rules.said and label not in rules.spoken:
        return False
    line = text.rfind("\n", 0, start) + 1
    quoted = next((m for m in QUOTED.finditer(text, line, end) if m.start() <= time.start < m.end()), None)
    if quoted and (label in rules.said or quoted.start() >= start):
        return True
    if label in rules.spoken:
        return False
    lead = text[start : time.start]
    quotes = list(QUOTED.finditer(lead))
    if quotes and not text[time.end : end].strip(" .") and len(lead[quotes[-1].end() :].split()) <= _AFTER_QUOTE:
        return False  # heard to call "is that you?" on Friday
    if rules.then_said.search(text, time.end, min(end, time.end + _NEAR)):
        return False
    return bool(lead.strip()) and len(lead.split()) > 2 and not rules.saying_before.search(lead)
