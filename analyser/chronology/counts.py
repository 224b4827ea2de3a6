"""Contacts with their denominator: offered, kept, missed, cancelled, last seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from analyser.chronology.contacts import by_worker, on_the_day, seen_alone, was_seen
from analyser.chronology.rules import ChronologyRules
from analyser.model import Counts, Event, RedactedNote, Signal, Standing
from analyser.taxonomy import note_types


def outcomes(rows: Sequence[Event], notes: Mapping[str, RedactedNote], rules: ChronologyRules) -> list[str]:
    """The outcome of each contact that the file tells, each once.

    A note that is a visit, meeting or session is one contact; so is a missed, cancelled or kept one told in another
    note of another day. Limits: "missed three of five" counts once.
    """
    units: dict[tuple[str, ...], str] = {}
    days: dict[str, str] = {}
    for row in rows:
        if row.kind != "contact":
            continue
        note = notes[row.note_ids[0]]
        if note_types()[note.type].contact in rules.offered:
            units["note", note.note_id] = row.outcome
            if row.date:
                days[row.date] = row.outcome
    for row in rows:
        told = rules.told.get(row.kind)
        if told is None or row.standing is not Standing.AFFIRMED or row.date is None:
            continue
        if all(("note", n) in units and _is_own_day(notes[n], row) for n in row.note_ids):
            continue
        if days.get(row.date) == told:
            continue
        units.setdefault(("told", row.date, told), told)
    return list(units.values())


def _is_own_day(note: RedactedNote, row: Event) -> bool:
    return note.date is not None and row.date == note.date.isoformat()


def count(
    rows: Sequence[Event], notes: Sequence[RedactedNote], signals: Iterable[Signal], rules: ChronologyRules
) -> Counts:
    by_id = {n.note_id: n for n in notes}
    found = outcomes(rows, by_id, rules)
    by_note: dict[str, list[Signal]] = {}
    for s in signals:
        by_note.setdefault(s.note_id, []).append(s)
    seen: list[dt.date] = []
    alone: list[dt.date] = []
    for note in notes:
        if not by_worker(note) or note.date is None:
            continue
        own = [s for s in by_note.get(note.note_id, ()) if on_the_day(s, note)]
        if was_seen(note, own, rules):
            seen.append(note.date)
        if seen_alone(note, own):
            alone.append(note.date)
    return Counts(
        offered=len(found),
        kept=found.count("kept"),
        missed_by_family=sum(found.count(o) for o in ("missed", "no_access", "refused")),
        cancelled_by_family=found.count("cancelled_by_family"),
        cancelled_by_service=found.count("cancelled_by_service"),
        last_seen=max(seen, default=None),
        last_seen_alone=max(alone, default=None),
        seen_alone=len(alone),
    )
