"""The objects that travel from stage to stage, and nothing else.

ingest → CaseFile → redact → RedactedCase → parse → ParsedCase → tag, compare → TaggedCase → chronicle → Chronology
→ flag → Findings and a place in the reading order → Analysis, which the results and the report are made from.

All offsets are characters, half-open. ``start`` and ``end`` are offsets in the *redacted* text unless a name says
``source``: after redaction nothing holds the source text, only the map back to its offsets.
"""

from analyser.model.accounts import Account, Basis, Discrepancy, TaggedCase
from analyser.model.case import CaseFile, Note, Person, Problem, Setting
from analyser.model.chronology import Agreement, Change, Chronology, Contact, Counts, Event, Gap, Tally, Trigger
from analyser.model.findings import Analysis, Explanation, Finding, Order, Question, Reason
from analyser.model.language import (
    Assertion,
    Cue,
    Modality,
    ParsedCase,
    Polarity,
    Precision,
    Signal,
    Span,
    Standing,
    Statement,
    Subject,
    Time,
    TimeValue,
)
from analyser.model.redaction import RedactedCase, RedactedNote, Redaction, Residue

__all__ = [
    "Account",
    "Agreement",
    "Analysis",
    "Assertion",
    "Basis",
    "CaseFile",
    "Change",
    "Chronology",
    "Contact",
    "Counts",
    "Cue",
    "Discrepancy",
    "Event",
    "Explanation",
    "Finding",
    "Gap",
    "Modality",
    "Note",
    "Order",
    "ParsedCase",
    "Person",
    "Polarity",
    "Precision",
    "Problem",
    "Question",
    "Reason",
    "RedactedCase",
    "RedactedNote",
    "Redaction",
    "Residue",
    "Setting",
    "Signal",
    "Span",
    "Standing",
    "Statement",
    "Subject",
    "TaggedCase",
    "Tally",
    "Time",
    "TimeValue",
    "Trigger",
]
