"""Who holds what to be so, and accounts that cannot both be so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analyser.model.language import Signal, Span, TimeValue
from analyser.model.redaction import RedactedCase


class Basis(StrEnum):
    """What an account rests on."""

    OBSERVED = "observed"
    REPORTED = "reported"
    OPINION = "opinion"
    FLAG = "flag"  # a structured field of the export, such as "seen alone: Yes"


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
