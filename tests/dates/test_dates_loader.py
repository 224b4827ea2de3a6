"""Bad rules are named with file and entry."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.dates import rules
from analyser.errors import BadRules

GOOD: dict[str, Any] = {
    "id": "x", "form": "near_day", "pattern": "today", "why": "w", "yes": [{"text": "t", "value": None}], "no": ["n"]
}  # fmt: skip


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([GOOD, GOOD], id="duplicate-id"),
        pytest.param([{**GOOD, "yes": []}], id="no-example"),
        pytest.param([{**GOOD, "colour": "red"}], id="unknown-key"),
        pytest.param([{**GOOD, "pattern": "("}], id="bad-pattern"),
        pytest.param([{**GOOD, "pattern": "{nothing}"}], id="unknown-macro"),
    ],
)
def test_bad_rules_are_refused(entries: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    rules.macros()
    monkeypatch.setattr(
        rules, "load_yaml", lambda package, name: {"rules": entries, "blocks": [], "names": [], "seeds": "digit"}
    )
    with pytest.raises(BadRules, match=r"days\.yaml"):
        rules.load_rules.__wrapped__()
