"""Small files told in words: those that bear a pattern out, and innocent ones that only look like it."""

from __future__ import annotations

from collections import Counter

import pytest
from twin_files import Twin, story, twins

from analyser import taxonomy
from analyser.model import Finding
from analyser.patterns import find

EVERY = twins()


def found(twin: Twin) -> dict[str, Finding]:
    return {f.pattern: f for f in find(story(twin))}


def of(kind: str) -> list[object]:
    return [pytest.param(t, id=t.id) for t in EVERY if t.kind == kind]


@pytest.mark.parametrize("twin", of("real"))
def test_a_real_file_bears_its_pattern_out(twin: Twin) -> None:
    findings = found(twin)
    assert twin.pattern in findings, sorted(findings)
    assert findings[twin.pattern].evidence


@pytest.mark.parametrize("twin", of("innocent"))
def test_an_innocent_file_does_not(twin: Twin) -> None:
    assert twin.pattern not in found(twin)


@pytest.mark.parametrize("twin", of("explained"))
def test_an_explained_file_names_the_explanation_with_its_words(twin: Twin) -> None:
    finding = found(twin)[twin.pattern]
    supported = {e.code for e in finding.explanations if e.support}
    assert supported & {"pressure", "fear_of_removal", "past_experience"}
    assert finding.explanations[0].support  # what the file supports stands first


def test_every_pattern_has_three_real_and_three_innocent_files() -> None:
    counts = Counter((t.pattern, t.kind) for t in EVERY)
    assert {t.pattern for t in EVERY} == set(taxonomy.patterns())
    assert not [c for c in taxonomy.patterns() if counts[c, "real"] < 3 or counts[c, "innocent"] < 3]
