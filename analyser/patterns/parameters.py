"""The numbers of the patterns, from ``rules/parameters.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

FILE = "analyser/patterns/rules/parameters.yaml"


@dataclass(frozen=True, slots=True)
class Parameters:
    floor: float  # a signal of this confidence or less weighs nothing
    full: float  # of this or more weighs 1
    groups: Mapping[str, tuple[str, ...]]  # name -> labels
    patterns: Mapping[str, Mapping[str, float]]
    looks_back: re.Pattern[str]  # words of a service's failing that was found out later
    scrutiny: tuple[str, ...]  # kinds of dated rows by which the family is looked at, beside notes of meetings
    chance: Mapping[str, float]  # shares of layouts below which days fall somewhere seldom, or perhaps by chance

    def weight(self, score: float) -> float:
        """How much a signal of this confidence counts, from 0 to 1."""
        return min(1.0, max(0.0, (score - self.floor) / (self.full - self.floor)))


@cache
def load() -> Parameters:
    """Raises:
    BadRules: an unknown section, label or pattern, or something that is not a number.
    """
    data = taxonomy.load_yaml("analyser.patterns", "rules/parameters.yaml")
    if odd := set(data) - {"schema", "weight", "groups", "patterns", "looks_back", "scrutiny", "chance"}:
        raise BadRules(f"{FILE}: unknown section {sorted(odd)}.")
    groups = {name: tuple(labels) for name, labels in data["groups"].items()}
    for name, labels in groups.items():
        if odd := set(labels) - set(taxonomy.labels()):
            raise BadRules(f"{FILE}, group {name!r}: unknown label {sorted(odd)}.")
    for code, values in data["patterns"].items():
        if code not in taxonomy.patterns():
            raise BadRules(f"{FILE}: unknown pattern {code!r}.")
        for key, value in values.items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise BadRules(f"{FILE}, entry {code!r}: {key!r} must be a number.")
    weight = data["weight"]
    if set(weight) != {"floor", "full"} or not weight["floor"] < weight["full"]:
        raise BadRules(f"{FILE}: 'weight' needs 'floor' and a greater 'full'.")
    try:
        looks_back = re.compile(data["looks_back"], re.IGNORECASE)
    except re.error as error:
        raise BadRules(f"{FILE}: 'looks_back' does not compile: {error}.") from error
    chance = data["chance"]
    if set(chance) != {"seldom", "perhaps"} or not 0 < chance["seldom"] < chance["perhaps"] < 1:
        raise BadRules(f"{FILE}: 'chance' needs 'seldom' and a greater 'perhaps', between 0 and 1.")
    scrutiny = tuple(map(str, data["scrutiny"]))
    return Parameters(
        float(weight["floor"]), float(weight["full"]), groups, data["patterns"], looks_back, scrutiny, chance
    )
