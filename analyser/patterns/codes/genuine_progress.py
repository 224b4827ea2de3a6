"""Change that has held, things done and the concern accepted, over time and without relapse."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("genuine_progress", ("held", "at_least", "days", "over_turning", "relapse", "optimism_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Morrison: commitment and sustained change. Kept contacts stand beside it as a denominator."""
    held, done = reading.of("change_sustained"), reading.of("engagement")
    lapses = reading.of("unsustained_change", "last_minute_compliance")
    away = reading.of("turning_away")
    days = [x.day for x in done if x.day]
    if mass(held) < p["held"] or mass(done) < p["at_least"] or not days:
        return None
    over = p["over_turning"] * mass(away) + p["optimism_worth"] * mass(reading.of("over_optimism"))
    first = min(days)
    if (max(days) - first).days < p["days"] or mass(done) < over:
        return None
    if mass([x for x in lapses if x.day and x.day >= first]) > p["relapse"] * mass(done):
        return None
    kept, missed = reading.occasions("kept"), reading.occasions("missed", "put_off")
    return Found(
        spans(done),
        {"change_held": len(held), "done_or_accepted": len(done), "kept": len(kept), "missed": len(missed)},
        level(mass(done), p["at_least"]),
    )
