"""A parent's, carer's or relative's account and the child's or adult's own do not fit, more than once or surely."""

from __future__ import annotations

from collections.abc import Mapping

from analyser.patterns.pairs import NEEDS, borne_out
from analyser.patterns.reading import Reading
from analyser.patterns.registry import Found, pattern


@pattern("parent_child_discrepancy", NEEDS)
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    return borne_out(reading, p, ("parent_vs_child",))
