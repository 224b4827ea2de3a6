"""Cells of the tables as plain values, however stored: JSON Lines, Parquet (arrays, pairs) or CSV (JSON in a cell).

Odd cells never raise: they read as empty.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def number(value: Any) -> float | None:
    try:
        n = float(value)
    except (TypeError, ValueError):
        return None
    return n if n == n else None


def whole(value: Any) -> int | None:
    n = number(value)
    return None if n is None or n in (float("inf"), float("-inf")) else int(n)


def flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(value.lower())
    return None if value is None or value != value else bool(value)


def day(value: Any) -> dt.date | None:
    """A day; None for what is empty, is no date, or is less exact than a day."""
    if isinstance(value, dt.datetime):
        return value.date() if value == value else None
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def items(value: Any) -> list[Any]:
    """A list, from a list, an array or a cell of JSON."""
    if isinstance(value, str):
        value = _parsed(value)
    if value is None or isinstance(value, str | bytes | Mapping):
        return []
    try:
        return list(value)
    except TypeError:
        return []


def rows(value: Any) -> list[Row]:
    return [r for r in items(value) if isinstance(r, Mapping)]


def mapping(value: Any) -> dict[str, Any]:
    """A mapping, from a mapping, a list of pairs or a cell of JSON; empty entries are left out."""
    if isinstance(value, str):
        value = _parsed(value)
    if not isinstance(value, Mapping):
        pairs = [tuple(p) for p in items(value) if isinstance(p, list | tuple) and len(p) == 2]
        value = dict(pairs)
    return {str(k): v for k, v in value.items() if v is not None}


def _parsed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None
