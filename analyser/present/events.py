"""Rows of the chronology as events of the page: lane, outcome, and the days between which each lies."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from analyser import taxonomy
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.timeline import Placed
from analyser.present.view import EventView
from analyser.present.wording import Wording

_SEASONS = {"WI": (12, 2), "SP": (3, 5), "SU": (6, 8), "AU": (9, 11)}


def read(rows: Iterable[Row], book: Book, words: Wording) -> tuple[tuple[Placed, ...], tuple[EventView, ...]]:
    """Dated events in order of time, and the undated ones."""
    dated: list[Placed] = []
    undated: list[EventView] = []
    listed = list(rows)
    contacts = [r for r in listed if cells.text(r.get("kind")) == "contact" and _group(r, words) != "other"]
    told = {(cells.text(r.get("date")), _group(r, words)) for r in contacts}
    noted = {(cells.text(r.get("date")), n) for r in contacts for n in _notes(r)}
    for number, row in enumerate(listed, start=1):
        event = _event(row, number, book, words)
        days = between(cells.text(row.get("date")), cells.text(row.get("end_date")))
        if event.group != "other" and cells.text(row.get("kind")) != "contact":
            if _told_again(row, event.group, told, noted):
                event = replace(event, group="other")
            told.add((cells.text(row.get("date")), event.group))
        if days is None:
            undated.append(event)
        else:
            known = words.outcomes.get(_outcome(row, words))
            letter = known.letter if known and event.group != "other" else ""
            dated.append(Placed(event, *days, letter))
    return tuple(sorted(dated, key=lambda p: (p.first, p.last))), tuple(undated)


def _told_again(row: Row, group: str, told: set[tuple[str, str]], noted: set[tuple[str, str]]) -> bool:
    """Whether the event says of a contact what was said of it before: one contact, one mark.

    So it is where that day has the same outcome already, and where the notes that tell of it are themselves the
    contact of that day.
    """
    date, notes = cells.text(row.get("date")), _notes(row)
    return (date, group) in told or bool(notes and all((date, n) in noted for n in notes))


def _notes(row: Row) -> list[str]:
    return [cells.text(n) for n in cells.items(row.get("note_ids"))]


def _group(row: Row, words: Wording) -> str:
    known = words.outcomes.get(_outcome(row, words))
    return known.group if known else "other"


def between(value: str, end: str = "") -> tuple[dt.date, dt.date] | None:
    """First and last day of an ISO value of any precision (``2024-03-12``, ``2024-03``, ``2024-SP``, ``2024``)."""
    first = _days(value)
    if first is None:
        return None
    last = _days(end) or first
    return first[0], max(first[1], last[1])


def _days(value: str) -> tuple[dt.date, dt.date] | None:
    try:
        if m := re.fullmatch(r"(\d{4})-([A-Z]{2})", value):
            a, b = _SEASONS[m[2]]
            year = int(m[1])
            return dt.date(year, a, 1), _month_end(year + (b < a), b)
        if m := re.fullmatch(r"(\d{4})-(\d{2})", value):
            return dt.date(int(m[1]), int(m[2]), 1), _month_end(int(m[1]), int(m[2]))
        if re.fullmatch(r"\d{4}", value):
            return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)
        day = dt.date.fromisoformat(value[:10])
    except (ValueError, KeyError):
        return None
    return day, day


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _event(row: Row, number: int, book: Book, words: Wording) -> EventView:
    kind, actor = cells.text(row.get("kind")), cells.text(row.get("actor"))
    date, end = cells.text(row.get("date")), cells.text(row.get("end_date"))
    precision = cells.text(row.get("precision"))
    outcome = _outcome(row, words)
    known = words.outcomes.get(outcome)
    spans = cells.rows(row.get("spans")) or [{"note_id": n} for n in cells.items(row.get("note_ids"))]
    return EventView(
        anchor=f"e{number}",
        date=(display.when(date) + (f" to {display.when(end)}" if end and end != date else ""))
        or words.line("undated"),
        approximate="" if precision in ("", "day", "none") else words.line("known_to", precision=precision),
        kind=words.kind(kind),
        lane="agency" if outcome == "agency" else lane(kind, actor, words),
        actor=display.role(actor) if actor else "",
        outcome=known.name if known else display.plain(outcome),
        group=known.group if known else "other",
        summary=display.spaced(without_label(cells.text(row.get("summary")), kind)),
        significant=cells.flag(row.get("significant")) or False,
        scrutiny=kind.lower() in words.scrutiny,
        quotes=book.quotes(spans, newest_first=False),
        event_id=cells.text(row.get("event_id")),
        time=cells.text(row.get("time")),
    )


def without_label(summary: str, kind: str) -> str:
    """A summary without the label and the role that it begins with: they have columns of their own."""
    name = re.escape(display.label(kind))
    return re.sub(rf"^{name}(?: \([^)]*\))?: (?=\S)", "", summary)


def _outcome(row: Row, words: Wording) -> str:
    return cells.text(row.get("outcome")) or words.outcome_of_kind.get(cells.text(row.get("kind")), "")


def lane(kind: str, actor: str, words: Wording) -> str:
    """Family, child, professional or agency: by what happened first, then by who did it."""
    known = taxonomy.labels().get(kind)
    if kind in words.child_kinds:
        return "child"
    if kind in words.agency_kinds:
        return "agency"
    if kind in words.scrutiny or (known and known.actor == "professional"):
        return "agency" if actor and display.side(actor) == "agency" else "professional"
    side = display.side(actor) if actor else "parent"
    return {"parent": "family"}.get(side, side)
