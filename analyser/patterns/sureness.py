"""How often a finding of such strength is right, from ``rules/sureness.yaml``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

FILE = "analyser/patterns/rules/sureness.yaml"
_LEAST = 0.01  # a strength is taken to lie between this and what it leaves of 1


@dataclass(frozen=True, slots=True)
class Sureness:
    slope: float
    patterns: Mapping[str, float]

    def chance(self, code: str, strength: float) -> float:
        """From 0 to 1; for one pattern it grows with the strength.

        Limits: measured on invented files, and for patterns that few of them have it is hardly more than a guess.
        """
        return 1 / (1 + math.exp(-self.slope * log_odds(strength) - self.patterns[code]))


def log_odds(strength: float) -> float:
    held = min(1 - _LEAST, max(_LEAST, strength))
    return math.log(held / (1 - held))


@cache
def load() -> Sureness:
    """Raises:
    BadRules: a pattern is unknown or missing, something is not a number, or the slope is not above 0.
    """
    data = taxonomy.load_yaml("analyser.patterns", "rules/sureness.yaml")
    if odd := set(data["patterns"]) ^ set(taxonomy.patterns()):
        raise BadRules(f"{FILE}: patterns unknown or missing: {sorted(odd)}.")
    try:
        found = Sureness(float(data["slope"]), {code: float(n) for code, n in data["patterns"].items()})
    except (TypeError, ValueError) as error:
        raise BadRules(f"{FILE}: 'slope' and each pattern need a number.") from error
    if found.slope <= 0:
        raise BadRules(f"{FILE}: 'slope' must be above 0, or a stronger finding would be the less sure.")
    return found
