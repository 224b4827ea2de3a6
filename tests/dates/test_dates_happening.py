"""Which day a marked stretch of a note is given. ``<…>`` marks the stretch."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from analyser.dates import date_for, find_dates
from analyser.model import Precision, RedactedNote

OWN = dt.date(2024, 5, 16)  # a Thursday


def dated(marked: str, label: str, note_type: str = "phone_call", own: dt.date | None = OWN) -> tuple[Any, ...]:
    start = marked.index("<")
    end = marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    note = RedactedNote("n1", text, date=own, recorded=own, type=note_type)
    doc: Any = SimpleNamespace(text=text, _=SimpleNamespace(note=note, times=tuple(find_dates(text, own))))
    return date_for(doc, start, end, label)


@pytest.mark.parametrize(
    ("marked", "label", "value"),
    [
        pytest.param("<Mother did not come to clinic on 9 May>.", "missed_appointment", "2024-05-09", id="inside"),
        pytest.param("On Monday <he kicked the door in>.", "violence", "2024-05-13", id="before-in-sentence"),
        pytest.param("<No reply at the door> on 2/5.", "no_access", "2024-05-02", id="after-in-clause"),
        pytest.param("- 2/5: <nobody in>, card left", "no_access", "2024-05-02", id="list-entry"),
        pytest.param("<She agreed to come on Friday>.", "commitment", "2024-05-16", id="a-plan-is-not-the-day"),
        pytest.param("<Mother rang to cancel Friday's visit>.", "cancelled_by_family", "2024-05-16", id="cancel"),
        pytest.param("<Father rang on the 14th to put off the visit on 17 May>.", "cancelled_by_family", "2024-05-14",
                     id="day-on-which-it-was-cancelled"),
        pytest.param("Booked for Monday at ten, <nobody came>.", "missed_appointment", "2024-05-13", id="day-booked"),
        pytest.param("<The kitchen has been clean since March>.", "change_sustained", "2024-05-16", id="since"),
        pytest.param('<"He hit me on Saturday">, Child1 said.', "child_voice", "2024-05-16", id="quoted"),
        pytest.param('Nan <heard her shout "not again!"> last Friday.', "child_voice", "2024-05-10", id="said-then"),
        pytest.param("Child1 <wants to go to the pictures> on Saturday.", "child_voice", "2024-05-16", id="wished-for"),
        pytest.param("<Child1 told the carer on Tuesday that it hurt>.", "child_voice", "2024-05-14", id="telling"),
        pytest.param("<He hit her at Easter>, she said.", "violence", "2024-03-31", id="what-was-told-has-its-day"),
        pytest.param("Next visit 23/5. <She shouted at me>.", "hostility", "2024-05-16", id="next-visit-is-another"),
        pytest.param("DOB 12/3/2019. <Not brought>.", "missed_appointment", "2024-05-16", id="birth-is-another"),
        pytest.param("<Missed both sessions in April>.", "missed_appointment", "2024-04", id="month"),
        pytest.param("<Down as not attended last week>.", "missed_appointment", "2024-05-09", id="a-week-back"),
        pytest.param('<The aide heard him shout "who is there" last Friday>.', "child_voice", "2024-05-10",
                     id="heard-to-say-and-then-the-day"),
        pytest.param("She called at 1.30 on Friday to say not this time, <he was poorly>.", "excuse", "2024-05-10",
                     id="called-to-say"),
        pytest.param("Addendum 20/5: <brought, early>.", "attended", "2024-05-20", id="added-later"),
        pytest.param("<Dad phoned on Tuesday to call off the class>.", "cancelled_by_family", "2024-05-14",
                     id="to-call-is-no-appointment"),
        pytest.param("<Gran collected him on Tuesday and asked for a word>.", "open_engagement", "2024-05-14",
                     id="asked-after-its-day"),
        pytest.param("Missed on 8 May; <Mother attended the scan on 5> April with Gran.", "attended", "2024-04-05",
                     id="cut-in-the-midst-of-a-day"),
        pytest.param("Visits: 18 April (<Child1 spoken to alone>), 27 April (no reply), 5 May (seen with Mum).",
                     "child_seen_alone", "2024-04-18", id="in-the-bracket-of-the-first"),
        pytest.param("Visits: 18 April (Child1 spoken to), 27 April (<no reply, card left>), 5 May (seen).",
                     "no_access", "2024-04-27", id="in-the-bracket-of-the-second"),
        pytest.param("Visit 18 April (<nobody in on 2 May>).", "no_access", "2024-05-02", id="day-in-the-bracket"),
    ],
)  # fmt: skip
def test_date(marked: str, label: str, value: str) -> None:
    assert dated(marked, label)[0] == value


def test_a_police_note_sets_the_scene_once() -> None:
    text = "Saturday 11 May 23.40, call from neighbour. Officers attended. <Male had kicked the door in>."
    assert dated(text, "violence", "police_contact")[0] == "2024-05-11"


LOG = "Mon 6/5. In, washed, ate well.\nTue 7/5. Door opened on the chain. <Son said not today>.\nWed 8/5. In."


def test_the_day_at_the_head_of_a_log_s_line_holds_for_all_the_line() -> None:
    assert dated(LOG, "refusal", "agency_contact")[0] == "2024-05-07"


def test_one_dated_line_is_no_log() -> None:
    text = "Home visit as booked.\nTue 7/5 she had rung me. The kettle was on. <She swore at me over the form>."
    assert dated(text, "hostility", "home_visit")[0] == "2024-05-16"


def test_a_visit_keeps_its_own_day_after_talk_of_another() -> None:
    text = "He crashed the car on Saturday 11 May. The house was warm. <Child1 seen alone in her room>."
    assert dated(text, "child_seen_alone", "home_visit")[0] == "2024-05-16"


def test_no_date_at_all() -> None:
    value, precision, reason = dated("<Nobody in>.", "no_access", own=None)
    assert value is None
    assert precision is Precision.NONE
    assert reason


def test_the_reason_shows_the_words() -> None:
    assert dated("<Mother did not come on 9 May>.", "missed_appointment")[2] == "'9 May'"
    assert dated("<Nobody in>.", "no_access")[2] == "note date"


@pytest.mark.shared
def test_score_on_the_gold_files(gold_dev: Any) -> None:
    from analyser.research import corpus

    right = total = 0
    for case in corpus.load([gold_dev]):
        for note in case.case.notes:
            times = tuple(find_dates(note.text, note.date))
            doc: Any = SimpleNamespace(text=note.text, _=SimpleNamespace(note=note, times=times))
            for tag in case.tags[note.note_id]:
                wanted = tag.attributes.get("date")
                if wanted and tag.assertion != "hypothetical":
                    value, _, _ = date_for(doc, tag.start, tag.end, tag.label)
                    total += 1
                    right += str(value)[: len(wanted)] == wanted
    assert right / total >= 0.74
