"""Some agencies, workers or topics taken up, others not. The guidance says: ask why that one."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("selective_by_agency", ("at_least", "put_off", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Rests on words that say so, beside contacts declined or missed. Kept contacts never add."""
    chosen = reading.of("selective_engagement")
    put_off = reading.of("refusal", "cancelled_by_family", "missed")
    if mass(chosen) < p["at_least"] or mass(put_off) < p["put_off"] or reading.turning_share() < p["turning_share"]:
        return None
    kinds = {x.note.type for x in put_off}
    return Found(
        spans(chosen),
        {"told": len(chosen), "declined_or_missed": len(put_off), "kinds_of_contact": len(kinds)},
        level(mass(chosen), p["at_least"]),
    )
