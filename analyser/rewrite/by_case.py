"""The pieces of the files of a unit, each with the case that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analyser.ingest.ids import is_reference, safe_id
from analyser.ingest.names import author, is_name
from analyser.model import CaseFile, Person, RedactedCase
from analyser.redact.lexicon import fold
from analyser.redact.registry import Registry
from analyser.rewrite.pieces import Piece

if TYPE_CHECKING:
    from analyser.redact.vault.content import CaseMemory
    from analyser.redact.vault.store import Vault


@dataclass(slots=True)
class CasePieces:
    """The pieces of one case, as notes that are not repeated."""

    case: CaseFile
    memory: CaseMemory | None
    numbers: dict[tuple[str, object, str], int] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # names of the list and of cells, folded
    redacted: RedactedCase | None = None
    registry: Registry | None = None
    surfaces: set[str] = field(default_factory=set)

    def number(self, piece: Piece) -> int:
        key = (piece.text, piece.date, piece.kind)
        if key not in self.numbers:
            self.numbers[key] = len(self.pieces)
            self.pieces.append(piece)
        return self.numbers[key]


class UnitCases:
    """The cases of a unit, and which of them a piece belongs to."""

    def __init__(self, cases: Sequence[CaseFile], vault: Vault | None) -> None:
        self._cases: dict[str, CasePieces] = {}
        self._found: dict[str, CasePieces] = {}
        for case in cases:
            memory = deepcopy(vault.claim(case)) if vault else None
            self._cases[case.case_id] = CasePieces(case, memory)
        people = tuple(dict.fromkeys(p for c in cases for p in c.people))
        self._only = next(iter(self._cases.values())) if len(self._cases) == 1 else None
        self._loose = CasePieces(CaseFile("loose", (), people), None)
        self._lines = {
            line.strip(): n.date
            for c in cases
            for n in c.notes
            if n.date
            for line in n.text.split("\n")
            if line.strip()
        }

    def all(self) -> list[CasePieces]:
        return [c for c in (*self._cases.values(), self._loose) if c.pieces]

    def id_of(self, case_id: str) -> str:
        """The id under which a case goes on."""
        case = self._cases.get(case_id)
        return case_id if case is None or case.memory is None else case.memory.case_id

    def of(self, raw: str) -> CasePieces:
        if raw not in self._found:
            self._found[raw] = self._named(raw) or self._only or self._loose
        return self._found[raw]

    def _named(self, raw: str) -> CasePieces | None:
        wanted = safe_id(raw)
        # A second case of the same id got a suffix.
        suffixed = (c for k, c in self._cases.items() if wanted and k.startswith(wanted + "-") and is_id_of(raw, c))
        return self._cases.get(wanted) or next(suffixed, None)

    def shift(self, raw: str) -> int:
        memory = self.of(raw).memory
        return memory.shift_days() if memory is not None else 0

    def take(self, piece: Piece) -> tuple[CasePieces, int]:
        case = self.of(piece.case)
        if piece.kind == "case" and not is_reference(piece.text) and self._named(piece.text) is None:
            piece = replace(piece, kind="text")  # a line below a table is no id: "Printed by …" is read for names
        if piece.date is None and piece.kind == "text":
            # The heading of an entry is no line of its note, so that a later one may be the first that is known.
            lines = (line.strip() for line in piece.text.split("\n"))
            day = next((self._lines[line] for line in lines if line in self._lines), None)
            piece = replace(piece, date=day) if day else piece
        if piece.kind == "name" or (piece.kind == "somebody" and is_name(piece.text)):
            who = author(piece.text)
            case.known = case.known or {fold(p.name) for p in case.case.people}
            if who.name and fold(who.name) not in case.known:
                case.known.add(fold(who.name))
                case.people.append(Person(who.role or "other", who.name))
        return case, case.number(piece)


def is_id_of(raw: str, case: CasePieces) -> bool:
    wanted = safe_id(raw)
    return case.case.case_id == wanted or re.fullmatch(re.escape(wanted) + r"-\d+", case.case.case_id) is not None
