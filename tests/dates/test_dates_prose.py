"""Times in reports of the press, histories, courts and hospitals, in words of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.dates import find_dates
from analyser.dates.rules import load_rules


@pytest.mark.parametrize(
    ("text", "day", "values"),
    [
        pytest.param("The shop stays shut until Monday.", "2001-09-20", ["2001-09-24"], id="stays-until"),
        pytest.param("Bailed until August.", "2024-06-12", ["2024-08"], id="bailed-until"),
        pytest.param("She was away until Monday.", "2001-09-20", ["2001-09-17"], id="was-until"),
        pytest.param("It may act, though not before July.", "1998-05-12", ["1998-07"], id="not-before"),
        pytest.param("The lease expires Dec. 31.", "1998-03-04", ["1998-12-31"], id="far-ahead"),
        pytest.param(
            "Rovers won on Tuesday and play City on Saturday.", "2023-10-05", ["2023-10-03", "2023-10-07"], id="fixture"
        ),
        pytest.param("They must call by the weekend.", "1998-03-04", ["1998-03-07"], id="by-the-weekend"),
        pytest.param("It was due next Tuesday.", "1995-02-24", ["1995-02-28"], id="due-next"),
        pytest.param(
            "Placed 3 June 2022, and on 4 May Mum rang.", "2024-06-12", ["2022-06-03", "2024-05-04"], id="never-back"
        ),
        pytest.param("Founded in 1919, it failed Aug. 29.", "1997-09-16", ["1919", "1997-08-29"], id="founded"),
        pytest.param("The side, level after Sunday's loss, ends here.", "2015-08-28", ["2015-08-23"], id="after-its"),
        pytest.param("MMSE 24/30, then 27/30 Nov 2017.", "2018-11-12", ["2017-11"], id="score-before-a-month"),
        pytest.param("He will meet Dr. Ko in two weeks.", "1992-07-20", ["1992-08-03"], id="title-ends-no-clause"),
        pytest.param("He has lived here since Friday and will stay.", "2015-08-27", ["2015-08-21"], id="since-is-past"),
        pytest.param("R/v in 2 weeks.", "2016-10-03", ["2016-10-17"], id="review-in"),
        pytest.param(
            "Born 4 June 1931, she died on 2 May.",
            "2019-05-15",
            ["1931-06-04", "2019-05-02"],
            id="no-tale-from-a-birth",
        ),
        pytest.param(
            "Issued on 14 February 2019 and served on 1 March.",
            "2021-11-17",
            ["2019-02-14", "2019-03-01"],
            id="sentence",
        ),
        pytest.param(
            "On a plan since 14 February 2019, seen on 1 March.", "2021-11-17", ["2019-02-14", "2021-03-01"], id="bound"
        ),
        pytest.param(
            "The hottest since 1955, they said in January.",
            "2013-03-19",
            ["1955", "2013-01"],
            id="no-tale-from-a-bound",
        ),
        pytest.param(
            "On 10 May 1940 it began; on the 13th they crossed.",
            "2010-05-06",
            ["1940-05-10", "1940-05-13"],
            id="tale-day",
        ),
        pytest.param(
            "In June 1950 they came, and on the 15th of that month left.",
            "2010-05-06",
            ["1950-06", "1950-06-15"],
            id="of-that",
        ),
        pytest.param(
            "War came in August 1914; all would be over by Christmas.",
            "2010-05-06",
            ["1914-08", "1914-12-25"],
            id="feast",
        ),
        pytest.param(
            "In May 1941 it fell. In the winter they froze.",
            "2010-05-06",
            ["1941-05", "1941-WI"],
            id="season-of-a-tale",
        ),
        pytest.param(
            "A coup on 11 September 1973. By the end of the year many fled.",
            "2011-02-01",
            ["1973-09-11", "1973"],
            id="end",
        ),
        pytest.param(
            "He came on 31 October 2022 (Halloween).", "2024-06-12", ["2022-10-31"] * 2, id="feast-beside-its-day"
        ),
        pytest.param(
            "Little in 1990, none in the first half of that year.", "1989-10-26", ["1990", "1990-H1"], id="half"
        ),
        pytest.param(
            "In 08/17/94; calls on 8/6 and 8/7.", "1994-10-01", ["1994-08-17", "1994-08-06", "1994-08-07"], id="us"
        ),
    ],
)
def test_value(text: str, day: str, values: list[str]) -> None:
    assert [t.value for t in find_dates(text, dt.date.fromisoformat(day))] == values


NOTE = dt.date(2024, 6, 12)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("The king was executed on 30 January 1649.", ["1649-01-30"], id="strong-word"),
        pytest.param("The troops left the castle on 3 June 1644.", ["1644-06-03"], id="two-weak-words"),
        pytest.param("In 1848 revolution came; by August 1849 it was over.", ["1848", "1849-08"], id="month-and-year"),
        pytest.param("Parliament sat from 1640 to 1653.", ["1640", "1653"], id="from-to"),
        pytest.param("The census of 1851 counted few.", ["1851"], id="census"),
    ],
)
def test_years_of_long_ago_in_histories(text: str, values: list[str]) -> None:
    assert [t.value for t in find_dates(text, NOTE)] == values


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In 1430. Out 1510.", id="carers-log"),
        pytest.param("Carer in 1430, out by 1515.", id="carers-times-between-commas"),
        pytest.param("Warrant executed by 1445, all out by 1520.", id="one-weak-word"),
        pytest.param("CCTV between 1432 and 1440 shows him.", id="between"),
        pytest.param("Baby born 1430, weight fine (1430-1515).", id="birth"),
        pytest.param("By 1545 hrs troops of scouts, ships and soldiers were tidied away.", id="hours"),
        pytest.param("Temperatures in the eighties; heart rate in the fifties.", id="readings"),
        pytest.param("She is in her fifties.", id="age"),
        pytest.param("Version 2.10.3 mends it; upgrade from 1.9.12.", id="version"),
        pytest.param("Highway 1944 and suite 2010.", id="numbered"),
        pytest.param("The count was 1990 and then 2000 copies.", id="count"),
        pytest.param("About 1,500 soldiers and 2010 civilians.", id="people"),
        pytest.param("He said in '24 hours you will see'.", id="quotation"),
        pytest.param(
            "Well until three days prior to admission; febrile on postoperative day 2.", id="stay-without-a-day"
        ),
    ],
)
def test_no_date(text: str) -> None:
    assert not [t for t in find_dates(text, NOTE) if t.value is not None]


def test_a_hospital_stay_is_counted_from_its_own_days() -> None:
    text = (
        "Admission Date: 03/02/1995. She had fallen two days prior to admission. Taken to surgery on 03/17/1995; "
        "walked on postoperative day three. On hospital day 4 she ate. Discharge Date: 03/25/1995."
    )
    wanted = ["1995-03-02", "1995-02-28", "1995-03-17", "1995-03-20", "1995-03-05", "1995-03-25"]
    assert [t.value for t in find_dates(text, dt.date(1995, 4, 1))] == wanted


def test_every_kind_of_seed_is_known() -> None:
    rules = load_rules()
    assert {r.seeds for r in (*rules.rules, *rules.blocks)} <= set(rules.lexicon.seeds)
