"""The contacts that a file tells were offered, each once, with what the words say of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyser.chronology.contact_rules import ContactRules, contact_rules
from analyser.chronology.contacts import AT_RISK, on_the_day, seen_alone, was_seen
from analyser.chronology.rules import ChronologyRules
from analyser.chronology.wording import clip
from analyser.layout.sentences import around
from analyser.model import Contact, Event, RedactedNote, Signal, Span, Standing
from analyser.taxonomy import note_types

_GROUP = {"no_access": "missed", "refused": "missed"}
_SERVICE = "context_service"


@dataclass(frozen=True, slots=True)
class _File:
    notes: Mapping[str, RedactedNote]
    signals: Mapping[str, Sequence[Signal]]  # affirmed, by note
    rules: ChronologyRules
    details: ContactRules


def contacts(
    rows: Sequence[Event], notes: Sequence[RedactedNote], signals: Iterable[Signal], rules: ChronologyRules
) -> tuple[Contact, ...]:
    """Every contact that was offered, in the order of the rows.

    A note that is a visit, meeting or session is one contact; so is a missed, cancelled or kept one told in another
    note of another day. Limits: "missed three of five" counts once; a contact of another service is known only where
    some note tells of it; who was expected is known only where the words name somebody.
    """
    by_note: dict[str, list[Signal]] = {}
    for s in signals:
        if s.standing is Standing.AFFIRMED:
            by_note.setdefault(s.note_id, []).append(s)
    file = _File({n.note_id: n for n in notes}, by_note, rules, contact_rules())
    units: dict[tuple[str, ...], Contact] = {}
    days: dict[str, set[str]] = {}
    for row in rows:
        note = file.notes[row.note_ids[0]]
        sort = note_types().get(note.type)  # a paper that says nothing of its kind has none
        if row.kind == "contact" and sort is not None and sort.contact in rules.offered:
            units["note", note.note_id] = contact = _recorded(row, note, file)
            if row.date:
                days.setdefault(row.date, set()).add(row.outcome)
                days[row.date].add(contact.group)
    for row in rows:
        outcome = _told_outcome(row, file)
        if not outcome or row.date is None or outcome in days.get(row.date, ()):
            continue
        if all(("note", n) in units and _is_own_day(file.notes[n], row) for n in row.note_ids):
            continue
        units.setdefault(("told", row.date, outcome), _told(row, outcome, file))
    place = {row.event_id: i for i, row in enumerate(rows)}
    return tuple(sorted(units.values(), key=lambda c: place[c.event_id]))


def _told_outcome(row: Event, file: _File) -> str:
    """What became of a contact that a row of signals tells; "" where it tells of none."""
    if row.standing is not Standing.AFFIRMED:
        return ""
    if row.kind == _SERVICE and any(file.details.by_service.search(_words(m, file)) for m in row.mentions):
        return "cancelled_by_service"
    return file.rules.told.get(row.kind, "")


def _is_own_day(note: RedactedNote, row: Event) -> bool:
    return note.date is not None and row.date == note.date.isoformat()


def _words(span: Span, file: _File) -> str:
    return file.notes[span.note_id].text[span.start : span.end]


def _recorded(row: Event, note: RedactedNote, file: _File) -> Contact:
    """The contact that a note records. Its whole text is about it."""
    own = [s for s in file.signals.get(note.note_id, ()) if on_the_day(s, note)]
    kind = note_types()[note.type]
    details, text = file.details, note.text
    when = next((r.when for r in file.rules.outcomes if r.outcome == row.outcome), ())
    deciding = [s for s in own if s.label in when]
    said = " ".join(_sentence(Span(s.note_id, s.start, s.end), file) for s in deciding)
    seen = tuple(dict.fromkeys(s.actor for s in own if s.label == "attended" and s.actor))
    if was_seen(note, own, file.rules):
        seen = tuple(dict.fromkeys((*seen, _at_risk(own, file))))
    reason = _reason(own) if row.outcome != "kept" else None
    outcome = details.value("outcome", said, row.outcome) or row.outcome
    return Contact(
        event_id=row.event_id,
        date=row.date,
        kind=note.type,
        agency=details.agency_of_role.get(note.author_role, "other") if note.author_role else "",
        outcome=outcome,
        group=_GROUP.get(row.outcome, row.outcome),
        people=_people(outcome, deciding, seen, file),
        seen=seen if row.outcome in ("kept", "missed") else (),
        seen_alone=seen_alone(note, own)
        or (None if row.outcome == "kept" and not _says_not_alone(note, own) else False),
        where=details.value("where", text) or details.where_of_contact.get(kind.contact, ""),
        mode=details.value("mode", text) or "in_person",
        announced={"home_visit_announced": True, "home_visit_unannounced": False}.get(note.type),
        notice=_notice(said, row.outcome, file),
        reason=clip(text[reason.start : reason.end]) if reason else "",
        reason_kind=reason.label if reason else "",
        rebooked=_rebooked(text, file) if row.outcome != "kept" else None,
        mentions=tuple(Span(s.note_id, s.start, s.end) for s in deciding) or row.mentions,
    )


def _told(row: Event, outcome: str, file: _File) -> Contact:
    """A contact told in a note of another day: only the sentence that tells it, and those beside it, are about it."""
    details = file.details
    said = " ".join(_sentence(m, file) for m in row.mentions)
    about = " ".join(_sentence(m, file, beside=2) for m in row.mentions)
    near = [
        s
        for m in row.mentions
        for s in file.signals.get(m.note_id, ())
        if _beside(m, s, file)
        and s.label != row.kind
        and (s.label != "excuse" or s.date in (None, row.date, _day(m, file)))
    ]
    reason = _reason(near) if outcome != "kept" else None
    told = Signal("", 0, 0, row.kind, row.standing, row.actor, row.date, row.precision, 1.0, "")
    finer = details.value("outcome", said, outcome) or outcome
    note = file.notes[row.note_ids[0]]
    return Contact(
        event_id=row.event_id,
        date=row.date,
        kind=row.kind,
        agency=details.value("agency", said)
        or details.agency_of_type.get(note.type, "")
        or details.agency_of_role.get(note.author_role, ""),
        outcome=finer,
        group=_GROUP.get(outcome, outcome),
        people=_people(finer, [told], (), file),
        seen=(row.actor,) if outcome == "kept" and row.actor else (),
        where=details.value("where", said),
        mode=details.value("mode", said),
        notice=_notice(said, outcome, file),
        reason=clip(_words(Span(reason.note_id, reason.start, reason.end), file)) if reason else "",
        reason_kind=reason.label if reason else "",
        rebooked=_rebooked(about, file) if outcome != "kept" else None,
        mentions=row.mentions,
    )


def _people(outcome: str, deciding: Sequence[Signal], seen: Sequence[str], file: _File) -> tuple[str, ...]:
    if outcome == "was_not_brought":
        return ("child",)
    if outcome == "cancelled_by_service":
        return ("family",)
    named = tuple(dict.fromkeys(s.actor for s in deciding if s.actor))
    return named or tuple(seen) or ("family",)


def _at_risk(own: Sequence[Signal], file: _File) -> str:
    labels = {*file.rules.seen, "attended"}
    return next((s.actor for s in own if s.label in labels and s.actor in AT_RISK), "child")


def _says_not_alone(note: RedactedNote, own: Sequence[Signal]) -> bool:
    return note.seen_alone is False or any(s.label in ("child_not_seen", "obstructs_child_access") for s in own)


def _reason(near: Sequence[Signal]) -> Signal | None:
    order = contact_rules().reasons
    found = [s for s in near if s.label in order]
    return min(found, key=lambda s: (order.index(s.label), -s.score, s.start), default=None)


def _rebooked(text: str, file: _File) -> bool | None:
    return {"yes": True, "no": False}.get(file.details.value("rebooked", text))


def _notice(said: str, outcome: str, file: _File) -> str:
    """How long before a cancellation came; of a contact missed, only that nobody was told."""
    found = file.details.value("notice", said)
    cancelled = outcome in ("cancelled_by_family", "cancelled_by_service")
    return found if cancelled or (found == "none" and outcome != "kept") else ""


def _day(span: Span, file: _File) -> str | None:
    date = file.notes[span.note_id].date
    return date.isoformat() if date else None


def _sentence(span: Span, file: _File, beside: int = 0) -> str:
    text = file.notes[span.note_id].text
    start, end = around(text, span.start, span.end, beside)
    return text[start:end]


def _beside(span: Span, signal: Signal, file: _File) -> bool:
    start, end = around(file.notes[span.note_id].text, span.start, span.end, beside=1)
    return signal.start < end and start < signal.end
