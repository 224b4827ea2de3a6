"""Effort just before a conference, review, court date or announced visit, and relapse after it."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern

MEETINGS = ("meeting",)


@pattern("improvement_before_scrutiny", ("at_least", "before_days", "lapse_worth", "enough"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Sudden effort with a meeting within the window after it, or a lapse later.

    Limits: meetings are known from notes of type meeting; a review that has no note of its own is not seen.
    """
    efforts, lapses = reading.of("last_minute_compliance"), reading.of("unsustained_change")
    if mass(efforts) < p["at_least"]:
        return None
    meetings = [n.date for n in reading.notes if n.date and n.type in MEETINGS]
    before = [e for e in efforts if e.day and any(0 <= (m - e.day).days <= p["before_days"] for m in meetings)]
    later = [x for x in lapses if x.day and any(e.day and e.day <= x.day for e in efforts)]
    total = mass(efforts) + p["lapse_worth"] * (mass(before) + mass(later))
    if total < p["enough"]:
        return None
    return Found(
        spans(efforts, later),
        {"efforts": len(efforts), "in_window": len(before), "meetings": len(meetings), "lapses": len(later)},
        level(total, p["enough"]),
    )
