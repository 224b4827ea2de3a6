"""Birth dates that no word says are such: behind a name, in brackets or in a cell of its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from analyser.model import Note
from analyser.redact.found import Found
from analyser.redact.registry import Registry

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# In brackets, or in a cell of its own, behind one for the sex.
_BRACKETED = re.compile(
    r"(?: ?\([a-z ]{3,15}\))?(?: (?:P|S|Y|Yr|Year|Primary) ?\d{1,2}\b)?"  # twins, or the class of a child
    r"(?P<age>,? ?\d{1,3}(?: ?(?:months?|mths?|m|weeks?|wks?|days|yrs?|years|y))?)?"
    rf"(?: ?[(\[]| ?(?P<cell>[|–—\t]|  |, (?=[\d./-]+, |\d{{1,2}} {_MONTHS} (?:19|20)\d\d, )) ?"
    r"(?:(?:[MF]|[Mm]ale|[Ff]emale|[Bb]oy|[Gg]irl)\b ?[|,–—\t] ?)?)"
    r"(?P<id>\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|"
    rf"\d{{1,2}}[ -]{_MONTHS}[ -](?:\d{{4}}|\d{{2}}))"
    r"(?=[,;)\]|\t\n]| \||  |$)"
)


_BARE = re.compile(r",? (?P<id>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2})(?![\w/-])")
# Before a number of three parts, as health has it.
_NUMBERED = re.compile(r",? (?P<id>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?= \d{3}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d))")
# Of several people, after their names, within one sentence.
_SAID = re.compile(r"[^\n;.!?]{0,120}?\b(?:dobs|dates of birth|birth dates) ", re.IGNORECASE)
_OLD_DAYS = 270
_SMALL = ("child", "sibling")  # a date behind whose name is a birth date unless it is of these days
_LATELY = 14  # days
_LATEST = 1999  # where the note has no date, a bare date behind a name is of a birth only up to this year


def from_birth_dates(note: Note, names: Sequence[Found], registry: Registry) -> list[Found]:
    """A date in brackets straight after a name, well before the note: a birth date, as in the list of a household."""
    found = []
    for f in names:
        if f.entity.type != "PERSON":
            continue
        m = _BRACKETED.match(note.text, f.end)
        if m is None and " " in note.text[f.start : f.end].strip():
            m = _NUMBERED.match(note.text, f.end) or _BARE.match(note.text, f.end)
        said = _BARE.match(note.text, f.end)
        if said is not None and _SAID.match(note.text, said.end()):
            found.append(Found(*said.span("id"), registry.value("DOB", said["id"]), "birth-date"))
            continue
        if m is None:
            continue
        year = int(re.search(r"\d{4}|\d+$", m["id"])[0])  # type: ignore[index]
        if note.date is None and m.re is _BARE and year > _LATEST:
            continue
        if note.date is not None and not (m.groupdict().get("age") or "").strip(" ,"):
            full = year if year > 99 else 2000 + year if 2000 + year <= note.date.year else 1900 + year
            if f.entity.role in _SMALL and (born := _day(m["id"], full)) is not None:
                if (note.date - born).days < _LATELY:
                    continue
            elif note.date.year - full < 1 + _OLD_DAYS / 365:
                continue
        found.append(Found(m.start("id"), m.end("id"), registry.value("DOB", m["id"]), "birth-date"))
    return found


def _day(text: str, year: int) -> dt.date | None:
    """The day that a date in figures names."""
    figures = re.match(r"(\d{1,2})[./-](\d{1,2})[./-]", text)
    if figures is None:
        return None
    try:
        return dt.date(year, int(figures[2]), int(figures[1]))
    except ValueError:
        return None
