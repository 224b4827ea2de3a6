"""A small invented case as rows of the results tables. Offsets are found from the words, never typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

Row = dict[str, Any]
Tables = dict[str, list[Row]]

CASE = "case-7"
NOTES: Sequence[tuple[str, str, str, str, str, str]] = (
    (
        "n1",
        "2024-01-09",
        "2024-01-10",
        "home_visit_announced",
        "social_worker",
        "Visited as arranged. Mother was in and made tea. Child1 at school.\n"
        "Mother said Child1 eats a cooked tea every night. She will ring Surgery1 tomorrow.",
    ),
    (
        "n2",
        "2024-01-24",
        "2024-01-31",
        "school_contact",
        "school",
        "Child1 told Teacher1 there was nothing in the cupboard again. Not brought to Surgery1 on the 22nd.",
    ),
    (
        "n3",
        "2024-02-06",
        "2024-02-06",
        "phone_call",
        "social_worker",
        "Rang Mother, no answer. SocialWorker2 cancelled the visit of 5 February, off sick. If she misses the next one "
        "we will write.",
    ),
    ("n4", "2024-03-05", "2024-03-06", "meeting", "manager", "Core group. Mother came and had rung Surgery1 herself."),
)


def span(note_id: str, words: str, texts: Mapping[str, str] | None = None) -> Row:
    text = (texts or {n[0]: n[5] for n in NOTES})[note_id]
    start = text.index(words)
    at = {"redacted_start": start, "redacted_end": start + len(words)}
    return {"note_id": note_id, "start": start, "end": start + len(words), **at}


def signal(
    note_id: str, words: str, label: str, assertion: str = "affirmed", actor: str = "mother", **more: Any
) -> Row:
    row = {"case_id": CASE, **span(note_id, words), "label": label, "assertion": assertion, "actor": actor}
    return row | {"date": None, "date_precision": "none", "date_reason": "", "score": 0.81, "source": "rule-1"} | more


def small() -> Tables:
    excuse = "SocialWorker2 cancelled the visit of 5 February"
    tea, cupboard = "Child1 eats a cooked tea every night", "there was nothing in the cupboard again"
    sides = [
        span("n1", tea) | {"holder": "mother", "date": "2024-01-09", "basis": "reported"},
        span("n2", cupboard) | {"holder": "child", "date": "2024-01-24", "basis": "reported"},
    ]
    return {
        "notes": [
            {
                "case_id": CASE,
                "note_id": note_id,
                "date": date,
                "recorded": recorded,
                "type": kind,
                "author_role": author,
                "redacted_text": text,
                "author": "",
                "seen": None,
                "seen_alone": note_id == "n2" or None,
                "bedroom_seen": None,
                "withheld": False,
            }
            for note_id, date, recorded, kind, author, text in NOTES
        ],
        "redactions": [],
        "signals": [
            signal("n1", "Mother was in", "attended"),
            signal("n1", "She will ring Surgery1 tomorrow", "commitment"),
            signal("n2", "Not brought to Surgery1", "missed_appointment"),
            signal("n3", "no answer", "uncontactable", score=0.93),
            signal("n3", excuse, "context_service", actor="social_worker"),
            signal("n3", "If she misses the next one", "missed_appointment", "hypothetical"),
            signal("n4", "Mother came", "attended"),
            signal("n4", "had rung Surgery1 herself", "action_completed"),
        ],
        "accounts": [{"case_id": CASE, "topic": "food", **side} for side in sides],
        "discrepancies": [
            {
                "case_id": CASE,
                "a": sides[0],
                "b": sides[1],
                "type": "parent_vs_child",
                "topic": "food",
                "score": 0.7,
                "why": "food: Mother 'every night' / Child1 'nothing in the cupboard'",
            }
        ],
        "chronology": [
            event("E1", "2024-01-09", "contact", "n1", "Mother was in", "kept", actor="mother"),
            event("E2", "2024-01-22", "missed_appointment", "n2", "Not brought to Surgery1", "missed", actor="mother"),
            event("E3", "2024-02-05", "contact", "n3", excuse, "cancelled_by_service", actor="social_worker"),
            event("E4", "2024-03-05", "core_group", "n4", "Core group", "", significant=True),
            event("E5", None, "move", "n4", "had rung", "", summary="moved at some time"),
        ],
        "patterns": [
            {
                "case_id": CASE,
                "pattern": "repeated_missed_contacts",
                "first": "2024-01-22",
                "last": "2024-02-06",
                "note_ids": ["n2", "n3"],
                "evidence": [span("n2", "Not brought to Surgery1"), span("n3", "no answer")],
                "counts": {"offered": 4, "missed": 1},
                "explanations": [
                    {"code": "told", "text": "The appointment was not told in time.", "support": []},
                    {"code": "service", "text": "The service cancelled.", "support": [span("n3", excuse)]},
                ],
                "questions": [{"text": "What got in the way?", "source": "MWW 10"}],
                "score": 0.4,
                "summary": "1 of 4 contacts offered was missed by the family.",
            },
            {
                "case_id": CASE,
                "pattern": "genuine_progress",
                "first": "2024-03-05",
                "last": "2024-03-05",
                "note_ids": ["n4"],
                "evidence": [span("n4", "had rung Surgery1 herself")],
                "counts": {},
                "explanations": [],
                "questions": [],
                "score": 0.9,
                "summary": "Agreed and done.",
            },
        ],
        "cases": [
            {
                "case_id": CASE,
                "notes": 4,
                "first": "2024-01-09",
                "last": "2024-03-05",
                "priority": 1,
                "priority_score": 0.7391,
                "reasons": [
                    {
                        "code": "missed",
                        "text": "1 of 4 contacts offered was missed.",
                        "weight": 0.9127,
                        "evidence": [span("n2", "Not brought to Surgery1")],
                    },
                    {
                        "code": "explained",
                        "text": "One was cancelled by SocialWorker2.",
                        "weight": -0.2,
                        "evidence": [],
                    },
                ],
                "setting": "children",
                "as_of": "2024-03-12",
                "contacts": {
                    "offered": 4,
                    "kept": 2,
                    "missed_by_family": 1,
                    "cancelled_by_family": 0,
                    "cancelled_by_service": 1,
                    "last_seen": "2024-01-24",
                    "last_seen_alone": None,
                    "seen_alone": 0,
                },
                "people": {"Mother": "mother", "Child1": "child", "SocialWorker2": "social_worker"},
                "withheld": 0,
                "residue": 0,
            }
        ],
        "residue": [],
    }


def event(
    event_id: str,
    date: str | None,
    kind: str,
    note_id: str,
    words: str,
    outcome: str,
    *,
    actor: str = "",
    significant: bool = False,
    summary: str | None = None,
) -> Row:
    return {
        "case_id": CASE,
        "event_id": event_id,
        "date": date,
        "precision": "day" if date else "none",
        "end_date": None,
        "kind": kind,
        "note_ids": [note_id],
        "spans": [span(note_id, words)],
        "significant": significant,
        "summary": words if summary is None else summary,
        "actor": actor,
        "outcome": outcome,
    }


@pytest.fixture
def tables() -> Tables:
    return small()


@pytest.fixture
def big() -> Callable[[int], Tables]:
    """The small case told many times: as many notes as asked for, with their signals and events."""

    def build(notes: int) -> Tables:
        made = small()
        whole = small()
        filler = " The kettle was on and the radio played while we talked about the plan for the week ahead." * 9
        for table in ("notes", "signals", "chronology", "accounts"):
            whole[table] = []
        for copy in range(notes // len(NOTES)):
            for table in ("notes", "signals", "chronology", "accounts"):
                for row in made[table]:
                    row = dict(row)
                    for key in ("note_id",):
                        if key in row:
                            row[key] = f"{row[key]}-{copy}"
                    if "spans" in row:
                        row["spans"] = [s | {"note_id": f"{s['note_id']}-{copy}"} for s in row["spans"]]
                        row["note_ids"] = [f"{n}-{copy}" for n in row["note_ids"]]
                    if "redacted_text" in row:
                        row["redacted_text"] += filler
                    if row.get("date"):
                        row["date"] = f"{2015 + copy // 12}-{1 + copy % 12:02}-{row['date'][-2:]}"
                    whole[table].append(row)
        last = notes // len(NOTES) - 1
        for pattern in whole["patterns"]:
            pattern["evidence"] = [
                s | {"note_id": f"{s['note_id']}-{c}"} for c in range(last + 1) for s in pattern["evidence"]
            ]
        return whole

    return build
