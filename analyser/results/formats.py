"""Tables as files: Parquet, JSON Lines, CSV and XLSX, written row by row and read back.

CSV and XLSX carry nested values as JSON. A cell that a spreadsheet would take for a formula is made text.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from analyser.errors import WrongCall
from analyser.results.columns import COLUMNS
from analyser.results.places import Row

FORMATS = ("parquet", "jsonl", "csv", "xlsx")
CELL_LIMIT = 32_767  # characters in one cell of a spreadsheet
ROW_LIMIT = 1_048_576
GROUP = 5_000  # rows held before a Parquet row group is written
NULLABLE = {"date", "recorded", "end_date", "first", "last", "as_of"}  # text columns in which nothing is None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    def write(self, row: Row) -> None: ...
    def close(self) -> None: ...


def check(name: str) -> str:
    """Raises:
    WrongCall: no such format.
    """
    if name not in FORMATS:
        raise WrongCall(f"the format {name!r} is not known; choose one of {', '.join(FORMATS)}.")
    return name


class TableWriter(AbstractContextManager["TableWriter"]):
    """Writes one table to one file. The caller renames it into place."""

    def __init__(self, table: str, path: Path, format: str) -> None:
        self.path = path
        self._writer = _WRITERS[check(format)](table, path)

    def write(self, row: Row) -> None:
        self._writer.write(row)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()


class _JsonLines:
    def __init__(self, table: str, path: Path) -> None:
        self._columns = list(COLUMNS[table])
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, row: Row) -> None:
        ordered = {name: row.get(name) for name in self._columns}
        self._file.write(json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) + "\n")

    def close(self) -> None:
        self._file.close()


class _Csv:
    def __init__(self, table: str, path: Path) -> None:
        self._columns = list(COLUMNS[table])
        self._file = path.open("w", encoding="utf-8-sig", newline="")  # the mark lets Excel read UTF-8
        self._writer = csv.writer(self._file)
        self._writer.writerow(self._columns)

    def write(self, row: Row) -> None:
        self._writer.writerow([harmless(flat(row.get(name))) for name in self._columns])

    def close(self) -> None:
        self._file.close()


class Workbook(AbstractContextManager[Any]):
    """A workbook that is written in constant memory. What it keeps on the disk meanwhile lies beside it, and goes
    whatever happens; a full disk is an ``OSError``."""

    def __init__(self, path: Path, **options: Any) -> None:
        import xlsxwriter

        self._aside = tempfile.TemporaryDirectory(dir=path.parent, prefix=".", ignore_cleanup_errors=True)
        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": self._aside.name, **options})

    def __enter__(self) -> Any:
        return self.book

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the fault of the disk
        finally:
            self._aside.cleanup()


class _Xlsx:
    def __init__(self, table: str, path: Path) -> None:
        self._columns = list(COLUMNS[table])
        self._table = table
        self._file = Workbook(path, strings_to_formulas=False, strings_to_urls=False, default_date_format="yyyy-mm-dd")
        self._book = self._file.book
        self._sheet_number = 0
        self._new_sheet()

    def _new_sheet(self) -> None:
        self._sheet_number += 1
        name = self._table if self._sheet_number == 1 else f"{self._table} {self._sheet_number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.write_row(0, 0, self._columns, self._book.add_format({"bold": True}))
        self._sheet.freeze_panes(1, 0)
        self._row = 1

    def write(self, row: Row) -> None:
        if self._row == ROW_LIMIT:
            self._new_sheet()
        overflow = len(self._columns)
        for column, name in enumerate(self._columns):
            value = flat(row.get(name))
            if isinstance(value, str):
                # What does not fit in a cell goes on to the right of the last column, so that nothing is lost.
                self._sheet.write_string(self._row, column, value[:CELL_LIMIT])
                for at in range(CELL_LIMIT, len(value), CELL_LIMIT):
                    self._sheet.write_string(self._row, overflow, value[at : at + CELL_LIMIT])
                    overflow += 1
            elif value is not None:
                self._sheet.write(self._row, column, value)
        self._row += 1

    def close(self) -> None:
        self._file.close()


class _Parquet:
    def __init__(self, table: str, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        self._columns = COLUMNS[table]
        self._schema = pa.schema([(name, _arrow(pa, kind)) for name, kind in self._columns.items()])
        self._writer = pq.ParquetWriter(str(path), self._schema, compression="zstd")
        self._held: list[Row] = []

    def write(self, row: Row) -> None:
        self._held.append({name: _pairs(row.get(name), kind) for name, kind in self._columns.items()})
        if len(self._held) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._pa.Table.from_pylist(self._held, schema=self._schema))
        self._held = []

    def close(self) -> None:
        self._flush()
        self._writer.close()


_WRITERS: Mapping[str, Callable[[str, Path], Writer]] = {
    "parquet": _Parquet,
    "jsonl": _JsonLines,
    "csv": _Csv,
    "xlsx": _Xlsx,
}


def flat(value: Any) -> Any:
    """Lists and mappings as JSON text; the rest as it is."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it, and so does text that looks as if it
    had got one, so that it can be taken off again."""
    return "'" + value if isinstance(value, str) and value.lstrip("'").startswith(FORMULA_STARTS) else value


def _as_given(cell: str) -> str:
    """The text that ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def _arrow(pa: Any, kind: Any) -> Any:
    if isinstance(kind, str):
        return {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}[kind]
    if isinstance(kind, list):
        return pa.list_(_arrow(pa, kind[0]))
    if "*" in kind:
        return pa.map_(pa.string(), _arrow(pa, kind["*"]))
    return pa.struct([(name, _arrow(pa, inner)) for name, inner in kind.items()])


