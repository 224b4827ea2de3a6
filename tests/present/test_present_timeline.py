from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.present import events, timeline
from analyser.present.build import from_tables
from analyser.present.view import EventView
from analyser.present.wording import wording

WORDS = wording()


def placed(
    day: dt.date,
    group: str = "kept",
    lane: str = "family",
    last: dt.date | None = None,
    kind: str = "Contact",
    significant: bool = False,
    scrutiny: bool = False,
) -> timeline.Placed:
    event = EventView("e1", f"{day:%d %b %Y}", "", kind, lane, "", "", group, "", significant, scrutiny, ())
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


PERIOD = (dt.date(2024, 1, 1), dt.date(2024, 6, 30))


def marks_of(picture: Any) -> list[Any]:
    return [m for lane in picture.lanes for m in lane.marks]


def test_an_old_event_does_not_squeeze_the_period_of_the_notes() -> None:
    days = [dt.date(2024, 1, 1), dt.date(2024, 6, 30)]
    old = placed(dt.date(2016, 3, 1), "other", kind="House move")
    plain = timeline.lay_out([placed(d) for d in days], WORDS, PERIOD)
    picture = timeline.lay_out([old, *(placed(d) for d in days)], WORDS, PERIOD)
    first, last = (m.x for m in marks_of(picture) if m.group == "kept")
    assert last - first > 0.8 * (timeline.WIDTH - timeline.LEFT)
    (edge,) = (m for m in marks_of(picture) if m.fixed)
    assert edge.x < picture.start < first
    assert "House move" in edge.title
    assert [said for _, said, _ in picture.edges] == ["earlier"]
    assert plain.edges == ()


def test_what_is_dated_long_after_the_notes_stands_at_the_right_edge() -> None:
    later = [placed(dt.date(2031, 5, 1), "other", kind="Court"), placed(dt.date(2030, 5, 1), "other", kind="Review")]
    picture = timeline.lay_out([placed(dt.date(2024, 2, 1)), *later], WORDS, PERIOD)
    kept, edge = marks_of(picture)
    assert kept.x < edge.x <= timeline.WIDTH
    assert "2 events" in edge.title
    assert edge.title.index("Review") < edge.title.index("Court")


def test_an_event_shortly_before_the_notes_stretches_the_axis() -> None:
    picture = timeline.lay_out([placed(dt.date(2023, 12, 5), "missed"), placed(dt.date(2024, 2, 1))], WORDS, PERIOD)
    assert picture.edges == ()
    assert [m.group for m in marks_of(picture)] == ["missed", "kept"]


def test_routine_events_of_one_day_and_lane_are_one_dot_with_their_count() -> None:
    day = dt.date(2024, 3, 5)
    routine = [placed(day, "other", kind=k) for k in ("Commitment", "Own voice", "Own voice")]
    elsewhere = [placed(day, "other", "child"), placed(dt.date(2024, 5, 5), "other")]
    weighty = placed(day, "other", kind="Violence", significant=True)
    marks = marks_of(timeline.lay_out([*routine, *elsewhere, weighty, placed(day)], WORDS, PERIOD))
    assert sorted((m.group, m.count) for m in marks) == [("kept", 1), *[("other", 1)] * 3, ("other", 3)]
    (dot,) = (m for m in marks if m.count == 3)
    assert "3 events: Commitment, Own voice ×2" in dot.title
    assert not dot.significant


def test_a_case_of_sixteen_notes_fits_a_small_screen_and_one_of_200_stays_readable() -> None:
    def case(notes: int, every: int) -> Any:
        found = []
        for n in range(notes):
            day = dt.date(2022, 1, 1) + dt.timedelta(days=n * every)
            found += [placed(day, ("kept", "missed")[n % 2]), placed(day, "other", "family", significant=n % 2 == 0)]
            found += [placed(day, "other", lane, kind=k) for lane in ("family", "child", "agency") for k in "abcd"]
        return timeline.lay_out(found, WORDS, (found[0].first, found[-1].first))

    assert case(16, 11).height < 330
    assert case(200, 5).height < 640


def test_the_names_of_years_and_months_do_not_overlap() -> None:
    for days in (20, 90, 200, 800, 4000):
        end = dt.date(2017, 1, 1) + dt.timedelta(days=days)
        picture = timeline.lay_out([placed(dt.date(2017, 1, 1)), placed(end)], WORDS)
        shown = [t for t in picture.ticks if t.zoom == 1]
        assert shown
        for a, b in itertools.pairwise(shown):
            assert b.x - a.x > 6 * (len(a.label) + len(b.label)) / 2 * 0.9, (a.label, b.label)


def test_more_meetings_than_fit_keep_their_lines_and_titles() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(40)]
    picture = timeline.lay_out(
        [placed(d, "other", "professional", kind="Core group", scrutiny=True) for d in days], WORDS, PERIOD
    )
    assert len(picture.scrutiny) == 40
    assert all("Core group" in s.title for s in picture.scrutiny)
    assert {s.level for s in picture.scrutiny} <= set(range(timeline.LABEL_ROWS))
    assert 0 < sum(bool(s.label) for s in picture.scrutiny) < 40


def test_summaries_do_not_repeat_what_has_a_column_of_its_own() -> None:
    assert events.without_label("Missed appointment (mother): not at the clinic", "missed_appointment") == (
        "not at the clinic"
    )
    assert events.without_label("Own voice: he: said no", "child_voice") == "he: said no"
    assert events.without_label("Home visit (announced): kept", "contact") == "Home visit (announced): kept"
