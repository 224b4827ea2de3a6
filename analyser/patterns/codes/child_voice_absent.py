"""Contact after contact without the child or adult at risk seen, or seen alone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("child_voice_absent", ("at_least", "alone_worth", "adults_worth", "weeks"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Contacts that say not seen, with adults' accounts and needs taken for the child's, against times seen alone, and
    the longest stretch without.

    Limits: only what the text says counts; a note that is silent on the child is not a contact without.
    """
    unseen = reading.occasions("child_not_seen", "obstructs_child_access")
    alone = reading.occasions("child_seen_alone")
    adults = reading.of("over_optimism", "unverified_self_report", "adult_focus")
    total = mass(unseen) + p["adults_worth"] * mass(adults) - p["alone_worth"] * mass(alone)
    days = sorted(o.day for o in alone if o.day)
    dated = [n.date for n in reading.notes if n.date]
    if not unseen or falls_short(total, p["at_least"]) or not dated:
        return None
    marks = [min(dated), *days, max(dated)]
    gap = max((b - a).days for a, b in itertools.pairwise(marks))
    if gap < 7 * p["weeks"]:
        return None
    return Found(
        spans(reading.of("child_not_seen", "obstructs_child_access"), adults),
        {
            "not_seen_or_not_alone": len(unseen),
            "seen_alone": len(alone),
            "adults_instead": len(adults),
            "longest_gap_days": gap,
        },
        level(total, p["at_least"]),
    )
