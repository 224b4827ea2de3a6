"""Lists of people: a table, or lines of "Role: Name; other form"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analyser.errors import UnreadableInput
from analyser.ingest import synonyms
from analyser.ingest.days import read_day
from analyser.ingest.text import clean
from analyser.model import Person, Problem

if TYPE_CHECKING:
    from analyser.ingest.formats import Row
    from analyser.ingest.tables import Loaded

_BIRTH_PIVOT = 30  # "85" in a date of birth is 1985
_IDENTIFIERS = {
    "nhs_number": "NHS_NUMBER",
    "nino": "NINO",
    "upn": "UPN",
    "address": "ADDRESS",
    "phone": "PHONE",
    "email": "EMAIL",
    "other_id": "OTHER_ID",
}
_LINE = re.compile(r"\s*(?:[-*•]\s*)?([^:=|\t]{1,60}?)\s*[:=|\t]\s*(.+)")
_BORN = re.compile(r"\(?\b(?:d\.?o\.?b\.?|born|b\.)\s*:?\s*([^();,]+)\)?", re.IGNORECASE)


@dataclass(slots=True)
class People:
    """People by case id; those of a list without case ids belong to the one case there is."""

    by_case: dict[str, list[Person]] = field(default_factory=dict)
    unassigned: list[Person] = field(default_factory=list)
    shown: str = ""  # the list that holds those without a case id

    def of(self, key: str, *, single: bool) -> list[Person]:
        return [*self.by_case.get(key, []), *(self.unassigned if single else [])]


def read_people(part: Loaded, into: People) -> Iterator[Problem]:
    """The rows of a table of people, added to ``into``."""
    try:
        for row in part.table.rows():
            if row.fault:
                yield Problem(part.shown, "the row " + row.fault, row.number)
                continue
            person = person_of_row(part, row, "name", "")
            if person is None:
                if any(str(c or "").strip() for c in row.cells):
                    yield Problem(part.shown, "the row names nobody and was left out; fill it in.", row.number, "name")
                continue
            day = read_day(part.cell(row, "born"), pivot=_BIRTH_PIVOT)
            if day.fault:
                yield Problem(part.shown, f"the value {day.fault}; the person was read without it.", row.number, "born")
            key = clean(part.text(row, "case_id")).strip()
            into.shown = into.shown if key else part.shown
            (into.by_case.setdefault(key, []) if key else into.unassigned).append(person)
    except UnreadableInput as error:
        yield Problem(part.shown, error.message)


def person_of_row(part: Loaded, row: Row, name_field: str, role: str) -> Person | None:
    """The person that a row names; None where it names nobody."""
    name = _tidy(part.text(row, name_field))
    first, last = _tidy(part.text(row, "first_name")), _tidy(part.text(row, "last_name"))
    aliases = [_tidy(a) for a in re.split(r"[;|]", part.text(row, "aliases"))]
    if first and last:
        whole = f"{first} {last}"
        name = name or whole
        aliases = [whole, *aliases]
    name = name or first or last
    surname_first = re.fullmatch(r"([^\s,]+(?:\s[^\s,]+)?),\s*([^,]+)", name)
    if surname_first:
        aliases = [name, *aliases]
        name = f"{surname_first[2]} {surname_first[1]}"
    if not name or len(name) > 200:
        return None
    if not role:
        stated = part.text(row, "role")
        role = synonyms.role(stated) or "other"
    identifiers: list[tuple[str, str]] = []
    for column, kind in _IDENTIFIERS.items():
        values = [part.text(row, column)] if column == "address" else re.split(r"[;|]", part.text(row, column))
        identifiers += [(kind, value) for v in values if (value := " ".join(clean(v).split()))]
    return Person(
        role=role,
        name=name,
        aliases=tuple(dict.fromkeys(a for a in aliases if a and a != name)),
        born=read_day(part.cell(row, "born"), pivot=_BIRTH_PIVOT).value,
        identifiers=tuple(identifiers),
    )


def read_people_text(text: str, shown: str) -> Iterator[Person | Problem]:
    """Lines of ``Role: Name; other form; dob 1/2/2015``; empty lines, headings and # lines are passed over."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        m = _LINE.match(clean(line))
        if m is None:
            yield Problem(shown, "the line is not 'Role: Name; other form'; write it so.", number)
            continue
        born = _BORN.search(m[2])
        names = [_tidy(n) for n in re.split(r"[;,]", _BORN.sub("", m[2]))]
        names = [n for n in names if n]
        if not names:
            yield Problem(shown, "the line names nobody and was left out; fill it in.", number)
            continue
        day = read_day(born[1], pivot=_BIRTH_PIVOT).value if born else None
        yield Person(synonyms.role(m[1]) or "other", names[0], tuple(dict.fromkeys(names[1:])), day)


def _tidy(text: str) -> str:
    return " ".join(clean(text).split()).strip(" ,;")
