"""One event told in several notes becomes one row with several sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analyser.chronology.happenings import GENERIC
from analyser.chronology.rules import ChronologyRules
from analyser.dates.happening import opening
from analyser.model import Event, Precision, Span
from analyser.taxonomy import labels, side_of

_FINENESS = {
    Precision.DAY: 0,
    Precision.WEEK: 1,
    Precision.MONTH: 2,
    Precision.SEASON: 3,
    Precision.YEAR: 4,
    Precision.DECADE: 5,
    Precision.CENTURY: 6,
    Precision.NONE: 7,
}
_WIDE = ("", "family", "parents")


def merge(events: Iterable[Event], rules: ChronologyRules) -> list[Event]:
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
        # "In June" said of two things is not yet one thing.
        key = (event.kind, event.standing, event.date, event.actor, event.note_ids if _is_vague(event, rules) else ())
        rows[key] = _joined(rows[key], event) if key in rows else event
    told = _fold_loose(_fold_actorless(list(rows.values()), rules), frozenset(labels()), rules)
    return kept + _fold_coarse(told, rules)


def _is_vague(event: Event, rules: ChronologyRules) -> bool:
    return event.kind in rules.vague and event.precision is not Precision.DAY


def _joined(a: Event, b: Event) -> Event:
    mentions = tuple(dict.fromkeys((*a.mentions, *b.mentions)))
    return replace(a, mentions=mentions, significant=a.significant or b.significant, end_date=a.end_date or b.end_date)


def _fold_actorless(rows: list[Event], rules: ChronologyRules) -> list[Event]:
    """Two rows of one kind and day are one where the second names nobody, or a wider circle: parents for mother."""
    joined: dict[str, Event] = {}
    days: dict[tuple[object, ...], list[str]] = {}  # ids of the rows of one kind and day
    for row in sorted(rows, key=lambda r: (r.actor in _WIDE, r.event_id)):
        day = days.setdefault((row.kind, row.standing, row.date), [])
        same = [i for i in day if _one_actor(joined[i], row) and not _is_vague(row, rules)]
        if len(same) == 1:
            joined[same[0]] = _joined(joined[same[0]], row)
        else:
            joined[row.event_id] = row
            day.append(row.event_id)
    return list(joined.values())


def _one_actor(a: Event, b: Event) -> bool:
    if a.actor == b.actor or not (a.actor and b.actor):
        return True
    wide = next((x for x in (a.actor, b.actor) if x in _WIDE), None)
    return wide is not None and all(x in _WIDE or side_of(x) == "parent" for x in (a.actor, b.actor))


def _fold_loose(rows: list[Event], signals: frozenset[str], rules: ChronologyRules) -> list[Event]:
    """ "The incident of 3 May" joins what else is known of 3 May, where one happening of a firmer kind is."""
    firm = {r.event_id: r for r in rows if r.kind not in rules.joins_its_day}
    out: list[Event] = []
    for row in rows:
        if row.kind not in rules.joins_its_day:
            continue
        near = [r for r in firm.values() if r.date == row.date and r.standing is row.standing]
        told = [r for r in near if r.kind not in signals]
        grave = [r for r in near if r.significant] if row.kind == GENERIC else []
        home = told[0] if len(told) == 1 else next(iter(grave), None)
        if home is not None:
            firm[home.event_id] = _joined(home, row)
        else:
            out.append(row)
    return list(firm.values()) + out


def _fold_coarse(rows: list[Event], rules: ChronologyRules) -> list[Event]:
    """ "The March conference" joins the one conference of that March."""
    by_fineness = sorted(rows, key=lambda r: _FINENESS[r.precision])
    out: dict[str, Event] = {}
    for row in by_fineness:
        if row.date is not None and row.precision in (Precision.MONTH, Precision.YEAR) and row.kind not in rules.vague:
            inside = [
                r
                for r in out.values()
                if r.kind == row.kind
                and r.standing is row.standing
                and _one_actor(r, row)
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
    """By date, then by place in the file; a month, a quarter or a season stands before its days."""

    def key(e: Event) -> tuple[str, int, int, str, str]:
        first: Span = min(e.mentions, key=lambda m: (position.get(m.note_id, 0), m.start))
        return (opening(e.date) if e.date else "", position.get(first.note_id, 0), first.start, e.kind, e.event_id)

    return tuple(sorted(events, key=key))
