"""Talk moved off a concern, the concern waved away or put on others, again and again."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("deflection_when_challenged", ("deflections", "at_least", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    moved, less, others = (reading.of(x) for x in ("deflection", "minimisation", "blames_others"))
    total = mass(moved) + mass(less) + mass(others)
    if (
        mass(moved) < p["deflections"]
        or falls_short(total, p["at_least"])
        or reading.turning_share() < p["turning_share"]
    ):
        return None
    notes = {x.note.note_id for x in (*moved, *less, *others)}
    return Found(
        spans(moved, less, others),
        {
            "subject_moved": len(moved),
            "played_down": len(less),
            "put_on_others": len(others),
            "notes": len(notes),
            "notes_in_all": len(reading.notes),
        },
        level(total, p["at_least"]),
    )
