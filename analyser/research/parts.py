"""Reads the sets on which single parts are measured: assertion, speech, dates, accounts.

The formats are described in ``data/synthetic/parts/README.md``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyser import taxonomy
from analyser.errors import UnreadableInput, WrongCall
from analyser.ingest.markup import Tag, compile_markup

ASSERTED = frozenset({"yes", "neg", "hyp", "past", "other"})
_VALUE = r"(?:\d{4}(?:-(?:\d\d(?:-\d\d)?|W\d\d|Q[1-4]|H[12]|SP|SU|AU|WI))?|\d{2,3})"
VALUES = re.compile(rf"none|{_VALUE}(?:\.\.{_VALUE})?(?:/{_VALUE}(?:\.\.{_VALUE})?)*")


@dataclass(frozen=True, slots=True)
class Asserted:
    """A text with the spans whose assertion is judged."""

    register: str
    text: str
    spans: tuple[tuple[int, int, frozenset[str]], ...]  # start, end, some of ASSERTED


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a text, by spans; ``contents`` are several where the cue splits what is said."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    contents: tuple[tuple[int, int], ...]
    direct: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Spoken:
    register: str
    text: str
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """One time that a text names. ``values`` are (first day, last day) alternatives; none if it cannot be resolved."""

    start: int
    end: int
    values: tuple[tuple[str, str | None], ...]
    within: int = 0  # days by which a value may be out


@dataclass(frozen=True, slots=True)
class Timed:
    register: str
    text: str
    reference: dt.date | None
    dates: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts of one topic, and whether they can both be right."""

    conflict: bool
    topic: str
    holders: tuple[str, str]
    words: tuple[str, str]

    @property
    def type(self) -> str:
        """The type of discrepancy, in the guide's order (the child's account second)."""
        a, b = (taxonomy.side_of(h) for h in self.holders)
        if self.holders[0] == self.holders[1] and a in ("parent", "child"):
            return f"{a}_over_time"
        order = ("parent", "professional", "child", "agency")
        first, second = sorted((a, b), key=order.index)
        for kind in (f"{first}_vs_{second}", f"{second}_vs_{first}"):
            if kind in taxonomy.discrepancy_types():
                return kind
        return ""


def read_assertion(path: Path) -> tuple[Asserted, ...]:
    """Raises: UnreadableInput: a line is not in the format; the line is named."""
    found = []
    for number, register, line in _texts(path):
        text, tags = _compile(path, number, line)
        spans = []
        for t in tags:
            labels = frozenset(t.label.split("."))
            if not labels <= ASSERTED:
                raise _fault(path, number, f"{t.label!r} is not made of {', '.join(sorted(ASSERTED))}")
            spans.append((t.start, t.end, labels))
        found.append(Asserted(register, text, tuple(spans)))
    return tuple(found)


def read_speech(path: Path) -> tuple[Spoken, ...]:
    """Raises: UnreadableInput: a line is not in the format; the line is named."""
    found = []
    for number, register, line in _texts(path):
        text, tags = _compile(path, number, line)
        unknown = {t.label for t in tags} - {"src", "cue", "say", "quote"}
        if unknown:
            raise _fault(path, number, f"{', '.join(sorted(unknown))} is none of src, cue, say, quote")
        numbers = sorted({t.attributes.get("n", "1") for t in tags})
        said = tuple(_said([t for t in tags if t.attributes.get("n", "1") == n]) for n in numbers)
        if not all(s.contents for s in said):
            raise _fault(path, number, "a statement has nothing said; mark it with say or quote")
        found.append(Spoken(register, text, said))
    return tuple(found)


def _said(tags: list[Tag]) -> Said:
    def first(label: str) -> tuple[int, int] | None:
        return next(((t.start, t.end) for t in tags if t.label == label), None)

    contents = [t for t in tags if t.label in ("say", "quote")]
    kinds = [t.attributes["kind"] for t in tags if "kind" in t.attributes]
    return Said(
        source=first("src"),
        cue=first("cue"),
        contents=tuple((t.start, t.end) for t in contents),
        direct=any(t.label == "quote" for t in contents),
        kind=kinds[0] if kinds else "verb",
    )


def read_dates(path: Path) -> tuple[Timed, ...]:
    """Raises: UnreadableInput: a line is not in the format; the line is named."""
    found = []
    for number, register, line in _texts(path):
        day, bar, rest = line.partition(" | ")
        try:
            reference = None if day == "none" else dt.date.fromisoformat(day)
        except ValueError as error:
            raise _fault(path, number, "it does not open with the day of the note") from error
        if not bar:
            raise _fault(path, number, "' | ' is missing behind the day of the note")
        text, tags = _compile(path, number, rest)
        dates = []
        for t in tags:
            if not VALUES.fullmatch(t.label):
                raise _fault(path, number, f"{t.label!r} is no value")
            values = [] if t.label == "none" else [v.partition("..") for v in t.label.split("/")]
            pairs = tuple((a, b or None) for a, _, b in values)
            dates.append(Dated(t.start, t.end, pairs, int(t.attributes.get("within", "0"))))
        found.append(Timed(register, text, reference, tuple(dates)))
    return tuple(found)


def read_accounts(path: Path) -> tuple[Pair, ...]:
    """Raises: UnreadableInput: a line is not in the format; the line is named."""
    found = []
    conflict = False
    for number, line in _lines(path):
        if line.startswith("VERDICT "):
            conflict = line.removeprefix("VERDICT ").strip() == "conflict"
            continue
        topic, *sides = line.split(" | ")
        said = [s.partition(": ") for s in sides]
        if len(said) != 2 or topic not in taxonomy.topics() or any(h not in taxonomy.roles() for h, _, _ in said):
            raise _fault(path, number, "write a topic and two accounts, 'topic | holder: words | holder: words'")
        (a, _, a_words), (b, _, b_words) = said
        found.append(Pair(conflict, topic, (a, b), (a_words, b_words)))
    return tuple(found)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if not path.is_file():
        raise WrongCall(f"{path} is not there; give the folder of the sets with --lists.")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UnreadableInput(f"{path.name} is not UTF-8; save it again in that encoding.") from None
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _texts(path: Path) -> Iterator[tuple[int, str, str]]:
    register = ""
    for number, line in _lines(path):
        if line.startswith("REGISTER "):
            register = line.removeprefix("REGISTER ").strip()
        else:
            yield number, register, line


def _compile(path: Path, number: int, raw: str) -> tuple[str, tuple[Tag, ...]]:
    try:
        return compile_markup(raw)
    except UnreadableInput as error:
        raise UnreadableInput(f"{path.name}, line {number}: {error.message}") from error


def _fault(path: Path, number: int, what: str) -> UnreadableInput:
    return UnreadableInput(f"{path.name}, line {number}: {what}; see README.md beside the set.")
