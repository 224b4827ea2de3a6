"""Endings of medicines, sciences and abstract nouns must not swallow names that end alike."""

from __future__ import annotations

import pytest

from analyser.errors import BadRules
from analyser.redact import endings, lexicon
from analyser.redact.endings import is_abstract, is_medicine, is_science


@pytest.mark.parametrize("word", [pytest.param("penycoed", id="welsh-place"), pytest.param("hargoed", id="welsh-town")])
def test_a_welsh_place_is_no_finding(word: str) -> None:
    assert not is_medicine(word)


@pytest.mark.parametrize("word", [pytest.param("spirometry", id="finding"), pytest.param("sertraloxetine", id="drug")])
def test_a_finding_is_one(word: str) -> None:
    assert is_medicine(word)


@pytest.mark.parametrize("word", ["rheumatology", "phlebotomist", "paediatrics"])
def test_a_science_is_one(word: str) -> None:
    assert is_science(word)


@pytest.mark.parametrize("word", ["dialectical", "discrepancy", "ambivalences", "darkness"])
def test_an_abstract_word_is_one_with_or_without_an_s(word: str) -> None:
    assert is_abstract(word)


@pytest.mark.parametrize("word", ["vance", "ness", "blessing", "pity"])
def test_three_letters_stand_before_an_ending(word: str) -> None:
    assert not any(ends(word) for ends in (is_abstract, is_science, is_medicine))


def test_a_list_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "load", lambda _: {"schema": 1, "medicines": ["statin"], "sciences": ["ology"]})
    with pytest.raises(BadRules, match="abstract"):
        endings.endings.__wrapped__()
