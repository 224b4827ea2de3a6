"""A contact missed, a promise or reason given, another contact missed: the sequence, not the single miss."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from analyser.patterns.reading import Reading, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("miss_reassure_miss", ("cycles", "within_days", "misses", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Counts misses that follow an earlier miss with a reassurance in between, in the order of time.

    Limits: a miss or a reassurance in a note without a date is left out.
    """
    misses = [o for o in reading.occasions("missed", "uncontactable", "cancelled_by_family") if o.day]
    words = [x for x in reading.of("reassurance") if x.day]
    cycles, evidence = 0.0, []
    for first, second in itertools.pairwise(misses):
        if first.day is None or second.day is None or (second.day - first.day).days > p["within_days"]:
            continue
        between = [x for x in words if x.day and first.day <= x.day <= second.day]
        if between:
            best = max(between, key=lambda x: x.weight)
            cycles += min(first.weight, second.weight, best.weight)
            evidence.append((*first.pieces, best, *second.pieces))
    total = mass(misses)
    if cycles < p["cycles"] or total < p["misses"] or reading.turning_share() < p["turning_share"]:
        return None
    return Found(
        spans(*evidence),
        {"cycles": len(evidence), "missed": len(misses), "reassurances": len(words)},
        level(cycles, p["cycles"]),
    )
