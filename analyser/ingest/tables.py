"""Tables of notes, people and cases → case files, a case at a time."""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analyser.errors import UnreadableInput
from analyser.ingest import limits, synonyms
from analyser.ingest.assembly import assemble
from analyser.ingest.cell_html import as_shown
from analyser.ingest.columns import WHOLE_FILE, fields_of
from analyser.ingest.days import read_day
from analyser.ingest.formats import Row, Table
from analyser.ingest.ids import Unique, safe_id
from analyser.ingest.names import author, name_of_address, role_of_address
from analyser.ingest.people import People, person_of_row
from analyser.ingest.text import clean
from analyser.model import CaseFile, Note, Person, Problem, Setting

_SENTENCE = 5  # words
_NO_DAY = dt.date(1900, 1, 1)  # what databases write where there is no date
NO_TEXT = "no column is known as the text of the notes; name it 'text', or say which it is with --map text=HEADING."
NO_CASE = (
    "no column is known as the case; name it 'case_id', or say which it is with --map case_id=HEADING "
    "(--map case_id=* if the whole file is one case)."
)
NO_ID = "the row has no case id and was left out; fill it in."
NO_ROWS = "has a heading but no rows below it; export it again or leave it out."
ONLY_ID = "the row holds nothing but its case id and was left out; a line such as a total may be deleted."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A table with the file that it stands in, as shown, and the places of its fields."""

    shown: str
    table: Table
    fields: Mapping[str, int]

    def cell(self, row: Row, name: str) -> object:
        place = self.fields.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def text(self, row: Row, name: str) -> str:
        return as_text(self.cell(row, name)).strip()

    def is_bare(self, row: Row) -> bool:
        """Whether a row holds only what stands under the case id: "Total: 6", "Printed by …" are no cases."""
        own = self.fields.get("case_id")
        filled = [place for place, c in enumerate(row.cells) if as_text(c).strip()]
        return filled == [own]

    def unread(self, row: Row) -> set[int]:
        """The places of cells that hold a sentence and are no field."""
        known = self.fields.values()
        return {
            place
            for place, c in enumerate(row.cells)
            if place not in known and isinstance(c, str) and len(c) > 20 and len(c.split()) >= _SENTENCE
        }


@dataclass(slots=True)
class Pending:
    """A case whose rows are still coming."""

    expected: int
    notes: list[Note] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    late: int = 0
    taken: int = 0
    marked: int = 0  # notes that hold mark-up
    unread: set[int] = field(default_factory=set)  # columns with sentences that are no field

    def said(self) -> list[str]:
        """What was odd about its rows."""
        odd = list(self.warnings)
        if self.late:
            odd.append(f"{self.late} notes have no event date; the day of recording stands for it.")
        if self.marked:
            odd.append(f"{self.marked} notes hold HTML and are read as they are shown.")
        if self.unread:
            places = ", ".join(str(place + 1) for place in sorted(self.unread))
            odd.append(f"sentences in column {places} were not read; only one column is the text of the notes.")
        return odd


def classify(shown: str, table: Table, mapping: Mapping[str, str] | None) -> tuple[str, Loaded]:
    """``notes``, ``people``, ``cases`` or "" (none of them), by the columns, with the name of the table where they do
    not tell."""
    name = table.name.lower()
    by_kind = {kind: fields_of(table.columns, kind, mapping) for kind in ("notes", "people", "cases")}
    named = "people" if name.startswith(("people", "person", "relationship")) else ""
    named = named or ("cases" if name in ("cases", "case") else "notes" if "note" in name else "")
    people, cases, notes = by_kind["people"], by_kind["cases"], by_kind["notes"]
    is_people = "name" in people or ("first_name" in people and "last_name" in people)
    if named == "people" and is_people:
        kind = "people"
    elif named == "cases" and ({"setting", "as_of"} & set(cases)) and "case_id" in cases:
        kind = "cases"
    elif "text" in notes:
        kind = "notes"
    elif is_people and "role" in people:
        kind = "people"
    elif "case_id" in cases and {"setting", "as_of"} & set(cases):
        kind = "cases"
    else:
        kind = "notes" if named == "notes" else ""
    return kind, Loaded(shown, table, by_kind[kind or "notes"])


def as_text(value: object) -> str:
    """A cell as text: whole numbers without ".0", days in ISO."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float) and value != value:  # NaN stands for an empty cell
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return value if isinstance(value, str) else str(value)


