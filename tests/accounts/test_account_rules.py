"""The word lists say what is wrong with them, by file and entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analyser import taxonomy
from analyser.accounts import rules
from analyser.errors import BadRules

CACHED = (rules.axes, rules.scales, rules.topics, rules.pairing)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    for f in CACHED:
        f.cache_clear()
    yield
    for f in CACHED:
        f.cache_clear()


def give(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda package, name: {"schema": 1, **data})


AXIS = {"id": "x", "topics": ["food"], "why": "w", "plus": ["a"], "minus": ["b"]}


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        ([AXIS, AXIS], "stands twice"),
        ([{**AXIS, "topics": ["weather"]}], "weather"),
        ([{**AXIS, "minus": ["a"]}], "both poles"),
        ([{k: v for k, v in AXIS.items() if k != "why"}], "why"),
        ([{**AXIS, "odd": 1}], "odd"),
    ],
)
def test_a_bad_axis_is_named(monkeypatch: pytest.MonkeyPatch, axes: list[dict[str, Any]], said: str) -> None:
    give(monkeypatch, {"axes": axes})
    with pytest.raises(BadRules, match=said):
        rules.axes()


def test_an_unknown_topic_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, {"topics": {"weather": ["rain"]}})
    with pytest.raises(BadRules, match="weather"):
        rules.topics()


def test_a_missing_scale_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, {"often": []})
    with pytest.raises(BadRules, match="negations"):
        rules.scales()


def test_a_flag_with_an_unknown_label_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    flag = {"field": "seen_alone", "value": True, "label": "nonsense", "unless": "", "says": "x"}
    give(monkeypatch, {"flags": [flag]})
    with pytest.raises(BadRules, match="nonsense"):
        rules.pairing()


def test_the_shipped_lists_are_valid() -> None:
    assert {t for a in rules.axes() for t in a.topics} <= set(taxonomy.topics())
    assert set(rules.topics()) <= set(taxonomy.topics())
    assert 0 < rules.pairing().discrepancy_at_least < 1
    assert rules.scales().often
