"""XLS, XLSB and ODS: what the cells hold, as a plain XLSX; nothing else of the file goes on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analyser.ingest.columns import heading_row
from analyser.ingest.readers.workbook import down, filled
from analyser.rewrite.cells import LONG, Columns, columns_of, is_born
from analyser.rewrite.pieces import Edit, Piece, Policy, edited
from analyser.rewrite.sheet_words import title_of


class Values:
    suffix = ".xlsx"

    def __init__(self, path: Path, policy: Policy) -> None:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(str(path))
        self.warnings = ("a workbook of this format is given back as XLSX with its values only.",)
        self.pieces: list[Piece] = []
        self._policy = policy
        self._grids: list[tuple[int, list[list[Any]], Columns, int]] = []
        self._places: list[tuple[list[list[Any]], int, int] | None] = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            grid: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            at = heading_row(grid)
            whole = filled(grid, at, down(sheet))
            columns = columns_of(str(name), [str(c) for c in grid[at]] if at < len(grid) else [], policy.mapping)
            self._grids.append((len(self.pieces), grid, columns, at))
            self._add(Piece(str(name), "the name of a sheet", "heading"), None)
            for number, row in enumerate(grid):
                for place, value in enumerate(row):
                    born = is_born(row, place)
                    wanted = columns.kinds[place] if number > at and place < len(columns.kinds) else "text"
                    wanted = "born" if born else wanted
                    typed = isinstance(value, (float, int, bool, date)) and not isinstance(value, str)
                    if (
                        typed
                        and wanted not in ("id", "born")
                        and not (isinstance(value, (int, float)) and abs(value) >= LONG)
                    ):
                        continue
                    if typed and isinstance(value, float) and value.is_integer():
                        value = int(value)
                    text = str(value)
                    if text.strip():
                        piece = (
                            Piece(text, f"row {number + 1}", "heading")
                            if number <= at and not born
                            else columns.piece(whole[number], place, number + 1, text)
                        )
                        self._add(piece, (grid, number, place))

    def _add(self, piece: Piece, place: tuple[list[list[Any]], int, int] | None) -> None:
        self.pieces.append(piece)
        self._places.append(place)

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        import xlsxwriter

        cases = [[c.case(r) for r in grid] for _, grid, c, _ in self._grids]
        for place, piece, own in zip(self._places, self.pieces, edits, strict=True):
            if place is not None and own:
                place[0][place[1]][place[2]] = edited(piece.text, own)
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, options) as book:
            days = book.add_format({"num_format": "dd/mm/yyyy"})
            for count, ((first, grid, _, at), ids) in enumerate(zip(self._grids, cases, strict=True), 1):
                title = title_of(edited(self.pieces[first].text, edits[first]), 26)
                sheet = book.add_worksheet(f"{title} {count}".strip())
                for number, row in enumerate(grid):
                    for column, value in enumerate(row):
                        if isinstance(value, date):
                            if self._policy.shift is not None and number > at:
                                value = value + timedelta(days=self._policy.shift(ids[number]))
                            sheet.write_datetime(number, column, value, days)
                        elif isinstance(value, str):
                            sheet.write_string(number, column, value[:32_767])
                        elif value not in (None, ""):
                            sheet.write(number, column, value if isinstance(value, (int, float)) else str(value))
        return out.getvalue()


def read(path: Path, policy: Policy) -> Values:
    return Values(path, policy)
