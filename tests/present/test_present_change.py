"""The table of motivation to change: words beside stages, told of the adults, and nobody at a stage."""

from __future__ import annotations

from typing import Any

import pytest

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.patterns import stages as reading
from analyser.patterns.stages import stages
from analyser.present import case_report_from_tables
from analyser.present.build import from_tables

Row = dict[str, Any]
Tables = dict[str, list[Row]]
CASE = "case-7"


def signal(tables: Tables, words: str, label: str, assertion: str = "affirmed", actor: str = "mother") -> Row:
    """A row of the signals table, on words of whichever note holds them."""
    note = next(n for n in tables["notes"] if words in n["redacted_text"])
    start = note["redacted_text"].index(words)
    at = {"note_id": note["note_id"], "redacted_start": start, "redacted_end": start + len(words)}
    return {"case_id": CASE, **at, "label": label, "assertion": assertion, "actor": actor, "score": 0.8, "source": "r"}


def with_signals(tables: Tables, *rows: Row) -> Tables:
    return {**tables, "signals": list(rows)}


def test_words_stand_under_every_stage_they_bear_on(tables: Tables) -> None:
    owned = signal(tables, "had rung Surgery1 herself", "action_completed", actor="mother")
    promised = signal(tables, "She will ring Surgery1 tomorrow", "commitment", actor="mother")
    rows = {s.name: s for s in from_tables(CASE, with_signals(tables, owned, promised)).stages}
    assert len(rows) == 7
    assert [bool(s.shows.quotes) for s in rows.values()] == [False, False, False, True, True, False, True]
    assert {s.shows.who for s in rows.values() if s.shows.quotes} == {(("Mother", 1),)}
    assert rows["Takes first steps and works with others"].shows.quotes[0].words == ("had rung Surgery 1 herself",)


def test_what_is_denied_or_told_of_a_child_or_a_worker_is_left_out(tables: Tables) -> None:
    words = "had rung Surgery1 herself"
    rows = [
        signal(tables, words, "action_completed", "negated", "mother"),
        signal(tables, words, "action_completed", actor="child"),
        signal(tables, words, "action_completed", actor="social_worker"),
    ]
    assert not any(s.shows.quotes or s.other.quotes for s in from_tables(CASE, with_signals(tables, *rows)).stages)


def test_an_adult_at_risk_is_asked_too(tables: Tables) -> None:
    row = signal(tables, "had rung Surgery1 herself", "action_completed", actor="adult_at_risk")
    tables["cases"][0]["setting"] = "adults"
    found = from_tables(CASE, with_signals(tables, row)).stages
    assert found[-1].shows.who == (("Adult at risk", 1),)
    assert "adult at risk" in found[2].ask


def test_the_page_says_that_nobody_is_put_at_a_stage(tables: Tables) -> None:
    html = case_report_from_tables(CASE, tables)
    part = html[html.index('<section id="change"') : html.index('<section id="record"')]
    assert "nobody is put at a stage" in part
    assert "not looked for" in part
    assert part.count('scope="row"') == 7


def test_circumstances_complaints_and_unknown_labels_bear_on_no_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    for label in ("context_fear", "complaint_or_worker_change", "no_such_label"):
        entry = {"id": "x", "name": "X", "shows": [], "other": [label], "ask": "What?"}
        monkeypatch.setattr(taxonomy, "load_yaml", lambda *_, e=entry: {"stages": [e]})
        stages.cache_clear()
        with pytest.raises(BadRules, match="entry 'x'"):
            reading.stages()
    monkeypatch.undo()
    stages.cache_clear()
    assert len(stages()) == 7
