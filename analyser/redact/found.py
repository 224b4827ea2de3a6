"""A stretch of a note that is to be masked."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact.registry import Entity


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    entity: Entity
    source: str  # the rule, or what kind of evidence
