"""An adult who goes without care of self, home or health over several contacts."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.model import Setting
from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("self_neglect_pattern", ("at_least", "notes"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Adults only: a child's needs unmet by others are not self-neglect."""
    found = reading.of("self_neglect")
    notes = {x.note.note_id for x in found}
    if reading.case.setting is not Setting.ADULTS or mass(found) < p["at_least"] or len(notes) < p["notes"]:
        return None
    return Found(
        spans(found),
        {"told": len(found), "notes": len(notes), "notes_in_all": len(reading.notes)},
        level(mass(found), p["at_least"]),
    )
