"""A file as it is read: people, notes, and what was wrong with its input."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from analyser.errors import WrongCall


class Setting(StrEnum):
    CHILDREN = "children"
    ADULTS = "adults"


def calendar_day(value: object, what: str) -> dt.date | None:
    """A day, without the time of day that a ``datetime`` carries beside it: the two cannot be compared.

    Raises:
        WrongCall: it is neither a day nor None.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    raise WrongCall(f"{what} must be a datetime.date or None, not {type(value).__name__}.")


def _set(of: object, name: str, value: object) -> None:
    """Sets a field of a frozen object while it is made."""
    object.__setattr__(of, name, value)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the people list. ``role`` is one of ``taxonomy.roles()``."""

    role: str
    name: str
    aliases: tuple[str, ...] = ()
    born: dt.date | None = None
    identifiers: tuple[tuple[str, str], ...] = ()  # (PII type, value) given with the file


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a case file, as written. ``text`` holds personal data: it goes no further than ``redact``."""

    note_id: str
    text: str
    date: dt.date | None = None
    recorded: dt.date | None = None
    type: str = ""
    author_role: str = ""
    author_name: str = ""
    seen: bool | None = None
    seen_alone: bool | None = None
    bedroom_seen: bool | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise WrongCall(f"the text of a note must be a string, not {type(self.text).__name__}.")
        for name in ("date", "recorded"):
            _set(self, name, calendar_day(getattr(self, name), f"{name} of a note"))


@dataclass(frozen=True, slots=True)
class CaseFile:
    case_id: str
    notes: tuple[Note, ...]
    people: tuple[Person, ...] = ()
    setting: Setting = Setting.CHILDREN
    as_of: dt.date | None = None  # the day on which the file is reviewed
    warnings: tuple[str, ...] = ()  # what was odd but read; no personal data
    # Where it lies, if its id is only a number in the order of reading. May name somebody: for the vault alone.
    place: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len({n.note_id for n in self.notes}) < len(self.notes):
            raise WrongCall("two notes of a case have the same note_id; give each its own.")
        if self.setting not in set(Setting):
            raise WrongCall(f"the setting of a case must be {' or '.join(Setting)}.")
        _set(self, "setting", Setting(self.setting))
        _set(self, "as_of", calendar_day(self.as_of, "as_of of a case"))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: said in one sentence, and the rest goes on."""

    path: str
    message: str  # one sentence that says what to do; no personal data
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = self.path
        if self.row is not None:
            where += f", row {self.row}"
        if self.field is not None:
            where += f", field {self.field!r}"
        return f"{where}: {self.message}"