def _pairs(value: Any, kind: Any) -> Any:
    """Arrow takes a map as a list of pairs."""
    if isinstance(kind, Mapping) and "*" in kind and isinstance(value, Mapping):
        return list(value.items())
    return value


def read(table: str, path: Path) -> Iterator[Row]:
    """The rows of a table file, whatever its format, as they were before they were written."""
    yield from _READERS[path.suffix.lstrip(".")](table, path)


def _read_jsonl(table: str, path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def _read_csv(table: str, path: Path) -> Iterator[Row]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            yield {name: _typed(name, _as_given(row.get(name) or ""), kind) for name, kind in COLUMNS[table].items()}


def _read_xlsx(table: str, path: Path) -> Iterator[Row]:
    from python_calamine import CalamineWorkbook

    columns = COLUMNS[table]
    for sheet in CalamineWorkbook.from_path(str(path)).sheet_names:
        lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        for line in lines[1:]:
            overflow = [str(c) for c in line[len(columns) :] if c != ""]
            row: Row = {}
            for (name, kind), cell in zip(columns.items(), line, strict=False):
                text = str(cell) if isinstance(cell, str) else cell
                while isinstance(text, str) and len(text) % CELL_LIMIT == 0 and text and overflow:
                    text += overflow.pop(0)
                row[name] = _typed(name, text, kind)
            yield row


def _typed(name: str, cell: Any, kind: Any) -> Any:
    if cell == "" or cell is None:
        return "" if kind == "text" and name not in NULLABLE else None
    if kind == "text":
        return str(cell)
    if kind == "int":
        return int(float(cell))
    if kind == "float":
        return float(cell)
    if kind == "bool":
        return str(cell).lower() in ("true", "1", "1.0")
    return json.loads(cell)


def _read_parquet(table: str, path: Path) -> Iterator[Row]:
    import pyarrow.parquet as pq

    maps = [name for name, kind in COLUMNS[table].items() if isinstance(kind, Mapping) and "*" in kind]
    for batch in pq.ParquetFile(str(path)).iter_batches(batch_size=GROUP):
        for row in batch.to_pylist():
            for name in maps:
                row[name] = dict(row[name] or ())
            yield row


_READERS: Mapping[str, Callable[[str, Path], Iterator[Row]]] = {
    "parquet": _read_parquet,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "xlsx": _read_xlsx,
}
