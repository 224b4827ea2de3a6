"""Contacts on the pages: tables with denominators, and what is known of each that did not take place."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.present import contacts
from analyser.present.wording import wording

WORDS = wording()
TALLY = {"offered": 4, "kept": 2, "missed": 1, "cancelled_by_family": 0, "cancelled_by_service": 1, "seen": 2}


def row(**more: Any) -> dict[str, Any]:
    return {"date": "2024-03-12", "agency": "health", "outcome": "was_not_brought", "counts_as": "missed"} | more


def test_every_count_says_what_it_is_out_of() -> None:
    by = {
        "by_person": [TALLY | {"of": "mother"}],
        "by_agency": [TALLY | {"of": ""}],
        "by_period": [TALLY | {"of": "2024-Q2"}],
    }
    grids = [t.plain for t in contacts.counted(by, WORDS).values()]
    assert [g[1][0] for g in grids] == ["Mother", "Not said", "April to June 2024"]
    assert all(g[1][1:-2] == ("4", *(f"{n}\u00a0of\u00a04" for n in (2, 1, 0, 1, 2))) for g in grids)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({}, "Was not brought.", id="outcome alone"),
        pytest.param(
            {"reason": "Surgery1 wrote to the old flat.", "rebooked": True},
            "Was not brought. Reason given: “Surgery 1 wrote to the old flat”. A new date was made or offered.",
            id="reason and a new date",
        ),
        pytest.param(
            {"outcome": "cancelled_by_family", "notice": "same_day", "rebooked": False},
            "Cancelled by the family. Notice on the day. No new date is recorded.",
            id="notice",
        ),
        pytest.param(
            {"outcome": "kept", "counts_as": "kept", "seen": ["mother", "child"], "seen_alone": True},
            "Kept. Came or seen: Mother, Child. The child was seen alone.",
            id="kept",
        ),
        pytest.param({"outcome": "some_new_one"}, "Some new one.", id="an outcome that is not known"),
    ],
)
def test_a_contact_in_words(more: dict[str, Any], said: str) -> None:
    assert contacts.detail(row(**more), WORDS) == said


def test_the_services_own_cancellations_stand_among_those_that_did_not_take_place() -> None:
    listed = [
        row(),
        row(outcome="kept", counts_as="kept"),
        row(outcome="cancelled_by_service", counts_as="cancelled_by_service"),
    ]
    table = contacts.not_kept(listed, WORDS)
    assert table
    grid = table.plain
    assert [r[3] for r in grid[1:]] == ["Was not brought.", "Cancelled by the service."]
    assert contacts.not_kept([], WORDS) is None


def test_a_gap_is_said_with_its_rule_and_that_local_rules_differ() -> None:
    gap = {"rule": "seen", "working": False, "times": 2, "longer": 1, "stretches": 3, "longest": 51}
    (said,) = contacts.gaps({"gaps": [gap | {"first": "2024-02-10", "last": "2024-04-01"}]}, WORDS)
    assert said.startswith("Seen at least every six weeks")
    assert "recorded on 2 days; 1 of 3 stretches between was longer." in said
    assert "51 days, from 10 Feb 2024 to 1 Apr 2024. Local rules differ." in said


def test_a_gap_of_a_file_in_which_nobody_was_seen_and_of_one_day() -> None:
    gap = {"rule": "seen", "working": False, "times": 0, "longer": 0, "stretches": 1, "longest": 29}
    (said,) = contacts.gaps({"gaps": [gap | {"first": "2024-03-04", "last": "2024-04-02"}]}, WORDS)
    assert "recorded on no day; none of 1 stretch between was longer. The longest was 29 days" in said
    of_one_day = gap | {"stretches": 0, "longest": 0, "first": None, "last": None}
    assert contacts.gaps({"gaps": [of_one_day]}, WORDS) == ()
