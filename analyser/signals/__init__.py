"""Finding the signals: rules with proof, the sentence model, and their combination."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.model import ParsedCase, RedactedCase, Signal


def tag(case: RedactedCase | ParsedCase) -> list[Signal]:
    """Every signal of a case, with its standing, actor and date, by note and place: ``analyser.signals.tagging``."""
    from analyser.signals import tagging

    return tagging.tag(case)


__all__ = ["tag"]
