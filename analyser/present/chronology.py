"""The chronology by itself, in the columns that local authorities use, with room for the reader's own analysis."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from analyser.errors import RefusedForSafety, WrongCall
from analyser.model import Analysis, Event, Precision, Problem, RedactedNote
from analyser.present import display, render
from analyser.present.build import from_tables
from analyser.present.events import without_label
from analyser.present.wording import Wording, wording
from analyser.results.folder import place, put
from analyser.results.formats import harmless

KINDS = (".csv", ".xlsx", ".html")
# Name and width in a spreadsheet, in characters.
COLUMNS = {
    "Case": 12,
    "Date": 14,
    "Until": 14,
    "Date known to the": 11,
    "Event": 22,
    "What the record says": 70,
    "Who": 18,
    "Outcome": 20,
    "Significant": 11,
    "Source": 28,
    "Note": 12,
    "Significance or impact": 36,
    "Action": 36,
}


def write_chronology(
    paths: Sequence[Path],
    out: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> tuple[list[Problem], list[Path], bool]:
    """Reads case files and writes their chronologies.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: a ``.csv`` or ``.xlsx`` file for all of them, or a ``.html`` file for one case.
        mapping: our column name -> the input's.
        progress: called with cases, notes and words done so far.

    Returns:
        What could not be read, the files written, and whether a case was left out for safety.

    Raises:
        WrongCall: an ending that is not known, an input that is not there, several cases for one HTML page.
    """
    from analyser import ingest
    from analyser.analysis import analyse, guarded

    kind = out.suffix.lower()
    if kind not in KINDS:
        raise WrongCall(f"a chronology goes to a .csv, .xlsx or .html file; {out.name} is none of them.")
    for path in paths:
        if not path.exists():
            raise WrongCall(f"{path} is not there; give a file or folder that holds case notes.")
    problems: list[Problem] = []
    refused: list[str] = []

    def read() -> Iterator[Analysis]:
        cases = notes = words = 0
        for item in ingest.read(paths, mapping=mapping):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            done = guarded(partial(analyse, item))
            if done.value is None:
                problems.append(Problem(item.case_id, done.fault))
                refused.append(item.case_id) if done.refused else None
                continue
            analysis = done.value
            if progress:
                cases, notes = cases + 1, notes + len(analysis.case.notes)
                words += sum(len(n.text.split()) for n in analysis.case.notes)
                progress(cases, notes, words)
            yield analysis

    if kind == ".html":
        analyses = list(read())
        if refused and not analyses:
            raise RefusedForSafety(next(p.message for p in problems if p.path in refused))
        if len(analyses) != 1:
            raise WrongCall(f"one HTML page holds one case and the input holds {len(analyses)}; choose .csv or .xlsx.")
        put(out, _page(analyses[0]))
    else:
        with place(out) as part:
            (_write_csv if kind == ".csv" else _write_xlsx)(part, _lines(read()))
    return problems, [out], bool(refused)


def _page(analysis: Analysis) -> str:
    from analyser.results.tables import rows

    page = from_tables(analysis.case.case_id, rows(analysis))
    # The notes are not on this page, so nothing may link to them.
    bare = replace(
        page,
        events=tuple(replace(e, quotes=()) for e in page.events),
        undated=tuple(replace(e, quotes=()) for e in page.undated),
    )
    return render.page("chronology.html.j2", {"page": bare})


def _lines(analyses: Iterable[Analysis]) -> Iterator[tuple[str, ...]]:
    """The rows in order of time, case by case; those of a case without a date stand at its end."""
    for analysis in analyses:
        words = wording(str(analysis.case.setting))
        story = analysis.chronology
        notes = {n.note_id: n for n in analysis.case.notes}
        for event in (*story.events, *story.undated):
            yield _line(analysis.case.case_id, event, [notes[n] for n in event.note_ids], words)


def _line(case_id: str, event: Event, notes: Sequence[RedactedNote], words: Wording) -> tuple[str, ...]:
    sources = dict.fromkeys(f"{display.role(n.author_role)}, {display.note_type(n.type).lower()}" for n in notes)
    known = words.outcomes.get(event.outcome or words.outcome_of_kind.get(event.kind, ""))
    return (
        case_id,
        event.date or words.line("undated"),
        event.end_date if event.end_date and event.end_date != event.date else "",
        "" if event.precision is Precision.NONE else str(event.precision),
        words.kind(event.kind),
        display.spaced(without_label(event.summary, event.kind)),
        display.role(event.actor) if event.actor else "",
        known.name if known else display.plain(event.outcome),
        "yes" if event.significant else "",
        "; ".join(s.removeprefix(", ") for s in sources),
        ", ".join(event.note_ids),
        "",
        "",
    )


def _write_csv(path: Path, lines: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(COLUMNS)
        writer.writerows([harmless(cell) for cell in line] for line in lines)


def _write_xlsx(path: Path, lines: Iterator[tuple[str, ...]]) -> None:
    """A sheet to read and print: days are dates that sort, long cells wrap, the head stays and can be filtered."""
    import xlsxwriter

    options: dict[str, Any] = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Chronology")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F1F4", "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        date = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
        for column, (name, width) in enumerate(COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        row = 0
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                if column in _DAYS and (day := _day(cell)):
                    sheet.write_datetime(row, column, dt.datetime.combine(day, dt.time()), date)
                else:
                    said = display.when(cell) if column in _DAYS else cell
                    sheet.write_string(row, column, said[:MOST_CHARACTERS], body)
        sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)


_DAYS = (1, 2)  # columns that hold days
MOST_CHARACTERS = 32_767  # in a cell of a spreadsheet


def _day(cell: str) -> dt.date | None:
    """A day that a spreadsheet can hold as one: it counts from 1900."""
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
