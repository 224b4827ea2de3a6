"""What a vault holds, as typed objects and as JSON. Personal data throughout: no ``repr`` shows any."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analyser.ingest.days import read_day
from analyser.model import Person
from analyser.redact.lexicon import fold

SCHEMA = 1
_NUMBERED = re.compile(r"([A-Za-z]+?)(\d*)$")
LEAST_WEEKS, MOST_WEEKS = 5, 52  # by which dates are shifted, either way


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something that a pseudonym stands for."""

    pseudonym: str
    type: str
    role: str = ""
    name: str = field(default="", repr=False)  # what ``vault open`` writes
    forms: tuple[str, ...] = field(default=(), repr=False)  # as written in the notes, folded
    given: tuple[str, ...] = field(default=(), repr=False)
    surname: tuple[str, ...] = field(default=(), repr=False)
    listed: bool = False


@dataclass(slots=True)
class CaseMemory:
    """What the vault remembers of one case. ``highest`` keeps the numbers of pseudonyms that were given, also of those
    that were forgotten, so that none is ever given to somebody else."""

    case_id: str
    link: str  # random; stands in the results, and ties them to this very entry
    secret: bytes = field(repr=False)
    place: str = field(default="", repr=False)
    entries: dict[str, Entry] = field(default_factory=dict, repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)  # those of the list that was given
    files: dict[str, str] = field(default_factory=dict, repr=False)  # name written -> name given
    highest: dict[str, int] = field(default_factory=dict)
    stamp: str = ""  # what the case was last read as: tells whether finished work of a run stands in the vault

    @staticmethod
    def new(case_id: str, place: str = "", highest: Mapping[str, int] | None = None) -> CaseMemory:
        return CaseMemory(case_id, secrets.token_hex(8), secrets.token_bytes(32), place, highest=dict(highest or {}))

    def note_number(self, pseudonym: str) -> None:
        """Marks the number of a pseudonym as given."""
        m = _NUMBERED.match(pseudonym)
        if m:
            self.highest[m[1]] = max(self.highest.get(m[1], 0), int(m[2] or 1))

    def shift_days(self) -> int:
        """By how many days this case's dates are shifted: whole weeks, from the secret of the case, never 0."""
        drawn = int.from_bytes(hmac.digest(self.secret, b"dates", hashlib.sha256)[:8], "big")
        span = MOST_WEEKS - LEAST_WEEKS + 1
        weeks = LEAST_WEEKS + drawn % span
        return 7 * (weeks if drawn // span % 2 else -weeks)

    def belonging(self, somebody: Entry, listed: Sequence[Person]) -> tuple[str, ...]:
        """Pseudonyms of what is told to be somebody's: by the list, or because it holds a name that nobody else has."""
        people = [e for e in self.entries.values() if e.type == "PERSON" and e.pseudonym != somebody.pseudonym]
        others = {w for e in people for w in (*e.given, *e.surname)}
        own = {w for w in (*somebody.given, *somebody.surname) if len(w) > 2} - others
        given = {fold(value) for p in listed for _, value in p.identifiers}
        born = {p.born for p in listed if p.born}
        return tuple(
            e.pseudonym
            for e in self.entries.values()
            if e.type != "PERSON"
            and (
                given & {fold(e.name), *e.forms}
                or (e.type == "DOB" and read_day(e.name).value in born)
                or (e.type in ("EMAIL", "HANDLE") and any(w in fold(e.name) for w in own))
            )
        )

    def names(self) -> dict[str, str]:
        """Pseudonym -> name, of all that can be turned back."""
        return {p: e.name for p, e in self.entries.items() if e.name}


@dataclass(slots=True)
class Body:
    """The whole content of a vault."""

    id: str
    audit_key: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    audit_count: int = 0
    audit_head: str = ""
    cases: dict[str, CaseMemory] = field(default_factory=dict, repr=False)
    retired: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)

    @staticmethod
    def new() -> Body:
        return Body(secrets.token_hex(8), secrets.token_bytes(32), secrets.token_bytes(32))

    def tomb(self, what: str) -> str:
        """The name under which something forgotten is known: nobody can tell from it what it was."""
        return hmac.digest(self.pepper, what.encode("utf-8"), hashlib.sha256).hex()[:32]

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "id": self.id,
            "audit_key": self.audit_key.hex(),
            "pepper": self.pepper.hex(),
            "audit_count": self.audit_count,
            "audit_head": self.audit_head,
            "cases": [_case_json(c) for c in self.cases.values()],
            "retired": self.retired,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Body:
        """Raises KeyError, TypeError or ValueError where the content is not what ``as_json`` writes."""
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        return Body(
            data["id"],
            bytes.fromhex(data["audit_key"]),
            bytes.fromhex(data["pepper"]),
            data["audit_count"],
            data["audit_head"],
            {c["case_id"]: _case(c) for c in data["cases"]},
            data["retired"],
        )


def _case_json(case: CaseMemory) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "link": case.link,
        "secret": case.secret.hex(),
        "place": case.place,
        "entries": [
            [e.pseudonym, e.type, e.role, e.name, e.forms, e.given, e.surname, e.listed] for e in case.entries.values()
        ],
        "people": [
            [p.role, p.name, p.aliases, p.born.isoformat() if p.born else None, p.identifiers] for p in case.people
        ],
        "files": case.files,
        "highest": case.highest,
        "stamp": case.stamp,
    }


def _case(data: Mapping[str, Any]) -> CaseMemory:
    entries = [
        Entry(p, kind, role, name, tuple(forms), tuple(given), tuple(surname), bool(listed))
        for p, kind, role, name, forms, given, surname, listed in data["entries"]
    ]
    people = tuple(
        Person(
            role,
            name,
            tuple(aliases),
            dt.date.fromisoformat(born) if born else None,
            tuple((kind, value) for kind, value in identifiers),
        )
        for role, name, aliases, born, identifiers in data["people"]
    )
    return CaseMemory(
        data["case_id"],
        data["link"],
        bytes.fromhex(data["secret"]),
        data["place"],
        {e.pseudonym: e for e in entries},
        people,
        dict(data["files"]),
        dict(data["highest"]),
        data["stamp"],
    )
