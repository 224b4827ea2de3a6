"""From signals, notes and the times they name to one chronology of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.chronology.across import join_across
from analyser.chronology.agreements import agreements
from analyser.chronology.changes import changes
from analyser.chronology.clock import time_of
from analyser.chronology.contacts import contact_events
from analyser.chronology.counts import count
from analyser.chronology.happenings import happenings
from analyser.chronology.listed import further_days
from analyser.chronology.merge import merge, order
from analyser.chronology.offered import contacts
from analyser.chronology.rules import ChronologyRules, load_rules
from analyser.chronology.triggers import triggers
from analyser.chronology.undertaking_rules import undertaking_rules
from analyser.chronology.wording import event_id, signal_summary
from analyser.dates import find_dates
from analyser.model import Chronology, Event, Precision, RedactedNote, Signal, Span, Standing, TaggedCase, TimeValue

_TELLS = (Standing.AFFIRMED, Standing.HISTORICAL)


def build(case: TaggedCase) -> Chronology:
    """The chronology of a case: dated rows in order of time, undated ones apart, and the counts of contacts.

    A row is a happening, not a note: one told in three notes is one row with three sources. Planned, feared and denied
    things are never rows.
    """
    rules = load_rules()
    notes = case.case.notes
    by_id = {n.note_id: n for n in notes}
    position = {n.note_id: i for i, n in enumerate(notes)}
    signals = [s for s in case.signals if s.note_id in by_id]
    times = {n.note_id: _times(case, n) for n in notes}
    of_signals = signal_events(signals, by_id, times, rules)
    events = contact_events(notes, signals, rules) + of_signals
    told = [e for n in notes for e in happenings(n, times[n.note_id], rules)]
    events += _not_told_by_signals(told, signals, of_signals)
    joined = join_across(order(merge(order(events, position), rules), position), notes, rules)
    rows = [replace(r, time=time_of(r, by_id)) if r.date else r for r in joined]
    dated = order((r for r in rows if r.date is not None), position)
    undated = order((r for r in rows if r.date is None), position)
    offered = contacts(dated, notes, signals, rules, case.case.setting)
    counts = count(offered, notes, signals, rules, case.case.as_of)
    more = undertaking_rules()
    return Chronology(
        case,
        dated,
        undated,
        counts,
        offered,
        agreements(notes, signals, times, more),
        changes(notes, signals, more),
        triggers(dated, notes, signals, more, rules),
    )


def _times(case: TaggedCase, note: RedactedNote) -> Sequence[TimeValue]:
    found = case.times.get(note.note_id)
    return found if found is not None else tuple(find_dates(note.text, note.date or note.recorded))


def signal_events(
    signals: Iterable[Signal],
    notes: Mapping[str, RedactedNote],
    times: Mapping[str, Sequence[TimeValue]],
    rules: ChronologyRules,
) -> list[Event]:
    """A row for each signal that tells something that happened; for each day where its words list several."""
    found = []
    for told in signals:
        if told.standing not in _TELLS:
            continue
        note = notes[told.note_id]
        words = note.text[told.start : told.end]
        days = further_days(told, note, times[told.note_id], rules)
        found += [
            Event(
                event_id=event_id(s.label, s.date, s.actor, s.note_id, s.start),
                kind=s.label,
                date=s.date,
                precision=s.precision if s.date else Precision.NONE,
                mentions=(Span(s.note_id, s.start, s.end),),
                summary=signal_summary(s.label, s.actor, words),
                actor=s.actor,
                significant=s.label in rules.significant,
                standing=s.standing,
            )
            for s in (told, *(replace(told, date=day) for day in days))
        ]
    return found


def _not_told_by_signals(events: Iterable[Event], signals: Iterable[Signal], told: Iterable[Event]) -> list[Event]:
    """Happenings less those that a planned or denied signal speaks of, or that a signal of the same day tells."""
    by_note: dict[str, list[Signal]] = defaultdict(list)
    for s in signals:
        by_note[s.note_id].append(s)
    days = {(m, t.date) for t in told for m in t.mentions}
    kept = []
    for e in events:
        (at,) = e.mentions
        over = [s for s in by_note[at.note_id] if s.start < at.end and at.start < s.end]
        if any(s.standing not in _TELLS for s in over):
            continue
        if e.kind in ("other", "meeting", "health") and any(s.date == e.date or (s.span, e.date) in days for s in over):
            continue
        kept.append(e)
    return kept
