"""Hostile or threatening acts towards workers that do not fall off over the file."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns import chance, wording
from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern("escalating_hostility", ("at_least", "later_share", "hostility_worth", "violence_worth"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Limits: whom an act was aimed at is not told apart; violence in the family counts for less."""
    hostile, threats, violence = (reading.of(x) for x in ("hostility", "threatening_behaviour", "violence"))
    words = reading.of("hostility", "threatening_behaviour")
    total = mass(threats) + p["hostility_worth"] * mass(hostile) + p["violence_worth"] * mass(violence)
    if falls_short(total, p["at_least"]):
        return None
    every = (*words, *violence)
    later = [x for x in every if x.day and reading.middle and x.day >= reading.middle]
    if mass(later) < p["later_share"] * mass(every):
        return None
    return Found(
        spans(words, violence),
        {"hostile_or_threatening": len(words), "violent": len(violence), "in_the_later_half": len(later)},
        level(total, p["at_least"]),
        {"chance": wording.trend(chance.trend({x.day for x in every if x.day}, reading.days))},
    )