def read_group(
    notes: Sequence[Loaded],
    people: People,
    cases: Sequence[Loaded],
    ids: Unique,
    *,
    whole: bool = False,
) -> Iterator[CaseFile | Problem]:
    """The cases of tables that belong together, in the order in which they first appear. Holds only the cases whose
    rows are not all read yet: one, where the rows of a case stand together."""
    order: dict[str, int] = {}
    usable: list[Loaded] = []
    for part in notes:
        if fault := missing_field(part, whole):
            yield Problem(part.shown, fault)
            continue
        try:
            row = None
            for row in part.table.rows():
                if not row.fault and (key := _key(part, row, whole)):
                    order[key] = order.get(key, 0) + 1
            if row is None:
                yield Problem(part.shown, NO_ROWS)
            usable.append(part)
        except UnreadableInput as error:
            yield Problem(part.shown, error.message)
    details: dict[str, tuple[Setting | None, dt.date | None]] = {}
    for part in cases:
        yield from read_cases(part, details)
    pending = {key: Pending(count) for key, count in order.items()}
    queue = deque(order)
    single = len(order) == 1
    if people.unassigned and len(order) > 1:
        yield Problem(
            people.shown,
            f"{len(people.unassigned)} people have no case id and there are several cases; they were left out, so "
            "fill it in.",
            None,
            "case_id",
        )
    for part in usable:
        for item in rows(part):
            if isinstance(item, Problem):
                yield item
                continue
            row = item
            key = _key(part, row, whole)
            if not key:
                if any(as_text(c).strip() for c in row.cells):
                    yield Problem(part.shown, ONLY_ID if part.is_bare(row) else NO_ID, row.number, "case_id")
                continue
            case = pending[key]
            yield from read_row(part, row, case)
            case.taken += 1
            while queue and pending[queue[0]].taken >= pending[queue[0]].expected:
                done = queue.popleft()
                yield from _finish(done, pending.pop(done), people, details.get(done), ids, single)
    for key in queue:  # rows were lost between the two passes
        yield from _finish(key, pending[key], people, details.get(key), ids, single)


def missing_field(part: Loaded, whole: bool) -> str:
    """Why the table cannot be read as notes; "" where it can."""
    if "text" not in part.fields:
        return NO_TEXT
    return "" if whole or "case_id" in part.fields else NO_CASE


def is_whole(mapping: Mapping[str, str] | None) -> bool:
    """Whether the user said that each table is one case."""
    return (mapping or {}).get("case_id") == WHOLE_FILE


def case_ids(part: Loaded) -> set[str]:
    """Every case id of a table."""
    return {
        key
        for row in part.table.rows()
        if not row.fault and not part.is_bare(row) and (key := part.text(row, "case_id"))
    }


def _key(part: Loaded, row: Row, whole: bool) -> str:
    if part.is_bare(row):
        return ""
    return WHOLE_FILE if whole else clean(part.text(row, "case_id")).strip()


def rows(part: Loaded) -> Iterator[Row | Problem]:
    try:
        for row in part.table.rows():
            yield Problem(part.shown, "the row " + row.fault, row.number) if row.fault else row
    except UnreadableInput as error:
        yield Problem(part.shown, error.message)


