"""Every kind of happening proves itself by its examples, and bad rules are refused."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.chronology import rules
from analyser.errors import BadRules

RULES = rules.load_rules()
PROVEN = [*RULES.kinds, *RULES.again, *RULES.own_day]


def _name(item: Any) -> str:
    return f"{type(item).__name__}-{getattr(item, 'id', None) or item.kind}"


@pytest.mark.parametrize(
    ("item", "text"), [pytest.param(i, t, id=f"{_name(i)}-{n}") for i in PROVEN for n, t in enumerate(i.yes)]
)
def test_yes(item: Any, text: str) -> None:
    assert item.pattern.search(text)


@pytest.mark.parametrize(
    ("item", "text"), [pytest.param(i, t, id=f"{_name(i)}-{n}") for i in PROVEN for n, t in enumerate(i.no)]
)
def test_no(item: Any, text: str) -> None:
    assert not item.pattern.search(text)


def test_outcomes_have_words() -> None:
    assert {o.outcome for o in RULES.outcomes} | set(RULES.told.values()) <= set(RULES.outcome_words)


KIND = {"id": "x", "name": "X", "significant": True, "pattern": "x", "why": "w", "yes": ["x"], "no": ["y"]}
FILE = {
    "kinds": [KIND],
    "again": [],
    "own_day": [],
    "by_note_type": {},
    "like": {},
    "together": [],
    "note_types_of": {},
    "joins_its_day": [],
    "vague": [],
    "loose": [],
    "own_affair": [],
    "rare": [],
    "stem_tells": [],
    "definite": "d",
    "affair": "f",
    "paper": "r",
    "of_month": "m",
    "lasting": "l",
    "contact_signals": [],
    "again_then": "t",
    "to_come": "c",
    "supposed": "u",
    "no_thing": "o",
    "known_thing": "k",
    "spoken_of": "s",
    "known_thing_days": 1,
    "generic": "g",
    "no_event": "n",
    "aside": "a",
    "now": "w",
    "past": "p",
}
SIGNALS = {
    "significant": [],
    "offered": [],
    "outcomes": [],
    "told": {},
    "listed": [],
    "repeated": {},
    "between": "b",
    "seen": [],
    "dealt_with": [],
    "outcome_words": {},
}


@pytest.mark.parametrize(
    ("kinds", "signals"),
    [
        pytest.param({**FILE, "kinds": [KIND, KIND]}, SIGNALS, id="duplicate"),
        pytest.param({**FILE, "kinds": [{**KIND, "yes": []}]}, SIGNALS, id="no-example"),
        pytest.param({**FILE, "kinds": [{**KIND, "hue": 1}]}, SIGNALS, id="unknown-key"),
        pytest.param({**FILE, "kinds": [{**KIND, "pattern": "("}]}, SIGNALS, id="bad-pattern"),
        pytest.param({**FILE, "by_note_type": {"police_contact": "nothing"}}, SIGNALS, id="unknown-kind"),
        pytest.param({**FILE, "together": [["nothing"]]}, SIGNALS, id="unknown-kind-together"),
        pytest.param({**FILE, "vague": ["nothing"]}, SIGNALS, id="unknown-kind-vague"),
        pytest.param({**FILE, "own_affair": ["nothing"]}, SIGNALS, id="unknown-note-type"),
        pytest.param(FILE, {**SIGNALS, "significant": ["nothing"]}, id="unknown-label"),
    ],
)
def test_bad_rules_are_refused(kinds: dict[str, Any], signals: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "load_yaml", lambda package, name: kinds if name == rules.KINDS else signals)
    with pytest.raises(BadRules, match="rules/"):
        rules.load_rules.__wrapped__()
