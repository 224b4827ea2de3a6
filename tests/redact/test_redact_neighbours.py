"""The lists of words beside a word: each is there, holds words, and decides."""

from __future__ import annotations

import pytest

from analyser.errors import BadRules
from analyser.redact import lexicon, neighbours, redact_text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"small": []}, "neighbours.yaml, small", id="empty"),
        pytest.param({"asks": ["may", True]}, "quote", id="no-word"),
        pytest.param({"smaller": ["so"]}, "smaller", id="unknown-list"),
    ],
)
def test_a_list_that_cannot_be_is_said(change: dict[str, object], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lexicon.load("neighbours.yaml")
    monkeypatch.setattr(lexicon, "load", lambda _: whole | change)
    with pytest.raises(BadRules, match=says):
        neighbours.neighbours.__wrapped__()


def test_a_list_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {k: v for k, v in lexicon.load("neighbours.yaml").items() if k != "crown"}
    monkeypatch.setattr(lexicon, "load", lambda _: whole)
    with pytest.raises(BadRules, match="crown"):
        neighbours.neighbours.__wrapped__()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The review is due by June and then in May.", "The review is due by June and then in May.", id="m"
        ),
        pytest.param("Rang police on 101 and log 999.", "Rang police on 101 and log 999.", id="services"),
        pytest.param("Sent to Princess Elowen today.", "Sent to Hospital1 today.", id="crown"),
    ],
)
def test_the_lists_decide(text: str, expected: str) -> None:
    assert redact_text(text).text == expected
