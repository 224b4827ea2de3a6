"""Things agreed or required that the record shows were not done."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns import wording
from analyser.patterns.reading import Reading, falls_short, level, mass, spans
from analyser.patterns.registry import Found, pattern
from analyser.taxonomy import side_of


@pattern("agreed_not_done", ("at_least", "lapsed_worth", "broken_worth", "late_worth", "done_worth", "turning_share"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """Words that say so, improvements that lapsed, contacts missed or cancelled after a promise, and what was done only
    when somebody was about to look; what was done in its time takes off."""
    unmet, lapsed = reading.of("unmet_commitment"), reading.of("unsustained_change")
    promised = [x for x in reading.of("commitment") if side_of(x.signal.actor) != "professional"]
    done = reading.of("action_completed")
    late = reading.of("last_minute_compliance")
    first = min((x.day for x in promised if x.day), default=None)
    broken = [o for o in reading.occasions("missed", "cancelled_by_family") if first and o.day and o.day > first]
    total = (
        mass(unmet)
        + p["lapsed_worth"] * mass(lapsed)
        + p["broken_worth"] * min(mass(promised), mass(broken))
        + p["late_worth"] * mass(late)
        - p["done_worth"] * mass(done)
    )
    if falls_short(total, p["at_least"]) or reading.turning_share() < p["turning_share"]:
        return None
    return Found(
        spans(unmet, lapsed, late, [x for o in broken for x in o.pieces], promised if broken else ()),
        {
            "not_done": len(unmet),
            "lapsed": len(lapsed),
            "missed_after": len(broken),
            "late": len(late),
            "agreed": len(promised),
            "done": len(done),
        },
        level(total, p["at_least"]),
        {"caution": wording.caution("coercion") if reading.of("context_coercion") else ""},
    )
