"""Patterns for review: what a chronology bears out, with evidence, counts, explanations and questions.

``find`` gives the findings of a case file; ``order`` its place in the reading order with the reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.model import Chronology, Finding, Order

__all__ = ["find", "order"]


def find(chronology: Chronology) -> list[Finding]:
    """The patterns that the whole file bears out; see ``analyser.patterns.finding``."""
    from analyser.patterns.finding import find as run

    return run(chronology)


def order(chronology: Chronology, findings: Sequence[Finding]) -> Order:
    """The file's place in the reading order, with its reasons; see ``analyser.patterns.reading_order``."""
    from analyser.patterns.reading_order import order as run

    return run(chronology, findings)
