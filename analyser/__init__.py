"""Reads social-care case files offline and shows a supervisor where cooperation may be apparent rather than real.

The public calls are ``analyse`` and ``scan``, and the parts by themselves: ``analyser.redact.redact_text``,
``analyser.assertion.assess``, ``analyser.speech.find_statements``, ``analyser.dates.find_dates``,
``analyser.accounts.compare``, ``analyser.signals.tag``, ``analyser.chronology.build`` and ``analyser.patterns.find``.
They are imported when first used, so that ``import analyser`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.analysis import analyse
    from analyser.scale import scan

__version__ = "0.1.0"
__all__ = ["analyse", "scan"]

_CALLS = {"analyse": "analyser.analysis", "scan": "analyser.scale"}
_PARTS = {
    "accounts",
    "assertion",
    "chronology",
    "dates",
    "ingest",
    "patterns",
    "present",
    "redact",
    "results",
    "signals",
    "speech",
}


def __getattr__(name: str) -> Any:
    if name in _CALLS:
        return getattr(import_module(_CALLS[name]), name)
    if name in _PARTS:
        return import_module(f"analyser.{name}")
    raise AttributeError(f"module 'analyser' has no attribute {name!r}")
