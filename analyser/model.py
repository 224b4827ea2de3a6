"""The objects that travel from stage to stage, and nothing else.

ingest → CaseFile → redact → RedactedCase → parse → ParsedCase → tag, compare → TaggedCase → chronicle → Chronology
→ flag → Findings and a place in the reading order → Analysis, which the results and the report are made from.

All offsets are characters, half-open. ``start`` and ``end`` are offsets in the *redacted* text unless a name says
``source``: after redaction nothing holds the source text, only the map back to its offsets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Setting(StrEnum):
    CHILDREN = "children"
    ADULTS = "adults"


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    ACTUAL = "actual"
    HYPOTHETICAL = "hypothetical"  # planned, conditional, advised, feared, policy text


class Time(StrEnum):
    CURRENT = "current"  # this episode
    HISTORICAL = "historical"  # before it


class Subject(StrEnum):
    FAMILY = "family"  # the family this file is about
    OTHER = "other"  # another family, the service, a third party


class Standing(StrEnum):
    """The one value that the signals table carries for an assertion."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    NONE = "none"


class Basis(StrEnum):
    """What an account rests on."""

    OBSERVED = "observed"
    REPORTED = "reported"
    OPINION = "opinion"
    FLAG = "flag"  # a structured field of the export, such as "seen alone: Yes"


# ---------------------------------------------------------------- ingest


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the people list. ``role`` is one of ``taxonomy.roles()``."""

    role: str
    name: str
    aliases: tuple[str, ...] = ()
    born: dt.date | None = None
    identifiers: tuple[tuple[str, str], ...] = ()  # (PII type, value) given with the file


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a case file, as written. ``text`` holds personal data: it goes no further than ``redact``."""

    note_id: str
    text: str
    date: dt.date | None = None
    recorded: dt.date | None = None
    type: str = ""
    author_role: str = ""
    author_name: str = ""
    seen: bool | None = None
    seen_alone: bool | None = None
    bedroom_seen: bool | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    case_id: str
    notes: tuple[Note, ...]
    people: tuple[Person, ...] = ()
    setting: Setting = Setting.CHILDREN
    as_of: dt.date | None = None  # the day on which the file is reviewed
    warnings: tuple[str, ...] = ()  # what was odd but read; no personal data
    # Where it lies, if its id is only a number in the order of reading. May name somebody: for the vault alone.
    place: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: said in one sentence, and the rest goes on."""

    path: str
    message: str  # one sentence that says what to do; no personal data
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = self.path
        if self.row is not None:
            where += f", row {self.row}"
        if self.field is not None:
            where += f", field {self.field!r}"
        return f"{where}: {self.message}"


# ---------------------------------------------------------------- redact


@dataclass(frozen=True, slots=True)
class Redaction:
    """A stretch of the source text and the pseudonym that stands for it."""

    start: int  # source offset
    end: int  # source offset
    type: str  # PERSON, ADDRESS, LOCATION, ORG, PHONE, EMAIL, DOB, NHS_NUMBER, ...
    pseudonym: str  # one capitalised token: Mother, Child1, SocialWorker2, School1
    source: str = ""  # which recogniser or list said so


@dataclass(frozen=True)
class RedactedNote:
    """A note after redaction. The offset map follows from ``redactions``, which are sorted and do not overlap."""

    note_id: str
    text: str  # redacted
    redactions: tuple[Redaction, ...] = ()
    date: dt.date | None = None
    recorded: dt.date | None = None
    type: str = ""
    author_role: str = ""
    author: str = ""  # pseudonym of the author, where known
    seen: bool | None = None
    seen_alone: bool | None = None
    bedroom_seen: bool | None = None

    @cached_property
    def _places(self) -> tuple[tuple[int, int, int, int], ...]:
        """(source start, source end, redacted start, redacted end) of each redaction."""
        places = []
        shift = 0
        for r in self.redactions:
            start = r.start + shift
            places.append((r.start, r.end, start, start + len(r.pseudonym)))
            shift += len(r.pseudonym) - (r.end - r.start)
        return tuple(places)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a stretch of the redacted text; a pseudonym touched in part is taken whole."""
        return _translate(self._places, start, end, redacted_to_source=True)

    def to_redacted(self, start: int, end: int) -> tuple[int, int]:
        """Redacted offsets of a stretch of the source text; a redaction touched in part is taken whole."""
        return _translate(self._places, start, end, redacted_to_source=False)


def _translate(
    places: tuple[tuple[int, int, int, int], ...], start: int, end: int, *, redacted_to_source: bool
) -> tuple[int, int]:
    first, last, shift = start, end, 0
    new_start: int | None = None
    new_end: int | None = None
    for s0, s1, r0, r1 in places:
        a, b, x, y = (r0, r1, s0, s1) if redacted_to_source else (s0, s1, r0, r1)
        if new_start is None and first < b:
            new_start = x if first > a else first + shift
        if new_end is None and last <= b:
            new_end = y if last > a else last + shift
        shift = y - b
    if new_start is None:
        new_start = first + shift
    if new_end is None:
        new_end = last + shift
    return new_start, new_end


