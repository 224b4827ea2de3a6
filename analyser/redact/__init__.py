"""Redaction: nothing after it sees a name. ``redact_case``, ``redact_text``, ``scan_output``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.redact.case import WITHHELD, redact_case, redact_remembered, redact_with_registry
    from analyser.redact.registry import Registry
    from analyser.redact.text import Redacted, redact_text
    from analyser.redact.verify import residues, scan_output

__all__ = [
    "WITHHELD",
    "Redacted",
    "Registry",
    "redact_case",
    "redact_remembered",
    "redact_text",
    "redact_with_registry",
    "residues",
    "scan_output",
]

_WHERE = {
    "WITHHELD": "case",
    "redact_case": "case",
    "redact_remembered": "case",
    "redact_with_registry": "case",
    "Registry": "registry",
    "Redacted": "text",
    "redact_text": "text",
    "residues": "verify",
    "scan_output": "verify",
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"analyser.redact.{_WHERE[name]}"), name)
    raise AttributeError(name)
