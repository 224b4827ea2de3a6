"""A contact missed, a promise or reason given, another contact missed: the sequence, not the single miss."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from analyser.patterns import wording
from analyser.patterns.reading import Occasion, Piece, Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern

_ANYBODY = frozenset({"", "family", "parents"})  # the record does not say which of them


@pattern("miss_reassure_miss", ("cycles", "within_days", "rate", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Counts the misses of one person that follow an earlier miss with that person's reassurance in between.

    Two parents who each miss something make no sequence, nor does a miss now and then among contacts that are kept.

    Limits: a miss or a reassurance in a note without a date is left out, and a wrong actor hides a sequence.
    """
    misses = [o for o in reading.occasions("missed", "uncontactable") if o.day]
    words = [x for x in reading.of("reassurance") if x.day]
    kept = reading.occasions("kept")
    total = mass(misses)
    rate = total / (total + mass(kept)) if misses else 0.0
    if falls_short(rate, p["rate"]) or reading.turning_share() < p["turning_share"]:
        return None
    people = {x.signal.actor for x in words} - _ANYBODY or {""}
    runs = [_cycles(misses, words, _ANYBODY | {person}, p["within_days"]) for person in sorted(people)]
    cycles, evidence = max(runs, key=lambda run: run[0])
    if falls_short(cycles, p["cycles"]):
        return None
    return Found(
        spans(*evidence),
        {
            "cycles": len(evidence),
            "missed": len(misses),
            "offered": len(misses) + len(kept),
            "reassurances": len(words),
        },
        level(cycles, p["cycles"]),
        {"rate": wording.rate(len(misses), len(misses) + len(kept))},
    )


def _cycles(
    misses: Sequence[Occasion], words: Sequence[Piece], own: frozenset[str], within_days: float
) -> tuple[float, list[tuple[Piece, ...]]]:
    """The weight of the cycles of one person, and their pieces."""
    mine = [o for o in misses if any(x.signal.actor in own for x in o.pieces)]
    said = [x for x in words if x.signal.actor in own]
    weight, evidence = 0.0, []
    for first, second in itertools.pairwise(mine):
        if first.day is None or second.day is None or (second.day - first.day).days > within_days:
            continue
        between = [x for x in said if x.day and first.day <= x.day <= second.day]
        if between:
            best = max(between, key=lambda x: x.weight)
            weight += min(first.weight, second.weight, best.weight)
            evidence.append((*first.pieces, best, *second.pieces))
    return weight, evidence
