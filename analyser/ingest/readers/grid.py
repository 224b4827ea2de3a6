"""Tables in documents, as lines: forms become "label: value", a log in a table becomes dated entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analyser.ingest.columns import fields_of
from analyser.ingest.days import read_day
from analyser.ingest.entries import type_of_opening
from analyser.ingest.headers import label_of

Rows = list[list[str]]
_HEADING_IN = 3  # rows of a log's table
_LABEL = re.compile(r"[^\W\d][\w '’/()&.?-]{0,48}:?")


def text_of(blocks: Sequence[str | Rows]) -> str:
    """Paragraphs and tables as the text of a paper. Where tables with columns for a day and for words hold most of it,
    each of their rows is an entry; a table of events within a report stays a table."""
    logs = ["" if isinstance(b, str) else log_of(b) for b in blocks]
    plain = [b if isinstance(b, str) else _table(b, bool(log)) for b, log in zip(blocks, logs, strict=True)]
    if 2 * sum(len(p) for p, log in zip(plain, logs, strict=True) if log) < sum(map(len, plain)):
        logs = [""] * len(logs)
    return "\n".join(log or p for p, log in zip(plain, logs, strict=True))


def _table(rows: Rows, has_heading: bool) -> str:
    lines = (" | ".join(c for c in row if c) if has_heading and n == 0 else row_text(row) for n, row in enumerate(rows))
    return "\n".join(filter(None, lines))


def log_of(rows: Rows) -> str:
    """The rows of a log as entries under their days; "" where the table is none."""
    for at, heads in enumerate(rows[:_HEADING_IN]):
        fields = fields_of(heads, "notes")
        if not {"date", "text"} <= fields.keys():
            continue
        below = [row for row in rows[at + 1 :] if any(row)]
        days = sum(read_day(_cell(row, fields["date"])).value is not None for row in below)
        if not days or 2 * days < len(below):
            return ""
        above = [row_text(row) for row in rows[:at]]
        counted = _counted(below)
        return "\n".join([*above, *(_entry(heads, row, fields, counted, len(below) == 1) for row in below)])
    return ""


def _entry(heads: list[str], row: list[str], fields: Mapping[str, int], counted: set[int], alone: bool) -> str:
    """A day on a line of its own, what the other columns say with their headings, and the words."""
    day = " ".join(_cell(row, fields["date"]).split())
    known: list[str] = []
    other: list[str] = []
    for place, head in enumerate(heads):
        said = " ".join(_cell(row, place).split())
        if said and place not in (fields["date"], fields["text"], *counted):
            line = f"{head.strip().rstrip(':?')}: {said}" if head.strip() else said
            (known if label_of(line)[0] else other).append(line)
    words = _cell(row, fields["text"])
    if "type" not in fields and read_day(day).value and (kind := type_of_opening(words)):
        known.append(f"Type: {kind}")
    head = f"Date: {day}" if alone and day else day  # one day makes no record, but heads its note
    return "\n".join(["", head, *known, *other, words])


def _counted(rows: Rows) -> set[int]:
    """The columns that only count the rows: 1, 2, 3 ..."""
    wanted = [str(n) for n in range(1, len(rows) + 1)]
    return {place for place in range(max(map(len, rows))) if [_cell(r, place).rstrip(".") for r in rows] == wanted}


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def row_text(cells: list[str]) -> str:
    """One row as text. A row of label and value, once or twice over, gives "label: value" lines."""
    full = [c.strip() for c in cells]
    while full and not full[-1]:
        full.pop()
    if not full:
        return ""
    if len(full) == 1:
        return full[0]
    if _is_form(full):
        return "\n".join(f"{a.rstrip(':?')}: {b}" for a, b in zip(full[::2], full[1::2], strict=True))
    return " | ".join(full)


def joints(cells: list[str]) -> list[str]:
    """What stands before each cell of a row whose cells are kept and read as ``row_text`` joins them."""
    full = [c.strip() for c in cells]
    while full and not full[-1]:
        full.pop()
    if not _is_form(full):
        return ["", *[" | "] * (len(cells) - 1)][: len(cells)]
    after = (" " if c.endswith((":", "?")) else ": " for c in full[::2])
    return [j for a in after for j in ("\n", a)][: len(full)] + [" | "] * (len(cells) - len(full))


def _is_form(full: list[str]) -> bool:
    labels = full[::2]
    if not full or len(full) % 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    # Two columns without a colon are a form only where the left one is short and the row is not a heading.
    pairs = len(full) == 2 and len(full[0].split()) <= 5 and not full[0].endswith(".")
    return all(label.endswith(":") for label in labels) or pairs
