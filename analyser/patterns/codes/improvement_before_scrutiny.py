"""Effort just before a meeting (a conference, a core group, a review), and relapse after it."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("improvement_before_scrutiny", ("at_least", "before_days", "window_worth", "lapse_worth", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Sudden effort, the more so with a meeting within the window after it, and improvements that lapsed after one.

    Limits: meetings are known from notes of type meeting; a review that has no note of its own is not seen.
    """
    efforts = reading.of("last_minute_compliance")
    meetings = [n.date for n in reading.notes if n.date and n.type == "meeting"]
    before = [e for e in efforts if e.day and any(0 <= (m - e.day).days <= p["before_days"] for m in meetings)]
    marks = [*meetings, *(e.day for e in efforts if e.day)]
    later = [x for x in reading.of("unsustained_change") if x.day and any(m <= x.day for m in marks)]
    total = mass(efforts) + p["window_worth"] * mass(before) + p["lapse_worth"] * mass(later)
    if falls_short(total, p["at_least"]) or reading.turning_share() < p["turning_share"]:
        return None
    return Found(
        spans(efforts, later),
        {"efforts": len(efforts), "in_window": len(before), "meetings": len(meetings), "lapses": len(later)},
        level(total, p["at_least"]),
    )
