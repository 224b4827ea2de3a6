"""Finding the signals: rules with proof, the sentence model, and their combination."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.model import ParsedCase, RedactedCase, Signal


def tag(case: RedactedCase | ParsedCase, model: str | None = None) -> list[Signal]:
    """Every signal of a case, with its standing, actor and date, by note and place: ``analyser.signals.tagging``.

    ``model`` is ``accurate`` or ``fast``; the default is ``analyser.signals.reader.DEFAULT``.
    """
    from analyser.signals import reader, tagging

    return tagging.tag(case, model or reader.DEFAULT)


__all__ = ["tag"]
