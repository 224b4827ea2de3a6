"""Endings of medicines and findings must not swallow names that end alike."""

from __future__ import annotations

import pytest

from analyser.redact.decide import is_medicine


@pytest.mark.parametrize("word", [pytest.param("penycoed", id="welsh-place"), pytest.param("hargoed", id="welsh-town")])
def test_a_welsh_place_is_no_finding(word: str) -> None:
    assert not is_medicine(word)


@pytest.mark.parametrize("word", [pytest.param("spirometry", id="finding"), pytest.param("sertraloxetine", id="drug")])
def test_a_finding_is_one(word: str) -> None:
    assert is_medicine(word)
