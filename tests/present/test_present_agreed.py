"""Agreements, changes and occasions on the page, in words and with the words of the record."""

from __future__ import annotations

from typing import Any

from analyser.present import case_report_from_tables

Tables = dict[str, list[dict[str, Any]]]
CASE = "case-7"
WORDS = "had rung Surgery1 herself"


def told(tables: Tables) -> dict[str, Any]:
    text = next(n["redacted_text"] for n in tables["notes"] if n["note_id"] == "n4")
    start = text.index(WORDS)
    return {"note_id": "n4", "redacted_start": start, "redacted_end": start + len(WORDS)}


def agreement(tables: Tables, outcome: str, *, response: bool = False) -> dict[str, Any]:
    return {
        "case_id": CASE,
        "term": "to ring Surgery1",
        "by": "mother",
        "date": "2024-02-06",
        "due": None,
        "outcome": outcome,
        "outcome_date": "2024-03-05" if outcome != "not_recorded" else None,
        "spans": [],
        "answered": [told(tables)],
        "response": [told(tables)] if response else [],
    }


def page(tables: Tables, **more: list[dict[str, Any]]) -> str:
    return case_report_from_tables(CASE, {**tables, **more})


def test_a_breach_says_whether_the_services_answered(tables: Tables) -> None:
    silent = page(tables, agreements=[agreement(tables, "not_done")])
    assert "Told as not done, 5 Mar 2024" in silent
    assert "No answer of the services was found within two weeks" in silent
    assert "An answer of the services is recorded" in page(
        tables, agreements=[agreement(tables, "not_done", response=True)]
    )


def test_a_promise_of_which_nothing_more_is_told_is_folded(tables: Tables) -> None:
    assert "One more agreement, of which nothing more was found" in page(
        tables, agreements=[agreement(tables, "not_recorded")]
    )


def test_changes_and_occasions_stand_in_tables(tables: Tables) -> None:
    change = {
        "case_id": CASE,
        "domain": "food",
        "direction": "better",
        "date": "2024-01-09",
        "held_until": "2024-02-06",
        "lapsed": None,
        "spans": [],
    }
    trigger = {
        "case_id": CASE,
        "kind": "review",
        "date": "2024-03-05",
        "spans": [],
        "before": [told(tables)],
        "after": [],
    }
    said = page(tables, changes=[change], triggers=[trigger])
    assert "Told to have held" in said
    assert "told once" in said
    assert 'href="#agreed"' in said


def test_without_any_there_is_no_section(tables: Tables) -> None:
    assert 'href="#agreed"' not in page(tables)


def test_a_closing_after_contact_was_turned_down_is_said(tables: Tables) -> None:
    closing = {"case_id": CASE, "kind": "closure", "date": "2024-02-20", "spans": [], "before": [], "after": []}
    dated = [{**s, "date": "2024-01-22"} if s["label"] == "missed_appointment" else s for s in tables["signals"]]
    assert "A closing, opening or transfer is told of 20 Feb 2024" in page(
        {**tables, "signals": dated}, triggers=[closing]
    )


def test_the_calendar_and_checks_stand_beside_the_explanations(tables: Tables) -> None:
    first, *rest = tables["patterns"]
    untold, service = first["explanations"]
    changed = {**first, "explanations": [{**untold, "days": ["22 January 2024 (Eid)"]}, service]}
    said = page({**tables, "patterns": [changed, *rest]})
    assert "22 January 2024 (Eid)" in said
    assert "No words were found by which anybody has looked into this." in said
