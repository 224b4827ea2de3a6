"""JSON and JSON Lines: a list of records, an object of tables, or one object a case with its notes inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.columns import headings, squeeze
from analyser.ingest.formats import Row, Table
from analyser.ingest.text import decode, lines

_DEEPEST = 6
_NESTED = {"notes": "notes", "casenotes": "notes", "entries": "notes", "people": "people", "persons": "people"}
_NAMES = ("name", "fullname", "displayname", "firstname", "forename", "lastname", "surname")
_CASE_KEYS = ("case_id", "caseId", "case", "personId", "person_id", "id")


def read(path: Path) -> list[Table]:
    """The tables of the file: ``notes``, ``people`` and ``cases`` where it holds several, else one."""
    if path.stat().st_size == 0:
        raise UnreadableInput("is empty (0 bytes); export it again or leave it out.")
    if path.suffix.lower() != ".json":
        return _lines(path)
    text = decode(limits.load(path, limits.JSON))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        if _is_lines(text):
            return _lines(path)
        raise UnreadableInput(f"is not valid JSON (line {error.lineno}); export it again.") from None
    except (RecursionError, ValueError):
        raise UnreadableInput("is not valid JSON; export it again.") from None
    if isinstance(data, dict):
        lists = {k: v for k, v in data.items() if isinstance(v, list) and any(isinstance(r, dict) for r in v)}
        # One case with its notes inside, rather than an object of tables.
        if any(isinstance(data.get(k), (str, int)) for k in _CASE_KEYS) or not lists:
            return _tables(path.stem, [data])
        return [t for name, rows in lists.items() for t in _tables(name, rows)]
    if isinstance(data, list):
        return _tables(path.stem, data)
    raise UnreadableInput("holds neither a list of records nor an object of tables; export it as one of these.")


def _is_lines(text: str) -> bool:
    first = text.lstrip().partition("\n")[0].strip()
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _tables(name: str, records: list[Any]) -> list[Table]:
    """Records to tables; those that hold their notes and people inside are taken apart."""
    parts: dict[str, list[Any]] = {}
    nested = [r for r in records if isinstance(r, dict) and any(_inner(k, v) for k, v in r.items())]
    if not nested:
        return [_table(name, records)]
    for record in records:
        if not isinstance(record, dict):
            continue
        own = {k: v for k, v in record.items() if not _inner(k, v)}
        key = next((own[k] for k in _CASE_KEYS if own.get(k) not in (None, "")), None)
        parts.setdefault("cases", []).append({**own, "case_id": key})
        for k, v in record.items():
            if kind := _inner(k, v):
                parts.setdefault(kind, []).extend(
                    {**r, "case_id": key} if key is not None else r for r in v if isinstance(r, dict)
                )
    return [_table(kind, rows) for kind, rows in parts.items()]


def _inner(key: object, value: object) -> str:
    if not isinstance(value, list) or not value or not all(isinstance(r, dict) for r in value):
        return ""
    return _NESTED.get(str(key).lower().replace("_", ""), "")


def _table(name: str, records: list[Any]) -> Table:
    flat = [_flat(r) if isinstance(r, dict) else None for r in records]
    columns = tuple(dict.fromkeys(k for r in flat if r for k in r))
    if not columns:
        raise UnreadableInput("holds no records with named fields; export it as a list of records.")
    return Table(name, columns, lambda: (_row(n, r, columns) for n, r in enumerate(flat, 1)))


def _row(number: int, record: Mapping[str, object] | None, columns: tuple[str, ...]) -> Row:
    if record is None:
        return Row(number, (), "is not a record with named fields; correct it or leave it out.")
    return Row(number, tuple(record.get(c) for c in columns))


def _flat(record: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """Objects inside a record are opened: a form's fields stand in an inner object in some exports."""
    out: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            inner = _flat(value, depth + 1)
            if squeeze(str(key)) in headings("notes", "author_name"):
                inner = _author(str(key), inner)
            for k, v in inner.items():
                out.setdefault(k, v)
        elif isinstance(value, (list, tuple)):
            out[str(key)] = "; ".join(str(v) for v in value if isinstance(v, (str, int, float)))
        elif isinstance(value, dict):
            continue
        else:
            out[str(key)] = value
    return out


def _author(key: str, inner: Mapping[str, Any]) -> dict[str, Any]:
    """The object of an author (``createdBy``): its name stands under its own key, lest it be taken for the child's."""
    names = {squeeze(k): v for k, v in inner.items() if squeeze(k) in _NAMES}
    own = {k: v for k, v in inner.items() if squeeze(k) not in (*_NAMES, "id")}
    whole = next((names[k] for k in _NAMES[:3] if names.get(k)), "")
    parts = " ".join(str(names[k]) for k in _NAMES[3:] if names.get(k))
    return {key: whole or parts or own.pop("email", None), **own}


def _lines(path: Path) -> list[Table]:
    columns: dict[str, None] = {}
    nested = False
    for _, record in _parsed(path):
        if isinstance(record, dict):
            nested = nested or any(_inner(k, v) for k, v in record.items())
            columns.update(dict.fromkeys(_flat(record)))
    if nested:
        return _tables(path.stem, [r for _, r in _parsed(path) if r is not None])
    if not columns:
        raise UnreadableInput("holds no JSON record on any line; export it again.")
    names = tuple(columns)
    return [Table(path.stem, names, lambda: _line_rows(path, names))]


def _line_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    for number, record in _parsed(path):
        if isinstance(record, dict):
            yield _row(number, _flat(record), columns)
        else:
            yield Row(number, (), "is not a JSON record; correct that line or leave it out.")


def _parsed(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        for number, line in enumerate(lines(file), 1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None
