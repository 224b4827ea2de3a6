"""Times in realistic sentences: what is found, what is left alone, and properties that hold for any text."""

from __future__ import annotations

import datetime as dt
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.dates import find_dates
from analyser.model import Precision

WEDNESDAY = dt.date(2024, 5, 15)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Rang Weds 8 May, no reply; texted on the 10th.", ["2024-05-08", "2024-05-10"], id="two-days"),
        pytest.param("He was arrested last Friday night.", ["2024-05-10"], id="last-weekday-night"),
        pytest.param("On Wednesday she was out.", ["2024-05-15"], id="same-weekday-is-today"),
        pytest.param("Last Wednesday she was out.", ["2024-05-08"], id="last-same-weekday"),
        pytest.param("Last Tuesday she was out.", ["2024-05-07"], id="last-yesterdays-weekday-is-a-week-more"),
        pytest.param("Will visit on Friday.", ["2024-05-17"], id="future-cue-before"),
        pytest.param("On Friday I'll call in.", ["2024-05-17"], id="future-cue-after"),
        pytest.param("Booked in for Monday but didn't turn up.", ["2024-05-13"], id="arranged-and-denied"),
        pytest.param("She was due on Monday.", ["2024-05-13"], id="was-due"),
        pytest.param("Next core group 3/6.", ["2024-06-03"], id="next-short-date"),
        pytest.param("Moved in December.", ["2023-12"], id="month-in-the-past"),
        pytest.param("Plan ends in December.", ["2024-12"], id="month-ahead"),
        pytest.param("Early December he lost his job.", ["2023-12"], id="part-of-month"),
        pytest.param("Since Easter he has been dry.", ["2024-03-31"], id="easter"),
        pytest.param("Police came on Boxing Day.", ["2023-12-26"], id="boxing-day"),
        pytest.param("Gone the week before half term.", ["2024-W06"], id="week-before-half-term"),
        pytest.param("Two missed last week.", ["2024-W19"], id="last-week"),
        pytest.param("In summer 2023 they had no heating.", ["2023-SU"], id="season"),
        pytest.param("Known since 2019, conviction in 2021.", ["2019", "2021"], id="years"),
        pytest.param("Core group 29/02/24.", ["2024-02-29"], id="leap-day"),
        pytest.param("Form dated 30/02/24.", [None], id="no-such-day"),
        pytest.param("Every Thursday he goes to his dad.", [None], id="repeats"),
        pytest.param("W/c 13 May: nobody seen.", ["2024-W20"], id="week-commencing"),
        pytest.param("Met on 2 May and the next day she rang.", ["2024-05-02", "2024-05-03"], id="next-day"),
        pytest.param("Seen 2 March and again on the 9th.", ["2024-03-02", "2024-03-09"], id="follows-in-its-sentence"),
        pytest.param("Seen 28 February and the 4th.", ["2024-02-28", "2024-03-04"], id="follows-into-the-next-month"),
        pytest.param("Seen 2 March. On the 9th no reply.", ["2024-03-02", "2024-05-09"], id="another-sentence"),
        pytest.param("Seen 2 March; will call on the 20th.", ["2024-03-02", "2024-05-20"], id="ahead-follows-nothing"),
        pytest.param("Left 2 May; two nights later he was back.", ["2024-05-02", "2024-05-04"], id="later"),
        pytest.param("Three days later he was back.", [], id="later-than-nothing"),
        pytest.param("Rash 2/7 ago, seen 3/52 ago.", ["2024-05-13", "2024-04-24"], id="clinical-fractions"),
        pytest.param("Mum rang y'day.", ["2024-05-14"], id="yesterday-cut-short"),
        pytest.param("Review in 3/52.", [], id="clinical-length"),
        pytest.param("13.5.24 h/v. NR.", ["2024-05-13"], id="dotted"),
        pytest.param("the day after tomorrow is court", ["2024-05-17"], id="day-after-tomorrow"),
        pytest.param("Parents failed to attend office on the 10th.", ["2024-05-10"], id="failed-to-is-past"),
        pytest.param("They rearranged one, the 21st of February, for work.", ["2024-02-21"], id="no-plan-so-far-ahead"),
        pytest.param("The panel will be held on Friday.", ["2024-05-17"], id="passive-ahead"),
        pytest.param("Is expected to ring Friday.", ["2024-05-17"], id="expected-to"),
        pytest.param("The complaint of the 3rd asks for a new worker.", ["2024-05-03"], id="letter-of-a-day"),
        pytest.param("The tenth had to be moved.", ["2024-05-10"], id="day-in-words-as-subject"),
        pytest.param("Last year 14 were kept.", ["2023"], id="year-before-a-number"),
    ],
)
def test_value(text: str, values: list[str | None]) -> None:
    assert [t.value for t in find_dates(text, WEDNESDAY)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            "On 28 June 1914 he was shot. On 28 July war came.", ["1914-06-28", "1914-07-28"], id="year-of-the-tale"
        ),
        pytest.param(
            "In November 1942 they lost. By January all fled.", ["1942-11", "1943-01"], id="into-the-next-year"
        ),
        pytest.param(
            "Married in June 2019. On 3 May he rang.", ["2019-06", "2024-05-03"], id="one-old-month-is-no-tale"
        ),
        pytest.param("Built in 1783, burned 1812.", ["1783"], id="old-year"),
        pytest.param("Out by 1830, back by 1845.", [], id="times-of-day-are-no-years"),
        pytest.param(
            "In 08/17/23, out 8/19, seen 09/06/23.", ["2023-08-17", "2023-08-19", "2023-09-06"], id="month-first"
        ),
        pytest.param("In 17/08/94, seen 09/06/94.", ["1994-08-17", "1994-06-09"], id="day-first"),
        pytest.param("From 2012 to 2015 they lived abroad.", ["2012", "2015"], id="both-ends-of-years"),
        pytest.param("A house of the 19th century.", ["18"], id="century"),
    ],
)
def test_value_in_histories_and_hospital_notes(text: str, values: list[str]) -> None:
    assert [t.value for t in find_dates(text, WEDNESDAY)] == values


