"""Which way a day points that does not say so: the words about it, in notes written on a Wednesday."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.dates import find_dates

WEDNESDAY = dt.date(2024, 5, 15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Core group is on Monday.", "2024-05-20"),
        ("The core group is Monday.", "2024-05-20"),
        ("Mum is in court on Friday.", "2024-05-17"),
        ("He is back on Sunday.", "2024-05-19"),
        ("She is off on Thursday.", "2024-05-16"),
        ("Appointment is at 10 on Friday.", "2024-05-17"),
        ("Scan is Friday.", "2024-05-17"),
        ("The baby is due on Friday.", "2024-05-17"),
        ("Mum says she is working on Friday.", "2024-05-17"),
        ("Mum has contact on Friday.", "2024-05-17"),
        ("The album is out on Monday.", "2024-05-20"),
        ("Can we move Friday's visit?", "2024-05-17"),
        ("I can't do Friday.", "2024-05-17"),
        ("Please ring before Friday.", "2024-05-17"),
        ("Please send it to me by Friday.", "2024-05-17"),
        ("Are you free Tuesday?", "2024-05-21"),
        ("Let me know by Monday.", "2024-05-20"),
        ("I am on leave from Monday.", "2024-05-20"),
        ("I am away on Friday.", "2024-05-17"),
        ("We are meeting on Monday.", "2024-05-20"),
        ("Dad is coming on Saturday.", "2024-05-18"),
        ("Mum is going to the clinic Friday.", "2024-05-17"),
        ("Action: SW to visit Monday.", "2024-05-20"),
        ("Action: visit Monday.", "2024-05-20"),
        ("Mum told me herself. Plan: sample Monday.", "2024-05-20"),
        ("Kids fine, house clean. Plan - visit Monday.", "2024-05-20"),
        ("All seen. Next steps: ring GP Monday.", "2024-05-20"),
        ("Plan: ring school Friday.", "2024-05-17"),
        ("Next visit: Friday.", "2024-05-17"),
        ("Date of next meeting: Tuesday 4 June.", "2024-06-04"),
        ("Review date: 12 June.", "2024-06-12"),
        ("Target date 12/6.", "2024-06-12"),
        ("Next appt Thurs.", "2024-05-16"),
        ("See you Thursday!", "2024-05-16"),
        ("Ring me Monday please.", "2024-05-20"),
        ("Mum asked if we could come on Monday.", "2024-05-20"),
        ("Mum asked to change Thursday's visit.", "2024-05-16"),
        ("Reminded Mum of the visit on Thursday.", "2024-05-16"),
        ("Reminder letter sent for Thursday's appointment.", "2024-05-16"),
        ("Mum confirmed she is coming on Thursday.", "2024-05-16"),
        ("Told Mum the meeting is on 4 June.", "2024-06-04"),
        ("Mum texted: cant make thurs soz.", "2024-05-16"),
        ("Hearing 3 June.", "2024-06-03"),
        ("Letter sent inviting her to conference on 3 June.", "2024-06-03"),
        ("Given appointment for 3 June.", "2024-06-03"),
        ("Given a date of 3 June.", "2024-06-03"),
        ("Summoned to appear on 3 June.", "2024-06-03"),
        ("Notice to quit takes effect 3 June.", "2024-06-03"),
        ("They have to be out by 3 June.", "2024-06-03"),
        ("Eviction date is 3 June.", "2024-06-03"),
        ("He turns five on 9 July.", "2024-07-09"),
        ("Operation planned for July.", "2024-07"),
        ("Mum is pregnant, due October.", "2024-10"),
        ("Placement ends 31 August.", "2024-08-31"),
        ("Baby is seeing the GP on Friday.", "2024-05-17"),
        ("School would like a call by Friday.", "2024-05-17"),
        ("The next visit would be Monday.", "2024-05-20"),
        ("The review is in June.", "2024-06"),
        ("The trial is in October.", "2024-10"),
        ("He gets out on Friday.", "2024-05-17"),
        ("Kids go back Monday.", "2024-05-20"),
        ("I'll ring you Monday.", "2024-05-20"),
        ("I'm in work Monday.", "2024-05-20"),
        ("Mum's in court Friday.", "2024-05-17"),
        ("Visit arranged: Monday 10am.", "2024-05-20"),
        ("Visit agreed for Monday.", "2024-05-20"),
    ],
)
def test_ahead(text: str, value: str) -> None:
    assert [t.value for t in find_dates(text, WEDNESDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She is sure he was in on Friday.", "2024-05-10"),
        ("It is clear that on Friday he hit her.", "2024-05-10"),
        ("Mum is upset about what happened on Friday.", "2024-05-10"),
        ("There is a bruise from Friday.", "2024-05-10"),
        ("Dad is not happy with Friday's visit.", "2024-05-10"),
        ("Mum was due on Monday, no show.", "2024-05-13"),
        ("The visit was set for Monday.", "2024-05-13"),
        ("He was free on Monday but did not come.", "2024-05-13"),
        ("Dad is drunk again, as on Friday.", "2024-05-10"),
        ("He is back from Friday's contact with a bruise.", "2024-05-10"),
        ("She is working hard since Monday.", "2024-05-13"),
        ("Mum is in the refuge; she left on Friday.", "2024-05-10"),
        ("The mark is the one seen on Friday.", "2024-05-10"),
        ("This is the third time since Monday.", "2024-05-13"),
        ("He is away, Gran had him on Sunday.", "2024-05-12"),
        ("Gran is having him because Mum was drunk on Sunday.", "2024-05-12"),
        ("Child is not the same after Friday.", "2024-05-10"),
        ("Mum is angry about Thursday's conference.", "2024-05-09"),
        ("Dad is in custody, arrested Saturday.", "2024-05-11"),
        ("There is no record of the visit on Friday.", "2024-05-10"),
        ("There is a photo taken on Friday.", "2024-05-10"),
        ("Please see my email of Friday.", "2024-05-10"),
        ("Reminded her that on Friday she had shouted.", "2024-05-10"),
        ("Reminded Mum of what we agreed on Friday.", "2024-05-10"),
        ("Asked if she could remember where she was on Friday.", "2024-05-10"),
        ("She asked if we could explain what happened on Friday.", "2024-05-10"),
        ("Mum says she can't remember Friday.", "2024-05-10"),
        ("Mum can't say who was there on Friday.", "2024-05-10"),
        ("By Friday he had gone.", "2024-05-10"),
        ("By Friday nothing had come.", "2024-05-10"),
        ("He tried to cancel Monday's visit.", "2024-05-13"),
        ("Plan from Friday's meeting was shared.", "2024-05-10"),
        ("Actions from Friday: none done.", "2024-05-10"),
        ("No plan - visited Friday and found nobody.", "2024-05-10"),
        ("He kept to the plan: seen Friday.", "2024-05-10"),
        ("Please find attached the minutes of Monday's meeting.", "2024-05-13"),
        ("Please note he was not in on Monday.", "2024-05-13"),
        ("It is on record that he hit her on Sunday.", "2024-05-12"),
        ("She is having flashbacks since Sunday.", "2024-05-12"),
        ("She is having trouble sleeping after Sunday.", "2024-05-12"),
        ("He is taking it out on her after Sunday.", "2024-05-12"),
        ("Police are seeing this as linked to Saturday.", "2024-05-11"),
        ("Would not open the door on Monday.", "2024-05-13"),
        ("He would shout at her; on Monday he hit her.", "2024-05-13"),
        ("She said it would have been Monday.", "2024-05-13"),
        ("The review was in June.", "2023-06"),
        ("Her birthday is in March.", "2024-03"),
        ("His birthday is 4 March.", "2024-03-04"),
        ("He is in prison since October.", "2023-10"),
        ("The last entry is 4 March.", "2024-03-04"),
        ("The last entry is Friday.", "2024-05-10"),
        ("Last seen is Friday.", "2024-05-10"),
        ("The most recent contact is on Friday.", "2024-05-10"),
        ("Date of incident is 10 May.", "2024-05-10"),
        ("Agreed visit on Monday went ahead.", "2024-05-13"),
    ],
)
def test_back(text: str, value: str) -> None:
    assert [t.value for t in find_dates(text, WEDNESDAY)] == [value]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Absent Mon-Fri last week.", ["2024-05-06/2024-05-10", "2024-05-10"]),
        ("Child was absent Mon-Fri.", ["2024-05-06/2024-05-10", "2024-05-10"]),
        ("Absent Monday to Wednesday of this week.", ["2024-05-13/2024-05-15", "2024-05-15"]),
        ("Off sick Tues to Thurs.", ["2024-05-07/2024-05-09", "2024-05-09"]),
        ("Will be away Friday until Sunday.", ["2024-05-17/2024-05-19", "2024-05-19"]),
        ("Respite Fri-Mon went well.", ["2024-05-10/2024-05-13", "2024-05-13"]),
        ("Absent from the 9th to the 13th.", ["2024-05-09/2024-05-13"]),
        ("Visit moved from Thursday to Friday.", ["2024-05-09", "2024-05-10"]),
        ("Nursery place is Mon-Fri.", [None]),
        ("She works Monday to Thursday.", [None]),
        ("Mon-Fri 9-3.", [None]),
        ("Mon to Fri, 08.00 to 18.00.", [None]),
        ("Unannounced visits Mon, Weds and the 14th.", ["2024-05-13", "2024-05-15", "2024-05-14"]),
        ("Tues 7th, Thurs 9th & the 14th all missed.", ["2024-05-07", "2024-05-09", "2024-05-14"]),
        ("Can do Monday, Wednesday or Thursday next week.", ["2024-05-20", "2024-05-22", "2024-05-23"]),
        ("Mon, Tues, and Thurs last week.", ["2024-05-06", "2024-05-07", "2024-05-09"]),
        ("Mon - no answer. Tues - no answer.", ["2024-05-13", "2024-05-14"]),
        ("Contact is Mon, Weds and Fri.", ["2024-05-20", "2024-05-22", "2024-05-24"]),
        ("No show Mon, the 9th or Fri 3rd.", ["2024-05-13", "2024-05-09", "2024-05-03"]),
        ("Late Fri and Mon.", ["2024-05-10", "2024-05-13"]),
        ("Due back after half term.", ["2024-W22/2024-06-02"]),
        ("On April 3, 12 children were hurt.", ["2024-04-03"]),
        ("Promoted from 4th to 5th in the table.", []),
        ("Weight from the 25th to the 9th.", []),
        ("Gave her until 1 May to reply.", ["2024-05-01"]),
    ],
)
def test_lists_and_stretches(text: str, days: list[str | None]) -> None:
    found = find_dates(text, WEDNESDAY)
    assert [f"{t.value}/{t.end_value}" if t.end_value else t.value for t in found] == days


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Letter w new appt 11/6 sent to the old address.", "2024-06-11"),
        ("New appt 11/6 sent.", "2024-06-11"),
        ("Sent appt 12/6.", "2024-06-12"),
        ("Texted replacement slot 12/6.", "2024-06-12"),
        ("Cx by clinic, letter sent with appt 3/6.", "2024-06-03"),
        ("WNB appt 12/2.", "2024-02-12"),
        ("DNA new appt 12/2.", "2024-02-12"),
        ("Letter sent 11/3 with appt.", "2024-03-11"),
        ("She was given a new appt 3/5 and came.", "2024-05-03"),
        ("Letters re missed appt 12/2.", "2024-02-12"),
    ],
)
def test_an_appointment_that_is_sent_lies_ahead_and_one_that_was_missed_does_not(text: str, value: str) -> None:
    assert [t.value for t in find_dates(text, WEDNESDAY)] == [value]
