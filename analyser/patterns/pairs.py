"""Pairs of accounts that do not fit, as the evidence of a pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyser.patterns import wording
from analyser.patterns.reading import Reading, falls_short, level, mass
from analyser.patterns.registry import Found

NEEDS = ("at_least", "most_pairs", "wary_worth", "unseen_worth", "turning_share")


def borne_out(reading: Reading, p: Mapping[str, float], types: Sequence[str]) -> Found | None:
    """The surest discrepancies of some types. A pair is weakly read by itself: the rest of the file must bear it out.

    Args:
        p: ``at_least``, of the confidences of the surest pairs and, at their worth, of signs of a wary or appeasing
            child or adult at risk and of their not being seen; ``most_pairs``; ``turning_share``.
    """
    pairs = reading.pairs(*types)[: int(p["most_pairs"])]
    wary, unseen = reading.of("child_wary", "child_appeasing"), reading.of("child_not_seen", "obstructs_child_access")
    total = sum(d.score for d in pairs) + p["wary_worth"] * mass(wary) + p["unseen_worth"] * mass(unseen)
    if not pairs or falls_short(total, p["at_least"]) or reading.turning_share() < p["turning_share"]:
        return None
    places = {n.note_id: i for i, n in enumerate(reading.notes)}
    found = {s for d in pairs for s in (d.a.span, d.b.span)}
    return Found(
        tuple(sorted(found, key=lambda s: (places.get(s.note_id, 0), s.start, s.end))),
        {"pairs": len(pairs), "topics": len({d.topic for d in pairs}), "notes": len({s.note_id for s in found})},
        level(total, p["at_least"]),
        {"topics": wording.topics(d.topic for d in pairs)},
    )
