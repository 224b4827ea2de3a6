"""A chronology as rows for other programs (CSV) and as a workbook to read, sort and print (XLSX)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analyser.present import agreed, display
from analyser.present.chronology_counts import Told
from analyser.present.chronology_rows import Line
from analyser.present.view import Answer
from analyser.present.wording import wording
from analyser.results.formats import harmless

# Name and width in a spreadsheet, in characters.
COLUMNS = {
    "Case": 12,
    "Date": 14,
    "Until": 14,
    "Date known to the": 11,
    "Time": 8,
    "Source": 28,
    "Event": 22,
    "What the record says": 70,
    "Who": 18,
    "Significant": 11,
    "Significance or impact": 36,
    "Action and outcome": 28,
    "Analysis": 36,
    "Note": 12,
}
_DAYS = (1, 2)  # columns that hold days
# The same of the sheets after those of the events, which take their titles and heads from the wording.
_AGREED = {
    "agreements": (12, 14, 70, 18, 14, 36, 36),
    "changes": (12, 28, 24, 14, 16, 14),
    "triggers": (12, 14, 36, 24, 24),
}
MOST_CHARACTERS = 32_767  # in a cell of a spreadsheet


def cells(line: Line) -> tuple[str, ...]:
    """The cells of a row, in the order of ``COLUMNS``; the reader's own column is empty."""
    return (
        line.case_id,
        line.date or wording().line("undated"),
        line.until,
        line.precision,
        line.time,
        line.source,
        line.kind,
        line.words,
        line.who,
        "yes" if line.significant else "",
        line.impact,
        line.outcome,
        "",
        line.notes,
    )


def write_csv(path: Path, stories: Iterable[tuple[Told, Iterable[Line]]]) -> None:
    """The rows alone, case by case, those without a date at the end of each."""
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(COLUMNS)
        for _, lines in stories:
            writer.writerows([harmless(cell) for cell in cells(line)] for line in lines)


def write_xlsx(path: Path, stories: Iterable[tuple[Told, Iterable[Line]]]) -> None:
    """What to know first with the counts, the dated events, those without a date, what was agreed, what changed, and
    what is told before and after meetings and challenges: a sheet each.

    Days are dates that sort, long cells wrap, the head stays, can be filtered, and is printed on each page.
    """
    import xlsxwriter

    options: dict[str, Any] = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        first = book.add_worksheet("Read first")
        sheets = [_Sheet(book, name, COLUMNS) for name in ("Chronology", "Without a date")]
        wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        first.set_column(0, 0, 110)
        words = wording()
        said = [f"{words.unreviewed}. {words.unreviewed_more}", words.pseudonymised, words.reassurance]
        more = {}
        for part, widths in _AGREED.items():
            title, intro, head = agreed.headed(part, words)
            more[title] = _Sheet(book, title, dict(zip(("Case", *head), widths, strict=True)))
            said.append(f"{title}: {intro}")
        for row, text in enumerate(said):
            first.write_string(row, 0, text, wrapped)
        at = len(said)
        for counts, lines in stories:
            first.write_string(at + 1, 0, counts.title, bold)
            for row, text in enumerate(counts.sentences, at + 2):
                first.write_string(row, 0, text, wrapped)
            at += 2 + len(counts.sentences)
            for line in lines:
                sheets[not line.date].write(_values(line))
            for table in counts.agreed:
                for answers in (*table.rows, *table.folded):
                    more[table.title].write([counts.case_id, *map(_value, answers)])
        for sheet in (*sheets, *more.values()):
            sheet.finish()
        sheets[0].activate()


class _Sheet:
    def __init__(self, book: Any, name: str, columns: Mapping[str, int]) -> None:
        self.sheet = book.add_worksheet(name)
        self.row, self.last = 0, len(columns) - 1
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F1F4", "bottom": 1})
        self.body = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
        for column, (title, width) in enumerate(columns.items()):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, title, head)
        self.sheet.freeze_panes(1, 2)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)

    def write(self, values: Sequence[str | dt.date]) -> None:
        self.row += 1
        for column, value in enumerate(values):
            if isinstance(value, dt.date):
                self.sheet.write_datetime(self.row, column, dt.datetime.combine(value, dt.time()), self.date)
            else:
                self.sheet.write_string(self.row, column, value[:MOST_CHARACTERS], self.body)

    def activate(self) -> None:
        self.sheet.activate()

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, max(self.row, 1), self.last)


def _values(line: Line) -> list[str | dt.date]:
    return [(_day(cell) or display.when(cell)) if column in _DAYS else cell for column, cell in enumerate(cells(line))]


def _value(answer: Answer) -> str | dt.date:
    return _day(answer.date) or answer.text


def _day(cell: str) -> dt.date | None:
    """A day that a spreadsheet can hold as one: it counts from 1900."""
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
