"""What happened when: events, contacts, gaps, agreements, changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from analyser.model.accounts import TaggedCase
from analyser.model.language import Precision, Span, Standing


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
