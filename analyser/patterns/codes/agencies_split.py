"""Agencies that disagree, step back or leave it to one another, where it has consequences."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("agencies_split", ("at_least", "staff_worth", "avoidance_worth", "over_engagement"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Days on which a split is told, a change of worker or a challenge put off: one honest difference, however often
    it is told, makes no pattern, nor do differences in a file in which what was agreed is done."""
    split, staff, avoided = (reading.occasions(x) for x in ("agency_split", "staff_change", "worker_avoidance"))
    total = mass(split) + p["staff_worth"] * mass(staff) + p["avoidance_worth"] * mass(avoided)
    if not split or falls_short(total, p["at_least"]):
        return None
    if mass(reading.of("adverse")) < p["over_engagement"] * mass(reading.of("engagement")):
        return None
    told, changes, put_off = (reading.of(x) for x in ("agency_split", "staff_change", "worker_avoidance"))
    counts = {"splits": len(told), "days": len(split), "staff_changes": len(changes), "worker_avoidance": len(put_off)}
    return Found(spans(told, changes, put_off), counts, level(total, p["at_least"]))
