"""Words after which a full stop ends no sentence: a list that is not valid is refused."""

from __future__ import annotations

import pytest

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.layout import sentences


@pytest.mark.parametrize("words", [pytest.param([True], id="no text"), pytest.param(["Dr"], id="capitals")])
def test_bad_abbreviations_are_refused(words: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "titles": words})
    with pytest.raises(BadRules, match="lower case"):
        sentences._abbreviation.__wrapped__()


@pytest.mark.parametrize("first", ["He slept at Nan's.", "She said she couldn’t.", "I told her I'd."])
def test_a_short_ending_behind_an_apostrophe_is_no_initial(first: str) -> None:
    text = f"{first} He likes school."
    assert [text[s.start : s.end] for s in sentences.split(text)] == [first, "He likes school."]
