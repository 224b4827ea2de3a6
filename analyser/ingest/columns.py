"""Which column of a table is which field: profiles of case systems in YAML, and the user's own mapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from analyser import taxonomy
from analyser.errors import BadRules, WrongCall

FIELDS: Mapping[str, tuple[str, ...]] = {
    "notes": (
        *("case_id", "note_id", "date", "recorded", "type", "author_role", "author_name", "agency", "text", "title"),
        *("seen", "seen_alone", "bedroom_seen", "child_name", "first_name", "last_name", "born"),
        *("nhs_number", "upn", "address"),
    ),
    "people": (
        *("case_id", "role", "name", "first_name", "last_name", "aliases", "born"),
        *("nhs_number", "nino", "upn", "address", "phone", "email", "other_id"),
    ),
    "cases": ("case_id", "setting", "as_of"),
}
_TITLE_ROWS = 20
WHOLE_FILE = "*"  # ``case_id=*``: the whole table is one case


@dataclass(frozen=True, slots=True)
class Profile:
    """How one case system heads its columns. ``tables``: table → field → headings, the first that is there wins."""

    id: str
    name: str
    why: str
    marks: tuple[str, ...]  # headings that all must be there for the profile to be chosen
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]


def squeeze(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", heading.lower())


def fields_of(columns: Sequence[str], table: str, mapping: Mapping[str, str] | None = None) -> dict[str, int]:
    """Field → place of its column, for the fields of ``notes``, ``people`` or ``cases`` that are there."""
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        places.setdefault(squeeze(column), place)
    found: dict[str, int] = {}
    for name, column in (mapping or {}).items():
        if name in FIELDS[table] and squeeze(column) in places:
            found[name] = places[squeeze(column)]
    generic, special = _choose(places)
    for profile in (special, generic):
        if profile is None:
            continue
        for name, headings in profile.tables.get(table, {}).items():
            if name in found:
                continue
            free = (places[key] for key in map(squeeze, headings) if places.get(key, -1) not in (-1, *found.values()))
            first = next(free, None)
            if first is not None:
                found[name] = first
    return found


@cache
def headings(table: str, field: str) -> frozenset[str]:
    """Every heading under which some case system writes a field, squeezed."""
    return frozenset(squeeze(h) for profile in profiles() for h in profile.tables.get(table, {}).get(field, ()))


def heading_row(rows: Iterable[Sequence[object]]) -> int:
    """Which of the first rows is the heading: the first in which two fields are known, else the first with two cells.
    Reports of case systems put titles above it."""
    fallback = 0
    for place, row in enumerate(islice(rows, _TITLE_ROWS)):
        cells = [str(c).strip() for c in row if c is not None]
        if sum(map(bool, cells)) < 2:
            fallback += fallback == place
            continue
        if any(len(fields_of(cells, table)) >= 2 for table in FIELDS):
            return place
    return fallback


def _choose(places: Mapping[str, int]) -> tuple[Profile | None, Profile | None]:
    generic = None
    special = None
    for profile in profiles():
        if not profile.marks:
            generic = profile
        elif special is None and all(squeeze(m) in places for m in profile.marks):
            special = profile
    return generic, special


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile that ships, the most particular first.

    Raises:
        BadRules: a profile is not valid.
    """
    names = sorted(f.name for f in files("analyser.ingest.profiles").iterdir() if f.name.endswith(".yaml"))
    found = [_profile(n, taxonomy.load_yaml("analyser.ingest.profiles", n)) for n in names]
    ids = [p.id for p in found]
    if len(set(ids)) != len(ids):
        raise BadRules("two profiles of case systems share an id.")
    return tuple(sorted(found, key=lambda p: (-len(p.marks), p.id)))


def _profile(name: str, data: Mapping[str, Any]) -> Profile:
    unknown = set(data) - {"schema", "id", "name", "why", "marks", *FIELDS}
    missing = {"id", "name", "why", "marks"} - set(data)
    if unknown or missing:
        raise BadRules(f"profile {name}: unknown or missing keys: {', '.join(sorted(unknown | missing))}.")
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for table in FIELDS:
        for field, headings in (data.get(table) or {}).items():
            if field not in FIELDS[table]:
                raise BadRules(f"profile {name}: {field!r} is not a field of {table}.")
            if not isinstance(headings, list) or not all(isinstance(h, str) for h in headings):
                raise BadRules(f"profile {name}: the headings of {field!r} must be a list of texts.")
            tables.setdefault(table, {})[field] = tuple(headings)
    return Profile(data["id"], data["name"], data["why"], tuple(data["marks"]), tables)


def parse_mapping(text: str) -> Mapping[str, str]:
    """What ``--map`` was given: ``text=Case note text,date=Event date``, or the path of a YAML file with a mapping
    ``columns`` of the same. ``case_id=*`` says that a whole table is one case.

    Raises:
        WrongCall: a field is not known, or the file cannot be read.
    """
    known = list(dict.fromkeys(f for fields in FIELDS.values() for f in fields))
    if Path(text).suffix.lower() in (".yaml", ".yml"):
        pairs = _mapping_file(Path(text))
    else:
        # A heading may hold commas: only a comma before a field and "=" parts two pairs.
        parts = re.split(rf",\s*(?=(?:{'|'.join(known)})\s*=)", text)
        pairs = [(k.strip(), v.strip()) for k, _, v in (p.partition("=") for p in parts)]
    for field, column in pairs:
        if field not in known:
            raise WrongCall(f"--map: {field!r} is not a field; the fields are {', '.join(known)}.")
        if not column:
            raise WrongCall(f"--map: the field {field!r} names no column; write {field}=Heading.")
    return dict(pairs)


def _mapping_file(path: Path) -> list[tuple[str, str]]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise WrongCall(f"--map: {path.name} cannot be read; check the path.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise WrongCall(f"--map: {path.name}{where} is not valid YAML.") from None
    columns = data.get("columns") if isinstance(data, dict) else None
    if not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise WrongCall(f"--map: {path.name} must hold a mapping 'columns' of fields to headings.")
    return [(str(k).strip(), v.strip()) for k, v in columns.items()]
