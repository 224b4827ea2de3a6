"""Hostile or threatening acts towards workers that do not fall off over the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyser.patterns import chance, wording
from analyser.patterns.reading import Piece, Reading, falls_short, level, mass, spans
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
        {"chance": wording.chance("later_half", _more_than_chance(reading, every))},
    )


def _more_than_chance(reading: Reading, acts: Sequence[Piece]) -> chance.Chance:
    days = {n.date for n in reading.notes if n.date}
    told = {x.day for x in acts if x.day}
    later = {d for d in days | told if reading.middle and d >= reading.middle}
    return chance.of(told, later, days)
