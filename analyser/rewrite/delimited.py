"""CSV and TSV: the same columns, rows and separator, in UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from analyser.ingest import limits
from analyser.ingest.columns import heading_row
from analyser.ingest.readers.delimited import records, separator_of
from analyser.ingest.text import clean
from analyser.rewrite.cells import columns_of, is_born
from analyser.rewrite.pieces import Edit, Piece, Policy, edited

LARGEST = 200 * limits.MiB
_FORMULA = re.compile(r"\s*(?:[=@]|[+-]\s*\w*[A-Za-z]\w*\s*\()")


class Delimited:
    def __init__(self, path: Path, policy: Policy) -> None:
        data = limits.load(path, LARGEST)
        self.suffix = path.suffix.lower()
        self.warnings: tuple[str, ...] = ()
        self._separator, skip = separator_of(path)
        # What was no UTF-8 was for a spreadsheet: with a mark, it shows the letters as they were.
        self._mark = data.startswith(codecs.BOM_UTF8) or not _is_utf8(data)
        self._newline = "\r\n" if b"\r\n" in data[:4096].replace(b"\0", b"") else "\n"
        self._rows = [[clean(c) for c in cells] for _, cells in records(path, self._separator, skip)]
        at = heading_row(self._rows[:20])
        columns = columns_of(path.stem, self._rows[at] if at < len(self._rows) else (), policy.mapping)
        self.pieces: list[Piece] = []
        self._places: list[tuple[int, int]] = []
        for number, cells in enumerate(self._rows):
            for place, text in enumerate(cells):
                if not text.strip():
                    continue
                above = number <= at and not is_born(cells, place)
                piece = (
                    Piece(text, f"row {number + 1}", "heading")
                    if above
                    else columns.piece(cells, place, number + 1, text)
                )
                self.pieces.append(piece)
                self._places.append((number, place))

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        for (row, place), piece, own in zip(self._places, self.pieces, edits, strict=True):
            self._rows[row][place] = _harmless(edited(piece.text, own))
        out = io.StringIO()
        csv.writer(out, delimiter=self._separator, lineterminator=self._newline).writerows(self._rows)
        return out.getvalue().encode("utf-8-sig" if self._mark else "utf-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula becomes text."""
    return "'" + text if _FORMULA.match(text) else text


def read(path: Path, policy: Policy) -> Delimited:
    return Delimited(path, policy)
