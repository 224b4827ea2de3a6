"""Contacts as structured rows: what each note that is a contact came to, and who was seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyser.chronology.contact_rules import contact_rules
from analyser.chronology.rules import ChronologyRules, OutcomeRule
from analyser.chronology.wording import event_id
from analyser.layout.sentences import around, split
from analyser.model import Event, Precision, RedactedNote, Signal, Span, Standing
from analyser.taxonomy import note_types, side_of

AT_RISK = ("child", "sibling", "adult_at_risk")
NOT_HELD = "not_held"  # it did not take place, and nobody says by whose doing
_SEES = ("visit", "office", "session")  # contacts whose notes say who was there without more ado


def contact_events(notes: Iterable[RedactedNote], signals: Sequence[Signal], rules: ChronologyRules) -> list[Event]:
    """One row for each note that records a contact."""
    by_note: dict[str, list[Signal]] = {}
    for s in signals:
        by_note.setdefault(s.note_id, []).append(s)
    found = []
    for note in notes:
        kind = note_types().get(note.type)
        if kind is None or kind.contact == "none":
            continue
        own = [s for s in by_note.get(note.note_id, ()) if on_the_day(s, note)]
        outcome = contact_outcome(note, own, rules)
        words = [kind.name, rules.outcome_words.get(outcome, outcome)]
        if seen_alone(note, own):
            words.append("child or adult seen alone")
        elif was_seen(note, own, rules):
            words.append("child or adult seen")
        elif outcome == "kept" and _is_not_seen(note, own, rules):
            words.append("child or adult not seen")
        date = note.date.isoformat() if note.date else None
        found.append(
            Event(
                event_id=event_id("contact", date, "", note.note_id, 0),
                kind="contact",
                date=date,
                precision=Precision.DAY if date else Precision.NONE,
                mentions=(Span(note.note_id, 0, min(len(note.text), 1)),),
                summary=f"{words[0]}: {', '.join(words[1:])}",
                outcome=outcome,
                significant=outcome
                in ("missed", "no_access", "refused", "cancelled_by_family", "cancelled_by_service", NOT_HELD),
            )
        )
    return found


def on_the_day(signal: Signal, note: RedactedNote) -> bool:
    """Whether an affirmed signal tells of the contact that its note records."""
    return signal.standing is Standing.AFFIRMED and (note.date is None or signal.date == note.date.isoformat())


def contact_outcome(note: RedactedNote, own: Sequence[Signal], rules: ChronologyRules) -> str:
    """``kept`` unless the signals of the day say otherwise; phone and agency notes are contacts of their own kind."""
    contact = note_types()[note.type].contact
    if contact == "remote":
        labels = {s.label for s in own}
        unheard = "uncontactable" in labels and "attended" not in labels and not rules.reached.search(note.text)
        return "not_reached" if unheard else "remote"
    if contact == "agency":
        return "agency"
    for rule in rules.outcomes:
        if _fits(rule, note, contact, own):
            return rule.outcome
    return "kept"


def _fits(rule: OutcomeRule, note: RedactedNote, contact: str, own: Sequence[Signal]) -> bool:
    if rule.only and contact not in rule.only:
        return False
    if any(s.label in rule.unless and not (rule.but and _says(rule.but, note, s)) for s in own):
        return False
    if rule.unseen and contact == "visit" and names_the_seen(note.text):
        return False
    if rule.text and re.search(rule.text, note.text, re.IGNORECASE):
        return True
    hits = [s for s in own if s.label in rule.when and not (rule.own and _of_another_service(note, s))]
    if not hits:
        return False
    return not rule.words or any(re.search(rule.words, note.text[s.start : s.end], re.IGNORECASE) for s in hits)


def _says(words: str, note: RedactedNote, signal: Signal) -> bool:
    """Whether words stand in the sentence of a signal."""
    start, end = around(note.text, signal.start, signal.end)
    return re.search(words, note.text[start:end], re.IGNORECASE) is not None


def _of_another_service(note: RedactedNote, signal: Signal) -> bool:
    """Whether words name a contact of a service that is not the writer's: the dentist's, told at a home visit."""
    details = contact_rules()
    named = details.value("agency", note.text[signal.start : signal.end])
    return named not in ("", "other", details.agency_of_role.get(note.author_role, named))


def seen_alone(note: RedactedNote, own: Iterable[Signal]) -> bool:
    """By the words, or by the box of the export where the words do not speak against it."""
    labels = {s.label for s in own}
    return "child_seen_alone" in labels or (note.seen_alone is True and "child_not_seen" not in labels)


def was_seen(note: RedactedNote, own: Sequence[Signal], rules: ChronologyRules) -> bool:
    """Whether the child or adult at risk was seen at the contact that the note records, by whoever wrote it."""
    if seen_alone(note, own) or note.seen is True:
        return True
    kind = note_types().get(note.type)
    if kind is not None and kind.contact == "remote":
        return by_worker(note) and tells_a_visit(note.text)
    if kind is None or not kind.direct:
        return False
    if any(s.label == "attended" and s.actor in AT_RISK for s in own):
        return True
    here = [s for s in own if s.label in rules.seen]
    if kind.contact not in _SEES:  # at a meeting others tell what a child said elsewhere
        return any(_says(contact_rules().to_the_meeting, note, s) for s in here)
    if here:
        return True
    let_in = not any(s.label == "no_access" for s in own)
    spoke = any(s.label in rules.dealt_with and s.actor == "adult_at_risk" for s in own)
    return (let_in and spoke) or names_the_seen(note.text)


def _is_not_seen(note: RedactedNote, own: Sequence[Signal], rules: ChronologyRules) -> bool:
    """Whether the words of the day say that the child or adult at risk was not seen at all, not only not alone."""
    marks = [s for s in own if s.label == "child_not_seen"]
    return any(not rules.only_alone.search(note.text, s.start, s.end) for s in marks)


def names_the_seen(text: str) -> bool:
    """Whether a sentence of a visit's note tells of the child or adult at risk as there: "Mum and both kids home"."""
    details = contact_rules()
    return any(details.value("seen", text[s.start : s.end]) == "yes" for s in split(text))


def tells_a_visit(text: str) -> bool:
    """Whether a sentence of a call's note tells of a visit by its writer at which somebody at risk was seen."""
    details = contact_rules()
    sentences = (text[s.start : s.end] for s in split(text))
    visits = ((m, said) for said in sentences if (m := details.own_visit.search(said)))
    return any(details.value("seen", said[m.end() :]) == "yes" for m, said in visits)


def by_worker(note: RedactedNote) -> bool:
    """Whether the social-care team itself wrote the note."""
    return side_of(note.author_role) == "professional"
