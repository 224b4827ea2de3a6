"""Every cue of the assertion part proves itself on its own examples."""

from __future__ import annotations

import re

import pytest

from analyser.assertion.reading import by_rules
from analyser.assertion.rules import CueRule, rules
from analyser.model import Assertion, Modality, Polarity, Subject, Time
from analyser.pipeline import build_pipeline

_ENT = re.compile(r"<ent>(.*?)</ent>")


def read(example: str) -> list[Assertion]:
    """The assertions of the marked stretches of an example."""
    text, spans, shift = _ENT.sub(r"\1", example), [], 0
    for m in _ENT.finditer(example):
        start = m.start() - shift
        spans.append((start, start + len(m[1])))
        shift += len("<ent></ent>")
    return by_rules(build_pipeline()(text), spans)


def shows(found: Assertion, value: str) -> bool:
    plain = (Polarity.AFFIRMED, Modality.ACTUAL, Time.CURRENT, Subject.FAMILY)
    set_axes = {found.polarity, found.modality, found.time, found.subject} - set(plain)
    return value in set_axes if value else not set_axes


YES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in rules().all for i, e in enumerate(r.yes)]
NO = [pytest.param(r, e, id=f"{r.id}-{i}") for r in rules().all for i, e in enumerate(r.no)]


@pytest.mark.parametrize(("rule", "example"), YES)
def test_yes_example_is_set_by_the_cue(rule: CueRule, example: str) -> None:
    assert all(shows(a, rule.value) for a in read(example))


@pytest.mark.parametrize(("rule", "example"), NO)
def test_no_example_is_not(rule: CueRule, example: str) -> None:
    assert not all(shows(a, rule.value) for a in read(example))
