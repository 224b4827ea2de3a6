"""Header lines of a paper ("Date: 3 February 2026", "Logged by: J. Smith, social worker") → the fields of a note."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.ingest import synonyms
from analyser.ingest.days import read_day
from analyser.ingest.names import author, is_name, split_names
from analyser.ingest.phrases import phrases
from analyser.model import Person

_LABEL = re.compile(
    r"\s*(?:[-*•>]\s+)?(?:#{1,6}\s*)?[*_]{0,2}(?P<label>[A-Za-z][\w '’/()&.,?]{0,48}?)[*_]{0,2}"
    r"\s*(?::[*_]{0,2}|\t|\s[-–]\s)\s*[*_]{0,2}(?P<value>.*?)[*_]{0,2}\s*"
)
_COLUMNS = re.compile(r"\s{3,}|\t+|\s*\|\s*")
_TITLES = 4  # lines before the first label, such as the name of a form
_TAIL = 6  # lines at the end that may say who wrote the note
_PIVOT = 30
_LONGEST_VALUE = 160  # a longer one is a paragraph that opens with a label


@dataclass(slots=True)
class Header:
    """What header lines said. ``lines`` are those of the text that are left."""

    lines: list[str] = field(default_factory=list)
    date: dt.date | None = None
    recorded: dt.date | None = None
    type: str = ""
    hint: str = ""  # the type that a title mentions, where nothing says it outright
    author_role: str = ""
    author_name: str = ""
    seen: bool | None = None
    seen_alone: bool | None = None
    bedroom_seen: bool | None = None
    people: list[Person] = field(default_factory=list)
    reference: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)  # (field, clause)
    found: set[str] = field(default_factory=set)


def label_of(line: str) -> tuple[str, str]:
    """(field, value) of a header line; ("", "") where the line is none. A field of a person is ``person:role``."""
    if ":" not in line and "\t" not in line and "-" not in line and "–" not in line:
        return "", ""
    m = _LABEL.fullmatch(line)
    if m is None or len(m["value"]) > _LONGEST_VALUE:
        return "", ""
    return _labels().get(synonyms.plain(m["label"]), ""), m["value"]


def read_headers(lines: list[str], *, bare_names: bool = True) -> Header:
    """The header block at the top of the lines, and who wrote them at the end.

    Limits: a label that is not in ``rules/headers.yaml`` stays in the text.
    """
    header = Header()
    at, titles = 0, 0
    kept: list[str] = []
    hints: list[str] = []  # titles that mention a type without being its name
    while at < len(lines):
        line = lines[at]
        if not line.strip() or not re.search(r"\w", line):
            kept.append(line)
            at += 1
            continue
        parts = _parts(line)
        if parts:
            left = [p for p in parts if not _take(header, *label_of(p), bare_names=bare_names)]
            below = lines[at + 1].strip() if at + 1 < len(lines) else ""
            bare = len(parts) == 1 and left == parts and not label_of(parts[0])[1]
            if bare and _take(header, label_of(parts[0])[0], below, bare_names=bare_names):
                at += 2  # the value stood on the line below its label
                continue
            if left:
                kept.append(line if left == parts else "   ".join(left))
            at += 1
            continue
        if (m := phrases().recorded.fullmatch(line)) and _recorded(header, m):
            at += 1
            continue
        unknown = _LABEL.fullmatch(line)
        if unknown and ":" in line and header.found and len(unknown["value"]) <= 60 and len(line) <= 90:
            kept.append(line)
            at += 1
            continue
        if header.found or titles >= _TITLES or len(line) > 80 or line.rstrip().endswith((".", "?", "!", ",")):
            break
        titles += 1
        hints = hints[:2]
        title = line.strip(" #*_:-=")
        if not header.type and synonyms.is_note_type(title):
            header.type = synonyms.note_type(title)
            kept += [] if synonyms.says_all(title) else [line]
        elif header.date is None and not (day := read_day(title)).fault and day.value:
            header.date = day.value
        else:
            kept.append(line)
            hints.append(title)
        at += 1
    rest = lines[at:]
    if not header.found and titles and header.date is None and not header.type:
        rest = lines
        kept = []
    header.hint = next((t for t in map(synonyms.note_type, hints) if t), "")
    header.lines = kept + _tail(rest, header)
    if (header.type or header.hint) in ("supervision", "management_oversight"):
        # The record of a supervision names the worker too; its view is the manager's.
        manager = next((p.name for p in header.people if p.role == "manager"), "")
        if manager:
            if header.author_name:
                header.people.append(Person(header.author_role or "practitioner", header.author_name))
            header.author_name, header.author_role = manager, "manager"
    return header


def _parts(line: str) -> list[str]:
    """The header fields of a line, one or several side by side; [] where it is no header line."""
    pieces = [p for p in _COLUMNS.split(line.strip()) if p]
    if len(pieces) > 1 and all(label_of(p)[0] for p in pieces):
        return pieces
    return [line] if label_of(line)[0] else []


def _tail(lines: list[str], header: Header) -> list[str]:
    left = list(lines)
    seen = 0
    place = len(left) - 1
    while place >= 0 and seen < _TAIL:
        line = left[place]
        if line.strip():
            seen += 1
            kind, value = label_of(line)
            m = phrases().recorded.fullmatch(line)
            wanted = kind in ("author", "recorded", "role") and kind not in header.found
            if (wanted and ":" in line and _take(header, kind, value)) or (m and _recorded(header, m)):
                del left[place]
            elif kind not in ("author", "recorded", "role", "date"):
                break
        place -= 1
    return left


def _recorded(header: Header, m: re.Match[str]) -> bool:
    """``Recorded on 4 February 2026 by J Smith, social worker``."""
    on, by = m["on"] or m["on2"], m["by"]
    if not on and not by:
        return False
    day = read_day(on) if on else None
    who = author(by) if by else None
    if (day and day.value is None) or (who and not who.whole):
        return False
    if day and header.recorded is None:
        header.recorded = day.value
    if who and not header.author_name:
        header.author_name, header.author_role = who.name, header.author_role or who.role
    return True


def _take(header: Header, kind: str, value: str, *, bare_names: bool = True) -> bool:
    """Fills the field; True where nothing of the value is lost."""
    value = value.strip(" .;*_") if kind not in ("author",) else value.strip()
    if not value or not kind:
        return False
    if kind.startswith("person:"):
        return _people(header, kind.partition(":")[2], value, bare=bare_names)
    whole = _field(header, kind, value)
    header.found.add(kind)
    return whole


def _field(header: Header, kind: str, value: str) -> bool:
    if kind in ("date", "recorded"):
        day = read_day(value)
        if day.value is None:
            if any(c.isdigit() for c in value) and len(value) < 40:
                header.faults.append((kind, day.fault))
            return False
        if getattr(header, kind) is not None:
            return False
        setattr(header, kind, day.value)
        return True
    if kind == "author":
        who = author(value)
        if header.author_name or (not who.name and not who.role):
            return False
        header.author_name = who.name
        header.author_role = who.role or header.author_role
        if who.name and who.email:
            header.people.append(Person(who.role or "other", who.name, (), None, (("EMAIL", who.email),)))
        return who.whole
    if kind in ("role", "agency"):
        role = synonyms.role(value)
        if role and (not header.author_role or kind == "role"):
            header.author_role = role
        return bool(role) and (synonyms.exact_role(value) == role)
    if kind == "type":
        found = synonyms.note_type(value)
        header.type = header.type or found
        return synonyms.says_all(value)
    if kind in ("seen", "seen_alone", "bedroom_seen"):
        said = synonyms.yes_or_no(value)
        if said is None and (m := re.match(r"(yes|no|y|n)\b", value, re.IGNORECASE)):
            setattr(header, kind, m[1].lower().startswith("y"))
            return False
        setattr(header, kind, said)
        return said is not None
    if kind == "reference":
        header.reference = header.reference or value
        return False
    return _particular(header, kind, value)


def _particular(header: Header, kind: str, value: str) -> bool:
    """A date of birth or number belongs to the child named above it."""
    subject = next((i for i, p in enumerate(header.people) if p.role in ("child", "adult_at_risk", "other")), None)
    if subject is None:
        return False
    p = header.people[subject]
    if kind == "born":
        day = read_day(value, pivot=_PIVOT)
        if day.value is None:
            return False
        header.people[subject] = Person(p.role, p.name, p.aliases, day.value, p.identifiers)
        return True
    identifier = (kind.upper(), value)
    header.people[subject] = Person(p.role, p.name, p.aliases, p.born, (*p.identifiers, identifier))
    return True


def _people(header: Header, role: str, value: str, *, bare: bool) -> bool:
    born = re.search(r"[\s,(–-]*\b(?:d\.?o\.?b\.?|born|aged?)\b[\s:]*([^),;]*)\)?", value, re.IGNORECASE)
    names_part = value[: born.start()] if born else value
    names = split_names(names_part)
    if not names and role and (who := author(names_part)).whole and who.name:
        names, role = [who.name], who.role or role
    sure = names and (all(is_name(n) for n in names) or (bare and bool(role) and bool(header.found)))
    if not sure or (not role and (len(names) != 1 or synonyms.note_type(names_part))):
        return False
    day = read_day(born[1], pivot=_PIVOT).value if born else None
    for name in names:
        header.people.append(Person(role or "other", name, (), day if len(names) == 1 else None))
    rest = value[born.end() :].strip(" ,;.") if born else ""
    return not rest and (born is None or day is not None)


@cache
def _labels() -> Mapping[str, str]:
    """Raises:
    BadRules: a label stands for two fields, or a role is not in the taxonomy.
    """
    data = taxonomy.load_yaml("analyser.ingest.rules", "headers.yaml")
    found: dict[str, str] = {}
    for kind, labels in data["fields"].items():
        for label in labels:
            if found.setdefault(synonyms.plain(label), kind) != kind:
                raise BadRules(f"headers.yaml: {label!r} stands for two fields.")
    for role, labels in data["people"].items():
        if role and role not in taxonomy.roles():
            raise BadRules(f"headers.yaml: {role!r} is not a role of the taxonomy.")
        for label in labels:
            kind = f"person:{role}"
            if found.setdefault(synonyms.plain(label), kind) != kind:
                raise BadRules(f"headers.yaml: {label!r} stands for two fields.")
    return found
