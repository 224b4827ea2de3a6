"""A chronology as rows for other programs (CSV) and as a workbook to read, sort and print (XLSX)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from analyser.present import display
from analyser.present.chronology_counts import Told
from analyser.present.chronology_rows import Line
from analyser.present.contacts import counted_heads
from analyser.present.grids import Answer, headed
from analyser.present.wording import Wording, wording
from analyser.results.formats import Workbook, harmless

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
# Widths of the sheets after those of the events, which take their titles and heads from the wording.
_TABLES = {
    "each": (12, 14, 18, 24, 26, 24, 20, 50, 20, 9, 20, 20, 12, 14, 12, 11, 12),
    "gaps": (12, 44, 36, 10, 16, 10, 11, 10, 10, 14, 14),
    "agreements": (12, 14, 70, 18, 14, 36, 36),
    "changes": (12, 28, 24, 14, 16, 14),
    "triggers": (12, 14, 36, 24, 24),
}
# The tables of counts stand on one sheet: by whom or what, and of whom or what, then the same columns.
_COUNTS = ("by_person", "by_agency", "by_period")
_COUNTED = (12, 14, 26, 10, 10, 14, 14, 14, 12, 14, 18)
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
    """What to know first, the dated events, those without a date, contacts each and counted, the time between being
    seen, what was agreed, what changed, and what is told before and after meetings and challenges: a sheet each.

    Days are dates that sort, counts are numbers, long cells wrap, the head stays, can be filtered, and is printed on
    each page.
    """
    with Workbook(path) as book:
        first = book.add_worksheet("Read first")
        sheets = [
            _Sheet(book, name, list(COLUMNS), list(COLUMNS.values())) for name in ("Chronology", "Without a date")
        ]
        wrapped, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        first.set_column(0, 0, 110)
        words = wording("")
        said = [f"{words.unreviewed}. {words.unreviewed_more}", words.pseudonymised, words.reassurance]
        said.append(f"Chronology: {words.line('rows_intro')}")
        more = _tables(book, words, said)
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
            for part, table in {**counts.columns, **counts.tables}.items():
                by = [words.contact["by"][part]] if part in _COUNTS else []
                for answers in table.every if part in more else ():
                    more[part].write([counts.case_id, *by, *map(_value, answers)])
        for sheet in (*sheets, *dict.fromkeys(more.values())):
            sheet.finish()
        sheets[0].activate()


def _tables(book: Any, words: Wording, said: list[str]) -> dict[str, _Sheet]:
    """A sheet for each table by its name in the wording, those of counts on one; what each is joins ``said``."""
    entries = {**words.contact_tables, **words.agreed_heads}
    found: dict[str, _Sheet] = {}
    for part, widths in _TABLES.items():
        if part == "gaps":
            title = words.contact["by"]["title"]
            head = ("Case", words.contact["by"]["by"], words.contact["by"]["of"], *counted_heads(words))
            sheet = _Sheet(book, title, head, _COUNTED)
            found |= dict.fromkeys(_COUNTS, sheet)
            said.extend(f"{title}: {entries[c]['title']}. {entries[c]['intro']}" for c in _COUNTS)
        title, intro, head = headed(entries[part])
        found[part] = _Sheet(book, title, ("Case", *head), widths)
        said.append(f"{title}: {intro}")
    return found


class _Sheet:
    def __init__(self, book: Any, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        self.sheet = book.add_worksheet(name)
        self.row, self.last = 0, len(titles) - 1
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6F1F4", "bottom": 1})
        self.body = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(0, column, title, head)
        self.sheet.freeze_panes(1, 2)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)

    def write(self, values: Sequence[str | int | dt.date]) -> None:
        self.row += 1
        for column, value in enumerate(values):
            if isinstance(value, int):
                self.sheet.write_number(self.row, column, value, self.body)
            elif isinstance(value, dt.date):
                self.sheet.write_datetime(self.row, column, dt.datetime.combine(value, dt.time()), self.date)
            else:
                self.sheet.write_string(self.row, column, value[:MOST_CHARACTERS], self.body)

    def activate(self) -> None:
        self.sheet.activate()

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, max(self.row, 1), self.last)


def _values(line: Line) -> list[str | int | dt.date]:
    return [(_day(cell) or display.when(cell)) if column in _DAYS else cell for column, cell in enumerate(cells(line))]


def _value(answer: Answer) -> str | int | dt.date:
    return answer.number if answer.number is not None else _day(answer.date) or answer.plain


def _day(cell: str) -> dt.date | None:
    """A day that a spreadsheet can hold as one: it counts from 1900."""
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
