"""Contacts missed or unanswered, by rate and number, that circumstances in the file do not explain."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns import wording
from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern


@pattern(
    "repeated_missed_contacts",
    (
        "at_least",
        "put_off_worth",
        "explained_worth",
        "rate",
        "explained_share",
        "turning_share",
        "near_days",
        "stay_days",
        "look_back_days",
    ),
)
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Occasions of one day count once, and those that a circumstance accounts for count for less.

    Limits: a count told in words ("three of five") is one occasion.
    """
    missed, put_off = reading.occasions("missed"), reading.occasions("put_off")
    kept = reading.occasions("kept")
    total = mass(missed) + p["put_off_worth"] * mass(put_off)
    offered = mass(missed) + mass(put_off) + mass(kept)
    explained, share = reading.explained(missed, p)
    if falls_short(total, p["at_least"]) or mass(missed) / offered < p["rate"]:
        return None
    if share >= p["explained_share"] and reading.turning_share() < p["turning_share"]:
        return None
    told = len(missed) + len(put_off) + len(kept)
    lowered = total - (1 - p["explained_worth"]) * mass(explained)
    return Found(
        spans(reading.of("missed"), reading.of("put_off")),
        {
            "missed": len(missed),
            "put_off": len(put_off),
            "kept": len(kept),
            "offered": told,
            "with_a_circumstance_near": len(explained),
        },
        level(lowered, p["at_least"]),
        {"rate": wording.rate(len(missed), told)},
    )
