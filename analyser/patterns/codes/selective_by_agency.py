"""Some agencies, workers or topics taken up, others not. The guidance says: ask why that one."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("selective_by_agency", ("at_least", "enough", "put_off_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Rests on words that say so; contacts put off or refused add to it. Kept contacts never add."""
    chosen = reading.of("selective_engagement")
    put_off = reading.of("refusal", "cancelled_by_family", "missed_appointment")
    total = mass(chosen) + p["put_off_worth"] * mass(put_off)
    if mass(chosen) < p["at_least"] or total < p["enough"]:
        return None
    kinds = {x.note.type for x in put_off}
    return Found(
        spans(chosen),
        {"told": len(chosen), "declined_or_missed": len(put_off), "kinds_of_contact": len(kinds)},
        level(mass(chosen), p["at_least"]),
    )
