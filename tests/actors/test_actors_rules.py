"""Lists of the actors part that are not valid are refused."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.actors import rules
from analyser.errors import BadRules

PRONOUNS = {"he": ["he"], "she": ["she"], "they": ["they"], "i": ["i"], "we": ["we"], "you": ["you"]}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param({**PRONOUNS, "it": ["it"]}, "must hold", id="unknown group"),
        pytest.param({k: v for k, v in PRONOUNS.items() if k != "we"}, "must hold", id="a group is missing"),
        pytest.param({**PRONOUNS, "she": ["she", "he"]}, "listed twice", id="one word, two groups"),
    ],
)
def test_bad_pronouns_are_refused(data: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "load_yaml", lambda *_: {"schema": 1, **data})
    with pytest.raises(BadRules, match=says):
        rules.pronouns.__wrapped__()
