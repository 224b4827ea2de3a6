"""The contacts that a file tells were offered, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.chronology import contact_details as details
from analyser.chronology.contact_details import File
from analyser.chronology.contact_rules import contact_rules
from analyser.chronology.contacts import NOT_HELD
from analyser.chronology.rules import ChronologyRules
from analyser.model import Contact, Event, RedactedNote, Setting, Signal, Standing
from analyser.taxonomy import note_types

_SERVICE = "context_service"
_NOT_OFFERED = ("agency", NOT_HELD)  # outcomes of what services did among themselves, and of what took no place
_UNSAID = ("", "other")  # of a service: it may be any


def contacts(
    rows: Sequence[Event],
    notes: Sequence[RedactedNote],
    signals: Iterable[Signal],
    rules: ChronologyRules,
    setting: Setting = Setting.CHILDREN,
) -> tuple[Contact, ...]:
    """Every contact that was offered, in the order of the rows.

    A note that is a visit, meeting or session is one contact; so is a missed, cancelled or kept one told in another
    note of another day. What supervision or a summary tells again without a day is not, save that the service itself
    called something off, which it alone may tell: that stands without a date. A contact of which it is only said that
    it did not take place is a row of the chronology, and no contact that was offered.

    Limits: "missed three of five" counts once; a contact of another service is known only where some note tells of
    it; who was expected is known only where the words name somebody.
    """
    by_note: dict[str, list[Signal]] = {}
    for s in signals:
        if s.standing is Standing.AFFIRMED:
            by_note.setdefault(s.note_id, []).append(s)
    at_risk = "adult_at_risk" if setting is Setting.ADULTS else "child"
    file = File({n.note_id: n for n in notes}, by_note, rules, contact_rules(), at_risk)
    own: dict[str, tuple[Contact, str]] = {}  # note -> the contact that it records, with the outcome of its row
    for row in rows:
        note = file.notes[row.note_ids[0]]
        sort = note_types().get(note.type)  # a paper that says nothing of its kind has none
        if row.kind != "contact" or row.outcome in _NOT_OFFERED:
            continue
        if sort is not None and sort.contact in rules.offered:
            own[note.note_id] = details.recorded(row, note, file), row.outcome
    told: list[Contact] = []
    for row in rows:
        outcome = _told_outcome(row, file)
        if outcome and row.date is not None and not _is_recorded(row, outcome, own, file):
            _add(told, details.told(row, outcome, file))
    place = {row.event_id: i for i, row in enumerate(rows)}
    return tuple(sorted((*(c for c, _ in own.values()), *told), key=lambda c: place[c.event_id]))


def _told_outcome(row: Event, file: File) -> str:
    """What became of a contact that a row of signals tells; "" where it tells of none."""
    if row.standing is not Standing.AFFIRMED:
        return ""
    outcome = file.rules.told.get(row.kind, "")
    if row.kind == _SERVICE and any(file.details.by_service.search(file.words(m)) for m in row.mentions):
        outcome = "cancelled_by_service"
    return "" if outcome != "cancelled_by_service" and details.is_retold(row, file) else outcome


def _is_recorded(row: Event, outcome: str, own: Mapping[str, tuple[Contact, str]], file: File) -> bool:
    """Whether the contact that a row tells has a note of its own: of its day, with its outcome, of its service."""
    if all(n in own and _is_own_day(file.notes[n], row) for n in row.note_ids):
        return True
    of = file.details.value("agency", " ".join(file.words(m) for m in row.mentions))
    return any(
        c.date == row.date and outcome in (came_of, c.group) and (of in _UNSAID or c.agency in ("", of))
        for c, came_of in own.values()
    )


def _is_own_day(note: RedactedNote, row: Event) -> bool:
    return note.date is not None and row.date == note.date.isoformat()


def _add(found: list[Contact], contact: Contact) -> None:
    """What is told twice of one day is one contact of several people, unless it was of different services."""
    for i, c in enumerate(found):
        if (c.date, c.group) != (contact.date, contact.group):
            continue
        shares = {m.note_id for m in c.mentions} & {m.note_id for m in contact.mentions}
        known = {c.agency, contact.agency} - set(_UNSAID)
        if len(known) > 1 or not (shares or known or c.agency == contact.agency):
            continue
        if c.date is None and not shares:
            continue  # of no day, so that nothing says that the two are one
        found[i] = replace(
            c,
            agency=c.agency if c.agency not in _UNSAID else contact.agency or c.agency,
            people=tuple(dict.fromkeys((*c.people, *contact.people))),
            seen=tuple(dict.fromkeys((*c.seen, *contact.seen))),
            mentions=tuple(dict.fromkeys((*c.mentions, *contact.mentions))),
        )
        return
    found.append(contact)
