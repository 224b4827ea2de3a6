"""Agreements with their breaches, changes that held or lapsed, and occasions of scrutiny."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.chronology import build
from analyser.chronology.undertaking_rules import undertaking_rules
from analyser.dates import find_dates
from analyser.model import Chronology, Precision, RedactedCase, RedactedNote, Signal, Standing, TaggedCase

CUES = tuple(undertaking_rules().cues.values())


def note(note_id: str, day: str, text: str, kind: str = "home_visit", author: str = "social_worker") -> RedactedNote:
    return RedactedNote(note_id, text, date=dt.date.fromisoformat(day), type=kind, author_role=author)


def told(of: RedactedNote, words: str, label: str, *, date: str = "", actor: str = "mother") -> Signal:
    start = of.text.index(words)
    day = date or str(of.date)
    return Signal(of.note_id, start, start + len(words), label, Standing.AFFIRMED, actor, day, Precision.DAY, 0.9, "t")


def story(notes: list[RedactedNote], signals: list[Signal]) -> Chronology:
    return build(TaggedCase(RedactedCase("c", tuple(notes)), tuple(signals)))


GATE = note(
    "n1", "2024-03-04", "Core group. Mother agreed to fit the stair gate by 15 March. She likes the new school."
)
OPEN = note("n2", "2024-03-20", "Home visit. The stair gate is still in its box. I reminded her of what was agreed.")


@pytest.mark.parametrize("cue", [pytest.param(c, id=c.id) for c in CUES])
def test_cues_fit_their_examples_and_no_other(cue: object) -> None:
    assert all(cue.pattern.search(x) for x in cue.yes)  # type: ignore[attr-defined]
    assert not any(cue.pattern.search(x) for x in cue.no)  # type: ignore[attr-defined]


def test_a_breach_is_tied_to_its_promise_with_the_answer_of_the_services() -> None:
    signals = [
        told(GATE, "Mother agreed to fit the stair gate", "commitment"),
        told(OPEN, "The stair gate is still in its box", "unmet_commitment"),
    ]
    (found,) = story([GATE, OPEN], signals).agreements
    assert (found.date, found.due, found.outcome, found.outcome_date) == (
        "2024-03-04",
        "2024-03-15",
        "not_done",
        "2024-03-20",
    )
    assert [m.note_id for m in found.answered] == ["n2"]
    (response,) = found.response
    assert OPEN.text[response.start : response.end].startswith("I reminded her")


def test_a_breach_without_an_answer_of_the_services_has_none() -> None:
    silent = note("n2", "2024-03-20", "Home visit. The stair gate is still in its box. Talked about the weather.")
    signals = [
        told(GATE, "Mother agreed to fit the stair gate", "commitment"),
        told(silent, "The stair gate is still in its box", "unmet_commitment"),
    ]
    (found,) = story([GATE, silent], signals).agreements
    assert found.outcome == "not_done"
    assert found.response == ()


@pytest.mark.parametrize(
    ("words", "label", "actor", "outcome"),
    [
        pytest.param("The stair gate is fitted", "action_completed", "mother", "done", id="done"),
        pytest.param("The stair gate is fitted", "action_completed", "father", "not_recorded", id="by somebody else"),
        pytest.param("The dentist was seen", "action_completed", "mother", "not_recorded", id="something else"),
    ],
)
def test_what_answers_to_a_promise(words: str, label: str, actor: str, outcome: str) -> None:
    later = note("n2", "2024-03-20", f"Home visit. {words}. Tea was made.")
    signals = [told(GATE, "Mother agreed to fit the stair gate", "commitment"), told(later, words, label, actor=actor)]
    (found,) = story([GATE, later], signals).agreements
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("term", "day", "outcome"),
    [
        pytest.param("Father to self-refer to the programme by 14 March", "2024-03-06", "not_recorded", id="not yet"),
        pytest.param("Father to self-refer to the programme by 14 March", "2024-03-14", "not_done", id="on the day"),
        pytest.param("Father to self-refer to the programme before 14 March", "2024-03-20", "not_done", id="after"),
        pytest.param("Father agreed to stay off the programme until 14 March", "2024-03-06", "not_done", id="until"),
        pytest.param("Father to go to the programme on 5 March", "2024-03-06", "not_done", id="a day"),
    ],
)
def test_what_is_due_by_a_day_is_not_broken_before_it(term: str, day: str, outcome: str) -> None:
    agreed = note("n1", "2024-03-04", f"Conference. {term}.", "meeting")
    later = note("n2", day, "Core group. Nothing received by the programme to date.", "meeting")
    signals = [
        told(agreed, term, "commitment", actor="father"),
        told(later, "Nothing received by the programme to date", "unmet_commitment", actor="father"),
    ]
    (found,) = story([agreed, later], signals).agreements
    assert found.outcome == outcome


def test_a_breach_of_nothing_that_the_file_tells_stands_by_itself() -> None:
    (found,) = story([OPEN], [told(OPEN, "The stair gate is still in its box", "unmet_commitment")]).agreements
    assert (found.date, found.outcome, found.mentions) == (None, "not_done", ())


def test_a_change_holds_until_it_lapses() -> None:
    held = note("n1", "2024-03-04", "Clean bottles and food in the fridge for a month now.")
    again = note("n2", "2024-04-08", "Fridge well stocked, meals planned.")
    gone = note("n3", "2024-05-20", "Fridge empty again, no food in the house.")
    signals = [
        told(held, "food in the fridge", "change_sustained"),
        told(again, "Fridge well stocked, meals planned", "change_sustained"),
        told(gone, "no food in the house", "unsustained_change"),
    ]
    (change,) = story([held, again, gone], signals).changes
    assert (change.domain, change.direction) == ("food", "better")
    assert (change.date, change.held_until, change.lapsed) == ("2024-03-04", "2024-04-08", "2024-05-20")


def test_a_meeting_is_an_occasion_with_what_lies_before_and_after_it() -> None:
    tidy = note("n1", "2024-03-01", "The flat had been scrubbed.")
    core = note("n2", "2024-03-08", "Core group held at the school.", kind="meeting")
    missed = note("n3", "2024-03-18", "Not at the clinic.", kind="health_contact", author="health")
    signals = [
        told(tidy, "scrubbed", "last_minute_compliance"),
        told(missed, "Not at the clinic", "missed_appointment"),
    ]
    (found,) = story([tidy, core, missed], signals).triggers
    assert (found.kind, found.date) == ("meeting", "2024-03-08")
    assert [s.note_id for s in found.before] == ["n1"]
    assert [s.note_id for s in found.after] == ["n3"]


@pytest.mark.parametrize(
    ("text", "author", "found"),
    [
        pytest.param("I challenged this and he left the room.", "social_worker", ["challenge"], id="challenged"),
        pytest.param("If it goes on I will have challenged it.", "social_worker", [], id="planned"),
        pytest.param("She was not challenged about the bruise.", "social_worker", [], id="not done"),
        pytest.param("I challenged this in class.", "school", [], id="not the team"),
    ],
)
def test_a_challenge_is_what_the_team_did(text: str, author: str, found: list[str]) -> None:
    file = story([note("n1", "2024-03-01", text, kind="home_visit", author=author)], [])
    assert [t.kind for t in file.triggers] == found


def test_closing_is_an_occasion() -> None:
    file = story([note("n1", "2024-06-01", "Summary. The case was closed on 12 May 2024.", kind="case_summary")], [])
    assert [(t.kind, t.date) for t in file.triggers] == [("closure", "2024-05-12")]


LABELS = ("commitment", "unmet_commitment", "action_completed", "change_sustained", "unsustained_change", "attended")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(LABELS)), min_size=1, max_size=8))
def test_every_promise_stands_once_and_nothing_answers_before_it(plan: list[tuple[int, str]]) -> None:
    words = "Fitting the stair gate"
    start = dt.date(2024, 1, 1)
    notes = [note(f"n{i}", str(start + dt.timedelta(days=d)), f"{words} again.") for i, (d, _) in enumerate(plan)]
    signals = [told(n, words, label) for n, (_, label) in zip(notes, plan, strict=True)]
    found = story(notes, signals).agreements
    days = {n.note_id: str(n.date) for n in notes}
    promised = [m for a in found for m in a.mentions]
    assert sorted(m.note_id for m in promised) == sorted(s.note_id for s in signals if s.label == "commitment")
    assert all(days[x.note_id] >= days[a.mentions[0].note_id] for a in found if a.mentions for x in a.answered)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("She will ring the dentist by the end of the month", "2024-03"),
        ("She will clear the room by end of March", "2024-03"),
        ("She agreed to ring the GP by the end of the week", "2024-W10"),
        ("She will sort it this week", "2024-W10"),
        ("She will go to the group in April", "2024-04"),
        ("She will ring by Friday", "2024-03-08"),
        ("She agreed in March to go", None),
        ("She agreed this month to go to the group", None),
        ("She agreed last week to ring", None),
        ("She has agreed today to ring", None),
        ("She agreed to do what was asked by the end of February", None),
    ],
)
def test_a_month_or_week_that_is_running_is_a_deadline_where_it_says_so(words: str, due: str | None) -> None:
    a = note("n1", "2024-03-06", f"{words}.")
    signals = [told(a, words, "commitment")]
    times = {a.note_id: tuple(find_dates(a.text, a.date))}
    (found,) = build(TaggedCase(RedactedCase("c", (a,)), tuple(signals), times=times)).agreements
    assert found.due == due


PROMISED = note("n1", "2024-03-04", "Mother said she would ring school tomorrow. She will buy a bed.")
RANG = [note(f"x{i}", "2024-03-01", f"Rang Mother about day {i}. She said school rang. Ring again.") for i in range(6)]


@pytest.mark.parametrize(
    ("day", "text", "actor", "outcome"),
    [
        pytest.param(
            "2024-03-06", "The teacher tells me Mother hasn't rung.", "mother", "not_done", id="the-deed-alone"
        ),
        pytest.param("2024-03-06", "Mother has not phoned the school.", "mother", "not_done", id="in-other-words"),
        pytest.param("2024-03-06", "Mother has not rung the surgery.", "mother", "not_recorded", id="another-call"),
        pytest.param("2024-03-06", "Mother has not paid.", "mother", "not_recorded", id="another-deed"),
        pytest.param("2024-03-06", "Father hasn't rung.", "father", "not_recorded", id="another-person"),
        pytest.param("2024-05-30", "Mother hasn't rung.", "mother", "not_recorded", id="long-after"),
    ],
)
def test_a_deed_not_done_answers_to_its_promise(day: str, text: str, actor: str, outcome: str) -> None:
    after = note("n2", day, text, "phone_call")
    signals = [
        told(PROMISED, "Mother said she would ring school tomorrow", "commitment"),
        told(after, text, "unmet_commitment", actor=actor),
    ]
    found = story([*RANG, PROMISED, after], signals).agreements
    assert found[0].outcome == outcome
    assert len(found) == (1 if outcome == "not_done" else 2)
