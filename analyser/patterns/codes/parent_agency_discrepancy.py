"""A parent's, carer's or relative's account and an agency's or the worker's own observation do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns import wording
from analyser.patterns.reading import Reading, level
from analyser.patterns.registry import Found, pattern

TYPES = (
    "parent_vs_agency",
    "parent_vs_professional",
)


@pattern("parent_agency_discrepancy", ("at_least", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """A pair is weakly read by itself: the rest of the file must bear it out."""
    pairs = reading.discrepancies(*TYPES)
    total = sum(d.score for d in pairs)
    if not pairs or total < p["at_least"] or reading.turning_share() < p["turning_share"]:
        return None
    places = {n.note_id: i for i, n in enumerate(reading.notes)}
    found = {s for d in pairs for s in (d.a.span, d.b.span)}
    return Found(
        tuple(sorted(found, key=lambda s: (places.get(s.note_id, 0), s.start))),
        {"pairs": len(pairs), "topics": len({d.topic for d in pairs}), "notes": len({s.note_id for s in found})},
        level(total, p["at_least"]),
        {"topics": wording.topics(d.topic for d in pairs)},
    )