def test_without_a_reference_a_tale_goes_on_from_its_own_year() -> None:
    found = find_dates("On 3 March 1921 the mill burned; on 9 April it was sold.", None)
    assert [t.value for t in found] == ["1921-03-03", "1921-04-09"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She may attend; they march on.", id="may-and-march"),
        pytest.param("informati*on fri*pple", id="letters-inside-words"),
        pytest.param("Ring 07700 900 417 or 01632 960205.", id="telephone"),
        pytest.param("Slept 1/2 hour, on call 24/7.", id="fractions"),
        pytest.param("Left at 3.45pm, back 16.10.", id="clock"),
        pytest.param("Scaled it 10/10 for safety.", id="score"),
        pytest.param("Section 47 begun, s.20 explained.", id="law"),
        pytest.param("Weight on the 50th centile.", id="centile"),
        pytest.param("Aged 12, in Year 7, at number 14.", id="ages-and-classes"),
        pytest.param("Waited three weeks for a bed.", id="duration"),
        pytest.param("Ref 12/4/2291.", id="reference"),
        pytest.param("£2019 in arrears.", id="money"),
        pytest.param("The second visit of the first worker.", id="ordinals"),
        pytest.param("Strength 4/5 in both legs, a 2/6 systolic murmur.", id="doctors-scales"),
        pytest.param("The Children Act 1989 applies.", id="act"),
        pytest.param("Bruised from her last fall.", id="fall"),
        pytest.param("", id="empty"),
    ],
)
def test_no_false_date(text: str) -> None:
    assert find_dates(text, WEDNESDAY) == []


def test_range_has_both_ends() -> None:
    (time,) = find_dates("No reply between 8 and 12 March.", WEDNESDAY)
    assert (time.value, time.end_value, time.precision) == ("2024-03-08", "2024-03-12", Precision.DAY)


@pytest.mark.parametrize("text", ["On Friday she rang.", "Moved in March.", "Seen 12/3.", "last week", "Christmas"])
def test_without_a_reference_relative_times_say_why(text: str) -> None:
    for time in find_dates(text, None):
        assert time.value is None
        assert time.reason


