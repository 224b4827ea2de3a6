"""What the words say of one contact: whose it was, who came, where and how, and of one that fell through why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analyser.chronology.contact_rules import ContactRules
from analyser.chronology.contacts import AT_RISK, on_the_day, seen_alone, was_seen
from analyser.chronology.rules import ChronologyRules
from analyser.chronology.wording import clip
from analyser.dates.rules import lexicon as date_lexicon
from analyser.layout.sentences import around
from analyser.model import Contact, Event, RedactedNote, Signal, Span
from analyser.taxonomy import note_types, side_of

_GROUP = {"no_access": "missed", "refused": "missed"}
_CAME = ("attended", "late_arrival", "cut_short")  # who came late or left early was there
_CANCELLED = ("cancelled_by_family", "cancelled_by_service")
_BESIDE = 2  # sentences on either side of the words of a contact in which its reason is looked for
_PART = re.compile(r"[;,.\n]")  # ends what is said of one person in a list of those present
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class File:
    """The notes of a file with what is affirmed in each, and the rules by which they are read."""

    notes: Mapping[str, RedactedNote]
    signals: Mapping[str, Sequence[Signal]]  # affirmed, by note
    rules: ChronologyRules
    details: ContactRules
    at_risk: str  # role of the person at risk: child or adult_at_risk

    def words(self, span: Span) -> str:
        return self.notes[span.note_id].text[span.start : span.end]

    def sentences(self, span: Span, beside: int = 0) -> Span:
        return Span(span.note_id, *around(self.notes[span.note_id].text, span.start, span.end, beside))

    def onward(self, span: Span, *, after: bool = False) -> str:
        """From a span, or from its end, to the end of the second sentence after it."""
        return self.notes[span.note_id].text[span.end if after else span.start : self.sentences(span, beside=2).end]


def recorded(row: Event, note: RedactedNote, file: File) -> Contact:
    """The contact that a note records. Its whole text is about it, save for what is said of some who were there."""
    own = [s for s in file.signals.get(note.note_id, ()) if on_the_day(s, note)]
    details, contact = file.details, note_types()[note.type].contact
    when = next((r.when for r in file.rules.outcomes if r.outcome == row.outcome), ())
    deciding = [s for s in own if s.label in when]
    seen = tuple(dict.fromkeys(s.actor for s in own if s.label in _CAME and s.actor))
    if was_seen(note, own, file.rules):
        seen = tuple(dict.fromkeys((*seen, _at_risk(own, file))))
    outcome = _finer([s.span for s in deciding], row.outcome, file)
    reason = _reason(own, [s.span for s in deciding], file) if row.outcome != "kept" else None
    notice, rebooked = _fell_through([s.span for s in deciding], row.outcome, file)
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
        where=details.value("where", note.text, row.outcome) or details.where_of_contact.get(contact, ""),
        mode=_mode(note, own, file),
        announced={"home_visit_announced": True, "home_visit_unannounced": False}.get(note.type),
        notice=notice,
        reason=clip(file.words(reason.span)) if reason else "",
        reason_kind=reason.label if reason else "",
        rebooked=rebooked,
        mentions=tuple(s.span for s in deciding) or row.mentions,
    )


def told(row: Event, outcome: str, file: File) -> Contact:
    """A contact told in a note of another day: only the sentence that tells it, and those beside it, are about it."""
    near = [
        s
        for m in row.mentions
        for s in file.signals.get(m.note_id, ())
        if s.label != row.kind and (s.label != "excuse" or s.date in (None, row.date, _day(m, file)))
    ]
    reason = _reason(near, row.mentions, file, beside=1) if outcome != "kept" else None
    said = " ".join(file.words(file.sentences(m)) for m in row.mentions)
    finer = _finer(row.mentions, outcome, file)
    of = Signal("", 0, 0, row.kind, row.standing, row.actor, row.date, row.precision, 1.0, "")
    notice, rebooked = _fell_through(row.mentions, outcome, file)
    return Contact(
        event_id=row.event_id,
        date=None if is_retold(row, file) else row.date,
        kind=row.kind,
        agency=agency(row, file, file.words(reason.span) if reason else ""),
        outcome=finer,
        group=_GROUP.get(outcome, outcome),
        people=_people(finer, [of], (), file),
        seen=(row.actor,) if outcome == "kept" and row.actor else (),
        where=file.details.value("where", said, outcome),
        mode=file.details.value("mode", said),
        notice=notice,
        reason=clip(file.words(reason.span)) if reason else "",
        reason_kind=reason.label if reason else "",
        rebooked=rebooked,
        mentions=row.mentions,
    )


def is_retold(row: Event, file: File) -> bool:
    """Whether a row rests on papers that look back, such as supervision and summaries, and names no day of its own.

    Its date is then the paper's, on which nothing of the kind happened.
    """
    notes = [file.notes[n] for n in row.note_ids]
    return all(
        (sort := note_types().get(n.type)) is not None and sort.contact == "none" and n.date and _iso(n) == row.date
        for n in notes
    )


def agency(row: Event, file: File, reason: str = "") -> str:
    """Whose contact it was: by its own words, by who wrote of it, and only then by the words beside it.

    Args:
        reason: words to leave aside: "can't do the visit, he is at the doctor's" is no contact of the doctor's.
    """
    details = file.details
    note = file.notes[row.note_ids[0]]
    of_type, of_role = details.agency_of_type.get(note.type, ""), details.agency_of_role.get(note.author_role, "")
    own = " ".join(file.words(m) for m in row.mentions)
    beside = " ".join(file.words(file.sentences(m)) for m in row.mentions)
    if found := details.value("agency", _less(own, reason)):
        return found
    if found := _of_caller(row, note, file):
        return found
    if of_type == "other" and of_role not in ("", "social_care", "other"):
        return of_role
    if of_type not in ("", "other"):
        return of_type
    if found := details.value("agency", _less(beside, reason)):
        return found
    if not of_role and side_of(note.author_role) == "parent" and details.to_worker.search(note.text):
        return "social_care"
    return of_type or of_role


def _of_caller(row: Event, note: RedactedNote, file: File) -> str:
    """The service that a call was with, where the sentence that names it tells of the contact as well."""
    sort, m = note_types().get(note.type), file.details.caller.search(note.text)
    if m is None or sort is None or sort.contact != "remote":
        return ""
    first = any(n.note_id == note.note_id and file.sentences(n).start <= m.start() for n in row.mentions)
    return file.details.value("agency", m["who"]) if first else ""


def _less(text: str, words: str) -> str:
    return text.replace(words, " ") if words else text


def _finer(spans: Sequence[Span], outcome: str, file: File) -> str:
    """The outcome in the words of its sentences, or of those after it for what was moved to another day."""
    after = " ".join(file.onward(s) for s in spans)
    said = " ".join(file.words(file.sentences(s)) for s in spans)
    value = file.details.value
    return value("moved", after, outcome) or value("outcome", said, outcome) or outcome


def _fell_through(spans: Sequence[Span], outcome: str, file: File) -> tuple[str, bool | None]:
    """Notice given, and whether a new date followed, of a contact that did not take place."""
    if outcome == "kept":
        return "", None
    after = " ".join(file.onward(s, after=True) for s in spans)  # a rebooked one that was missed is not rebooked yet
    said = " ".join(file.words(file.sentences(s)) for s in spans)
    notice = file.details.value("notice", said)
    if outcome in _CANCELLED:
        notice = notice or next((n for s in spans if (n := _ahead(s, file))), "")
    elif notice != "none":
        notice = ""  # of a contact missed, only that nobody was told
    return notice, {"yes": True, "no": False}.get(file.details.value("rebooked", after))


def _ahead(span: Span, file: File) -> str:
    """How long ahead a message puts something off, by the one weekday that it names."""
    note = file.notes[span.note_id]
    sort = note_types().get(note.type)
    if note.date is None or sort is None or sort.contact != "remote":
        return ""
    known = date_lexicon().weekdays
    named = {known[w] for w in _WORD.findall(file.words(span).lower()) if w in known}
    if len(named) != 1 or date_lexicon().past.search(file.words(span)):
        return ""
    days = (named.pop() - note.date.weekday()) % 7
    return {0: "", 1: "day_before"}.get(days, "days")


def _mode(note: RedactedNote, own: Sequence[Signal], file: File) -> str:
    """How those who came took part: by telephone only where each did, or where the note opens with it."""
    parts = []
    for s in own:
        if s.label == "attended":
            end = _PART.search(note.text, s.end)
            parts.append(file.details.value("mode", note.text[s.start : end.start() if end else len(note.text)]))
    if parts:
        return parts[0] if len(set(parts)) == 1 and parts[0] else "in_person"
    start, end_of_first = around(note.text, 0, 1)
    return file.details.value("mode_of_all", note.text[start:end_of_first]) or "in_person"


def _people(outcome: str, deciding: Sequence[Signal], seen: Sequence[str], file: File) -> tuple[str, ...]:
    if outcome == "was_not_brought":
        return tuple(dict.fromkeys(s.actor for s in deciding if s.actor in AT_RISK)) or (file.at_risk,)
    if outcome == "cancelled_by_service":
        return ("family",)
    named = tuple(dict.fromkeys(s.actor for s in deciding if s.actor))
    return named or tuple(seen) or ("family",)


def _at_risk(own: Sequence[Signal], file: File) -> str:
    labels = {*file.rules.seen, "attended"}
    return next((s.actor for s in own if s.label in labels and s.actor in AT_RISK), file.at_risk)


def _says_not_alone(note: RedactedNote, own: Sequence[Signal]) -> bool:
    return note.seen_alone is False or any(s.label in ("child_not_seen", "obstructs_child_access") for s in own)


def _reason(near: Iterable[Signal], spans: Sequence[Span], file: File, beside: int = _BESIDE) -> Signal | None:
    """The circumstance or reason told beside the words of a contact: in their sentence first, the surer kind first."""
    order = file.details.reasons
    found = []
    for s in near:
        if s.label not in order:
            continue
        for width in range(beside + 1):
            if any(_overlap(file.sentences(m, width), s.span) for m in spans):
                found.append(((min(width, 1), order.index(s.label), -s.score, s.start), s))
                break
    return min(found, key=lambda f: f[0])[1] if found else None


def _overlap(a: Span, b: Span) -> bool:
    return a.note_id == b.note_id and a.start < b.end and b.start < a.end


def _day(span: Span, file: File) -> str | None:
    return _iso(file.notes[span.note_id])


def _iso(note: RedactedNote) -> str | None:
    return note.date.isoformat() if note.date else None
