"""One analysed case as rows of the output tables (``analyser.results.columns``).

Rows hold plain values, lists and mappings only, never a word of the source text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from analyser.model import (
    Account,
    Analysis,
    Contact,
    Event,
    Finding,
    RedactedCase,
    RedactedNote,
    Signal,
    Tally,
)
from analyser.results.places import Row, iso, span_row, span_rows
from analyser.results.undertakings import undertaking_rows

Tables = dict[str, list[Row]]

CONTEXT = 60  # characters on either side of a place to check


def rows(analysis: Analysis) -> Tables:
    """The rows of every table for one case, in the order of the file."""
    case = analysis.case
    notes = {n.note_id: n for n in case.notes}
    return {
        "notes": [_note(case, n) for n in case.notes],
        "redactions": redaction_rows(case),
        "signals": [_signal(case, notes[s.note_id], s) for s in analysis.signals],
        "accounts": [_account(case, notes, a) for a in analysis.accounts],
        "discrepancies": [
            {
                "case_id": case.case_id,
                "a": _side(notes, d.a),
                "b": _side(notes, d.b),
                "type": d.type,
                "topic": d.topic,
                "score": _figure(d.score),
                "why": d.why,
            }
            for d in analysis.discrepancies
        ],
        "chronology": chronology_rows(case, (*analysis.chronology.events, *analysis.chronology.undated)),
        "contacts": contact_rows(analysis),
        **undertaking_rows(analysis),
        "patterns": [_finding(case, notes, f) for f in analysis.findings],
        "cases": [_case(analysis, notes)],
        "residue": residue_rows(case),
    }


def redaction_rows(case: RedactedCase) -> list[Row]:
    return [
        {
            "case_id": case.case_id,
            "note_id": n.note_id,
            "start": r.start,
            "end": r.end,
            "type": r.type,
            "pseudonym": r.pseudonym,
            "source": r.source,
        }
        for n in case.notes
        for r in n.redactions
    ]


def note_rows(case: RedactedCase) -> list[Row]:
    return [_note(case, n) for n in case.notes]


def residue_rows(case: RedactedCase) -> list[Row]:
    """Places to check, with the redacted words around them; the doubtful word itself stands only in the note."""
    texts = {n.note_id: n.text for n in case.notes}
    return [
        {
            "case_id": case.case_id,
            "note_id": r.note_id,
            "redacted_start": r.start,
            "redacted_end": r.end,
            "type": r.type,
            "why": r.why,
            "context": "" if r.note_id in case.withheld else around(texts[r.note_id], r.start, r.end),
        }
        for r in case.residue
    ]


def around(text: str, start: int, end: int) -> str:
    """The words before and after a place, with ``[?]`` for the place itself."""
    return " ".join(f"{text[max(0, start - CONTEXT) : start]}[?]{text[end : end + CONTEXT]}".split())


def chronology_rows(case: RedactedCase, events: Iterable[Event]) -> list[Row]:
    notes = {n.note_id: n for n in case.notes}
    return [
        {
            "case_id": case.case_id,
            "event_id": e.event_id,
            "date": e.date,
            "precision": str(e.precision),
            "end_date": e.end_date,
            "kind": e.kind,
            "note_ids": list(e.note_ids),
            "spans": span_rows(notes, e.mentions),
            "significant": e.significant,
            "summary": e.summary,
            "actor": e.actor,
            "outcome": e.outcome,
            "time": e.time,
        }
        for e in events
    ]


def _figure(score: float) -> float:
    return round(float(score), 4)


def _note(case: RedactedCase, note: RedactedNote) -> Row:
    return {
        "case_id": case.case_id,
        "note_id": note.note_id,
        "date": iso(note.date),
        "recorded": iso(note.recorded),
        "type": note.type,
        "author_role": note.author_role,
        "redacted_text": note.text,
        "author": note.author,
        "seen": note.seen,
        "seen_alone": note.seen_alone,
        "bedroom_seen": note.bedroom_seen,
        "withheld": note.note_id in case.withheld,
    }


def _signal(case: RedactedCase, note: RedactedNote, signal: Signal) -> Row:
    return {
        "case_id": case.case_id,
        **span_row({note.note_id: note}, note.note_id, signal.start, signal.end),
        "label": signal.label,
        "assertion": str(signal.standing),
        "actor": signal.actor,
        "date": signal.date,
        "date_precision": str(signal.precision),
        "date_reason": signal.date_reason,
        "score": _figure(signal.score),
        "source": signal.source,
    }


def _account(case: RedactedCase, notes: Mapping[str, RedactedNote], account: Account) -> Row:
    return {
        "case_id": case.case_id,
        **span_row(notes, account.note_id, account.start, account.end),
        "holder": account.holder,
        "topic": account.topic,
        "basis": str(account.basis),
        "date": account.date,
    }


def _side(notes: Mapping[str, RedactedNote], account: Account) -> Row:
    return {
        **span_row(notes, account.note_id, account.start, account.end),
        "holder": account.holder,
        "date": account.date,
        "basis": str(account.basis),
    }


def contact_rows(analysis: Analysis) -> list[Row]:
    """The contacts that were offered, in order of time."""
    notes = {n.note_id: n for n in analysis.case.notes}
    return [_contact(analysis.case, notes, c) for c in analysis.chronology.contacts]


def _contact(case: RedactedCase, notes: Mapping[str, RedactedNote], contact: Contact) -> Row:
    return {
        "case_id": case.case_id,
        "event_id": contact.event_id,
        "date": contact.date,
        "kind": contact.kind,
        "agency": contact.agency,
        "outcome": contact.outcome,
        "counts_as": contact.group,
        "people": list(contact.people),
        "seen": list(contact.seen),
        "seen_alone": contact.seen_alone,
        "where": contact.where,
        "mode": contact.mode,
        "announced": contact.announced,
        "notice": contact.notice,
        "reason": contact.reason,
        "reason_kind": contact.reason_kind,
        "rebooked": contact.rebooked,
        "spans": span_rows(notes, contact.mentions),
    }


def _tally(tally: Tally) -> Row:
    return asdict(tally) | {"last_seen": iso(tally.last_seen), "last_seen_alone": iso(tally.last_seen_alone)}


def _finding(case: RedactedCase, notes: Mapping[str, RedactedNote], finding: Finding) -> Row:
    return {
        "case_id": case.case_id,
        "pattern": finding.pattern,
        "first": iso(finding.first),
        "last": iso(finding.last),
        "note_ids": list(finding.note_ids),
        "evidence": span_rows(notes, finding.evidence),
        "counts": dict(finding.counts),
        "explanations": [
            {
                "code": e.code,
                "text": e.text,
                "support": span_rows(notes, e.support),
                "days": list(e.days),
                "checked": span_rows(notes, e.checked),
            }
            for e in finding.explanations
        ],
        "questions": [{"text": q.text, "source": q.source} for q in finding.questions],
        "score": _figure(finding.score),
        "summary": finding.summary,
    }


def _case(analysis: Analysis, notes: Mapping[str, RedactedNote]) -> Row:
    case, order, counts = analysis.case, analysis.order, analysis.chronology.counts
    days = sorted(n.date for n in case.notes if n.date)
    return {
        "case_id": case.case_id,
        "notes": len(case.notes),
        "first": iso(days[0]) if days else None,
        "last": iso(days[-1]) if days else None,
        "priority": order.priority,
        "priority_score": _figure(order.priority_score),
        "reasons": [
            {
                "code": r.code,
                "text": r.text,
                "weight": _figure(r.weight),
                "evidence": span_rows(notes, r.evidence),
            }
            for r in order.reasons
        ],
        "setting": str(case.setting),
        "as_of": iso(case.as_of),
        "contacts": {
            "offered": counts.offered,
            "kept": counts.kept,
            "missed_by_family": counts.missed_by_family,
            "cancelled_by_family": counts.cancelled_by_family,
            "cancelled_by_service": counts.cancelled_by_service,
            "last_seen": iso(counts.last_seen),
            "last_seen_alone": iso(counts.last_seen_alone),
            "seen_alone": counts.seen_alone,
            "by_person": [_tally(t) for t in counts.by_person],
            "by_agency": [_tally(t) for t in counts.by_agency],
            "by_period": [_tally(t) for t in counts.by_period],
            "gaps": [asdict(g) | {"first": iso(g.first), "last": iso(g.last)} for g in counts.gaps],
        },
        "people": dict(case.people),
        "withheld": len(case.withheld),
        "residue": len(case.residue),
    }
