"""Effort just before a meeting (a conference, a core group, a review), and relapse after it."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.model import Precision
from analyser.patterns import chance, parameters, wording
from analyser.patterns.reading import Reading, day_of, falls_short, level, mass, spans
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
        {"chance": wording.chance("before_scrutiny", _more_than_chance(reading, p["before_days"]))},
    )


def _more_than_chance(reading: Reading, before_days: float) -> chance.Chance:
    """Days of effort or of things done, between the days of scrutiny, tested on whether they stand just before one."""
    kinds = parameters.load().scrutiny
    told = (day_of(e.date) for e in reading.chronology.events if e.kind in kinds and e.precision is Precision.DAY)
    scrutiny = {d for d in (*told, *(n.date for n in reading.notes if n.type == "meeting")) if d}
    done = {x.day for x in reading.of("last_minute_compliance", "action_completed") if x.day} - scrutiny
    every = ({n.date for n in reading.notes if n.date} | done) - scrutiny
    before = {d for d in every if any(0 < (s - d).days <= before_days for s in scrutiny)}
    return chance.of(done, before, every)
