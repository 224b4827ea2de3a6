"""XLSX and other workbooks, read by python-calamine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.archive import OLE, open_archive
from analyser.ingest.columns import heading_row
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
        tables.append(Table(str(name), columns, partial(_rows, grid, at)))
    if not tables:
        raise UnreadableInput("is empty: no sheet holds a heading and rows.")
    return tables


def _rows(grid: list[list[Any]], at: int) -> Iterator[Row]:
    for number, row in enumerate(grid[at + 1 :], at + 2):
        if any(c not in ("", None) for c in row):
            yield Row(number, tuple(row))
