"""Files of any supported kind → case files, one at a time; what cannot be read is said in one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.ingest.columns import parse_mapping
    from analyser.ingest.reading import read, read_units
    from analyser.ingest.sources import InputFile, inputs, safe_path

__all__ = ["InputFile", "inputs", "parse_mapping", "read", "read_units", "safe_path"]

_HOMES = {
    "InputFile": "sources",
    "inputs": "sources",
    "safe_path": "sources",
    "parse_mapping": "columns",
    "read": "reading",
    "read_units": "reading",
}


def __getattr__(name: str) -> Any:
    """Loads the public calls when they are first used, so that ``--help`` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
