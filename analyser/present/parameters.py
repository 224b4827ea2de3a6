"""The numbers of the pages, from ``parameters.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules

FILE = "analyser/present/parameters.yaml"


@dataclass(frozen=True, slots=True)
class Parameters:
    """See the file for what each one does; days are calendar days, shares lie between 0 and 1."""

    late_days: int
    visit_gap_days: int
    closure_days: int
    sample: int
    reasons: int
    audit_reasons: int
    evidence: int
    support: int
    later_days: int
    label_quotes: int
    weak_pair: float
    full_match: float
    axis_margin: float
    axis_margin_days: int
    axis_reach: float


@cache
def load() -> Parameters:
    """Raises:
    BadRules: an unknown or missing key, or something that is not a number of 0 or more.
    """
    data = {k: v for k, v in taxonomy.load_yaml("analyser.present", "parameters.yaml").items() if k != "schema"}
    for key, value in data.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise BadRules(f"{FILE}: {key!r} must be a number of 0 or more.")
    found: Parameters = taxonomy.record(Parameters, FILE, data)
    return found
