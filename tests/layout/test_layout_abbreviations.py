"""Words after which a full stop ends no sentence: a list that is not valid is refused."""

from __future__ import annotations

import pytest

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.layout import sentences


@pytest.mark.parametrize("words", [pytest.param([True], id="no text"), pytest.param(["Dr"], id="capitals")])
def test_bad_abbreviations_are_refused(words: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "titles": words})
    with pytest.raises(BadRules, match="lower case"):
        sentences._abbreviation.__wrapped__()


@pytest.mark.parametrize("first", ["He slept at Nan's.", "She said she couldn’t.", "I told her I'd."])
def test_a_short_ending_behind_an_apostrophe_is_no_initial(first: str) -> None:
    text = f"{first} He likes school."
    assert [text[s.start : s.end] for s in sentences.split(text)] == [first, "He likes school."]


@pytest.mark.parametrize(
    "text",
    [
        "Lorne Drug Co. said the test had failed.",
        "The Hartley unit of Bexar Corp. plans to close.",
        "The plan is dead, according to Sen. Bland.",
        "She wrote to Sgt. Hall at the station.",
        "Dale Wick (R-Mont.) was undecided.",
    ],
)
def test_a_name_that_is_cut_short_ends_no_sentence(text: str) -> None:
    assert [text[s.start : s.end] for s in sentences.split(text)] == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Spoke to the union rep.", "She will ring back."),
        ("He works for Lorne Drug Co.", "Mum works there too."),
        ("Would not wash.", "says he is tired."),
        ("Seen by the co.", "rang Mum."),
    ],
)
def test_the_same_letters_may_end_one(first: str, second: str) -> None:
    text = f"{first} {second}"
    assert [text[s.start : s.end] for s in sentences.split(text)] == [first, second]


@pytest.mark.parametrize("words", [pytest.param([True], id="no text"), pytest.param(["sen"], id="no capital")])
def test_bad_names_are_refused(words: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "load_yaml", lambda *_: {"schema": 1, "cut_names": words})
    with pytest.raises(BadRules, match="capital"):
        sentences._capitalised("cut_names")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Seen alone 20 mins.", "Low mood, sleeping badly."),
        ("Meds locked away since Jan.", "Mum insisted on being there."),
        ("Mum did not bring her to the appt.", "Mum rang on Tuesday."),
        ("Agreed to the early help ref.", "Dad waited outside."),
        ("Came in with no coat, bag etc.", "School rang home."),
        ("Mum seen Fri.", "DNA the next one."),
        ("Off sick for 3 wks.", "No call to school."),
        ("Carers turned away again Sat and Sun.", "No papers received."),
        ("Interim deputy appointed 13 Nov.", "Relative1 left the property on 9/11."),
        ("He was not at day opps today nor Mon.", "Person1 told staff he was poorly."),
        ("Next visit is Thurs.", "Mum aware."),
        ("Due 3 Dec.", "SW to chase."),
    ],
)
def test_a_day_a_month_or_a_length_ends_a_sentence_where_a_capital_follows(first: str, second: str) -> None:
    text = f"{first} {second}"
    assert [text[s.start : s.end] for s in sentences.split(text)] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Fri. Mum was not in.",
        "Mon. 3 Sept. Mum was not in.",
        "Next appt. Tues 3 May at the clinic.",
        "Crime ref. AB12 given to Mum.",
        "School ref. GH/22 noted.",
        "Seen for 20 mins. in the hall.",
        "Appt. with Dr. Shah on 3 Sept. 2025 was kept.",
        "Approx. Easter time he moved, poss. Asperger's.",
        "Rang tel. London office.",
        "On Mon. Mum rang.",
        "Last Fri. Dad came.",
        "Seen on Sat. Jan 5 at home.",
        "The Nov. CP conference was held.",
        "Out on Wed. PM.",
        "He was born in Sept. 1988.",
        "Rang on Mon. she was out.",
    ],
)
def test_neither_does_where_it_goes_on(text: str) -> None:
    assert [text[s.start : s.end] for s in sentences.split(text)] == [text]
