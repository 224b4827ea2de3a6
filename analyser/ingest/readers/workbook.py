"""XLSX and other workbooks, read by python-calamine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.archive import OLE, open_archive
from analyser.ingest.columns import fields_of, heading_row
from analyser.ingest.formats import Row, Table


def read(path: Path) -> list[Table]:
    """One table a sheet that holds anything; titles above the heading are passed over."""
    from python_calamine import CalamineWorkbook

    data = limits.load(path, limits.WORKBOOK)
    kind = path.suffix.lstrip(".").upper()
    if kind != "XLS":
        open_archive(data, kind, cap=limits.WORKBOOK * 2).close()
    elif not data.startswith(OLE):
        raise UnreadableInput("is damaged or not a real XLS file; open it and save it again as XLSX.")
    try:
        book = CalamineWorkbook.from_path(str(path))
    except Exception as error:
        if "assword" in type(error).__name__ or "assword" in str(error):
            raise UnreadableInput(f"is protected by a password; save an unprotected copy as {kind}.") from None
        raise UnreadableInput(f"is damaged or not a real {kind} file; open it and save it again.") from None
    tables = []
    for name in book.sheet_names:
        try:
            grid: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except Exception:
            if book.sheet_names == [name]:
                raise UnreadableInput(f"is damaged inside; open it and save it again as {kind}.") from None
            continue  # a sheet of charts holds no rows
        at = heading_row(grid)
        if at >= len(grid) or sum(bool(str(c).strip()) for c in grid[at]) < 2:
            continue
        columns = tuple(str(c).strip() for c in grid[at])
        whole = filled(grid, at, down(book.get_sheet_by_name(name)))
        tables.append(Table(str(name), columns, partial(_rows, grid, whole, at)))
    if not tables:
        raise UnreadableInput("is empty: no sheet holds a heading and rows.")
    return tables


def down(sheet: Any) -> list[tuple[int, int, int]]:
    """Cells merged down a column: column, first and last row, from nought."""
    ranges = getattr(sheet, "merged_cell_ranges", None) or ()
    return [(left, top, bottom) for (top, left), (bottom, right) in ranges if left == right]


def filled(grid: list[list[Any]], at: int, merged: Sequence[tuple[int, int, int]]) -> list[list[Any]]:
    """The grid with what stands in the first of merged cells in all of them: a case id stands over its rows. The words
    of a note are not told again."""
    if not merged:
        return grid
    words = fields_of([str(c or "") for c in grid[at]], "notes").get("text") if at < len(grid) else None
    whole = [list(row) for row in grid]
    for place, top, bottom in merged:
        if top > at and place != words:
            for row in whole[top + 1 : bottom + 1]:
                if place < len(row) and place < len(whole[top]) and row[place] in ("", None):
                    row[place] = whole[top][place]
    return whole


def _rows(grid: list[list[Any]], whole: list[list[Any]], at: int) -> Iterator[Row]:
    for number, (row, full) in enumerate(zip(grid[at + 1 :], whole[at + 1 :], strict=True), at + 2):
        if any(c not in ("", None) for c in row):
            yield Row(number, tuple(full))
