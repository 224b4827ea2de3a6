"""A parent's, carer's or relative's account and an agency's or the worker's own observation do not fit."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.pairs import NEEDS, borne_out
from analyser.patterns.reading import Reading
from analyser.patterns.registry import Found, pattern


@pattern("parent_agency_discrepancy", NEEDS)
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    return borne_out(reading, p, ("parent_vs_agency", "parent_vs_professional"))
