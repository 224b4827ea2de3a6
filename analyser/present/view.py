"""What a case page shows, as plain values: the templates decide how it looks, never what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyser.present.grids import AnswerTable
from analyser.present.note_view import NoteView
from analyser.present.parameters import Parameters
from analyser.present.picture import Timeline
from analyser.present.quoted import Labelled, Quote
from analyser.present.wording import Wording


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """Innocent readings that rest on the same words of the file, or one that the file says nothing about."""

    readings: tuple[tuple[str, str], ...]  # (reading, the guidance that names it)
    support: tuple[Quote, ...] = ()  # nearest in time to the evidence first
    later: bool = False  # the file speaks of it only well after the evidence
    days: tuple[str, ...] = ()  # days of the evidence that the calendar bears on
    checked: tuple[Quote, ...] = ()  # words by which somebody is recorded to have looked into it
    again: tuple[Quote, ...] = ()  # support that stands under an earlier reading of the same card


@dataclass(frozen=True, slots=True)
class PatternCard:
    anchor: str
    code: str
    name: str
    title: str  # the name, for review
    summary: str
    likely: str
    period: str
    counts: tuple[str, ...]
    evidence: tuple[Quote, ...]  # newest first
    explanations: tuple[ExplanationView, ...]  # those that the file supports first
    questions: tuple[tuple[str, str], ...]  # (question, source)
    settle: tuple[str, ...]
    measured: str = ""  # how often the pattern was right on files with answers

    @property
    def supported(self) -> int:
        """How many readings the file has words for."""
        return sum(len(e.readings) for e in self.explanations if e.support or e.again)


@dataclass(frozen=True, slots=True)
class ReasonView:
    text: str
    evidence: tuple[Quote, ...]  # one a note
    lowers: bool
    name: str = ""  # of the pattern that it comes from
    anchor: str = ""  # of its card


@dataclass(frozen=True, slots=True)
class StatementView:
    holder: str
    date: str
    basis: str
    quote: Quote
    conflicts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    number: int
    kind: str
    why: str
    sure: str
    first: StatementView  # the child's or adult at risk's, where it is one of the two
    second: StatementView
    weak: bool = False  # less sure not to fit


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    name: str
    columns: tuple[tuple[str, tuple[StatementView, ...]], ...]  # (heading, statements in time), the child's first
    conflicts: tuple[Conflict, ...]  # those that stand open
    weaker: tuple[Conflict, ...] = ()

    @property
    def paired(self) -> bool:
        return bool(self.conflicts or self.weaker)

    @property
    def statements(self) -> int:
        return sum(len(found) for _, found in self.columns)


@dataclass(frozen=True, slots=True)
class EventView:
    anchor: str
    date: str
    approximate: str
    kind: str
    lane: str
    actor: str
    outcome: str
    group: str  # outcome group: kept, missed, cancelled_family, cancelled_service, other
    summary: str
    significant: bool
    scrutiny: bool
    quotes: tuple[Quote, ...]
    event_id: str = ""  # as in the table
    time: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    name: str
    value: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    people: tuple[tuple[str, str], ...]  # (name as shown, role)
    period: str
    as_of: str
    notes: int
    words: int
    undated: int
    contacts: tuple[Figure, ...]  # kept, missed, cancelled by either: parts of what was offered
    offered: int
    seen_alone: int | None
    last_seen: str
    last_seen_alone: str
    gaps: tuple[str, ...]  # a sentence for each rule on visits
    counted: tuple[AnswerTable, ...]  # contacts by person, service and quarter
    not_kept: AnswerTable | None  # the contacts that did not take place
    priority: str
    reasons: tuple[ReasonView, ...]  # the heaviest first
    withheld: tuple[str, ...]  # ids of notes not shown
    residue: int


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """How the file was written: figures about the record, each with what it is counted of."""

    lines: tuple[str, ...]
    marks: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Words on one side of a stage: how many are told of whom, and the words, newest first."""

    who: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    name: str
    shows: Told
    other: Told  # what points the other way
    ask: str
    silent: bool  # no mark of the program can tell this


@dataclass(frozen=True, slots=True)
class CasePage:
    case_id: str
    setting: str
    words: Wording
    show: Parameters
    glance: Glance
    timeline: Timeline
    events: tuple[EventView, ...]
    undated: tuple[EventView, ...]
    patterns: tuple[PatternCard, ...]
    record_patterns: tuple[PatternCard, ...]
    well_patterns: tuple[PatternCard, ...]
    circumstances: tuple[Labelled, ...]
    topics: tuple[TopicView, ...]
    well: tuple[Labelled, ...]
    agreed: tuple[AnswerTable, ...]  # agreements, changes, occasions of scrutiny
    stages: tuple[StageView, ...]
    record: RecordFacts
    notes: tuple[NoteView, ...]
    groups: tuple[tuple[str, str, int], ...]  # (group of labels, name, marks)
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def raising(self) -> tuple[ReasonView, ...]:
        return tuple(r for r in self.glance.reasons if not r.lowers)

    @property
    def lowering(self) -> tuple[ReasonView, ...]:
        return tuple(r for r in self.glance.reasons if r.lowers)

    @property
    def cards(self) -> tuple[PatternCard, ...]:
        return (*self.patterns, *self.record_patterns, *self.well_patterns)