def read_row(part: Loaded, row: Row, case: Pending) -> Iterator[Problem]:
    """One row to a note, added to the case; what is wrong with it is yielded."""
    text = as_text(part.cell(row, "text"))
    if len(text) > limits.NOTE_CHARACTERS:
        most = limits.NOTE_CHARACTERS // 1_000_000
        yield Problem(
            part.shown,
            f"the text is longer than {most} million characters and was left out; split it.",
            row.number,
            "text",
        )
        return
    text, written = as_shown(text), text
    case.marked += text != written
    case.unread |= part.unread(row)
    shown = clean(text)
    if len(shown) != len(text):
        case.warnings.append(
            "control or invisible characters were taken out of the text, or accents joined to their letters."
        )
    days: dict[str, dt.date | None] = {}
    impossible = False
    for name in ("date", "recorded"):
        day = read_day(part.cell(row, name))
        days[name] = None if day.value == _NO_DAY else day.value
        if day.fault:
            impossible = impossible or name == "date"
            yield Problem(part.shown, f"the value {day.fault}; the note was read without it.", row.number, name)
    if days["date"] is None and days["recorded"] is not None and not impossible:
        days["date"] = days["recorded"]
        case.late += 1
    raw_type, title = part.text(row, "type"), clean(part.text(row, "title"))
    title_type = synonyms.note_type(title)
    kind = synonyms.note_type(raw_type) or title_type
    if title and title.casefold() not in shown[:400].casefold() and not synonyms.is_note_type(title):
        shown = f"{title}\n\n{shown}"
    who = author(part.text(row, "author_name"))
    raw_role = part.text(row, "author_role")
    agency = synonyms.role(part.text(row, "agency"))
    role = synonyms.role(raw_role) or who.role or agency or ("other" if raw_role else "")
    if not who.name and raw_role and not synonyms.role(raw_role):
        # Some exports give the worker's name in the column of the role.
        who = author(raw_role)
        role = who.role or (role if not who.name else "")
    name = who.name or _lone_name(part.text(row, "author_name"))
    case.notes.append(
        Note(
            note_id=part.text(row, "note_id"),
            text=shown,
            date=days["date"],
            recorded=days["recorded"],
            type=kind or synonyms.type_of_role(role),
            author_role=role,
            author_name=name,
            seen=synonyms.yes_or_no(part.cell(row, "seen")),
            seen_alone=synonyms.yes_or_no(part.cell(row, "seen_alone")),
            bedroom_seen=synonyms.yes_or_no(part.cell(row, "bedroom_seen")),
        )
    )
    if name:
        email = (("EMAIL", who.email),) if who.email else ()
        case.people.append(Person(role or "practitioner", name, (), None, email))
    subject = person_of_row(part, row, "child_name", "child")
    if subject is not None:
        case.people.append(subject)


def _lone_name(text: str) -> str:
    """What stands in a column of names is a name, even where it does not look like one (a user name, a first name)."""
    text = " ".join(clean(text).split())
    if not text or synonyms.role(text) or len(text) > 80 or not any(c.isalpha() for c in text):
        return ""
    return name_of_address(text) or ("" if role_of_address(text) or "@" in text else text)


def read_cases(part: Loaded, into: dict[str, tuple[Setting | None, dt.date | None]]) -> Iterator[Problem]:
    """Setting and review day by case."""
    for row in rows(part):
        if isinstance(row, Problem):
            yield row
            continue
        day = read_day(part.cell(row, "as_of"))
        if day.fault:
            yield Problem(part.shown, f"the value {day.fault}; the case was read without it.", row.number, "as_of")
        chosen = synonyms.setting(part.cell(row, "setting"))
        if chosen is None and part.text(row, "setting"):
            yield Problem(
                part.shown, "the setting is neither 'children' nor 'adults'; write one of them.", row.number, "setting"
            )
        into[clean(part.text(row, "case_id")).strip()] = (chosen, day.value)


def _finish(
    key: str,
    case: Pending,
    people: People,
    details: tuple[Setting | None, dt.date | None] | None,
    ids: Unique,
    single: bool,
) -> Iterator[CaseFile]:
    warnings = case.said()
    if not case.notes:
        return
    wanted = "case-001" if key == WHOLE_FILE else safe_id(key) or "case"
    case_id = ids.take(wanted)
    if case_id != wanted:
        warnings.append("the case id is used by another case too; this one got a suffix.")
    listed = people.of(key, single=single)
    roles = Counter(p.role for p in listed)
    setting, as_of = details or (None, None)
    adults = setting is Setting.ADULTS or (setting is None and roles["adult_at_risk"] and not roles["child"])
    own = [
        Person("adult_at_risk", p.name, p.aliases, p.born, p.identifiers) if adults and p.role == "child" else p
        for p in case.people
    ]
    yield assemble(case_id, case.notes, [*listed, *own], setting=setting, as_of=as_of, warnings=warnings)
