"""Contacts in detail: what became of each, for whom, why, and how often somebody was seen."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.chronology import build
from analyser.chronology.contact_rules import VisitRule, contact_rules, visit_rules
from analyser.chronology.counts import gap, quarter, working_days
from analyser.errors import BadRules
from analyser.model import (
    Chronology,
    Contact,
    Precision,
    RedactedCase,
    RedactedNote,
    Signal,
    Standing,
    TaggedCase,
)

RULES = contact_rules().rules


def note(
    note_id: str, day: str, text: str, kind: str = "home_visit_announced", author: str = "social_worker"
) -> RedactedNote:
    return RedactedNote(note_id, text, date=dt.date.fromisoformat(day), type=kind, author_role=author)


def told(of: RedactedNote, words: str, label: str, *, date: str = "", actor: str = "mother") -> Signal:
    start = of.text.index(words)
    day = date or str(of.date)
    return Signal(of.note_id, start, start + len(words), label, Standing.AFFIRMED, actor, day, Precision.DAY, 0.9, "t")


def story(notes: list[RedactedNote], signals: list[Signal], as_of: dt.date | None = None) -> Chronology:
    return build(TaggedCase(RedactedCase("c", tuple(notes), as_of=as_of), tuple(signals)))


def one(found: Chronology) -> Contact:
    (contact,) = found.contacts
    return contact


@pytest.mark.parametrize("rule", [pytest.param(r, id=f"{r.field}-{r.id}") for r in RULES])
def test_a_rule_of_contacts_fits_its_examples_and_no_other(rule: object) -> None:
    assert all(rule.pattern.search(x) for x in rule.yes)  # type: ignore[attr-defined]
    assert not any(rule.pattern.search(x) for x in rule.no)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words", "label", "outcome", "person"),
    [
        ("Sunny was not brought to the eye clinic.", "not brought", "missed_appointment", "was_not_brought", "child"),
        ("Mother did not come to the clinic.", "did not come", "missed_appointment", "did_not_attend", "mother"),
        ("Mother was unable to attend the clinic.", "unable to attend", "missed_appointment", "unable", "mother"),
        ("Mother rang to rearrange the clinic.", "rang to rearrange", "cancelled_by_family", "rearranged", "mother"),
        ("Mother rang to cancel the clinic.", "to cancel", "cancelled_by_family", "cancelled_by_family", "mother"),
        ("The clinic was cancelled by us.", "cancelled by us", "context_service", "cancelled_by_service", "family"),
    ],
)
def test_the_outcome_of_a_contact_told_elsewhere(text: str, words: str, label: str, outcome: str, person: str) -> None:
    a = note("n1", "2024-03-10", text, "phone_call")
    found = story([a], [told(a, words, label, date="2024-03-06")])
    contact = one(found)
    assert (contact.outcome, contact.people, contact.agency) == (outcome, (person,), "health")
    assert found.counts.offered == 1
    assert found.counts.cancelled_by_service == (outcome == "cancelled_by_service")


def test_a_service_failing_that_is_no_cancellation_is_no_contact() -> None:
    a = note("n1", "2024-03-10", "The letter went to the old address.", "phone_call")
    assert story([a], [told(a, "went to the old address", "context_service")]).contacts == ()


def test_notice_reason_and_a_new_date_are_read_beside_the_cancellation() -> None:
    a = note(
        "n1",
        "2024-03-10",
        "She rang the night before to cancel the dentist. Her lift had fallen through. New date made for 2 April.",
        "phone_call",
    )
    found = story(
        [a],
        [
            told(a, "rang the night before to cancel", "cancelled_by_family", date="2024-03-06"),
            told(a, "Her lift had fallen through", "context_practical"),
        ],
    )
    contact = one(found)
    assert (contact.notice, contact.reason, contact.reason_kind, contact.rebooked) == (
        "day_before",
        "Her lift had fallen through",
        "context_practical",
        True,
    )


def test_a_kept_visit_says_who_came_and_whether_alone() -> None:
    a = note("n1", "2024-03-10", "Mother was in. Spoke to Child1 alone in her room.", "home_visit_unannounced")
    found = story(
        [a], [told(a, "Mother was in", "attended"), told(a, "Spoke to Child1 alone", "child_seen_alone", actor="child")]
    )
    contact = one(found)
    assert (contact.outcome, contact.seen, contact.seen_alone) == ("kept", ("mother", "child"), True)
    assert (contact.where, contact.mode, contact.announced) == ("home", "in_person", False)
    assert contact.reason == ""


def test_a_cancellation_told_again_in_the_note_of_another_visit_counts_once() -> None:
    a = note("n1", "2024-03-10", "Visit cancelled by us, no cover.")
    b = note("n2", "2024-03-20", "Sorry that we cancelled the visit on the 10th.")
    found = story(
        [a, b],
        [
            told(a, "cancelled by us", "context_service"),
            told(b, "we cancelled the visit", "context_service", date="2024-03-10"),
        ],
    )
    assert [c.outcome for c in found.contacts] == ["cancelled_by_service", "kept"]


def test_counts_by_person_service_and_quarter_have_their_denominators() -> None:
    a = note("n1", "2024-03-10", "Mother was in.")
    b = note("n2", "2024-04-20", "No answer at the door.")
    c = note("n3", "2024-05-02", "Not brought to the clinic on 30 April.", "health_contact", "health")
    found = story(
        [a, b, c],
        [
            told(a, "Mother was in", "attended"),
            told(b, "No answer", "no_access"),
            told(c, "Not brought to the clinic", "missed_appointment", date="2024-04-30"),
        ],
    )
    counts = found.counts
    assert [(t.of, t.offered, t.kept, t.missed, t.seen) for t in counts.by_person] == [
        ("mother", 2, 1, 1, 1),
        ("child", 1, 0, 1, 0),
    ]
    assert [(t.of, t.offered) for t in counts.by_agency] == [("social_care", 2), ("health", 1)]
    assert [(t.of, t.offered, t.missed) for t in counts.by_period] == [("2024-Q1", 1, 0), ("2024-Q2", 2, 2)]
    assert counts.offered == sum(t.offered for t in counts.by_period) == 3


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-03-31", "2024-Q1"),
        ("2024-04", "2024-Q2"),
        ("2024-12-01", "2024-Q4"),
        ("2024", "2024"),
        ("2024-SP", "2024-SP"),
        (None, ""),
    ],
)
def test_quarter(date: str | None, said: str) -> None:
    assert quarter(date) == said


def test_gaps_run_from_the_first_day_of_the_file_to_its_last() -> None:
    rule = VisitRule("x", "seen", "seen", "", days=28)
    first, last = dt.date(2024, 1, 1), dt.date(2024, 4, 1)
    found = gap(rule, [dt.date(2024, 1, 20), dt.date(2024, 2, 10)], (first, last))
    assert (found.times, found.stretches, found.longer, found.longest) == (2, 3, 1, 51)
    assert (found.first, found.last) == (dt.date(2024, 2, 10), last)
    assert gap(rule, [], (first, last)).longest == 91


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert working_days(dt.date(2024, 3, 28), dt.date(2024, 4, 2)) == 1  # Good Friday to Easter Monday lie between
    assert working_days(dt.date(2024, 3, 4), dt.date(2024, 3, 18)) == 10


def test_visits_are_seen_against_the_rules_that_apply() -> None:
    a = note("n1", "2024-01-10", "Child1 seen alone.")
    found = story([a], [told(a, "Child1 seen alone", "child_seen_alone", actor="child")], as_of=dt.date(2024, 4, 10))
    assert {g.rule for g in found.counts.gaps} == {r.id for r in visit_rules() if r.apply}
    assert {g.longest for g in found.counts.gaps} == {91}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"of": "home"}, id="of what is not known"),
        pytest.param({"working_days": 10}, id="two numbers"),
        pytest.param({"days": 0}, id="no number"),
    ],
)
def test_a_visit_rule_that_makes_no_sense_is_said(rule: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    from analyser.chronology import contact_rules as module

    good = {"id": "x", "name": "seen", "of": "seen", "days": 42, "source": ""}
    monkeypatch.setattr(module, "load_yaml", lambda *_: {"rules": [{**good, **rule}]})
    with pytest.raises(BadRules, match="'x'"):
        module.visit_rules.__wrapped__()