def test_full_dates_need_no_reference() -> None:
    assert [t.value for t in find_dates("Closed 12 March 2021 and 3/4/22.", None)] == ["2021-03-12", "2022-04-03"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_any_text_is_read(text: str, reference: dt.date) -> None:
    last = 0
    for t in find_dates(text, reference):
        assert last <= t.start < t.end <= len(text)
        last = t.end


PIECES = st.sampled_from(
    ["on Friday", "last week", "31/2", "29 Feb", "the 31st", "in May", "two weeks ago", "Eid", "half term", "1/1/00",
     "half", "the", "9999-12-31", "year", "next year", "99 years ago", "will", "since", ",", ".", "\n", "31 June 2024"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12), st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_odd_dates_never_raise_and_values_are_iso(pieces: list[str], reference: dt.date) -> None:
    for t in find_dates(" ".join(pieces), reference):
        if t.precision is Precision.DAY:
            assert t.value is not None
            dt.date.fromisoformat(t.value)
        if t.value is None:
            assert t.reason


@settings(max_examples=40, deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)))
def test_day_first_round_trip(day: dt.date) -> None:
    for written in (day.strftime("%d/%m/%Y"), day.strftime("%d.%m.%Y"), day.strftime("%d %B %Y"), day.isoformat()):
        assert [t.value for t in find_dates(f"Seen {written} at home.", dt.date(2040, 6, 1))] == [day.isoformat()]


@pytest.mark.parametrize("reference", [dt.date.min, dt.date(2, 1, 1), dt.date(9998, 6, 1), dt.date.max])
@pytest.mark.parametrize("text", ["At Easter and half term.", "Next week, next month, at the weekend, bank holiday."])
def test_a_day_at_the_edge_of_the_calendar_is_no_reference(text: str, reference: dt.date) -> None:
    found = find_dates(text, reference)
    assert found
    assert all(t.value is None for t in found)


@pytest.mark.parametrize("text", ["Missed 20/2 and 27/2.", "Visits on 20 and 27 February.", "Seen 20.2.24-27.2.24."])
def test_two_days_that_are_named_are_two_days(text: str) -> None:
    found = find_dates(text, dt.date(2024, 3, 13))
    assert [(t.value, t.end_value) for t in found] == [("2024-02-20", None), ("2024-02-27", None)]


def test_days_between_two_are_a_range() -> None:
    for text in ("No reply between 20 and 27 February.", "No reply between 20/2 and 27/2."):
        (found,) = find_dates(text, dt.date(2024, 3, 13))
        assert (found.value, found.end_value) == ("2024-02-20", "2024-02-27")


@pytest.mark.parametrize("text", ["3/7 hx of cough.", "D+V 2/7, eating.", "Cough for 10/7.", "Amox 5/7 given."])
def test_lengths_in_sevenths_are_no_days(text: str) -> None:
    assert not find_dates(text, dt.date(2024, 3, 12))


@pytest.mark.parametrize(
    ("text", "value"), [("EDD 12/6", "2024-06-12"), ("For review on 20 June.", "2024-06-20"), ("DNA 5/3", "2024-03-05")]
)
def test_what_is_due_lies_ahead(text: str, value: str) -> None:
    assert [v.value for v in find_dates(text, dt.date(2024, 3, 12))] == [value]


def test_a_long_text_takes_no_longer_a_word() -> None:
    line = "By 2050 the town and in 1845 the king of the castle lived, in 1702. "
    begin = process_time()
    find_dates(line * (100_000 // len(line)), dt.date(2024, 6, 1))
    assert process_time() - begin < 9


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Did not attend dating scan 4/12, attended the next.", "2023-12-04"),
        ("Did not attend on 4/12.", "2023-12-04"),
        ("Didn't attend clinic 5/11.", "2023-11-05"),
        ("Mum attended GP 5/11 with Child1.", "2023-11-05"),
        ("Failed to attend 4/11.", "2023-11-04"),
        ("Attended the core group 4/12.", "2023-12-04"),
        ("Arrested 9/10 on suspicion.", "2023-10-09"),
        ("Attended 5/6.", None),
        ("Sessions attended 5/6.", None),
        ("Attended group 5/6 this term.", None),
        ("Kept 3/5 of them.", None),
        ("Present 4/5 days.", None),
        ("Scored 9/10 on spelling.", None),
    ],
)
def test_a_day_of_attending_is_no_score(text: str, value: str | None) -> None:
    found = [t.value for t in find_dates(text, dt.date(2024, 1, 9)) if t.value]
    assert found == ([value] if value else [])