@dataclass(frozen=True, slots=True)
class Residue:
    """What still looks like personal data after redaction, for a human to check."""

    note_id: str
    start: int
    end: int
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class RedactedCase:
    case_id: str
    notes: tuple[RedactedNote, ...]
    people: Mapping[str, str] = field(default_factory=dict)  # pseudonym -> role
    setting: Setting = Setting.CHILDREN
    as_of: dt.date | None = None
    residue: tuple[Residue, ...] = ()
    withheld: tuple[str, ...] = ()  # ids of notes held back because residue was certain

    def note(self, note_id: str) -> RedactedNote:
        return next(n for n in self.notes if n.note_id == note_id)


# ---------------------------------------------------------------- tag


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that made a part of the analyser decide something, and the rule behind it."""

    rule_id: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a span is asserted: four separate axes, each with the cues that set it."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    time: Time = Time.CURRENT
    subject: Subject = Subject.FAMILY
    cues: tuple[Cue, ...] = ()

    @property
    def standing(self) -> Standing:
        if self.modality is Modality.HYPOTHETICAL:
            return Standing.HYPOTHETICAL
        if self.time is Time.HISTORICAL:
            return Standing.HISTORICAL
        if self.polarity is Polarity.NEGATED:
            return Standing.NEGATED
        return Standing.AFFIRMED


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time that the text names. ``value`` is ISO (``2024-03-12``, ``2024-03``, ``2024``) or ``2024-SP``
    (SP SU AU WI); None where it cannot be resolved, and then ``reason`` says why."""

    start: int
    end: int
    value: str | None
    precision: Precision
    reason: str = ""
    end_value: str | None = None  # the last day of a range, inclusive


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something: who, by which words, what."""

    source_start: int | None
    source_end: int | None
    cue_start: int
    cue_end: int
    content_start: int
    content_end: int
    direct: bool  # in quotation marks
    speaker: str = ""  # role, where resolved


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a case file's redacted text."""

    note_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signal:
    note_id: str
    start: int
    end: int
    label: str  # one of taxonomy.labels()
    standing: Standing
    actor: str  # role whose behaviour it is; "" where nobody's in particular
    date: str | None  # ISO, day, month or year
    precision: Precision
    score: float  # calibrated confidence, 0 to 1
    source: str  # rule id, or the model's name and version
    date_reason: str = ""  # how the date was resolved

    @property
    def span(self) -> Span:
        return Span(self.note_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class ParsedCase:
    """A redacted case with one parsed spaCy ``Doc`` a note, in the order of the notes. Lives in memory only."""

    case: RedactedCase
    docs: tuple[Doc, ...]


# ---------------------------------------------------------------- compare


@dataclass(frozen=True, slots=True)
class Account:
    """A statement of fact by its holder about one topic, with the slots on which two accounts are compared."""

    note_id: str
    start: int
    end: int
    holder: str  # role
    topic: str  # one of taxonomy.topics()
    basis: Basis
    date: str | None = None  # the time spoken of, ISO
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # who, where, how_often, how_many, polarity, ...
    score: float = 1.0  # confidence that these words hold an account that matters, 0 to 1

    @property
    def span(self) -> Span:
        return Span(self.note_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    a: Account
    b: Account  # the child's or adult at risk's account stands second
    type: str  # parent_vs_child, parent_vs_agency, ... (taxonomy.discrepancy_types())
    topic: str
    score: float
    why: str  # in words, redacted


@dataclass(frozen=True, slots=True)
class TaggedCase:
    case: RedactedCase
    signals: tuple[Signal, ...]
    accounts: tuple[Account, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    times: Mapping[str, tuple[TimeValue, ...]] = field(default_factory=dict)  # note_id -> times named in its text
    weaker: tuple[Discrepancy, ...] = ()  # pairs too unsure to be shown by themselves, for the patterns alone


# ---------------------------------------------------------------- chronicle


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, however many notes mention it."""

    event_id: str
    kind: str  # a signal label, or contact, conference, court, police, birth, move, hospital, ...
    date: str | None  # ISO; None stands with the undated
    precision: Precision
    mentions: tuple[Span, ...]
    summary: str  # redacted
    end_date: str | None = None
    actor: str = ""
    outcome: str = ""  # of a contact: kept, missed, no_access, cancelled_by_family, cancelled_by_service, ...
    significant: bool = False
    standing: Standing = Standing.AFFIRMED  # rows of different standing are never merged
    time: str = ""  # of the day, HH:MM, where the words give just one

    @property
    def note_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.note_id for m in self.mentions))


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that was offered and what became of it. An empty string or None: the record does not say."""

    event_id: str  # the row of the chronology that tells it
    date: str | None  # ISO
    kind: str  # type of the note that records it, or label of the signal that tells it
    agency: str  # whose contact it was: social_care, health, school, police, ...
    outcome: str  # kept, was_not_brought, did_not_attend, unable, rearranged, cancelled_by_family, ...
    group: str  # kept, missed, cancelled_by_family or cancelled_by_service: what it counts as
    people: tuple[str, ...]  # roles that the outcome is told of
    seen: tuple[str, ...] = ()  # roles that were seen or came
    seen_alone: bool | None = None  # the child or adult at risk
    where: str = ""
    mode: str = ""  # in_person, phone, video
    announced: bool | None = None
    notice: str = ""  # of a cancellation: none, same_day, day_before, days
    reason: str = ""  # the words given
    reason_kind: str = ""  # label of those words
    rebooked: bool | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Contacts of one person, service or period, with their denominator."""

    of: str  # a role, an agency, or a quarter such as 2024-Q2
    offered: int
    kept: int = 0
    missed: int = 0
    cancelled_by_family: int = 0
    cancelled_by_service: int = 0
    seen: int = 0  # contacts at which this person, or anybody, was seen
    last_seen: dt.date | None = None
    last_seen_alone: dt.date | None = None  # the child or adult at risk


@dataclass(frozen=True, slots=True)
class Gap:
    """How far apart the times of being seen lie, against a rule on visits."""

    rule: str  # id
    limit: int  # days
    working: bool  # whether the days are working days
    times: int  # times seen
    longer: int  # stretches longer than the rule allows, the first and the last of the file among them
    stretches: int
    longest: int  # days, of the same kind as the limit
    first: dt.date | None = None  # of the longest stretch
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Contacts with their denominator, over the whole file."""

    offered: int = 0
    kept: int = 0
    missed_by_family: int = 0  # missed, no access, refused
    cancelled_by_family: int = 0
    cancelled_by_service: int = 0
    last_seen: dt.date | None = None  # the child or adult at risk
    last_seen_alone: dt.date | None = None
    seen_alone: int = 0
    by_person: tuple[Tally, ...] = ()
    by_agency: tuple[Tally, ...] = ()
    by_period: tuple[Tally, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something agreed or required, and what the record shows became of it. "" or None: the record does not say."""

    term: str  # its words, redacted; of a breach told alone, the words of the breach
    by: str  # role
    date: str | None  # ISO; None where only the breach is told
    due: str | None  # the first later day that the words name
    outcome: str  # done, not_done or not_recorded: the last that is told
    outcome_date: str | None = None
    mentions: tuple[Span, ...] = ()  # the words that agree it
    answered: tuple[Span, ...] = ()  # the words that tell what became of it, in order of time
    response: tuple[Span, ...] = ()  # what the services are recorded to have done about its not being done


@dataclass(frozen=True, slots=True)
class Change:
    """An improvement in one domain, how long it is told to have held, and whether it lapsed."""

    domain: str  # one of taxonomy.topics()
    direction: str  # better, or lapsed where only the lapse is told
    date: str | None  # ISO, first told
    held_until: str | None  # last told to have held
    lapsed: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """An occasion on which a family is looked at or challenged, with what is told shortly before it and after."""

    kind: str  # conference, review, meeting, court, closure or challenge
    date: str  # ISO day
    mentions: tuple[Span, ...]
    before: tuple[Span, ...] = ()  # effort and things done
    after: tuple[Span, ...] = ()  # lapses, contacts missed, things not done


@dataclass(frozen=True, slots=True)
class Chronology:
    tagged: TaggedCase
    events: tuple[Event, ...]  # dated, in order of time
    undated: tuple[Event, ...] = ()
    counts: Counts = field(default_factory=Counts)
    contacts: tuple[Contact, ...] = ()  # those that were offered, in order of time
    agreements: tuple[Agreement, ...] = ()
    changes: tuple[Change, ...] = ()
    triggers: tuple[Trigger, ...] = ()


# ---------------------------------------------------------------- flag


@dataclass(frozen=True, slots=True)
class Explanation:
    """An innocent reading that the guidance names, and what this file holds in its support."""

    code: str
    text: str
    support: tuple[Span, ...] = ()
    days: tuple[str, ...] = ()  # days of the evidence that the calendar bears on, in words
    checked: tuple[Span, ...] = ()  # words by which somebody is recorded to have checked it


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    source: str  # which guidance it comes from


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern for review."""

    pattern: str  # one of taxonomy.patterns()
    summary: str  # one sentence, behaviour wording, counts with denominators
    first: dt.date | None
    last: dt.date | None
    evidence: tuple[Span, ...]
    counts: Mapping[str, int]
    explanations: tuple[Explanation, ...]
    questions: tuple[Question, ...]
    score: float  # how often a finding as strong was right where it was measured, 0 to 1

    @property
    def note_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.note_id for s in self.evidence))


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a file's place in the reading order."""

    code: str
    text: str
    weight: float  # negative where it lowers
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """How soon a supervisor should look: the order of reading only, never a measure of a family."""

    priority: int  # 0 read in turn, 1 keep in mind, 2 next supervision, 3 look now
    priority_score: float  # the order only: the sum of the reasons
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything for one case file."""

    chronology: Chronology
    findings: tuple[Finding, ...]
    order: Order

    @property
    def case(self) -> RedactedCase:
        return self.chronology.tagged.case

    @property
    def signals(self) -> tuple[Signal, ...]:
        return self.chronology.tagged.signals

    @property
    def accounts(self) -> tuple[Account, ...]:
        return self.chronology.tagged.accounts

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        return self.chronology.tagged.discrepancies
