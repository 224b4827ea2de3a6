"""Agencies that disagree, step back or leave it to one another."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("agencies_split", ("at_least", "days", "staff_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Splits told of more than one day: one honest difference, however often it is told, makes no pattern."""
    split, staff = reading.of("agency_split"), reading.of("staff_change")
    days = len(reading.occasions("agency_split"))
    total = mass(split) + p["staff_worth"] * mass(staff)
    if days < p["days"] or falls_short(total, p["at_least"]):
        return None
    counts = {"splits": len(split), "days": days, "staff_changes": len(staff)}
    return Found(spans(split, staff), counts, level(total, p["at_least"]))
