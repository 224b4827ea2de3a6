"""Which cell of a table is what: the field of its column decides, or a heading that says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.ingest.columns import FIELDS, headings, squeeze
from analyser.ingest.days import read_day
from analyser.ingest.formats import Table
from analyser.ingest.tables import as_text, classify
from analyser.ingest.text import clean
from analyser.rewrite.pieces import Piece
from analyser.taxonomy import note_types, roles

LONG = 1_000_000  # a number from here on may be one of somebody: of a file, a phone, a passport
_LABEL = 5  # words of a label at most
_NAMES = frozenset({"author_name", "child_name", "first_name", "last_name", "name"})
_IDS = frozenset({"nhs_number", "upn", "nino", "phone", "email", "other_id", "address"})
_DAYS = frozenset({"date", "recorded", "as_of"})
_PLAIN = frozenset({"type", "author_role", "role", "seen", "seen_alone", "bedroom_seen", "setting", "note_id"})
_CODE = re.compile(r"[a-z][a-z\d]*(?:[_ -][a-z\d]+)*|[a-z]+(?:[A-Z][a-z]+)+")  # headings of a program: case_id, caseId


@dataclass(frozen=True, slots=True)
class _Rules:
    """What headings of columns say, from ``rules/headings.yaml``."""

    words: frozenset[str]
    born: re.Pattern[str]
    somebody: re.Pattern[str]


@cache
def _rules() -> _Rules:
    name = "headings.yaml"
    data = taxonomy.load_yaml("analyser.rewrite.rules", name)
    if set(data) != {"schema", "words", "born", "somebody"}:
        raise BadRules(f"{name}: needs words, born and somebody, and nothing else.")
    for key in ("words", "born", "somebody"):
        if not isinstance(data[key], list) or not all(isinstance(w, str) and w for w in data[key]):
            raise BadRules(f"{name}: {key} must be a list of texts.")
    try:
        born, somebody = (re.compile("|".join(data[key]), re.IGNORECASE) for key in ("born", "somebody"))
    except re.error as error:
        raise BadRules(f"{name}: a pattern is not valid ({error}).") from None
    return _Rules(frozenset(map(squeeze, data["words"])), born, somebody)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one table hold."""

    headings: tuple[str, ...]
    kinds: tuple[str, ...]
    case_at: int | None
    day_at: int | None

    def case(self, cells: Sequence[object]) -> str:
        return clean(as_text(_cell(cells, self.case_at))).strip()

    def day(self, cells: Sequence[object]) -> dt.date | None:
        return read_day(_cell(cells, self.day_at)).value

    def piece(self, cells: Sequence[object], at: int, row: int, text: str) -> Piece:
        kind = "born" if is_born(cells, at) else self.kinds[at] if at < len(self.kinds) else "text"
        label = self.headings[at] if at < len(self.headings) else ""
        return Piece(text, f"row {row}, column {at + 1}", kind, self.case(cells), self.day(cells), label)


def columns_of(name: str, heads: Sequence[str], mapping: Mapping[str, str] | None) -> Columns:
    table = Table(name, tuple(heads), lambda: iter(()))
    _, loaded = classify(name, table, mapping)
    fields = {place: field for field, place in loaded.fields.items()}
    return Columns(
        tuple(heads),
        tuple(_kind(fields.get(at, ""), heading) for at, heading in enumerate(heads)),
        loaded.fields.get("case_id"),
        loaded.fields.get("date", loaded.fields.get("recorded")),
    )


def is_code(piece: Piece) -> bool:
    """Whether a heading is a name that a program gave, or a word that stands above columns ("Day"): it names nobody."""
    if piece.kind != "heading":
        return False
    return _CODE.fullmatch(piece.text.strip()) is not None or squeeze(piece.text) in _known()


@cache
def _known() -> frozenset[str]:
    return _rules().words | {h for table, fields in FIELDS.items() for field in fields for h in headings(table, field)}


def is_born(cells: Sequence[object], at: int) -> bool:
    """Whether a cell is the birth date of a form: a day to the right of a label such as "DOB"."""
    label = _cell(cells, at - 1) if at else None
    if not isinstance(label, str) or len(label.split()) > _LABEL or not _rules().born.search(label.replace("_", " ")):
        return False
    return read_day(_cell(cells, at)).value is not None


def is_term(piece: Piece) -> bool:
    """Whether a cell holds a word of our own closed lists: "home_visit_announced" is nobody's name on a platform."""
    word = piece.text.strip()
    return piece.kind in ("text", "plain", "somebody") and (word in note_types() or word in roles())


def _kind(field: str, heading: str) -> str:
    if field in _NAMES:
        return "name"
    if field == "born" or _rules().born.search(heading.replace("_", " ")):
        return "born"
    if field in _IDS:
        return "id"
    if field in _DAYS:
        return "day"
    if field == "case_id":
        return "case"
    if field in _PLAIN:
        return "plain"
    return "somebody" if not field and _rules().somebody.search(heading.replace("_", " ")) else "text"


def _cell(cells: Sequence[object], at: int | None) -> object:
    return cells[at] if at is not None and at < len(cells) else None
