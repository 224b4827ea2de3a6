"""The public call: paths → case files, and problems where something could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import formats, tables
from analyser.ingest.columns import WHOLE_FILE, squeeze
from analyser.ingest.documents import read_case
from analyser.ingest.ids import Unique, is_reference, safe_id
from analyser.ingest.markup import read_gold
from analyser.ingest.people import People, read_people, read_people_text
from analyser.ingest.sources import CASES, PEOPLE, Source, Unit, units
from analyser.model import CaseFile, Person, Problem


def read(paths: Sequence[Path], *, mapping: Mapping[str, str] | None = None) -> Iterator[CaseFile | Problem]:
    """Case files from any mix of files and folders, one at a time, in a fixed order; problems come where they occur.

    Args:
        paths: files or folders. A folder that holds tables of notes is read as tables; a folder of papers is one case,
            or one case a sub-folder.
        mapping: field → heading, for tables whose headings are not known (see ``parse_mapping``).

    Limits: papers of several children in one folder are told apart only by sub-folder, or where each file is a record
    of its own with its own reference or name of child.
    """
    for _, items in read_units(paths, mapping=mapping):
        yield from items


def read_units(
    paths: Sequence[Path], *, mapping: Mapping[str, str] | None = None
) -> Iterator[tuple[Unit | None, Iterator[CaseFile | Problem]]]:
    """As ``read``, with the files that each part was read from (None where nothing could be). Take the items of one
    unit before the next unit."""
    ids = Unique()
    numbers = iter(range(1, 10**9))
    for unit in units(paths):
        if isinstance(unit, Problem):
            yield None, iter((unit,))
        elif unit.files[0].kind == "case":
            yield unit, _marked(unit.files[0], ids)
        else:
            yield unit, _unit(unit, mapping, ids, numbers)


def _marked(source: Source, ids: Unique) -> Iterator[CaseFile | Problem]:
    """A marked-up case file: its answers are left behind."""
    try:
        case = formats.guarded(source.path, lambda: read_gold(source.path)).case
        if not case.notes:
            raise UnreadableInput("holds no notes; it must have NOTE lines.")
    except UnreadableInput as error:
        # The reader of the mark-up names the file itself.
        message = error.message.removeprefix(f"{source.path.name}, ")
        yield Problem(source.shown, message)
        return
    yield replace(case, case_id=ids.take(safe_id(case.case_id) or "case"))


def _unit(
    unit: Unit, mapping: Mapping[str, str] | None, ids: Unique, numbers: Iterator[int]
) -> Iterator[CaseFile | Problem]:
    notes: list[tables.Loaded] = []
    cases: list[tables.Loaded] = []
    people = People()
    papers: list[Source] = []
    known: set[str] = set()
    whole = tables.is_whole(mapping)
    for source in (*unit.shared, *unit.files):
        if source.kind == "document" and source.path.stem.lower() == PEOPLE:
            yield from _people_text(source, people)
            continue
        if source.kind == "document":
            papers.append(source)
            continue
        try:
            found = formats.read_tables(source.path)
        except UnreadableInput as error:
            yield Problem(source.shown, error.message)
            continue
        read_any = False
        known |= {squeeze(c) for table in found for c in table.columns}
        for table in found:
            kind, loaded = tables.classify(source.shown, table, mapping)
            read_any = read_any or bool(kind)
            if kind == "notes" and source in unit.files:
                notes.append(loaded)
            elif kind == "people":
                yield from read_people(loaded, people)
            elif kind == "cases":
                cases.append(loaded)
        if not read_any:
            stem = source.path.stem.lower()
            yield Problem(
                source.shown,
                "no column is known as the name of a person; name it 'name'."
                if stem == PEOPLE
                else "no column is known as setting or as_of; name one of them so."
                if stem == CASES
                else tables.NO_TEXT,
            )
    missing = [f for f, column in (mapping or {}).items() if column != WHOLE_FILE and squeeze(column) not in known]
    for name in missing if known else ():
        yield Problem(unit.shown, "no table has the column that --map gives for it; check the heading.", None, name)
    bound, grouped = _split(notes, unit, whole, has_papers=bool(papers))
    if grouped:
        for item in tables.read_group(grouped, people, cases, ids, whole=whole):
            # A whole file that is one case has no id of its own.
            yield replace(item, place=unit.place) if whole and isinstance(item, CaseFile) else item
        for source in papers:
            yield Problem(
                source.shown, "stands beside a table of many cases and was not read; give it, or its folder, by itself."
            )
    elif bound or papers:
        numbered: dict[str, str] = {}
        for item in read_case(
            unit, papers, bound, people, cases, lambda name, given: _case_id(name, given, ids, numbers, numbered)
        ):
            if isinstance(item, CaseFile) and item.case_id in numbered:
                apart = numbered[item.case_id] if numbered[item.case_id] != unit.name else ""
                item = replace(item, place=f"{unit.place}/{apart}" if apart else unit.place)
            yield item
    elif not any(s.kind == "document" for s in unit.files) and not notes and (people.by_case or people.unassigned):
        yield Problem(unit.shown, "holds a list of people but no notes; add a file of notes.")


def _split(
    notes: list[tables.Loaded], unit: Unit, whole: bool, *, has_papers: bool
) -> tuple[list[tables.Loaded], list[tables.Loaded]]:
    """Tables that belong to the case of their folder, and tables that name their own cases."""
    if has_papers or not unit.is_root:
        keys: set[str] = set()
        for part in notes:
            if "case_id" in part.fields and not whole:
                try:
                    keys |= tables.case_ids(part)
                except UnreadableInput:
                    continue  # said when the rows are read
        if len(keys) <= 1:
            return notes, []
    return [], notes


def _people_text(source: Source, people: People) -> Iterator[Problem]:
    try:
        text = formats.read_document(source.path).text
    except UnreadableInput as error:
        yield Problem(source.shown, error.message)
        return
    for item in read_people_text(text, source.shown):
        if isinstance(item, Person):
            people.unassigned.append(item)
        else:
            yield item


def _case_id(name: str, given: bool, ids: Unique, numbers: Iterator[int], numbered: dict[str, str]) -> str:
    """An id from a column, or a reference, is kept; anything else could be a name, and a number stands for it, which is
    noted in ``numbered`` with the name."""
    number = next(numbers)
    wanted = safe_id(name) if given or is_reference(name) else ""
    taken = ids.take(wanted or f"case-{number:03d}")
    if not wanted:
        numbered[taken] = name
    return taken
