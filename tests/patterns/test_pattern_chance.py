"""Whether days fall where they fall more than chance would have it: counted over every layout, and said in words."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pattern_files import chronology, day

from analyser.model import Event, Precision, Span
from analyser.patterns import chance, find, wording
from analyser.patterns.chance import Chance, Verdict

DAYS = st.sets(st.integers(0, 9).map(day))


def share_by_hand(told: set[dt.date], there: set[dt.date], every: set[dt.date]) -> float:
    layouts = list(combinations(sorted(every | told), len(told)))
    return sum(len(there & set(x)) >= len(told & there) for x in layouts) / len(layouts)


@given(told=DAYS, there=DAYS, every=DAYS)
def test_the_share_is_that_of_all_layouts(told: set[dt.date], there: set[dt.date], every: set[dt.date]) -> None:
    found = chance.of(told, there, every)
    assert found.share == pytest.approx(share_by_hand(told, there, every))
    assert found.least <= found.share <= 1


@given(told=DAYS, there=DAYS, every=DAYS, seed=st.integers(0, 99))
def test_the_order_in_which_days_come_changes_nothing(
    told: set[dt.date], there: set[dt.date], every: set[dt.date], seed: int
) -> None:
    shuffled = sorted(told)
    random.Random(seed).shuffle(shuffled)
    assert chance.of(set(shuffled), there, every) == chance.of(told, there, every)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        pytest.param(Chance(1, 1, 0.1, 0.1), Verdict.FEW, id="one-day"),
        pytest.param(Chance(4, 4, 0.01, 0.01), Verdict.SELDOM, id="four-of-four"),
        pytest.param(Chance(4, 3, 0.1, 0.01), Verdict.PERHAPS, id="three-of-four"),
        pytest.param(Chance(4, 1, 0.8, 0.01), Verdict.CHANCE, id="one-of-four"),
    ],
)
def test_a_share_is_said_in_words_and_never_as_a_figure(found: Chance, verdict: Verdict) -> None:
    assert found.verdict is verdict
    said = wording.chance("before_scrutiny", found)
    assert said.endswith(".")
    assert "%" not in said
    assert "0." not in said


def late_by_hand(told: set[dt.date], every: set[dt.date]) -> float:
    place = {d: i for i, d in enumerate(sorted(every | told))}
    sums = [sum(place[d] for d in x) for x in combinations(sorted(place), len(told))]
    return sum(s >= sum(place[d] for d in told) for s in sums) / len(sums)


@given(told=DAYS, every=DAYS)
def test_a_trend_is_the_share_of_layouts_that_lie_as_late(told: set[dt.date], every: set[dt.date]) -> None:
    found = chance.trend(told, every)
    assert found.share == pytest.approx(late_by_hand(told, every))
    assert found.least <= found.share + 1e-12 <= 1 + 1e-9


def test_counting_and_the_curve_agree_where_both_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    every, told = {day(i) for i in range(60)}, {day(i) for i in range(18, 60, 4)}
    counted = chance.trend(told, every).share
    monkeypatch.setattr(chance, "_LONG", 0)
    assert chance.trend(told, every).share == pytest.approx(counted, abs=0.01)


def hostile(on: list[int], notes: list[int]) -> str:
    plan = [(d, V, ["threatening_behaviour", "hostility"] if d in on else []) for d in notes]
    (found,) = [f for f in find(chronology(plan)) if f.pattern == "escalating_hostility"]
    return found.summary


def test_hostility_that_grows_more_frequent_is_said_to() -> None:
    assert "has become more frequent" in hostile([200, 270, 300, 320, 340, 350], list(range(0, 360, 10)))


def test_hostility_all_along_is_not() -> None:
    assert "cannot be told from chance" in hostile([0, 70, 140, 210, 280, 350], list(range(0, 360, 10)))


def test_more_notes_towards_the_end_are_no_trend() -> None:
    notes = [*range(0, 300, 30), *range(300, 360, 2)]
    assert "cannot be told from chance" in hostile([30, 210, 304, 318, 330, 346], notes)


def test_two_days_cannot_tell_a_trend() -> None:
    assert "cannot tell whether" in hostile([50, 60], [0, 10, 50, 60])


def test_no_days_say_nothing() -> None:
    assert wording.chance("before_scrutiny", chance.of(set(), {day(1)}, {day(1), day(2)})) == ""


V, M = "home_visit", "meeting"


def scrutiny(efforts: list[int]) -> str:
    """The summary of a year of visits every ten days, with meetings every ninety, and effort on some days."""
    plan = [(d, V, ["last_minute_compliance", "minimisation"] if d in efforts else []) for d in range(0, 360, 10)]
    plan += [(d, M, []) for d in (85, 175, 265, 355)]
    (found,) = [f for f in find(chronology(sorted(plan))) if f.pattern == "improvement_before_scrutiny"]
    return found.summary


def test_effort_before_every_meeting_is_more_than_chance() -> None:
    assert "less than once in 20" in scrutiny([80, 170, 260, 350])


def test_effort_spread_over_the_year_may_well_be_chance() -> None:
    assert "may well be chance" in scrutiny([20, 80, 120, 210, 300])


def test_two_days_cannot_tell() -> None:
    assert "cannot tell" in scrutiny([80])


def test_a_court_date_told_in_words_counts_as_scrutiny() -> None:
    plan = [(d, V, ["last_minute_compliance", "minimisation"] if d % 90 == 80 else []) for d in range(0, 360, 10)]
    file = chronology(plan)
    courts = tuple(
        Event(f"e{d}", "court", day(d).isoformat(), Precision.DAY, (Span("n00", 0, 9),), "Court")
        for d in (85, 175, 265, 355)
    )
    (without,) = [f for f in find(file) if f.pattern == "improvement_before_scrutiny"]
    (found,) = [f for f in find(replace(file, events=courts)) if f.pattern == "improvement_before_scrutiny"]
    assert "none fell" in without.summary
    assert "less than once in 20" in found.summary
