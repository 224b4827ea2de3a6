"""Notes and people of one case → a ``CaseFile``: order, ids, and what was odd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from analyser.ingest.ids import Unique, safe_id
from analyser.ingest.text import clean
from analyser.model import CaseFile, Note, Person, Setting

_VAGUE = ("other", "practitioner", "")


def assemble(
    case_id: str,
    notes: Sequence[Note],
    people: Iterable[Person] = (),
    *,
    setting: Setting | None = None,
    as_of: dt.date | None = None,
    warnings: Iterable[str] = (),
) -> CaseFile:
    """One case file: notes in order of day (undated ones stay after the one that they follow), each id once."""
    ordered = _in_order(notes)
    said = list(dict.fromkeys(warnings))
    ids = Unique()
    given = [safe_id(n.note_id) for n in ordered]
    width = max(2, len(str(len(ordered))))
    fresh = (f"n{n:0{width}d}" for n in range(1, len(ordered) + 1))
    named: list[Note] = []
    doubled = 0
    for note, own in zip(ordered, given, strict=True):
        number = next(fresh)
        note_id = ids.take(own or number)
        doubled += bool(own) and note_id != own
        named.append(replace(note, note_id=note_id))
    if doubled:
        said.append(f"{doubled} notes repeat the id of another note; each got a suffix.")
    undated = sum(n.date is None for n in named)
    if undated:
        said.append(f"{undated} of {len(named)} notes have no date.")
    empty = sum(not n.text.strip() for n in named)
    if empty:
        said.append(f"{empty} of {len(named)} notes have no text.")
    known = merge(people)
    if setting is None:
        roles = {p.role for p in known}
        setting = Setting.ADULTS if "adult_at_risk" in roles and "child" not in roles else Setting.CHILDREN
    return CaseFile(case_id, tuple(named), known, setting, as_of, tuple(said))


def _in_order(notes: Sequence[Note]) -> list[Note]:
    days = [n.date or n.recorded for n in notes]
    dated = [d for d in days if d is not None]
    # A file that is newest first throughout is turned, so that notes of one day come in the order of writing too.
    falling = all(b <= a for a, b in pairwise(dated)) and bool(dated) and dated[0] > dated[-1]
    pairs = list(zip(days, notes, strict=True))
    if falling:
        pairs.reverse()
    last = dt.date.min
    keyed: list[tuple[dt.date, Note]] = []
    for day, note in pairs:
        last = day or last
        keyed.append((last, note))
    keyed.sort(key=lambda p: p[0])
    return [n for _, n in keyed]


def merge(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each person once: the same name (or other form of it) is one person, whose particulars are put together. A stated
    role wins over ``other`` and ``practitioner``."""
    found: list[Person] = []
    places: dict[str, int] = {}
    for person in people:
        name = " ".join(clean(person.name).split())
        if not name:
            continue
        aliases = tuple(
            dict.fromkeys(a for a in (" ".join(clean(a).split()) for a in person.aliases) if a and a != name)
        )
        place = places.get(name.casefold())
        if place is None:
            places.update({form.casefold(): len(found) for form in (name, *aliases) if " " in form or form == name})
            found.append(replace(person, name=name, aliases=aliases))
            continue
        old = found[place]
        vague = old.role in _VAGUE
        if not vague and person.role not in (old.role, *_VAGUE):
            found.append(replace(person, name=name, aliases=aliases))  # a father and son of one name are two people
            continue
        forms = tuple(dict.fromkeys(f for f in (*old.aliases, name, *aliases) if f != old.name))
        found[place] = Person(
            person.role if vague and person.role else old.role,
            old.name,
            forms,
            old.born or person.born,
            tuple(dict.fromkeys((*old.identifiers, *person.identifiers))),
        )
    return tuple(found)
