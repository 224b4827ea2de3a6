"""Every expression of time and every block proves itself by the examples it carries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from analyser.dates import find_dates
from analyser.dates.resolve import FORMS
from analyser.dates.rules import load_rules

RULES = load_rules()


def _reference(value: Any) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


@pytest.mark.parametrize(
    "example",
    [pytest.param(e, id=f"{r.id}-{i}") for r in RULES.rules for i, e in enumerate(r.yes)],
)
def test_yes_example(example: dict[str, Any]) -> None:
    times = find_dates(example["text"], _reference(example.get("at")))
    wanted = example["values"] if "values" in example else [example["value"]]
    assert [t.value for t in times] == wanted
    if "end_value" in example:
        assert times[0].end_value == example["end_value"]


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES.rules for i, e in enumerate(r.yes)],
)
def test_yes_example_is_matched_by_its_own_rule(rule: Any, example: dict[str, Any]) -> None:
    assert rule.pattern.search(example["text"])


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.id}-{i}") for r in (*RULES.rules, *RULES.blocks) for i, e in enumerate(r.no)],
)
def test_no_example_is_left_alone(rule: Any, example: Any) -> None:
    text, at = (example, None) if isinstance(example, str) else (example["text"], example.get("at"))
    inside = [m.span() for m in rule.pattern.finditer(text)] if hasattr(rule, "form") else [(0, len(text))]
    found = find_dates(text, at or dt.date(2024, 6, 12))
    assert not [t for t in found if t.value is not None and any(a <= t.start < b for a, b in inside)]


def test_forms_are_known() -> None:
    assert {r.form for r in RULES.rules} <= set(FORMS)


def test_rules_and_names_are_reachable() -> None:
    from analyser.dates.calendar_uk import festivals

    assert set(RULES.named.values()) <= set(festivals(2024))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"quarters": {"fifth": 5}}, id="a quarter too many"),
        pytest.param({"half_terms": {"michaelmas": "september"}}, id="no half term"),
        pytest.param({"hangs_on_note": "("}, id="a pattern"),
    ],
)
def test_a_lexicon_that_makes_no_sense_is_refused(wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from analyser.dates import rules
    from analyser.errors import BadRules
    from analyser.taxonomy import load_yaml

    data = load_yaml("analyser.dates", "rules/lexicon.yaml")
    monkeypatch.setattr(rules, "load_yaml", lambda *_: {**data, **wrong})
    with pytest.raises(BadRules, match="lexicon"):
        rules.lexicon.__wrapped__()
