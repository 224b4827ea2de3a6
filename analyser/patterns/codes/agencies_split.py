"""Agencies that disagree, step back or leave it to one another."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("agencies_split", ("at_least", "staff_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    split, staff = reading.of("agency_split"), reading.of("staff_change")
    total = mass(split) + p["staff_worth"] * mass(staff)
    if not split or falls_short(total, p["at_least"]):
        return None
    return Found(spans(split, staff), {"splits": len(split), "staff_changes": len(staff)}, level(total, p["at_least"]))
