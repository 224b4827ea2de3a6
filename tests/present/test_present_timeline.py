from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.present import events, timeline
from analyser.present.build import from_tables
from analyser.present.view import EventView
from analyser.present.wording import wording

WORDS = wording()


def placed(day: dt.date, group: str = "kept", lane: str = "family", last: dt.date | None = None) -> timeline.Placed:
    event = EventView("e1", "", "", "Contact", lane, "", "", group, "", False, False, ())
    return timeline.Placed(event, day, last or day, "K")


@pytest.mark.parametrize(
    ("value", "end", "days"),
    [
        ("2024-03-12", "", ("2024-03-12", "2024-03-12")),
        ("2024-02", "", ("2024-02-01", "2024-02-29")),
        ("2024", "", ("2024-01-01", "2024-12-31")),
        ("2023-WI", "", ("2023-12-01", "2024-02-29")),
        ("2024-03-12", "2024-03-14", ("2024-03-12", "2024-03-14")),
        ("2024-03-12", "2024-03-01", ("2024-03-12", "2024-03-12")),
        ("2024-XX", "", None),
        ("", "", None),
        ("last week", "", None),
    ],
)
def test_a_value_of_any_precision_lies_between_two_days(value: str, end: str, days: tuple[str, str] | None) -> None:
    expected = days and tuple(dt.date.fromisoformat(d) for d in days)
    assert events.between(value, end) == expected


@given(st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31)), min_size=1, max_size=40))
def test_marks_lie_inside_the_picture_and_in_the_order_of_time(days: list[dt.date]) -> None:
    picture = timeline.lay_out([placed(d) for d in days], WORDS)
    marks = [m for lane in picture.lanes for m in lane.marks]
    assert len(marks) == len(days)
    assert all(picture.left <= m.x <= picture.width and picture.top <= m.y <= picture.height for m in marks)
    assert [m.x for m in marks] == sorted(m.x for m in marks)


def test_contacts_of_one_week_do_not_hide_each_other() -> None:
    days = [dt.date(2024, 3, 1) + dt.timedelta(days=n) for n in range(5)] + [dt.date(2025, 3, 1)]
    family = timeline.lay_out([placed(d) for d in days], WORDS).lanes[0]
    for i, a in enumerate(family.marks):
        for b in family.marks[i + 1 :]:
            assert abs(a.x - b.x) >= 18 or abs(a.y - b.y) >= 18


def test_a_day_or_a_century_of_events_can_be_drawn() -> None:
    assert timeline.lay_out([placed(dt.date(2024, 3, 5))], WORDS).ticks
    assert timeline.lay_out([placed(dt.date(9999, 12, 31)), placed(dt.date(1, 1, 1))], WORDS).lanes
    assert timeline.lay_out([], WORDS).empty


def test_missed_and_kept_differ_by_letter_and_words_as_well_as_by_group(tables: dict[str, list[Any]]) -> None:
    page = from_tables("case-7", tables)
    marks = {m.group: m for lane in page.timeline.lanes for m in lane.marks}
    assert (marks["kept"].letter, marks["missed"].letter, marks["cancelled_service"].letter) == ("✓", "×", "S")
    assert "Missed" in marks["missed"].title
    assert "Cancelled by the service" in marks["cancelled_service"].title
    assert [s.label for s in page.timeline.scrutiny] == ["Core group"]
    assert [e.summary for e in page.undated] == ["moved at some time"]


@pytest.mark.parametrize(
    ("kind", "actor", "lane"),
    [
        ("contact", "mother", "family"),
        ("missed_appointment", "", "family"),
        ("child_voice", "child", "child"),
        ("police", "", "agency"),
        ("core_group", "", "professional"),
        ("remote_contact", "social_worker", "professional"),
        ("agency_split", "school", "agency"),
        ("attended", "adult_at_risk", "child"),
    ],
)
def test_events_lie_in_the_lane_of_those_whom_they_are_about(kind: str, actor: str, lane: str) -> None:
    assert events.lane(kind, actor, WORDS) == lane


def test_a_kept_visit_that_its_own_note_tells_again_is_one_mark(tables: dict[str, list[Any]]) -> None:
    again = tables["chronology"][0] | {"event_id": "E9", "kind": "attended", "outcome": ""}
    elsewhere = again | {"event_id": "E10", "date": "2024-02-20"}
    tables["chronology"] += [again, elsewhere]
    groups = {name: n for _, name, n in from_tables("case-7", tables).timeline.groups}
    assert groups["Kept"] == 2
