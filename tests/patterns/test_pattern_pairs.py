"""The discrepancy patterns: how a pair, the child and the rest of the file bear one another out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pattern_files import chronology, discrepancy

from analyser.model import Chronology
from analyser.patterns import find

WEAK = discrepancy("parent_vs_child", 0.2)
AWAY = (0, "home_visit", ["deflection", "minimisation"])
WARY = (9, "school_contact", ["child_wary", "child_wary"])
UNSEEN = [(day, "home_visit", ["child_not_seen"]) for day in (20, 40)]


def weakly(file: Chronology) -> Chronology:
    """The same file with one pair that is too unsure to be shown by itself."""
    return replace(file, tagged=replace(file.tagged, weaker=(WEAK,)))


def fires(file: Chronology) -> bool:
    return "parent_child_discrepancy" in {f.pattern for f in find(file)}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(
            weakly(chronology([AWAY, WARY, *UNSEEN])), True, id="a-weak-pair-and-a-wary-child-who-is-not-seen"
        ),
        pytest.param(weakly(chronology([AWAY, (9, "school_contact", [])])), False, id="a-weak-pair-alone"),
        pytest.param(chronology([AWAY, WARY, *UNSEEN, *UNSEEN]), False, id="a-wary-child-and-no-pair"),
        pytest.param(
            weakly(chronology([(0, "home_visit", ["open_engagement"]), WARY, *UNSEEN])), False, id="nothing-turned-away"
        ),
        pytest.param(
            chronology([AWAY, (9, "school_contact", [])], discrepancies=[discrepancy("parent_vs_child")]),
            True,
            id="a-sure-pair",
        ),
    ],
)
def test_a_pair_needs_the_file_to_bear_it_out(file: Chronology, expected: bool) -> None:
    assert fires(file) is expected


def test_the_weak_pair_is_the_evidence() -> None:
    (found,) = (f for f in find(weakly(chronology([AWAY, WARY, *UNSEEN]))) if f.pattern == "parent_child_discrepancy")
    assert found.evidence == (WEAK.a.span, WEAK.b.span)
    assert found.counts["pairs"] == 1
