"""Agreements, changes and occasions of scrutiny as rows of the output tables."""

from __future__ import annotations

from analyser.model import Analysis
from analyser.results.places import Row, span_rows


def undertaking_rows(analysis: Analysis) -> dict[str, list[Row]]:
    """What was agreed, what changed, and the occasions on which the family was looked at, each in order of time."""
    case, story = analysis.case, analysis.chronology
    notes = {n.note_id: n for n in case.notes}
    return {
        "agreements": [
            {
                "case_id": case.case_id,
                "term": a.term,
                "by": a.by,
                "date": a.date,
                "due": a.due,
                "outcome": a.outcome,
                "outcome_date": a.outcome_date,
                "spans": span_rows(notes, a.mentions),
                "answered": span_rows(notes, a.answered),
                "response": span_rows(notes, a.response),
            }
            for a in story.agreements
        ],
        "changes": [
            {
                "case_id": case.case_id,
                "domain": c.domain,
                "direction": c.direction,
                "date": c.date,
                "held_until": c.held_until,
                "lapsed": c.lapsed,
                "spans": span_rows(notes, c.mentions),
            }
            for c in story.changes
        ],
        "triggers": [
            {
                "case_id": case.case_id,
                "kind": t.kind,
                "date": t.date,
                "spans": span_rows(notes, t.mentions),
                "before": span_rows(notes, t.before),
                "after": span_rows(notes, t.after),
            }
            for t in story.triggers
        ],
    }
