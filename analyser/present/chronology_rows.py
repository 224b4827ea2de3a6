"""The rows of a chronology in the columns that local authorities use, one column left for the reader's analysis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyser.chronology.wording import clip
from analyser.layout.sentences import around
from analyser.model import Analysis, Event, Finding, Precision, RedactedNote
from analyser.present import contacts, display
from analyser.present.cells import Row
from analyser.present.events import without_label
from analyser.present.wording import Wording, wording
from analyser.results.tables import contact_rows

_BETWEEN = "agency"  # outcome of a note that another service wrote
_FEW = 4  # words: fewer say little without their sentence
_ENDS = " -–—,;:.…"


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a reader sees it. ``date`` and ``until`` are ISO values of any precision, "" where not known."""

    case_id: str
    date: str
    until: str
    precision: str
    time: str
    source: str  # who told it and in what kind of note; of merged chronologies, the agency before each
    kind: str
    words: str
    who: str
    significant: bool
    impact: str  # that it is significant, and the patterns for review that rest on it
    outcome: str
    notes: str
    event_ids: tuple[str, ...] = ()  # the rows of the chronology table that it shows together


@dataclass(frozen=True, slots=True)
class _File:
    case_id: str
    notes: Mapping[str, RedactedNote]
    words: Wording
    findings: Mapping[str, list[Finding]]  # by note
    contacts: Mapping[str, Row]  # by event
    agencies: Mapping[str, str]


def lines(analysis: Analysis, agencies: Mapping[str, str] | None = None) -> Iterator[Line]:
    """The rows of a case in order of time, then those without a date.

    A contact is one row with the words that tell its outcome, and what the same words tell under two heads is one row.

    Args:
        agencies: note id -> the agency whose chronology the note is from, where several were merged.
    """
    words = wording(str(analysis.case.setting))
    file = _File(
        analysis.case.case_id,
        {n.note_id: n for n in analysis.case.notes},
        words,
        _findings_by_note(analysis.findings),
        contacts.by_event(contact_rows(analysis)),
        agencies or {},
    )
    for part in (analysis.chronology.events, analysis.chronology.undated):
        for events in together(part, words):
            yield _line(events, file)


def together(events: Iterable[Event], words: Wording) -> list[tuple[Event, ...]]:
    """Rows of the chronology that a reader meets as one, in the order of the first of each.

    A note that is a contact takes in the signals of its day that say the same of it (somebody came, nobody answered);
    others stand together where the words of one hold the words of the other, on one day and of one person.
    """
    listed = list(events)
    contact_of = {(e.date, e.note_ids[0]): e for e in listed if e.kind == "contact"}
    told: dict[str, list[Event]] = defaultdict(list)  # contact -> what is told of its outcome
    for e in listed:
        contact = contact_of.get((e.date, e.note_ids[0]))
        if contact and e.date and e.kind in words.part_of_contact and len(e.note_ids) == 1:
            told[contact.event_id].append(e)
    home_of: dict[str, str] = {}
    for contact in contact_of.values():
        own = told[contact.event_id]
        known = _groups_told(contact, own, words)
        home_of |= {e.event_id: contact.event_id for e in own if _group(e, words) in known}
    groups: dict[str, list[Event]] = {}
    placed: dict[tuple[str, str], list[str]] = defaultdict(list)  # day and note -> its groups without a contact
    for e in listed:
        home = home_of.get(e.event_id, e.event_id)
        if home == e.event_id and e.kind != "contact" and e.date:
            places = [(e.date, n) for n in e.note_ids]
            home = next((i for p in places for i in placed[p] if _is_one(groups[i], e)), home)
            for p in places:
                placed[p].append(home)
        groups.setdefault(home, []).append(e)
    return [tuple(g) for g in groups.values()]


def _groups_told(contact: Event, told: Sequence[Event], words: Wording) -> set[str]:
    """The group of outcomes that a contact has; of another service's note, the only one that its words tell."""
    if contact.outcome != _BETWEEN:
        return {_group(contact, words)} - {"other"}
    found = {_group(e, words) for e in told}
    return found if len(found) == 1 else set()


def _group(event: Event, words: Wording) -> str:
    known = words.outcomes.get(event.outcome or words.outcome_of_kind.get(event.kind, ""))
    return known.group if known else "other"


