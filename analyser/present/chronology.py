"""The chronology by itself, in the columns that local authorities use, with room for the reader's own analysis."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analyser.errors import WrongCall
from analyser.model import Analysis, Event, Problem
from analyser.present import display, render
from analyser.present.build import from_tables
from analyser.results.folder import place, put
from analyser.results.formats import harmless

KINDS = (".csv", ".xlsx", ".html")
COLUMNS = (
    "Case",
    "Date",
    "Until",
    "Precision",
    "Source",
    "Event",
    "What the record says",
    "Who",
    "Outcome",
    "Significant",
    "Notes",
    "Significance or impact",
    "Action",
)
WIDTHS = (12, 12, 12, 10, 24, 22, 70, 16, 18, 11, 16, 36, 36)  # of a spreadsheet, in characters


def write_chronology(
    paths: Sequence[Path],
    out: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> tuple[list[Problem], list[Path]]:
    """Reads case files and writes their chronologies.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: a ``.csv`` or ``.xlsx`` file for all of them, or a ``.html`` file for one case.
        mapping: our column name -> the input's.
        progress: called with cases, notes and words done so far.

    Returns:
        What could not be read, and the files written.

    Raises:
        WrongCall: an ending that is not known, an input that is not there, several cases for one HTML page.
    """
    from analyser import ingest
    from analyser.analysis import analyse

    kind = out.suffix.lower()
    if kind not in KINDS:
        raise WrongCall(f"a chronology goes to a .csv, .xlsx or .html file; {out.name} is none of them.")
    for path in paths:
        if not path.exists():
            raise WrongCall(f"{path} is not there; give a file or folder that holds case notes.")
    problems: list[Problem] = []
    analyses: list[Analysis] = []
    for item in ingest.read(paths, mapping=mapping):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        analyses.append(analyse(item))
        if progress:
            notes = [n for a in analyses for n in a.case.notes]
            progress(len(analyses), len(notes), sum(len(n.text.split()) for n in notes))
    if kind == ".html":
        if len(analyses) != 1:
            raise WrongCall(f"one HTML page holds one case and the input holds {len(analyses)}; choose .csv or .xlsx.")
        put(out, _page(analyses[0]))
    else:
        with place(out) as part:
            (_write_csv if kind == ".csv" else _write_xlsx)(part, _lines(analyses))
    return problems, [out]


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


def _lines(analyses: Sequence[Analysis]) -> Iterator[tuple[str, ...]]:
    for analysis in analyses:
        story = analysis.chronology
        for event in (*story.events, *story.undated):
            yield _line(analysis, event)


def _line(analysis: Analysis, event: Event) -> tuple[str, ...]:
    notes = [analysis.case.note(n) for n in event.note_ids]
    sources = dict.fromkeys(f"{display.role(n.author_role)}, {display.note_type(n.type).lower()}" for n in notes)
    return (
        analysis.case.case_id,
        event.date or "undated",
        event.end_date or "",
        str(event.precision),
        "; ".join(sources),
        display.label(event.kind),
        display.spaced(event.summary),
        display.role(event.actor) if event.actor else "",
        display.plain(event.outcome),
        "yes" if event.significant else "",
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
    import xlsxwriter

    options: dict[str, Any] = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Chronology")
        head, body = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        sheet.freeze_panes(1, 0)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell, body)
