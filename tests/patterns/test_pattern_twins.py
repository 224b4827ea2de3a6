"""Each pattern with a file that bears it out, and an innocent twin that looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pattern_files import chronology, day, discrepancy, signal

from analyser.model import Precision, Setting, Signal, Standing
from analyser.patterns import find, order

V, A, U, M, S = "home_visit", "home_visit_announced", "home_visit_unannounced", "meeting", "school_contact"
AWAY = ["minimisation", "surface_cooperation"]


def codes(file: object) -> set[str]:
    return {f.pattern for f in find(file)}  # type: ignore[arg-type]


MISSES = [
    (0, V, ["no_access"]),
    (20, S, ["missed_appointment"]),
    (41, V, ["no_access"]),
    (66, S, ["missed_appointment"]),
]

POSITIVE = [
    pytest.param("repeated_missed_contacts", [*MISSES, (80, V, AWAY)], {}, id="missed-again-and-again"),
    pytest.param(
        "repeated_missed_contacts",
        [(i * 9, "health_contact", ["missed_appointment"]) for i in range(5)] + [(60, V, ["deflection"])],
        {},
        id="clinics-missed",
    ),
    pytest.param(
        "miss_reassure_miss",
        [
            (0, V, ["no_access"]),
            (3, "phone_call", ["excuse", "commitment"]),
            (14, V, ["missed_appointment"]),
            (16, "phone_call", ["commitment", "surface_cooperation"]),
            (30, V, ["no_access"]),
            (44, V, ["missed_appointment", "minimisation"]),
        ],
        {},
        id="promise-between-misses",
    ),
    pytest.param(
        "agreed_not_done",
        [(0, M, ["commitment"]), (30, V, ["unmet_commitment"]), (60, V, AWAY)],
        {},
        id="plan-not-kept",
    ),
    pytest.param(
        "improvement_before_scrutiny",
        [(0, V, AWAY), (50, A, ["last_minute_compliance"]), (55, M, []), (90, U, ["unsustained_change"])],
        {},
        id="spring-clean-and-slide",
    ),
    pytest.param(
        "announced_unannounced_contrast",
        [
            (0, A, ["attended", "surface_cooperation"]),
            (10, U, ["no_access", "refusal"]),
            (25, A, ["attended"]),
            (40, U, ["child_not_seen", "unmet_commitment"]),
        ],
        {},
        id="two-houses",
    ),
    pytest.param(
        "selective_by_agency",
        [(0, V, ["selective_engagement"]), (12, S, ["refusal"]), (30, V, ["selective_engagement"])],
        {},
        id="one-service-only",
    ),
    pytest.param(
        "parent_child_discrepancy",
        [(0, V, AWAY), (9, S, ["child_voice"])],
        {"discrepancies": [discrepancy("parent_vs_child")]},
        id="child-says-otherwise",
    ),
    pytest.param(
        "parent_agency_discrepancy",
        [(0, V, AWAY), (9, S, [])],
        {"discrepancies": [discrepancy("parent_vs_agency")]},
        id="school-says-otherwise",
    ),
    pytest.param(
        "child_voice_absent", [(i * 14, V, ["child_not_seen"]) for i in range(5)], {}, id="not-seen-for-weeks"
    ),
    pytest.param(
        "deflection_when_challenged",
        [(0, V, ["deflection", "minimisation"]), (20, V, ["deflection"]), (33, M, ["blames_others"])],
        {},
        id="other-talk",
    ),
    pytest.param(
        "escalating_hostility",
        [
            (0, V, ["hostility"]),
            (30, V, ["threatening_behaviour"]),
            (60, V, ["threatening_behaviour", "hostility"]),
            (80, V, ["threatening_behaviour"]),
        ],
        {},
        id="louder-each-month",
    ),
    pytest.param(
        "practice_drift",
        [(i * 20, "phone_call", ["remote_contact", "unverified_self_report"]) for i in range(3)],
        {},
        id="calls-for-visits",
    ),
    pytest.param(
        "agencies_split",
        [
            (0, M, ["agency_split"]),
            (9, S, ["agency_split"]),
            (30, M, ["agency_split", "staff_change"]),
            (50, M, ["agency_split"]),
        ],
        {},
        id="whose-job",
    ),
    pytest.param(
        "self_neglect_pattern",
        [(0, V, ["self_neglect"]), (20, V, ["self_neglect"]), (40, V, ["self_neglect"])],
        {"setting": Setting.ADULTS},
        id="goes-without",
    ),
    pytest.param(
        "explained_nonattendance",
        [
            (0, S, ["missed_appointment", "context_service"]),
            (10, V, ["no_access", "context_service"]),
            (12, "phone_call", ["context_practical"]),
            (30, S, ["missed_appointment", "context_health"]),
        ],
        {},
        id="letters-astray",
    ),
    pytest.param(
        "genuine_progress",
        [
            (0, V, ["open_engagement"]),
            (30, V, ["action_completed"]),
            (60, U, ["change_sustained", "attended"]),
            (90, M, ["change_sustained"]),
        ],
        {},
        id="held-for-months",
    ),
]


@pytest.mark.parametrize(("code", "plan", "more"), POSITIVE)
def test_a_file_that_bears_the_pattern_out(
    code: str, plan: list[tuple[int, str, list[str]]], more: dict[str, object]
) -> None:
    file = chronology(plan, **more)  # type: ignore[arg-type]
    found = {f.pattern: f for f in find(file)}
    assert code in found
    assert found[code].evidence
    assert found[code].counts
    assert found[code].questions
    assert 0 < found[code].score <= 1


SERVICE = ["context_service", "context_service"]
INNOCENT = [
    pytest.param(
        "repeated_missed_contacts",
        [
            (0, V, ["no_access", *SERVICE]),
            (20, S, ["missed_appointment", "context_service"]),
            (41, V, ["no_access", "context_health"]),
            (66, S, ["missed_appointment", "context_service"]),
        ],
        {},
        id="service-cancelled",
    ),
    pytest.param(
        "repeated_missed_contacts",
        [
            (0, S, ["missed_appointment", "context_health"]),
            (7, S, ["missed_appointment", "context_health"]),
            (14, S, ["missed_appointment", "context_health"]),
            (21, S, ["missed_appointment", "context_crisis"]),
        ],
        {},
        id="illness",
    ),
    pytest.param(
        "repeated_missed_contacts",
        [(i * 7, S, ["missed_appointment", "context_culture", "context_communication"]) for i in range(3)],
        {},
        id="festival-and-language",
    ),
    pytest.param(
        "repeated_missed_contacts", [(0, V, ["no_access"]), (30, V, ["attended"]), (60, V, ["attended"])], {}, id="one"
    ),
    pytest.param(
        "repeated_missed_contacts",
        [(5, V, ["no_access"])] * 4,
        {},
        id="one-miss-told-in-four-notes",
    ),
    pytest.param(
        "miss_reassure_miss",
        [
            (0, V, ["no_access", "context_service"]),
            (3, V, ["commitment"]),
            (9, V, ["missed_appointment", "context_health"]),
            (12, V, ["excuse"]),
            (20, V, ["missed_appointment", "context_practical"]),
            (24, V, ["excuse"]),
            (30, V, ["missed_appointment", "context_practical"]),
        ],
        {},
        id="shifts-and-buses",
    ),
    pytest.param("agreed_not_done", [(0, M, ["commitment"]), (30, V, ["action_completed"])], {}, id="agreed-and-done"),
    pytest.param(
        "agreed_not_done",
        [(0, M, ["commitment"]), (9, S, ["missed_appointment", "context_service", "context_service"])],
        {},
        id="service-moved-the-date",
    ),
    pytest.param(
        "improvement_before_scrutiny",
        [(0, V, ["change_sustained"]), (50, M, []), (90, U, ["change_sustained"])],
        {},
        id="change-that-held",
    ),
    pytest.param(
        "announced_unannounced_contrast",
        [(0, A, ["attended"]), (10, U, ["attended"]), (30, U, ["attended"])],
        {},
        id="same-house-both-times",
    ),
    pytest.param(
        "announced_unannounced_contrast",
        [(0, A, ["attended"]), (10, U, ["no_access", "context_practical"])],
        {},
        id="out-at-work",
    ),
    pytest.param(
        "selective_by_agency", [(0, V, ["attended"]), (9, S, ["missed_appointment"])], {}, id="missed-one-service"
    ),
    pytest.param(
        "parent_child_discrepancy",
        [(0, V, ["open_engagement"]), (9, S, ["context_service"])],
        {"discrepancies": [discrepancy("parent_vs_child")]},
        id="misheard-and-sorted",
    ),
    pytest.param(
        "child_voice_absent",
        [(i * 14, V, ["child_not_seen"] if i % 2 else ["child_seen_alone"]) for i in range(8)],
        {},
        id="school-holidays-then-seen",
    ),
    pytest.param(
        "deflection_when_challenged", [(0, V, ["deflection"]), (20, V, ["open_engagement"])], {}, id="once-only"
    ),
    pytest.param("escalating_hostility", [(0, V, ["hostility"]), (60, V, ["attended"])], {}, id="one-bad-day"),
    pytest.param(
        "escalating_hostility",
        [
            (0, V, ["hostility"] * 1),
            (5, V, ["threatening_behaviour"]),
            (9, V, ["hostility"]),
            (12, V, ["threatening_behaviour"]),
            (300, V, ["attended"]),
        ],
        {},
        id="fell-off",
    ),
    pytest.param(
        "practice_drift", [(0, V, ["attended"]), (20, "phone_call", ["remote_contact"])], {}, id="one-call-in-snow"
    ),
    pytest.param("self_neglect_pattern", [(i * 9, V, ["self_neglect"]) for i in range(4)], {}, id="a-childs-needs"),
    pytest.param("explained_nonattendance", [*MISSES, (80, V, AWAY)], {}, id="nothing-explains"),
    pytest.param(
        "genuine_progress",
        [(0, V, ["open_engagement"]), (9, V, ["change_sustained", "action_completed"])],
        {},
        id="nine-days",
    ),
    pytest.param(
        "genuine_progress",
        [
            (0, V, ["open_engagement", "change_sustained"]),
            (30, V, ["action_completed"]),
            (60, V, ["unsustained_change"]),
            (80, V, ["unsustained_change"]),
        ],
        {},
        id="relapse",
    ),
]


@pytest.mark.parametrize(("code", "plan", "more"), INNOCENT)
def test_an_innocent_twin(code: str, plan: list[tuple[int, str, list[str]]], more: dict[str, object]) -> None:
    assert code not in codes(chronology(plan, **more))  # type: ignore[arg-type]


def test_explained_absence_lowers_the_file_and_names_its_support() -> None:
    plain = chronology(MISSES)
    explained = chronology([(after, kind, [*labels, "context_service"]) for after, kind, labels in MISSES])
    assert "repeated_missed_contacts" in codes(plain)
    found = {f.pattern: f for f in find(explained)}
    assert "explained_nonattendance" in found
    assert "repeated_missed_contacts" not in found
    assert next(e for e in found["explained_nonattendance"].explanations if e.code == "service").support
    assert order(explained, find(explained)).priority_score < order(plain, find(plain)).priority_score


@pytest.mark.parametrize("standing", [Standing.NEGATED, Standing.HYPOTHETICAL, Standing.HISTORICAL])
def test_what_is_not_affirmed_does_not_count(standing: Standing) -> None:
    extra = [signal("no_access", 0, i, standing=standing) for i in range(9)]
    assert codes(chronology([(0, V, [])], extra=extra)) == set()


def test_an_empty_case_has_no_findings() -> None:
    file = chronology([])
    assert find(file) == []
    assert order(file, []).priority == 0


def test_two_people_who_each_miss_something_make_no_sequence() -> None:
    """A father's reason between two misses of the mother's is no reassurance of hers."""
    plan = [(d, V, ["no_access"]) for d in (0, 14, 30, 44)]
    told = [
        Signal(
            f"n{i:02}", 20, 29, "commitment", Standing.AFFIRMED, "father", day(d).isoformat(), Precision.DAY, 0.95, "t"
        )
        for i, d in enumerate((0, 14, 30))
    ]
    own = [replace(s, actor="mother") for s in told]
    away = signal("minimisation", 3, 44)
    assert "miss_reassure_miss" not in {f.pattern for f in find(chronology(plan, extra=(*told, away)))}
    assert "miss_reassure_miss" in {f.pattern for f in find(chronology(plan, extra=(*own, away)))}