def _is_one(group: Sequence[Event], event: Event) -> bool:
    def holds(a: Event, b: Event) -> bool:
        return any(
            x.note_id == y.note_id and x.start <= y.start and y.end <= x.end for x in a.mentions for y in b.mentions
        )

    return any(
        e.date == event.date
        and e.standing is event.standing
        and (e.actor == event.actor or not (e.actor and event.actor))
        and (holds(e, event) or holds(event, e))
        for e in group
    )


def _line(events: Sequence[Event], file: _File) -> Line:
    words = file.words
    first = next((e for e in events if e.kind == "contact"), None)
    kinds = [first] if first else sorted(events, key=lambda e: not e.significant)
    named = [words.pattern(code).short for code in _each(c for e in events for c in _read_with(e, file.findings))]
    significant = any(e.significant for e in events)
    impact = [words.line("is_significant")] if significant else []
    if named:
        impact.append(words.line("read_with", patterns="; ".join(named)))
    note_ids = _each(n for e in events for n in e.note_ids)
    main = events[0]
    return Line(
        case_id=file.case_id,
        date=main.date or "",
        until=next((e.end_date for e in events if e.end_date and e.end_date != e.date), ""),
        precision="" if main.precision is Precision.NONE else str(main.precision),
        time=next((e.time for e in events if e.time), ""),
        source="; ".join(_each(source(file.notes[n], words, file.agencies.get(n, "")) for n in note_ids)),
        kind="; ".join(_each(words.kind(e.kind) for e in kinds)),
        words=_words(events, first, file),
        who=", ".join(_each(display.role(e.actor) for e in events if e.actor)),
        significant=significant,
        impact=" ".join(impact),
        outcome=_outcome(events, first, file),
        notes=", ".join(note_ids),
        event_ids=tuple(e.event_id for e in events),
    )


def _words(events: Sequence[Event], contact: Event | None, file: _File) -> str:
    """What a contact was, and the words that tell how it went or with which its note opens; else the longest words."""
    if contact is None:
        return max((_said(e, file) for e in events), key=len)
    quoted = _each(_said(e, file) for e in events if e is not contact)
    if not quoted:
        text = file.notes[contact.note_ids[0]].text
        quoted = [display.spaced(clip(text[slice(*around(text, 0, 1))]))]
    opening = without_label(contact.summary, contact.kind).rstrip(".")
    return " ".join((f"{display.spaced(opening)}.", *(f"“{q}”" for q in quoted if q)))


def _said(event: Event, file: _File) -> str:
    """The words of an event; the sentence that they stand in, where they are too few to be read by themselves."""
    said = without_label(event.summary, event.kind)
    at = event.mentions[0]
    text = file.notes[at.note_id].text
    if len(said.split()) < _FEW and text[at.start : at.end].strip(_ENDS) == said.strip(_ENDS):
        said = clip(text[slice(*around(text, at.start, at.end))])
    return display.spaced(said)


def _outcome(events: Sequence[Event], contact: Event | None, file: _File) -> str:
    if row := next((file.contacts[e.event_id] for e in events if e.event_id in file.contacts), None):
        return contacts.detail(row, file.words)
    outcomes = [e.outcome or file.words.outcome_of_kind.get(e.kind, "") for e in ([contact] if contact else events)]
    known = (file.words.outcomes[o].name if o in file.words.outcomes else display.plain(o) for o in outcomes if o)
    return "; ".join(_each(known))


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def source(note: RedactedNote, words: Wording, agency: str = "") -> str:
    """Who wrote a note and of what kind it is; a source is never left empty."""
    told = [agency, display.role(note.author_role) if note.author_role else "", display.note_type(note.type).lower()]
    each = {part.casefold(): part for part in reversed(told) if part}
    return ", ".join(reversed(each.values())) or words.line("no_source")


def _findings_by_note(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for note_id in finding.note_ids:
            found[note_id].append(finding)
    return found


def _read_with(event: Event, read_with: Mapping[str, list[Finding]]) -> list[str]:
    """The patterns whose evidence an event's words are, each once."""
    if event.kind == "contact":
        return []  # its words are the whole note's, which says nothing of what they bear out
    codes: dict[str, None] = {}
    for mention in event.mentions:
        for finding in read_with.get(mention.note_id, ()):
            if any(
                e.note_id == mention.note_id and e.start < mention.end and mention.start < e.end
                for e in finding.evidence
            ):
                codes[finding.pattern] = None
    return list(codes)
