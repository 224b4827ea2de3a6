"""What a case page shows, as plain values: the templates decide how it looks, never what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyser.present.parameters import Parameters
from analyser.present.picture import Timeline
from analyser.present.wording import Wording


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation: words that were marked, with where to find them, or the text around them."""

    text: str
    href: str = ""  # "#w3-120-180": the marked words in the note
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the record with what stands around them. ``pieces`` is empty where the note cannot be shown."""

    note: str  # note id
    date: str
    note_type: str
    author: str
    href: str  # the first marked words, or the note; "" where it is not on the page
    pieces: tuple[Piece, ...]
    labels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # rules and models that marked the words
    sure: str = ""  # the highest calibrated confidence among them, "84%"

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(p.text for p in self.pieces if p.marked)


Labelled = tuple[str, int, tuple[Quote, ...]]  # a label's name, how often it stands, its words newest first


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
class Layer:
    """One mark over a stretch of text."""

    group: str
    title: str
    counted: bool  # False for mentions that are denied, planned or about an earlier time


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a note's redacted text under one and the same set of marks."""

    start: int
    raw: str  # exactly the redacted text
    shown: str  # with pseudonyms spaced
    layers: tuple[Layer, ...] = ()
    anchors: tuple[str, ...] = ()  # ids of the stretches that begin here
    held: bool = False  # part of some evidence


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark named in the margin of its note."""

    href: str
    label: str
    group: str
    standing: str  # "" where counted
    actor: str
    sure: str
    source: str


@dataclass(frozen=True, slots=True)
class NoteView:
    anchor: str
    id: str
    date: str
    recorded: str  # said only where it differs from the date
    type: str
    author: str
    flags: tuple[str, ...]
    segments: tuple[Segment, ...]
    chips: tuple[Chip, ...]
    withheld: bool

    @property
    def raw(self) -> str:
        return "".join(s.raw for s in self.segments)


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
    tallies: tuple[tuple[tuple[str, ...], ...], ...]  # tables of contacts by person, service and quarter
    not_kept: tuple[tuple[str, ...], ...]  # a table of the contacts that did not take place
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
class Answer:
    """A cell of a table: what is said, and the words of the record that it rests on."""

    text: str
    quotes: tuple[Quote, ...] = ()
    date: str = ""  # the ISO value, of any precision, of a cell that is a date alone


@dataclass(frozen=True, slots=True)
class AnswerTable:
    title: str
    intro: str
    head: tuple[str, ...]
    rows: tuple[tuple[Answer, ...], ...]  # shown open
    folded: tuple[tuple[Answer, ...], ...] = ()
    fold: str = ""  # what is said of the folded rows

    @property
    def plain(self) -> tuple[tuple[str, ...], ...]:
        """Head and rows as text alone."""
        return (self.head, *(tuple(a.text for a in row) for row in (*self.rows, *self.folded)))


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
