"""The order in which files are offered to a reader: a sum of reasons, each shown and each opening its evidence.

It is an order of reading, never a measure of a family. Circumstances, engagement and kept contacts can only lower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Chronology, Finding, Order, Reason
from analyser.patterns import wording
from analyser.patterns.reading import Reading, mass, spans

FILE = "analyser/patterns/rules/order.yaml"


@dataclass(frozen=True, slots=True)
class _Group:
    labels: tuple[str, ...]
    weight: float
    most: float


@dataclass(frozen=True, slots=True)
class _Weights:
    patterns: Mapping[str, float]
    signals: Mapping[str, _Group]
    levels: tuple[tuple[int, float], ...]


@cache
def _weights() -> _Weights:
    data = taxonomy.load_yaml("analyser.patterns", "rules/order.yaml")
    if odd := set(data["patterns"]) ^ set(taxonomy.patterns()):
        raise BadRules(f"{FILE}: patterns unknown or missing: {sorted(odd)}.")
    groups = {k: taxonomy.record(_Group, FILE, v) for k, v in data["signals"].items()}
    for name, group in groups.items():
        if odd := set(group.labels) - set(taxonomy.labels()):
            raise BadRules(f"{FILE}, entry {name!r}: unknown label {sorted(odd)}.")
        if group.weight > 0 and any(x.startswith("context_") or x == "attended" for x in group.labels):
            raise BadRules(f"{FILE}, entry {name!r}: circumstances and kept contacts may only lower.")
    return _Weights(data["patterns"], groups, tuple(sorted((int(k), float(v)) for k, v in data["levels"].items())))


def order(chronology: Chronology, findings: Sequence[Finding]) -> Order:
    """Where a file stands in the reading order, and the reasons that make it up, the weightiest first."""
    weights = _weights()
    reading = Reading(chronology)
    reasons = [
        Reason(f.pattern, f.summary, round(weights.patterns[f.pattern] * f.score, 3), f.evidence) for f in findings
    ]
    for code, group in weights.signals.items():
        pieces = reading.of(*group.labels)
        value = min(group.most, abs(group.weight) * mass(pieces))
        if pieces:
            signed = round(value if group.weight > 0 else -value, 3)
            told = {label: sum(p.label == label for p in pieces) for label in group.labels}
            reasons.append(Reason(code, wording.reason(code, len(pieces), told), signed, spans(pieces)))
    total = round(sum(r.weight for r in reasons), 3)
    priority = max((level for level, least in weights.levels if total >= least), default=0)
    return Order(priority, total, tuple(sorted(reasons, key=lambda r: -abs(r.weight))))
