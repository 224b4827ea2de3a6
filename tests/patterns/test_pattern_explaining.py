"""What stands beside a pattern: shares with their interval, days of the calendar, checks, the caution on control."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pattern_files import chronology, note, signal
from twin_files import story as twin_story
from twin_files import twins

from analyser import taxonomy
from analyser.model import Chronology, RedactedCase, TaggedCase
from analyser.patterns import calendar, find, measured, wording
from analyser.patterns.rates import wilson
from analyser.patterns.reading import Reading


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        pytest.param(4, 9, 0.189, 0.733, id="some"),
        pytest.param(0, 10, 0.0, 0.278, id="none"),
        pytest.param(5, 5, 0.566, 1.0, id="all"),
        pytest.param(0, 0, 0.0, 1.0, id="of nothing"),
    ],
)
def test_the_interval_of_a_share(n: int, of: int, low: float, high: float) -> None:
    assert wilson(n, of) == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)
    assert 0.0 <= low <= pair[0] / pair[1] + 1e-9
    assert pair[0] / pair[1] - 1e-9 <= high <= 1.0


@pytest.mark.parametrize(
    ("kind", "day", "name"),
    [
        pytest.param("festivals", "2024-04-10", "Eid al-Fitr", id="eid"),
        pytest.param("festivals", "2024-03-20", "Ramadan", id="fast"),
        pytest.param("festivals", "2024-10-12", "Yom Kippur", id="yom kippur"),
        pytest.param("festivals", "2024-04-25", "Passover", id="passover"),
        pytest.param("festivals", "2024-05-05", "Orthodox Easter", id="orthodox easter"),
        pytest.param("festivals", "2023-11-12", "Diwali", id="diwali"),
        pytest.param("festivals", "2025-12-25", "Christmas", id="christmas"),
        pytest.param("festivals", "2024-09-18", "", id="an ordinary day"),
        pytest.param("holidays", "2024-08-14", "school holidays", id="summer"),
        pytest.param("holidays", "2024-09-18", "", id="term"),
    ],
)
def test_what_fell_on_a_day(kind: str, day: str, name: str) -> None:
    assert calendar.named(kind, dt.date.fromisoformat(day)) == name


def test_a_bank_holiday_is_named() -> None:
    assert calendar.named("holidays", dt.date(2024, 5, 6)).startswith("bank holiday")


def test_the_calendar_supports_nothing_and_lowers_nothing() -> None:
    plan = [(i * 20, "home_visit", ["no_access", "deflection"]) for i in range(5)]
    finding = next(f for f in find(chronology(plan)) if f.pattern == "repeated_missed_contacts")
    assert all(not e.support for e in finding.explanations if e.days)


def test_explained_contacts_count_for_less_and_the_summary_says_so() -> None:
    plan = [(i * 40, "home_visit", ["no_access", "deflection", "refusal"]) for i in range(6)]
    plain = next(f for f in find(chronology(plan)) if f.pattern == "repeated_missed_contacts")
    told = [(d, kind, [*labels, "context_health"] if not d else labels) for d, kind, labels in plan]
    lowered = next(f for f in find(chronology(told)) if f.pattern == "repeated_missed_contacts")
    assert lowered.score < plain.score
    assert "counts for less" in lowered.summary
    assert "for less" not in plain.summary


def test_a_share_is_said_with_how_little_it_tells() -> None:
    assert wording.rate(4, 9) == (
        "Of these occasions 44 in 100 were missed or not answered; so few can tell only that it lies somewhere "
        "between 19 and 73 in 100."
    )
    assert wording.rate(0, 0) == ""


@pytest.mark.parametrize(
    ("kind", "cautioned"), [pytest.param("explained", True, id="control"), pytest.param("real", False, id="none")]
)
def test_agreements_of_somebody_who_is_controlled_carry_a_caution(kind: str, cautioned: bool) -> None:
    files = [t for t in twins() if t.pattern == "agreed_not_done" and t.kind == kind]
    for twin in files:
        finding = next(f for f in find(twin_story(twin)) if f.pattern == "agreed_not_done")
        assert (wording.caution("coercion") in finding.summary) is cautioned


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        pytest.param("Mother was in hospital with her back. The ward confirmed the dates.", "ward confirmed", id="yes"),
        pytest.param("Mother was in hospital with her back, she said.", None, id="only said"),
        pytest.param("Mother was in hospital with her back. Not yet confirmed by the ward.", None, id="not yet"),
        pytest.param("Mother ill, she said. She had not seen any letter.", None, id="no letter was seen"),
        pytest.param("Mother ill, she said. I haven't seen the fit note.", None, id="no note was seen"),
        pytest.param("Mother ill. Seen the fit note. I have not seen Child1 since.", "seen the fit note", id="seen"),
    ],
)
def test_whether_anybody_has_looked_into_a_circumstance(text: str, checked: str | None) -> None:
    case = RedactedCase("made-up", (note(0, 0, text=text),))
    (piece,) = Reading(Chronology(TaggedCase(case, (signal("context_health", 0, 0),)), ())).of("context_health")
    found = wording.check(piece)
    assert (found and text[found.start : found.end].lower()) == checked


def supported(label: str, text: str) -> set[str]:
    """The explanations of contacts missed for which a circumstance told in these words speaks."""
    start = text.index("<<")
    bare = text.replace("<<", "").replace(">>", "")
    case = RedactedCase("made-up", (note(0, 0, text=bare),))
    told = replace(signal(label, 0, 0), start=start, end=text.index(">>") - 2)
    pieces = Reading(Chronology(TaggedCase(case, (told,)), ())).of(label)
    return {e.code for e in wording.explanations("repeated_missed_contacts", pieces) if e.support}


MENTAL = [
    pytest.param("<<Mum's depression is back>> and she could not face the bus.", id="depression"),
    pytest.param("<<Dad very anxious>>, panic attacks in shops.", id="anxious"),
    pytest.param("<<Seen by the crisis team>> on Sunday.", id="crisis team"),
    pytest.param("<<She isn't sleeping>> and her mood is low.", id="sleeping"),
    pytest.param("<<On sertraline>> since March.", id="tablets"),
]
BODILY = [
    pytest.param("Missed one <<with chickenpox>>.", id="chickenpox"),
    pytest.param("<<He has been coughing>>, GP gave inhaler.", id="cough"),
    pytest.param("She had been <<asleep after a night up with Child2 who has an ear infection>>.", id="ear"),
    pytest.param("<<Mum broke her ankle>> on the stairs.", id="ankle"),
    pytest.param("<<Rang from hospital>>, baby readmitted. Nan is tearful.", id="of another sentence"),
]


@pytest.mark.parametrize("text", MENTAL)
def test_words_of_mental_health_support_it(text: str) -> None:
    assert {"mental_health", "illness_disability"} <= supported("context_health", text)


@pytest.mark.parametrize("text", BODILY)
def test_an_illness_of_the_body_supports_no_reading_of_mental_health(text: str) -> None:
    found = supported("context_health", text)
    assert "illness_disability" in found
    assert "mental_health" not in found


@pytest.mark.parametrize(
    ("text", "unseen"),
    [
        pytest.param("<<Leg very sore.>> Capacity re leg - no reason to doubt it.", False, id="not doubted"),
        pytest.param("<<In pain.>> He has capacity for this decision.", False, id="has it"),
        pytest.param("<<In pain.>> Capacity assessed on Monday.", False, id="assessed"),
        pytest.param("<<In pain.>> Capacity to be assessed.", True, id="to be assessed"),
        pytest.param("<<In pain.>> Capacity not assessed.", True, id="not assessed"),
        pytest.param("<<In pain>> and forgets what he was told.", True, id="not spoken of"),
    ],
)
def test_capacity_that_was_looked_at_is_not_said_to_be_unseen(text: str, unseen: bool) -> None:
    assert ("unable" in supported("context_health", text)) is unseen


def test_measured_counts_are_of_known_patterns() -> None:
    found = measured.load()
    assert set(found.patterns) <= set(taxonomy.patterns())
    assert all(sum(counts) <= found.files for counts in found.patterns.values())
