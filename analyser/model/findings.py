"""Patterns for review, what else could explain them, and the order of reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from analyser.model.accounts import Account, Discrepancy
from analyser.model.chronology import Chronology
from analyser.model.language import Signal, Span
from analyser.model.redaction import RedactedCase


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
