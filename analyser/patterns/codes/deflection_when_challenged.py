"""Talk moved off a concern, the concern waved away, agreed to in words alone or put on others, again and again."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("deflection_when_challenged", ("deflections", "at_least", "smooth_worth", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    ways = ("deflection", "minimisation", "blames_others", "surface_cooperation")
    moved, less, others, smooth = (reading.of(x) for x in ways)
    total = mass(moved) + mass(less) + mass(others) + p["smooth_worth"] * mass(smooth)
    if (
        mass(moved) < p["deflections"]
        or falls_short(total, p["at_least"])
        or reading.turning_share() < p["turning_share"]
    ):
        return None
    notes = {x.note.note_id for x in (*moved, *less, *others, *smooth)}
    return Found(
        spans(moved, less, others, smooth),
        {
            "subject_moved": len(moved),
            "played_down": len(less),
            "put_on_others": len(others),
            "agreed_in_words": len(smooth),
            "notes": len(notes),
            "notes_in_all": len(reading.notes),
        },
        level(total, p["at_least"]),
    )
