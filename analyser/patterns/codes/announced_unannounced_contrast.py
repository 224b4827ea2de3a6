"""What announced visits show against what unannounced ones show."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("announced_unannounced_contrast", ("unannounced", "adverse", "ratio", "smooth", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Adverse signals a visit, unannounced over announced, where something smooth is told elsewhere in the file.

    Of an announced visit counts what it shows itself, not the talk there of contacts that were not had or things not
    done, which belongs to other days. Limits: needs the note type to say which.
    """
    types = {k: [n for n in reading.notes if n.type == f"home_visit_{k}"] for k in ("announced", "unannounced")}
    if len(types["unannounced"]) < p["unannounced"] or not types["announced"]:
        return None
    shown = {"announced": "adverse_at_visit", "unannounced": "adverse"}
    adverse = {k: [x for x in reading.of(shown[k]) if x.note.type == f"home_visit_{k}"] for k in types}
    found = mass(adverse["unannounced"])
    rates = {k: mass(adverse[k]) / len(types[k]) for k in types}
    if reading.turning_share() < p["turning_share"]:
        return None
    smooth = reading.of("surface_cooperation", "last_minute_compliance")
    if (
        found < p["adverse"]
        or rates["unannounced"] <= p["ratio"] * rates["announced"]
        or falls_short(mass(smooth), p["smooth"])
    ):
        return None
    return Found(
        spans(adverse["unannounced"], [x for x in smooth if x.note.type == "home_visit_announced"]),
        {
            "announced": len(types["announced"]),
            "unannounced": len(types["unannounced"]),
            "concerns_announced": len(adverse["announced"]),
            "concerns_unannounced": len(adverse["unannounced"]),
        },
        level(rates["unannounced"], max(p["adverse"], rates["announced"])),
    )
