"""CSV and TSV, of any size, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.columns import heading_row
from analyser.ingest.formats import Row, Table
from analyser.ingest.text import lines

_SEPARATORS = ",;\t|"
_NO_CSV, _CUT_SHORT = ["\x00"], ["\x00", "\x00"]  # in place of the cells of a record


def read(path: Path) -> list[Table]:
    """The one table of the file."""
    if path.stat().st_size == 0:
        raise UnreadableInput("is empty (0 bytes); export it again or leave it out.")
    separator, skip = separator_of(path)
    head = list(islice((cells for _, cells in records(path, separator, skip)), 20))
    if not head:
        raise UnreadableInput("is empty: it has no rows; export it again or leave it out.")
    at = heading_row(head)
    columns = tuple(head[at]) if at < len(head) else ()
    if not any(c.strip() for c in columns):
        raise UnreadableInput("has no heading row; the first row must name the columns.")
    return [Table(path.stem, columns, partial(_rows, path, separator, skip, at, len(columns)))]


def separator_of(path: Path) -> tuple[str, int]:
    """The separator, and how many lines stand before the heading (Excel's ``sep=;``, empty lines)."""
    with path.open("rb") as file:
        skip = 0
        source = lines(file)
        for line in source:
            bare = line.strip()
            if not bare:
                skip += 1
                continue
            if bare.lower().startswith("sep=") and len(bare) == 5:
                return bare[4], skip + 1
            if path.suffix.lower() in (".tsv", ".tab"):
                return "\t", skip
            # A title above the heading holds no separator: the first few lines are counted together.
            sample = "".join([line, *islice(source, 10)]) if line.count(",") + line.count(";") < 2 else line
            return max(_SEPARATORS, key=sample.count), skip
    raise UnreadableInput("is empty: it has no rows; export it again or leave it out.")


def records(path: Path, separator: str, skip: int, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of every record, headings too; one that is no CSV is a single cell with NUL.

    Args:
        strict: a record that took in the rows below it, because a quotation mark is not closed, is no CSV either, and
            one in which the file ends is two cells with NUL.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.LINE))  # cells are measured by whoever makes notes of them
    with path.open("rb") as file:
        source = lines(file)
        for _ in range(skip):
            next(source, None)
        taken: list[str] = []  # the lines of the record
        reader = csv.reader(_kept(source, taken), delimiter=separator)
        number = skip
        while True:
            number += 1
            taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = _NO_CSV
            if strict and _swallows(taken, separator, len(cells)):
                cells = _NO_CSV
            elif strict and _is_open(taken, separator):
                cells = _CUT_SHORT
            yield number, cells


def _kept(source: Iterator[str], taken: list[str]) -> Iterator[str]:
    for line in source:
        taken.append(line)
        yield line


def _swallows(taken: list[str], separator: str, width: int) -> bool:
    """Whether a record of several lines is ill quoted, and a line below its first is a row by itself."""
    if width < 2 or not any(line.count(separator) >= width - 1 for line in taken[1:]):
        return False
    try:
        for _ in csv.reader(taken, delimiter=separator, strict=True):
            pass
    except csv.Error:
        return True
    return False


def _is_open(taken: list[str], separator: str) -> bool:
    """Whether the file ends within the quotation marks of a record."""
    if sum(line.count('"') for line in taken) % 2 == 0:
        return False
    try:
        for _ in csv.reader(taken, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _rows(path: Path, separator: str, skip: int, at: int, width: int) -> Iterator[Row]:
    for number, cells in islice(records(path, separator, skip, strict=True), at + 1, None):
        if cells == _CUT_SHORT:
            fault = "runs to the end of the file within quotation marks: one may be missing, or the file is cut short. "
            yield Row(number, (), fault + "Correct it there, or export it again.")
        elif cells == _NO_CSV:
            fault = (
                "is not valid CSV: a quotation mark may be missing, and rows below it stand in it. Correct it there."
            )
            yield Row(number, (), fault)
        elif any(cells):
            fault = ""
            if len(cells) < width and cells[-1].count("\n") > 20:
                fault = (
                    "has too few columns and runs on over many lines; a quotation mark is not closed. Correct it there."
                )
            elif len(cells) > width and any(cells[width:]):
                fault = "has more cells than the heading; a comma or quotation mark is misplaced. Correct it there."
            yield Row(number, tuple(cells), fault)
