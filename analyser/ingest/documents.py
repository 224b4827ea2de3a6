"""Papers of one case (text, Word, PDF, e-mails ...) → its case file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from analyser import taxonomy
from analyser.errors import UnreadableInput
from analyser.ingest import formats, limits, synonyms, tables
from analyser.ingest.assembly import assemble
from analyser.ingest.days import PATTERN, from_match
from analyser.ingest.entries import Entry, split_entries
from analyser.ingest.formats import Document
from analyser.ingest.furniture import strip_pages, unwrap
from analyser.ingest.headers import Header, label_of, read_headers
from analyser.ingest.names import Author, author, is_name, name_of_address, role_of_address
from analyser.ingest.people import People
from analyser.ingest.phrases import phrases
from analyser.ingest.sources import Source, Unit
from analyser.ingest.text import clean
from analyser.model import CaseFile, Note, Person, Problem, Setting

_DAY = re.compile(r"(?<!\d)(?:(?P<c>(?:19|20)\d{6})(?!\d)|" + PATTERN + ")", re.IGNORECASE)
_RECORD = 3  # so many entries make a paper a record of its own


@dataclass(slots=True)
class _Paper:
    """What one file gave."""

    source: Source
    notes: list[Note] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    reference: str = ""

    @property
    def subject(self) -> str:
        """What tells whose record it is; "" where nothing does."""
        child = next((p.name for p in self.people if p.role in ("child", "adult_at_risk")), "")
        return (self.reference or child).casefold()


def read_case(
    unit: Unit,
    papers: Sequence[Source],
    bound: Sequence[tables.Loaded],
    people: People,
    cases: Sequence[tables.Loaded],
    take_id: Callable[[str, bool], str],
) -> Iterator[CaseFile | Problem]:
    """The papers and tables of one folder as one case; as several only where each file is a record of its own about
    somebody else."""
    read: list[_Paper] = []
    for source in papers:
        paper = _Paper(source)
        yield from _read_paper(paper)
        if paper.notes:
            read.append(paper)
    pending = tables.Pending(0)
    for part in bound:
        yield from _read_table(part, pending)
    details: dict[str, tuple[Setting | None, dt.date | None]] = {}
    for table in cases:
        yield from tables.read_cases(table, details)
    subjects = [p.subject for p in read]
    records = len(read) > 1 and all(subjects) and len(set(subjects)) == len(read) and not pending.notes
    if records and unit.is_root and all(len(p.notes) >= _RECORD for p in read):
        for paper in read:
            yield _case(paper.source.path.stem, [paper], tables.Pending(0), people, details, take_id)
    elif read or pending.notes:
        keys = {key for part in bound for key in tables.case_ids(part)} if pending.notes else set()
        yield _case(
            next(iter(keys)) if len(keys) == 1 else unit.name, read, pending, people, details, take_id, bool(keys)
        )


def _case(
    name: str,
    papers: Sequence[_Paper],
    pending: tables.Pending,
    people: People,
    details: dict[str, tuple[Setting | None, dt.date | None]],
    take_id: Callable[[str, bool], str],
    given: bool = False,
) -> CaseFile:
    setting, as_of = details.get(name) or (next(iter(details.values())) if len(details) == 1 else (None, None))
    own = [p for paper in papers for p in paper.people]
    return assemble(
        take_id(name, given),
        [n for paper in papers for n in paper.notes] + pending.notes,
        [*people.of(name, single=True), *own, *pending.people],
        setting=setting,
        as_of=as_of,
        warnings=[w for paper in papers for w in paper.warnings] + pending.said(),
    )


def _read_table(part: tables.Loaded, pending: tables.Pending) -> Iterator[Problem]:
    if fault := tables.missing_field(part, True):
        yield Problem(part.shown, fault)
        return
    row = None
    for row in tables.rows(part):
        if isinstance(row, Problem):
            yield row
        elif part.is_bare(row):
            yield Problem(part.shown, tables.ONLY_ID, row.number, "case_id")
        else:
            yield from tables.read_row(part, row, pending)
    if row is None:
        yield Problem(part.shown, tables.NO_ROWS)


def _read_paper(paper: _Paper) -> Iterator[Problem]:
    source = paper.source
    try:
        document = formats.read_document(source.path)
        notes = formats.guarded(source.path, lambda: list(_notes(document, paper)))
    except UnreadableInput as error:
        yield Problem(source.shown, error.message)
        return
    for note in notes:
        if isinstance(note, Problem):
            yield note
        else:
            paper.notes.append(note)


def _notes(document: Document, paper: _Paper) -> Iterator[Note | Problem]:
    raw = document.text.replace("\r\n", "\n").replace("\r", "\n")
    text, removed = strip_pages(clean(raw))
    if not document.flowing:
        text = unwrap(text)
    if not text.strip():
        raise UnreadableInput("holds no text; if it is a scanned page, run text recognition (OCR) on it first.")
    paper.warnings.extend(document.warnings)
    _furniture_people(paper, [*removed, *clean(document.repeated).split("\n")])
    shown = paper.source.shown
    is_mail = document.type == "text_or_email"
    probe = read_headers(text.split("\n"))
    before, entries = ([], []) if is_mail else split_entries(text, dated="date" in probe.found)
    if not entries:
        yield from _note(document, paper, probe, Entry(()), shown)
        return
    head = read_headers(before)
    _remember(paper, head)
    _mail_people(document, paper)
    # The first lines of a record stay with its first entry, so that no words are lost.
    lead = [line for line in head.lines if line.strip() and not _is_heading_row(line)]
    for number, entry in enumerate(entries):
        header = read_headers(list(entry.lines), bare_names=False)
        if number == 0 and lead:
            header.lines = [*lead, "", *header.lines]
        yield from _note(document, paper, header, entry, shown, head)


def _note(
    document: Document, paper: _Paper, header: Header, entry: Entry, shown: str, head: Header | None = None
) -> Iterator[Note | Problem]:
    text = "\n".join(header.lines).strip("\n").rstrip()
    text = re.sub(r"\n{3,}", "\n\n", text)
    if len(text) > limits.NOTE_CHARACTERS:
        most = limits.NOTE_CHARACTERS // 1_000_000
        yield Problem(shown, f"one note is longer than {most} million characters and was left out; split it.")
        return
    faults = [*header.faults, *([("date", entry.fault)] if entry.fault else [])]
    for name, clause in faults:
        yield Problem(shown, f"a {name} {clause}; the note was read without it.", None, name)
    _remember(paper, header)
    signed = _signature(header.lines)
    if head is None:
        _mail_people(document, paper)
        for line in header.lines[:20]:
            if label_of(line)[0] == "person:":
                _remember(paper, read_headers([line]))
    mail_role = role_of_address(document.address)
    sender = author(document.author) if document.author else None
    sender_name = (sender.name if sender else "") or (document.author if sender and not sender.role else "")
    sender_name = sender_name or name_of_address(document.address)
    role = header.author_role or entry.author_role or (sender.role if sender else "") or mail_role
    role = role or (signed.role if signed else "")
    name = header.author_name or entry.author_name or sender_name or (signed.name if signed else "")
    folder_type, folder_role = _hints(shown)
    if head is not None:
        role = role or head.author_role
        name = name or (head.author_name if not entry.author_role and not header.author_role else "")
    role = role or folder_role
    labelled = header.type if "type" in header.found else ""
    kind = labelled or entry.type or header.type or (head.type if head else "")
    # A message from another agency is first of all that agency's account.
    kind = kind or (header.hint if head is None else "") or synonyms.type_of_role(role) or document.type
    kind = kind or ("text_or_email" if _is_message(header) else folder_type)
    failed = any(name == "date" for name, _ in faults)
    date = entry.date or header.date or document.date
    if date is None and not failed:
        date = _day_in(PurePosixPath(shown).stem) or (head.date if head else None) or header.recorded
    if name:
        email = (("EMAIL", document.address),) if document.address and name == sender_name else ()
        paper.people.append(Person(role or "other", name, (), None, email))
    yield Note(
        note_id="",
        text=text,
        date=date,
        recorded=header.recorded,
        type=kind,
        author_role=role,
        author_name=name,
        seen=header.seen,
        seen_alone=header.seen_alone,
        bedroom_seen=header.bedroom_seen,
    )


def _signature(lines: Sequence[str]) -> Author | None:
    """Who signed a letter or message, with the job on the line below the name."""
    filled = [line.strip() for line in lines if line.strip()]
    for place in range(len(filled) - 2, -1, -1):
        if not phrases().closing.fullmatch(filled[place]):
            continue
        who = author(filled[place + 1])
        if not who.name:
            return None
        below = filled[place + 2] if place + 2 < len(filled) else ""
        return who if who.role or len(below) > 60 else replace(who, role=synonyms.role(below))
    last = author(filled[-1]) if filled and len(filled[-1]) < 80 else None
    return last if last and last.name and last.role else None


def _is_message(header: Header) -> bool:
    """A pasted e-mail: sender and day in fields, and a subject."""
    return {"author", "date"} <= header.found and any(line.lower().startswith("subject:") for line in header.lines[:6])


def _is_heading_row(line: str) -> bool:
    """``Date | Type | Details``: the heading of a table whose rows are the entries."""
    cells = [c.strip() for c in line.split("|")]
    return len(cells) > 1 and all(cells) and label_of(f"{cells[0]}: x")[0] == "date" and len(line) < 120


def _remember(paper: _Paper, header: Header) -> None:
    paper.people.extend(header.people)
    paper.reference = paper.reference or header.reference


def _mail_people(document: Document, paper: _Paper) -> None:
    for name, address in document.names:
        who = author(name)
        known = who.name or name_of_address(address)
        if known:
            role = who.role or role_of_address(address) or "other"
            paper.people.append(Person(role, known, (), None, (("EMAIL", address),) if address else ()))


def _furniture_people(paper: _Paper, lines: Sequence[str]) -> None:
    """Names in what pages repeat: the words are dropped, but whom they name is known from them."""
    for line in lines:
        for piece in re.split(r"\s{2,}|\t+|\s\|\s", line.strip()):
            kind, _ = label_of(piece)
            if kind.startswith("person:") or kind == "reference":
                _remember(paper, read_headers([piece]))
            elif is_name(piece):
                paper.people.append(Person("other", piece))


def _hints(shown: str) -> tuple[str, str]:
    """Type and role that the names of the file and its folders give: ``School/2026-02-03 CPOMS log.docx``."""
    path = PurePosixPath(shown)
    stem = _DAY.sub(" ", path.stem)
    kind = synonyms.note_type(stem)
    role = synonyms.role(stem) if synonyms.type_of_role(synonyms.role(stem)) else ""
    for part in reversed(path.parts[:-1]):
        found = synonyms.exact_role(part)
        if not role and found and taxonomy.roles()[found].side in ("professional", "agency"):
            role = found
    return kind, role


def _day_in(stem: str) -> dt.date | None:
    m = _DAY.search(stem.replace("_", " "))
    if m is None:
        return None
    if m["c"]:
        try:
            return dt.date(int(m["c"][:4]), int(m["c"][4:6]), int(m["c"][6:]))
        except ValueError:
            return None
    return from_match(m).value
