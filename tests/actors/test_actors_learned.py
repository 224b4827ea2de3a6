"""The model that weighs whose behaviour it is: what it may and may not do, and that it is rebuilt the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.actors.learned import NAME, ActorModel, read
from analyser.errors import ModelNotTrusted, WrongCall
from analyser.research.train_actors import Stretch, cross_validate, fit, train

WEIGHTS = st.dictionaries(st.sampled_from("abcd"), st.floats(-20, 20), max_size=4)
FEATURES = st.dictionaries(st.sampled_from("abcdx"), st.floats(0, 1), max_size=5)


@given(WEIGHTS, st.lists(st.tuples(st.sampled_from(["mother", "father", "child"]), FEATURES), min_size=1, max_size=6))
def test_probabilities_are_shares_of_one(weights: dict[str, float], found: list[tuple[str, dict[str, float]]]) -> None:
    chances = ActorModel("1", weights).probabilities(found)
    assert sum(chances) == pytest.approx(1)
    assert all(0 <= c <= 1 for c in chances)


def test_nobody_to_weigh_gives_nothing() -> None:
    assert ActorModel("1", {"a": 1.0}).probabilities([]) == []


def stretches(files: int = 10) -> list[Stretch]:
    """The one who is the subject did it, whatever the rules say."""
    return [
        Stretch(f"f{i}", "refusal", role, ((role, {"subject": 1.0}), (other, {"ruled": 1.0, "near": 0.5})))
        for i in range(files)
        for role, other in (("mother", "father"), ("father", "mother"))
    ]


def test_what_always_holds_is_learnt() -> None:
    weights = fit(stretches())
    assert weights["subject"] > 0 > weights["ruled"]


def test_files_not_seen_are_measured() -> None:
    assert cross_validate(stretches(), seed=0) == (0.0, 1.0)


def test_fitting_twice_gives_the_same_weights() -> None:
    assert fit(stretches()) == fit(stretches())


def test_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(json.dumps({"schema": 99, "version": "1", "weights": {}}), encoding="utf-8")
    with pytest.raises(ModelNotTrusted, match="schema"):
        read(path)


def test_a_corpus_without_marks_cannot_teach(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="by="):
        train(tmp_path, tmp_path / "models", say=lambda _: None)
