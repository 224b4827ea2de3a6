"""The chronology by itself: for other programs, to read and print, or as a page with its timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from analyser.errors import RefusedForSafety, WrongCall
from analyser.model import Analysis, CaseFile, Problem
from analyser.present import render
from analyser.present.build import from_tables
from analyser.present.chronology_counts import Told, told
from analyser.present.chronology_document import COLUMNS, write_docx
from analyser.present.chronology_rows import Line, lines
from analyser.present.chronology_sheet import write_csv, write_xlsx
from analyser.present.view import EventView
from analyser.results.folder import place, put

Story = tuple[Analysis, Mapping[str, str]]  # with the agency of each note, where several were merged
_WRITERS: Mapping[str, Callable[[Path, Iterable[tuple[Told, Iterable[Line]]]], None]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".docx": write_docx,
}
KINDS = (*_WRITERS, ".html")


def write_chronology(
    paths: Sequence[Path],
    out: Path,
    *,
    agencies: Sequence[str] | None = None,
    mapping: Mapping[str, str] | None = None,
    significant: bool = False,
    progress: Callable[[int, int, int], None] | None = None,
) -> tuple[list[Problem], list[Path], bool]:
    """Reads case files and writes their chronologies.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: a ``.csv``, ``.xlsx`` or ``.docx`` file for all of them, or a ``.html`` file for one case.
        agencies: the agency of each path, if these are several agencies' records of one family: they become one
            chronology, in which each source names its agency. Written as given, so name a service, never a person.
        mapping: our column name -> the input's.
        significant: leave routine events out.
        progress: called with cases, notes and words done so far.

    Returns:
        What could not be read, the files written (none where no case could be read), and whether a case was left out
        for safety.

    Raises:
        WrongCall: an ending that is not known, an input that is not there, several cases for one HTML page, an agency
            without a name.
    """
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise WrongCall(f"a chronology goes to a .csv, .xlsx, .docx or .html file; {out.name} is none of them.")
    for path in paths:
        if not path.exists():
            raise WrongCall(f"{path} is not there; give a file or folder that holds case notes.")
    if agencies is not None and (len(agencies) != len(paths) or not all(a.strip() for a in agencies)):
        raise WrongCall("every input of a merged chronology needs the agency that it comes from.")
    problems: list[Problem] = []
    refused: list[str] = []
    stories = _stories(_cases(paths, agencies, mapping, problems), problems, refused, progress)
    if kind == ".html":
        found = list(stories)
        if refused and not found:
            raise RefusedForSafety(next(p.message for p in problems if p.path in refused))
        if problems and not found:
            return problems, [], False
        if len(found) != 1:
            raise WrongCall(
                f"one HTML page holds one case and the input holds {len(found)}; choose .csv, .xlsx or .docx."
            )
        put(out, page(*found[0], significant=significant))
    else:
        first = next(stories, None)
        if first is None:
            return problems, [], bool(refused)
        with place(out) as part:
            told_stories = (_told(analysis, of, significant) for analysis, of in chain([first], stories))
            _WRITERS[kind](part, told_stories)
    return problems, [out], bool(refused)


def _cases(
    paths: Sequence[Path],
    agencies: Sequence[str] | None,
    mapping: Mapping[str, str] | None,
    problems: list[Problem],
) -> Iterator[tuple[CaseFile, Mapping[str, str]]]:
    from analyser import ingest
    from analyser.ingest.merging import merge_agencies

    if agencies is None:
        for item in ingest.read(paths, mapping=mapping):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                yield item, {}
        return
    parts: list[tuple[str, CaseFile]] = []
    for agency, path in zip(agencies, paths, strict=True):
        found = list(ingest.read([path], mapping=mapping))
        if not any(isinstance(item, CaseFile) for item in found):
            # An agency's own export of one family often has no column for the case.
            whole = list(ingest.read([path], mapping={**(mapping or {}), "case_id": "*"}))
            found = whole if any(isinstance(item, CaseFile) for item in whole) else found
        for item in found:
            if isinstance(item, Problem):
                problems.append(item)
            else:
                parts.append((agency.strip(), item))
    for merged in merge_agencies(parts):
        yield merged.case, merged.agencies


def _stories(
    cases: Iterable[tuple[CaseFile, Mapping[str, str]]],
    problems: list[Problem],
    refused: list[str],
    progress: Callable[[int, int, int], None] | None,
) -> Iterator[Story]:
    from analyser.analysis import analyse, guarded

    read = notes = words = 0
    for case, agencies in cases:
        done = guarded(partial(analyse, case))
        if done.value is None:
            problems.append(Problem(case.case_id, done.fault))
            refused.append(case.case_id) if done.refused else None
            continue
        if progress:
            read, notes = read + 1, notes + len(done.value.case.notes)
            words += sum(len(n.text.split()) for n in done.value.case.notes)
            progress(read, notes, words)
        yield done.value, agencies


def _told(analysis: Analysis, agencies: Mapping[str, str], significant: bool) -> tuple[Told, Iterable[Line]]:
    return told(analysis, significant), (x for x in lines(analysis, agencies) if x.significant or not significant)


def page(analysis: Analysis, agencies: Mapping[str, str] | None = None, *, significant: bool = False) -> str:
    """The page of one case: its counts, its timeline, and its rows in the columns of the document.

    Args:
        significant: leave routine events out of picture and rows.
    """
    from analyser.results.tables import rows

    counts, told_lines = _told(analysis, agencies or {}, significant)
    listed = list(told_lines)
    ids = {i for line in listed for i in line.event_ids}
    tables = rows(analysis)
    events_listed = [r for r in tables["chronology"] if r["event_id"] in ids]
    found = from_tables(analysis.case.case_id, {**tables, "chronology": events_listed})
    events = {e.event_id: e for e in (*found.events, *found.undated)}
    # The notes are not on this page, so nothing may link to them.
    bare = replace(found, events=tuple(replace(e, quotes=()) for e in found.events))
    shown = [_shown(line, [events[i] for i in line.event_ids]) for line in listed]
    values = {
        "page": bare,
        "told": counts,
        "columns": tuple(COLUMNS),
        "dated": [s for s in shown if s[0].date],
        "undated": [s for s in shown if not s[0].date],
    }
    return render.page("chronology.html.j2", values)


def _shown(line: Line, events: Sequence[EventView]) -> tuple[Line, Sequence[EventView], str]:
    """A row with its events and the group of its outcome, by which the boxes above the picture show and hide it."""
    return line, events, next((e.group for e in events if e.group != "other"), "other")
