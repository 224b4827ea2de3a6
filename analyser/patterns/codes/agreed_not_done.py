"""Things agreed or required that the record shows were not done."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("agreed_not_done", ("at_least", "lapsed_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    unmet, lapsed = reading.of("unmet_commitment"), reading.of("unsustained_change")
    promised, done = reading.of("commitment"), reading.of("action_completed")
    total = mass(unmet) + p["lapsed_worth"] * mass(lapsed)
    if total < p["at_least"] or mass(unmet) <= 0.5:
        return None
    return Found(
        spans(unmet, lapsed),
        {"not_done": len(unmet), "lapsed": len(lapsed), "agreed": len(promised), "done": len(done)},
        level(total, p["at_least"]),
    )
