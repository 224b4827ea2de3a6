"""The rows of a chronology in the columns that local authorities use, one column left for the reader's analysis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analyser.model import Analysis, Event, Finding, Precision, RedactedNote
from analyser.present import contacts, display
from analyser.present.events import without_label
from analyser.present.wording import Wording, wording
from analyser.results.tables import contact_rows


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a reader sees it. ``date`` and ``until`` are ISO values of any precision, "" where not known."""

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


def lines(analysis: Analysis, agencies: Mapping[str, str] | None = None) -> Iterator[Line]:
    """The rows of a case in order of time, then those without a date.

    Args:
        agencies: note id -> the agency whose chronology the note is from, where several were merged.
    """
    words = wording(str(analysis.case.setting))
    story = analysis.chronology
    notes = {n.note_id: n for n in analysis.case.notes}
    read_with = _findings_by_note(analysis.findings)
    offered = contacts.by_event(contact_rows(analysis))
    for event in (*story.events, *story.undated):
        line = _line(analysis.case.case_id, event, notes, words, read_with, agencies or {})
        row = offered.get(event.event_id)
        yield replace(line, outcome=contacts.detail(row, words)) if row else line


def _line(
    case_id: str,
    event: Event,
    notes: Mapping[str, RedactedNote],
    words: Wording,
    read_with: Mapping[str, list[Finding]],
    agencies: Mapping[str, str],
) -> Line:
    known = words.outcomes.get(event.outcome or words.outcome_of_kind.get(event.kind, ""))
    named = [words.pattern(code).short for code in _read_with(event, read_with)]
    impact = [words.line("is_significant")] if event.significant else []
    if named:
        impact.append(words.line("read_with", patterns="; ".join(named)))
    return Line(
        case_id=case_id,
        date=event.date or "",
        until=event.end_date if event.end_date and event.end_date != event.date else "",
        precision="" if event.precision is Precision.NONE else str(event.precision),
        time=event.time,
        source="; ".join(dict.fromkeys(source(notes[n], words, agencies.get(n, "")) for n in event.note_ids)),
        kind=words.kind(event.kind),
        words=display.spaced(without_label(event.summary, event.kind)),
        who=display.role(event.actor) if event.actor else "",
        significant=event.significant,
        impact=" ".join(impact),
        outcome=known.name if known else display.plain(event.outcome),
        notes=", ".join(event.note_ids),
    )


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
