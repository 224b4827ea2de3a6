"""What the words of a note say: standing, times, statements, signals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from analyser.model.redaction import RedactedCase

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
