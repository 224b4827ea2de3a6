"""One event told in several notes becomes one row with several sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analyser.chronology.happenings import GENERIC
from analyser.model import Event, Precision, Span

_FINENESS = {
    Precision.DAY: 0,
    Precision.WEEK: 1,
    Precision.MONTH: 2,
    Precision.SEASON: 3,
    Precision.YEAR: 4,
    Precision.NONE: 5,
}
_LOOSE = ("other", GENERIC, "meeting")


def merge(events: Iterable[Event]) -> list[Event]:
    """Rows in which one happening stands once.

    Two rows are one where kind and standing are the same, the actors do not differ, and the dates are the same or the
    coarser holds exactly one finer. Contacts stay one row a note.
    """
    rows: dict[tuple[object, ...], Event] = {}
    kept: list[Event] = []
    for event in events:
        if event.kind == "contact" or event.date is None:
            kept.append(event)
            continue
        key = (event.kind, event.standing, event.date, event.actor)
        rows[key] = _joined(rows[key], event) if key in rows else event
    return kept + _fold_coarse(_fold_loose(_fold_actorless(list(rows.values()))))


def _joined(a: Event, b: Event) -> Event:
    mentions = tuple(dict.fromkeys((*a.mentions, *b.mentions)))
    return replace(a, mentions=mentions, significant=a.significant or b.significant, end_date=a.end_date or b.end_date)


def _fold_actorless(rows: list[Event]) -> list[Event]:
    """A row that names nobody joins the one row of its kind and day that does."""
    out: list[Event] = []
    named = [r for r in rows if r.actor]
    joined: dict[str, Event] = {r.event_id: r for r in named}
    for row in rows:
        if row.actor:
            continue
        same = [r for r in named if (r.kind, r.standing, r.date) == (row.kind, row.standing, row.date)]
        if len(same) == 1:
            joined[same[0].event_id] = _joined(joined[same[0].event_id], row)
        else:
            out.append(row)
    return list(joined.values()) + out


def _fold_loose(rows: list[Event]) -> list[Event]:
    """ "The incident of 3 May" joins what else is known of 3 May, where a happening of a firmer kind is."""
    firm = {r.event_id: r for r in rows if r.kind not in _LOOSE}
    out: list[Event] = []
    for row in rows:
        if row.kind not in _LOOSE:
            continue
        near = [r for r in firm.values() if r.date == row.date and r.standing is row.standing and _told(r)]
        home = next((r for r in near if r.significant), None) or (near[0] if near and row.kind == GENERIC else None)
        if home is not None:
            firm[home.event_id] = _joined(home, row)
        else:
            out.append(row)
    return list(firm.values()) + out


def _told(row: Event) -> bool:
    return row.precision is Precision.DAY


def _fold_coarse(rows: list[Event]) -> list[Event]:
    """ "The March conference" joins the one conference of that March."""
    by_fineness = sorted(rows, key=lambda r: _FINENESS[r.precision])
    out: dict[str, Event] = {}
    for row in by_fineness:
        if row.date is not None and row.precision in (Precision.MONTH, Precision.YEAR):
            inside = [
                r
                for r in out.values()
                if r.kind == row.kind
                and r.standing is row.standing
                and r.actor == row.actor
                and r.date is not None
                and len(r.date) > len(row.date)
                and r.date.startswith(row.date)
                and not set(r.note_ids) & set(row.note_ids)
            ]
            if len(inside) == 1:
                out[inside[0].event_id] = _joined(inside[0], row)
                continue
        out[row.event_id] = row
    return list(out.values())


def order(events: Iterable[Event], position: dict[str, int]) -> tuple[Event, ...]:
    """By date, then by place in the file; a month stands before its days."""

    def key(e: Event) -> tuple[str, int, int, str, str]:
        first: Span = min(e.mentions, key=lambda m: (position.get(m.note_id, 0), m.start))
        return (e.date or "", position.get(first.note_id, 0), first.start, e.kind, e.event_id)

    return tuple(sorted(events, key=key))
