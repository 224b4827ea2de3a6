"""Files given back in their own format, with names masked (``redact_files``) or put in again (``open_results``)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.rewrite.opening import open_results
    from analyser.rewrite.redacting import redact_files

__all__ = ["open_results", "redact_files"]

_WHERE = {"open_results": "opening", "redact_files": "redacting"}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"analyser.rewrite.{_WHERE[name]}"), name)
    raise AttributeError(name)
