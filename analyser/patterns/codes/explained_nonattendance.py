"""Contacts missed, and circumstances in the file that account for them: said so, and it lowers."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern(
    "explained_nonattendance",
    ("at_least", "circumstances", "explained_share", "turning_share", "near_days", "stay_days", "look_back_days"),
)
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """The share of missed contacts with a circumstance near, where little else in the file turns away from concern."""
    missed = reading.occasions("missed", "put_off")
    circumstances = reading.of("explaining")
    explained, share = reading.explained(missed, p)
    if mass(missed) < p["at_least"] or mass(circumstances) < p["circumstances"]:
        return None
    if share < p["explained_share"] or reading.turning_share() >= p["turning_share"]:
        return None
    service = reading.of("context_service")
    return Found(
        spans([x for o in missed for x in o.pieces], circumstances),
        {
            "missed": len(missed),
            "with_a_circumstance_near": len(explained),
            "circumstances": len(circumstances),
            "by_the_service": len(service),
        },
        round(share * level(mass(circumstances), p["circumstances"]), 4),
    )
