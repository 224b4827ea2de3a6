"""Practice drawn away from the child or adult at risk: calls for visits, accounts taken as fact, challenge put off."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("practice_drift", ("at_least", "soft_worth", "staff_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """About the record and the system, never about one worker. A challenge put off is told beside it and adds nothing:
    it is too weakly read."""
    hard, avoided = reading.of("remote_contact", "unverified_self_report"), reading.of("worker_avoidance")
    soft, staff = reading.of("over_optimism", "home_not_seen", "adult_focus"), reading.of("staff_change")
    total = mass(hard) + p["soft_worth"] * mass(soft) + p["staff_worth"] * mass(staff)
    if not hard or falls_short(total, p["at_least"]):
        return None
    count = {x: len(reading.of(x)) for x in ("remote_contact", "unverified_self_report", "worker_avoidance")}
    visits = sum(n.type.startswith("home_visit") for n in reading.notes)
    return Found(
        spans(hard, avoided, soft, staff),
        {**count, "other": len(soft), "staff_changes": len(staff), "home_visits": visits},
        level(total, p["at_least"]),
    )
