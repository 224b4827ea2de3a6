"""Several agencies' records of one family as one case file, each note with the agency that it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyser.ingest.ids import Unique
from analyser.model import CaseFile, Note, Person


@dataclass(frozen=True, slots=True)
class Merged:
    case: CaseFile
    agencies: dict[str, str]  # note id -> agency


def merge_agencies(parts: Sequence[tuple[str, CaseFile]]) -> list[Merged]:
    """One case file of what several agencies sent about a family, in order of time.

    Where every agency sent one case, they are one family's whatever their references; the first reference stands.
    Where any sent several, those of the same reference are put together. Note ids get the agency before them; somebody
    listed by two agencies in one role and by one name is one person.

    Args:
        parts: (agency, case file); the agency's name goes into what is written, as it stands.
    """
    named = [agency for agency, _ in parts]
    several = len(set(named)) < len(named)
    groups: dict[str, list[tuple[str, CaseFile]]] = {}
    for agency, case in parts:
        groups.setdefault(case.case_id if several else "", []).append((agency, case))
    return [_merged(group) for group in groups.values()]


def _merged(parts: Sequence[tuple[str, CaseFile]]) -> Merged:
    notes: list[Note] = []
    agencies: dict[str, str] = {}
    people: list[Person] = []
    ids = Unique()  # two files of one agency may each have a note 1
    for agency, case in parts:
        for note in case.notes:
            note_id = ids.take(f"{agency} {note.note_id}")
            agencies[note_id] = agency
            notes.append(replace(note, note_id=note_id))
        for person in case.people:
            _add(people, person)
    notes.sort(key=lambda n: n.date or n.recorded or dt.date.max)  # stable: an agency's own order holds within a day
    first = parts[0][1]
    days = [case.as_of for _, case in parts if case.as_of]
    warnings = tuple(w for _, case in parts for w in case.warnings)
    case = replace(
        first, notes=tuple(notes), people=tuple(people), as_of=max(days, default=None), warnings=warnings, place=""
    )
    return Merged(case, agencies)


def _add(people: list[Person], person: Person) -> None:
    for i, known in enumerate(people):
        if known.role == person.role and _forms(known) & _forms(person):
            aliases = dict.fromkeys((*known.aliases, person.name, *person.aliases))
            aliases.pop(known.name, None)
            people[i] = replace(
                known,
                aliases=tuple(aliases),
                born=known.born or person.born,
                identifiers=tuple(dict.fromkeys((*known.identifiers, *person.identifiers))),
            )
            return
    people.append(person)


def _forms(person: Person) -> set[str]:
    return {" ".join(form.casefold().split()) for form in (person.name, *person.aliases) if " " in form.strip()} or {
        person.name.casefold().strip()
    }
