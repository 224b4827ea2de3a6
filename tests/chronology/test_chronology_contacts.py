"""Contacts in detail: what became of each, for whom, why, and how often somebody was seen."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.chronology import build
from analyser.chronology.contact_rules import VisitRule, contact_rules, visit_rules
from analyser.chronology.counts import gap, quarter, working_days
from analyser.errors import BadRules
from analyser.model import (
    Chronology,
    Contact,
    Precision,
    RedactedCase,
    RedactedNote,
    Signal,
    Standing,
    TaggedCase,
)

RULES = contact_rules().rules


def note(
    note_id: str, day: str, text: str, kind: str = "home_visit_announced", author: str = "social_worker"
) -> RedactedNote:
    return RedactedNote(note_id, text, date=dt.date.fromisoformat(day), type=kind, author_role=author)


def told(of: RedactedNote, words: str, label: str, *, date: str = "", actor: str = "mother") -> Signal:
    start = of.text.index(words)
    day = date or str(of.date)
    return Signal(of.note_id, start, start + len(words), label, Standing.AFFIRMED, actor, day, Precision.DAY, 0.9, "t")


def story(notes: list[RedactedNote], signals: list[Signal], as_of: dt.date | None = None) -> Chronology:
    return build(TaggedCase(RedactedCase("c", tuple(notes), as_of=as_of), tuple(signals)))


def one(found: Chronology) -> Contact:
    (contact,) = found.contacts
    return contact


@pytest.mark.parametrize("rule", [pytest.param(r, id=f"{r.field}-{r.id}") for r in RULES])
def test_a_rule_of_contacts_fits_its_examples_and_no_other(rule: object) -> None:
    assert all(rule.pattern.search(x) for x in rule.yes)  # type: ignore[attr-defined]
    assert not any(rule.pattern.search(x) for x in rule.no)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "words", "label", "outcome", "person"),
    [
        ("Sunny was not brought to the eye clinic.", "not brought", "missed_appointment", "was_not_brought", "child"),
        ("Mother did not come to the clinic.", "did not come", "missed_appointment", "did_not_attend", "mother"),
        ("Mother was unable to attend the clinic.", "unable to attend", "missed_appointment", "unable", "mother"),
        ("Mother rang to rearrange the clinic.", "rang to rearrange", "cancelled_by_family", "rearranged", "mother"),
        ("Mother rang to cancel the clinic.", "to cancel", "cancelled_by_family", "cancelled_by_family", "mother"),
        ("The clinic was cancelled by us.", "cancelled by us", "context_service", "cancelled_by_service", "family"),
    ],
)
def test_the_outcome_of_a_contact_told_elsewhere(text: str, words: str, label: str, outcome: str, person: str) -> None:
    a = note("n1", "2024-03-10", text, "phone_call")
    found = story([a], [told(a, words, label, date="2024-03-06")])
    contact = one(found)
    assert (contact.outcome, contact.people, contact.agency) == (outcome, (person,), "health")
    assert found.counts.offered == 1
    assert found.counts.cancelled_by_service == (outcome == "cancelled_by_service")


def test_a_miss_at_an_appointment_that_had_been_moved_is_a_miss() -> None:
    a = note("n1", "2024-03-10", "Clinic rebooked for the 6th and not attended either.", "health_contact", "health")
    contact = one(story([a], [told(a, "not attended either", "missed_appointment", date="2024-03-06")]))
    assert (contact.outcome, contact.rebooked) == ("did_not_attend", None)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Child1 was seen but not spoken to alone.", ("child",)),
        ("Home tidy. Both children seen, neither spoken to alone.", ("child",)),
        ("I saw Child1 but could not speak to her alone.", ("child",)),
        ("Child1 was not seen alone.", ()),
        ("Child1 was seen by the GP but not alone.", ()),
    ],
)
def test_a_child_who_was_not_spoken_to_alone_was_seen(text: str, seen: tuple[str, ...]) -> None:
    found = story([note("n1", "2024-01-10", text)], [])
    assert one(found).seen == seen
    assert (found.counts.last_seen is None) is not bool(seen)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Strategy discussion. Police report that Father was arrested.", 0),
        ("S47 strategy meeting held with police and health.", 0),
        ("Multi-agency strategy discussion; agreed joint visit.", 0),
        ("Legal planning meeting. Threshold met.", 0),
        ("MARAC. Actions shared.", 0),
        ("Professionals' meeting. GP sent apologies.", 0),
        ("Core group. Agreed that the plan goes on.", 1),
        ("Core group. A strategy discussion was held last week.", 1),
        ("Child in need meeting, all there.", 1),
        ("Legal planning meeting with parents and their solicitor.", 1),
        ("Strategy agreed with Mother at the review.", 1),
    ],
)
def test_a_meeting_of_professionals_is_offered_to_nobody_of_the_family(text: str, offered: int) -> None:
    assert story([note("n1", "2024-01-10", text, "meeting")], []).counts.offered == offered


@pytest.mark.parametrize(
    ("text", "words", "outcome", "notice"),
    [
        pytest.param("Cant make it tomorow, sorry.", "Cant make it tomorow", "unable", "day_before", id="tomorrow"),
        pytest.param("Please dont come today.", "dont come today", "cancelled_by_family", "same_day", id="today"),
        pytest.param("Thursday no good. Could you do Friday?", "Thursday no good", "rearranged", "days", id="weekday"),
        pytest.param("Mum wants to put it off a week.", "put it off a week", "rearranged", "", id="no day named"),
        pytest.param(
            "She was away on Thursday.", "was away on Thursday", "cancelled_by_family", "", id="a day gone by"
        ),
    ],
)
def test_a_message_that_puts_off_a_visit_says_how_long_before(text: str, words: str, outcome: str, notice: str) -> None:
    a = note("n1", "2024-03-11", text, "text_or_email")  # a Monday
    contact = one(story([a], [told(a, words, "cancelled_by_family")]))
    assert (contact.outcome, contact.notice) == (outcome, notice)


def test_a_new_date_stands_after_what_fell_through() -> None:
    a = note("n1", "2024-03-11", "No answer at four. I will call again on Friday.")
    assert one(story([a], [told(a, "No answer", "no_access")])).rebooked is True
    c = note("n1", "2024-03-11", "Re-booked meeting Friday: nobody came. Rain all day.", "school_contact", "school")
    missed = told(c, "Re-booked meeting Friday: nobody came", "missed_appointment")
    assert one(story([c], [missed])).rebooked is None
    b = note("n1", "2024-03-11", "Rebooked for today. No answer at four. The lights were on. Rain all day.")
    assert one(story([b], [told(b, "No answer", "no_access")])).rebooked is None


def test_who_joins_by_telephone_does_not_make_a_meeting_one_by_telephone() -> None:
    text = "Core group at School1. Mother there; Father by video from the ship. GP by telephone."
    a = note("n1", "2024-03-11", text, "meeting")
    here = [told(a, "Mother there", "attended"), told(a, "Father by video", "attended", actor="father")]
    assert one(story([a], here)).mode == "in_person"
    assert one(story([a], here[1:])).mode == "video"
    b = note("n1", "2024-03-11", "Child in need meeting by Teams. Apologies from the GP.", "meeting")
    assert one(story([b], [])).mode == "video"


def test_a_visit_on_which_the_step_is_spoken_of_was_inside() -> None:
    a = note("n1", "2024-03-11", "Father was on the step as I parked. Kitchen clean, tea made.")
    assert one(story([a], [told(a, "Father was on the step", "attended", actor="father")])).where == "home"
    b = note("n1", "2024-03-11", "I called through the letter box. No answer.")
    assert one(story([b], [told(b, "No answer", "no_access")])).where == "doorstep"


@pytest.mark.parametrize(
    ("kind", "author", "text", "words", "service"),
    [
        pytest.param("agency_contact", "housing", "No one in for us on Friday.", "No one in", "housing", id="author"),
        pytest.param("text_or_email", "mother", "SocialWorker1 cant do it.", "cant do it", "social_care", id="to us"),
        pytest.param("text_or_email", "mother", "Cant do it.", "Cant do it", "", id="to nobody named"),
        pytest.param("phone_call", "social_worker", "She put off the dentist.", "put off", "health", id="the sentence"),
    ],
)
def test_whose_contact_it_was(kind: str, author: str, text: str, words: str, service: str) -> None:
    a = note("n1", "2024-03-11", text, kind, author)
    assert one(story([a], [told(a, words, "cancelled_by_family", date="2024-03-08")])).agency == service


def test_a_reason_does_not_say_whose_contact_it_was() -> None:
    a = note("n1", "2024-03-11", "She put me off, the baby is at the doctor's.", "phone_call")
    signals = [
        told(a, "put me off", "cancelled_by_family"),
        told(a, "the baby is at the doctor's", "context_health"),
    ]
    contact = one(story([a], signals))
    assert (contact.agency, contact.reason) == ("social_care", "the baby is at the doctor's")


def test_what_is_told_far_from_a_miss_is_not_given_as_its_reason() -> None:
    text = "No answer. Radio on. Left a card. Went next door. Spoke to Person1. The letter had gone to the old flat."
    a = note("n1", "2024-03-11", text)
    found = story(
        [a], [told(a, "No answer", "no_access"), told(a, "letter had gone to the old flat", "context_service")]
    )
    assert one(found).reason == ""


def test_what_supervision_counts_up_without_a_day_is_no_contact_of_that_day() -> None:
    a = note(
        "n1", "2024-03-11", "Four core groups missed since May. We cancelled two visits.", "supervision", "manager"
    )
    found = story([a], [told(a, "missed since May", "missed_appointment"), told(a, "We cancelled", "context_service")])
    contact = one(found)
    assert (contact.outcome, contact.date) == ("cancelled_by_service", None)
    assert (found.counts.offered, found.counts.by_period) == (1, ())
    b = note("n1", "2024-03-11", "The core group of 4 March was missed.", "supervision", "manager")
    dated = story([b], [told(b, "was missed", "missed_appointment", date="2024-03-04")])
    assert [(c.outcome, c.date) for c in dated.contacts] == [("did_not_attend", "2024-03-04")]


def test_two_who_missed_one_appointment_are_one_contact_and_two_services_are_two() -> None:
    a = note("n1", "2024-03-11", "Neither Mother nor Father came to clinic on the 4th.", "health_contact", "health")
    both = [
        told(a, "Neither Mother", "missed_appointment", date="2024-03-04"),
        told(a, "nor Father came to clinic", "missed_appointment", date="2024-03-04", actor="father"),
    ]
    assert sorted(one(story([a], both)).people) == ["father", "mother"]
    b = note("n2", "2024-03-12", "Father not at parents' evening on the 4th.", "school_contact", "school")
    other = told(b, "not at parents' evening", "missed_appointment", date="2024-03-04", actor="father")
    found = story([a, b], [both[0], other])
    assert sorted(c.agency for c in found.contacts) == ["health", "school"]


def test_the_dentist_put_off_is_not_the_office_visit_at_which_it_is_told() -> None:
    a = note("n1", "2024-03-11", "Came in with the forms. They have put off the dentist.", "office_visit")
    assert [c.outcome for c in story([a], [told(a, "put off the dentist", "cancelled_by_family")]).contacts] == ["kept"]


def test_a_meeting_that_is_written_up_took_place() -> None:
    a = note("n1", "2024-03-11", "Strategy meeting. Mother has put back Monday's medical.", "meeting", "manager")
    assert [c.outcome for c in story([a], [told(a, "put back Monday's", "cancelled_by_family")]).contacts] == ["kept"]
    b = note("n1", "2024-03-11", "Mother rang to call off this core group.", "meeting")
    assert one(story([b], [told(b, "call off this core group", "cancelled_by_family")])).group == "cancelled_by_family"


def test_a_service_failing_that_is_no_cancellation_is_no_contact() -> None:
    a = note("n1", "2024-03-10", "The letter went to the old address.", "phone_call")
    assert story([a], [told(a, "went to the old address", "context_service")]).contacts == ()


def test_notice_reason_and_a_new_date_are_read_beside_the_cancellation() -> None:
    a = note(
        "n1",
        "2024-03-10",
        "She rang the night before to cancel the dentist. Her lift had fallen through. New date made for 2 April.",
        "phone_call",
    )
    found = story(
        [a],
        [
            told(a, "rang the night before to cancel", "cancelled_by_family", date="2024-03-06"),
            told(a, "Her lift had fallen through", "context_practical"),
        ],
    )
    contact = one(found)
    assert (contact.notice, contact.reason, contact.reason_kind, contact.rebooked) == (
        "day_before",
        "Her lift had fallen through",
        "context_practical",
        True,
    )


def test_a_kept_visit_says_who_came_and_whether_alone() -> None:
    a = note("n1", "2024-03-10", "Mother was in. Spoke to Child1 alone in her room.", "home_visit_unannounced")
    found = story(
        [a], [told(a, "Mother was in", "attended"), told(a, "Spoke to Child1 alone", "child_seen_alone", actor="child")]
    )
    contact = one(found)
    assert (contact.outcome, contact.seen, contact.seen_alone) == ("kept", ("mother", "child"), True)
    assert (contact.where, contact.mode, contact.announced) == ("home", "in_person", False)
    assert contact.reason == ""


def test_a_cancellation_told_again_in_the_note_of_another_visit_counts_once() -> None:
    a = note("n1", "2024-03-10", "Visit cancelled by us, no cover.")
    b = note("n2", "2024-03-20", "Sorry that we cancelled the visit on the 10th.")
    found = story(
        [a, b],
        [
            told(a, "cancelled by us", "context_service"),
            told(b, "we cancelled the visit", "context_service", date="2024-03-10"),
        ],
    )
    assert [c.outcome for c in found.contacts] == ["cancelled_by_service", "kept"]


def test_counts_by_person_service_and_quarter_have_their_denominators() -> None:
    a = note("n1", "2024-03-10", "Mother was in.")
    b = note("n2", "2024-04-20", "No answer at the door.")
    c = note("n3", "2024-05-02", "Not brought to the clinic on 30 April.", "health_contact", "health")
    found = story(
        [a, b, c],
        [
            told(a, "Mother was in", "attended"),
            told(b, "No answer", "no_access"),
            told(c, "Not brought to the clinic", "missed_appointment", date="2024-04-30"),
        ],
    )
    counts = found.counts
    assert [(t.of, t.offered, t.kept, t.missed, t.seen) for t in counts.by_person] == [
        ("mother", 2, 1, 1, 1),
        ("child", 1, 0, 1, 0),
    ]
    assert [(t.of, t.offered) for t in counts.by_agency] == [("social_care", 2), ("health", 1)]
    assert [(t.of, t.offered, t.missed) for t in counts.by_period] == [("2024-Q1", 1, 0), ("2024-Q2", 2, 2)]
    assert counts.offered == sum(t.offered for t in counts.by_period) == 3


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-03-31", "2024-Q1"),
        ("2024-04", "2024-Q2"),
        ("2024-12-01", "2024-Q4"),
        ("2024", "2024"),
        ("2024-SP", "2024-SP"),
        (None, ""),
    ],
)
def test_quarter(date: str | None, said: str) -> None:
    assert quarter(date) == said


def test_gaps_run_from_the_first_day_of_the_file_to_its_last() -> None:
    rule = VisitRule("x", "seen", "seen", "", days=28)
    first, last = dt.date(2024, 1, 1), dt.date(2024, 4, 1)
    found = gap(rule, [dt.date(2024, 1, 20), dt.date(2024, 2, 10)], (first, last))
    assert (found.times, found.stretches, found.longer, found.longest) == (2, 3, 1, 51)
    assert (found.first, found.last) == (dt.date(2024, 2, 10), last)
    assert gap(rule, [], (first, last)).longest == 91


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    assert working_days(dt.date(2024, 3, 28), dt.date(2024, 4, 2)) == 1  # Good Friday to Easter Monday lie between
    assert working_days(dt.date(2024, 3, 4), dt.date(2024, 3, 18)) == 10


def test_visits_are_seen_against_the_rules_that_apply() -> None:
    a = note("n1", "2024-01-10", "Child1 seen alone.")
    found = story([a], [told(a, "Child1 seen alone", "child_seen_alone", actor="child")], as_of=dt.date(2024, 4, 10))
    assert {g.rule for g in found.counts.gaps} == {r.id for r in visit_rules() if r.apply}
    assert {g.longest for g in found.counts.gaps} == {91}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"of": "home"}, id="of what is not known"),
        pytest.param({"working_days": 10}, id="two numbers"),
        pytest.param({"days": 0}, id="no number"),
    ],
)
def test_a_visit_rule_that_makes_no_sense_is_said(rule: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    from analyser.chronology import contact_rules as module

    good = {"id": "x", "name": "seen", "of": "seen", "days": 42, "source": ""}
    monkeypatch.setattr(module, "load_yaml", lambda *_: {"rules": [{**good, **rule}]})
    with pytest.raises(BadRules, match="'x'"):
        module.visit_rules.__wrapped__()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Mum shouted through the letterbox to go away. Child1 not seen.", "refused"),
        ("Mum shouted at me in the kitchen.", "kept"),
    ],
)
def test_a_visit_at_which_the_worker_was_shouted_at_through_the_door_was_not_kept(text: str, outcome: str) -> None:
    visit = note("n1", "2024-04-02", text, "home_visit_unannounced")
    contact = one(story([visit], [told(visit, text.partition(".")[0], "hostility")]))
    assert contact.outcome == outcome


@pytest.mark.parametrize(
    ("text", "label", "date", "days"),
    [
        ("WNB 12.2.24 and 26.2.24.", "missed_appointment", "2024-02-12", ["2024-02-12", "2024-02-26"]),
        (
            "DNA x3 (12/1, 9/2, 1/3).",
            "missed_appointment",
            "2024-01-12",
            ["2024-01-12", "2024-02-09", "2024-03-01"],
        ),
        (
            "Missed the core group on 4 March and the health visit on 6 March.",
            "missed_appointment",
            "2024-03-04",
            ["2024-03-04", "2024-03-06"],
        ),
        ("WNB 5 March, rebooked for 12 March.", "missed_appointment", "2024-03-05", ["2024-03-05"]),
        ("WNB 12 March and 26 March.", "missed_appointment", "2024-03-12", ["2024-03-12"]),
    ],
)
def test_each_day_of_a_list_is_a_contact(text: str, label: str, date: str, days: list[str]) -> None:
    of = note("n1", "2024-03-14", text, "health_contact", "health")
    assert [c.date for c in story([of], [told(of, text, label, date=date)]).contacts] == days


@pytest.mark.parametrize(
    ("text", "label", "outcome"),
    [
        ("Mum refused the parenting course.", "refusal", "kept"),
        ("Mum refused entry.", "refusal", "refused"),
        ("The hospital cancelled his eye test.", "context_service", "kept"),
        ("Visit rearranged, I was in court.", "context_service", "cancelled_by_service"),
    ],
)
def test_what_is_said_at_a_visit_does_not_undo_it(text: str, label: str, outcome: str) -> None:
    of = note("n1", "2024-03-14", text)
    assert one(story([of], [told(of, text, label)])).outcome == outcome


def test_whoever_leaves_a_card_was_not_let_in() -> None:
    assert one(story([note("n1", "2024-03-14", "Mum not in. Left a card.")], [])).group == "missed"
    assert one(story([note("n1", "2024-03-14", "Card left with Mum for the group.")], [])).group == "kept"


SEEN = [
    "Visit. Mum and both children.",
    "Mum, Child2 and Child1 at home. Boiler fixed.",
    "House a tip, but both children seen, fed and cheerful.",
    "Planned visit. All at home. Kitchen clean.",
    "Mum out at work. Spoke to Child1 after school.",
    "Mum, Child1 and Child2 present. Home warm.",
    "Child1 showed me his reading certificate.",
    "Present: Mum, Child1, SW.",
    "Adult1 came to the door and let me in.",
    "Adult1 showed me his bags, bagged but not out.",
]
UNSEEN = [
    "Mum in. Child1 at school so not seen.",
    "Mum said both children at home with nan.",
    "Mum in, Father at work. House cold.",
    "Children not seen. Left.",
    "Child1 seen at clinic on Monday.",
    "All well at home, Mum says.",
    "Mum will bring Child1.",
    "Child1 in Y4. Child2 in foster care.",
    "Child2 asleep upstairs.",
    "Room shared by kids seen, two beds.",
    "School saw Child1 on Friday.",
    "Adult1 came to the door, would not let us in.",
]


@pytest.mark.parametrize(
    ("text", "seen"), [pytest.param(t, True, id=t) for t in SEEN] + [pytest.param(t, False, id=t) for t in UNSEEN]
)
def test_who_a_visit_names_as_there_was_seen(text: str, seen: bool) -> None:
    found = story([note("n1", "2025-05-07", text)], [])
    assert found.counts.last_seen == (dt.date(2025, 5, 7) if seen else None)
    assert bool(one(found).seen) is seen


@pytest.mark.parametrize(
    ("kind", "label", "actor", "seen"),
    [
        pytest.param("home_visit", "commitment", "adult_at_risk", True, id="agreed"),
        pytest.param("home_visit", "refusal", "adult_at_risk", True, id="declined-a-service"),
        pytest.param("office_visit", "excuse", "adult_at_risk", True, id="explained"),
        pytest.param("home_visit", "commitment", "relative", False, id="a-relative"),
        pytest.param("home_visit", "self_neglect", "adult_at_risk", False, id="a-state"),
        pytest.param("phone_call", "commitment", "adult_at_risk", False, id="by-phone"),
    ],
)
def test_an_adult_at_risk_who_spoke_at_a_visit_was_seen(kind: str, label: str, actor: str, seen: bool) -> None:
    a = note("n1", "2025-03-20", "Agreed to the wash.", kind)
    found = story([a], [told(a, "Agreed", label, actor=actor)])
    assert (found.counts.last_seen is not None) is seen


def test_an_adult_at_risk_who_spoke_through_a_shut_door_was_not_seen() -> None:
    a = note("n1", "2025-03-20", "No access. Agreed to Monday.", "home_visit")
    signals = [told(a, "No access", "no_access"), told(a, "Agreed", "commitment", actor="adult_at_risk")]
    assert story([a], signals).counts.last_seen is None


@pytest.mark.parametrize(
    ("text", "words", "seen"),
    [
        ("Core group. School: Child1 said she hides if a man comes.", "Child1 said she hides", False),
        ("Core group. Child1 told her teacher that Dad sleeps in the van.", "Child1 told her teacher", False),
        ("Conference. His guardian reports that Child1 wants to go home.", "Child1 wants to go home", False),
        ("LAC review. Child1 told the meeting that he likes it there.", "Child1 told the meeting", True),
        ("LAC review. Child1 read out his letter: he wants a dog.", "Child1 read out his letter", True),
        ("LAC review. Child1 told me that he likes it there.", "Child1 told me", True),
    ],
)
def test_what_a_child_said_elsewhere_is_told_at_a_meeting_without_the_child(text: str, words: str, seen: bool) -> None:
    a = note("n1", "2025-03-05", text, "meeting")
    found = story([a], [told(a, words, "child_voice", actor="child")])
    assert (found.counts.last_seen is not None) is seen
    (row,) = (e for e in found.events if e.kind == "contact")
    assert ("seen" in row.summary) is seen


def test_being_named_in_a_call_or_a_meeting_is_not_being_seen() -> None:
    for kind in ("phone_call", "meeting", "school_contact"):
        assert story([note("n1", "2025-05-07", "Mum and both children.", kind)], []).counts.last_seen is None


@pytest.mark.parametrize(
    ("text", "words", "came", "outcome"),
    [
        pytest.param(
            "Core group cancelled by us. Mum and HV had turned up.",
            "Core group cancelled by us",
            "Mum and HV had turned up",
            "cancelled_by_service",
            id="turned-up",
        ),
        pytest.param(
            "TAF meeting did not go ahead, chair ill. Dad waited an hour.",
            "TAF meeting did not go ahead, chair ill",
            "Dad waited an hour",
            "cancelled_by_service",
            id="waited",
        ),
        pytest.param(
            "Review put off, no cover. Parents had travelled in.",
            "Review put off, no cover",
            "Parents had travelled in",
            "cancelled_by_service",
            id="travelled",
        ),
        pytest.param(
            "Core group. Last one cancelled by us. Mum attended.",
            "Last one cancelled by us",
            "Mum attended",
            "kept",
            id="the-last-one",
        ),
        pytest.param(
            "Review moved to today by the chair. Mum came.",
            "Review moved to today by the chair",
            "Mum came",
            "kept",
            id="held",
        ),
    ],
)
def test_those_who_came_for_what_was_called_off_did_not_make_it_take_place(
    text: str, words: str, came: str, outcome: str
) -> None:
    a = note("n1", "2025-03-05", text, "meeting")
    assert one(story([a], [told(a, words, "context_service"), told(a, came, "attended")])).outcome == outcome


@pytest.mark.parametrize(
    ("text", "came", "outcome"),
    [
        pytest.param(
            "Arrived 3.30, nobody in. Seen next day 30/1, all well.", "30/1, all well", "no_access", id="next-day"
        ),
        pytest.param(
            "Arrived, nobody in. Went back the following morning, Mum in.", "Mum in", "no_access", id="morning"
        ),
        pytest.param("Arrived, nobody in. Seen on 30/1.", "Seen on 30/1", "no_access", id="by-its-date"),
        pytest.param("Arrived, nobody in. Mum came back at four.", "Mum came back at four", "kept", id="same-day"),
        pytest.param("Arrived, nobody in, waited. Mum let me in.", "Mum let me in", "kept", id="let-in"),
    ],
)
def test_being_seen_the_next_day_does_not_make_a_visit_kept(text: str, came: str, outcome: str) -> None:
    a = note("n1", "2025-01-29", text, "home_visit")
    assert one(story([a], [told(a, "nobody in", "no_access"), told(a, came, "attended")])).outcome == outcome


@pytest.mark.parametrize(
    ("words", "service"),
    [
        pytest.param("Core group on 5 March did not go ahead (SW in court)", "social_care", id="worker-in-court"),
        pytest.param("My visit on 5 March did not happen, I was moved to duty", "social_care", id="did-not-happen"),
        pytest.param("Visit put off from 5 March as I was off sick", "social_care", id="put-off"),
        pytest.param("Visit due 5/3 missed, duty didn't cover", "social_care", id="not-covered"),
    ],
)
def test_what_the_service_did_not_do_counts_as_its_own_cancellation(words: str, service: str) -> None:
    a = note("n1", "2025-03-27", f"{words}.", "supervision", "manager")
    contact = one(story([a], [told(a, words, "context_service", date="2025-03-05", actor="")]))
    assert (contact.date, contact.group, contact.agency) == ("2025-03-05", "cancelled_by_service", service)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("meeting", "Core group did not go ahead. New date to be set."),
        ("meeting", "CIN meeting today did not take place."),
        ("meeting", "Core group on 6 March didn't go ahead."),
        ("meeting", "The review was not held."),
        ("home_visit", "Planned visit did not happen."),
        ("contact_session", "Contact did not take place."),
        ("home_visit", "Visit cancelled. Mother poorly."),
        ("home_visit", "No visit today as Mother is in hospital with Child1."),
        ("home_visit", "Cancelled visit. Mother texted at eight."),
        ("home_visit", "Visit not completed today. Car broke down."),
        ("home_visit", "Left three voicemails. No visit possible this week."),
    ],
)
def test_what_did_not_take_place_is_neither_kept_nor_anybodys_miss(kind: str, text: str) -> None:
    found = story([note("n1", "2025-03-06", text, kind)], [])
    assert [(e.kind, e.outcome, e.significant) for e in found.events] == [("contact", "not_held", True)]
    assert not found.contacts
    assert found.counts.offered == 0


@pytest.mark.parametrize(
    ("kind", "text", "words", "label", "outcome"),
    [
        ("meeting", "Last core group did not go ahead. Present: Mother, HV.", "Mother", "attended", "kept"),
        ("meeting", "Core group. Mum said the visit did not happen on Friday.", "", "", "kept"),
        ("home_visit", "Visit did not happen. No answer at the door.", "No answer", "no_access", "no_access"),
        ("meeting", "Review did not go ahead, Mum did not come.", "Mum did not come", "missed_appointment", "missed"),
        ("home_visit", "The school trip did not go ahead, Child1 sad.", "", "", "kept"),
        ("contact_session", "Contact did not take place. Dad rang to cancel.", "Dad rang", "cancelled_by_family",
         "cancelled_by_family"),
    ],
)  # fmt: skip
def test_what_is_told_of_another_day_or_thing_leaves_the_contact(
    kind: str, text: str, words: str, label: str, outcome: str
) -> None:
    a = note("n1", "2025-03-06", text, kind)
    events = story([a], [told(a, words, label)] if label else []).events
    assert [e.outcome for e in events if e.kind == "contact"] == [outcome]


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Spoke to Mum at the gate. Children not seen.", "Children not seen", "kept, child or adult not seen"),
        ("Mum in. Child1 out, not seen.", "not seen", "kept, child or adult not seen"),
        ("Mum in. Child1 was there but not seen alone.", "not seen alone", "kept"),
        ("Mum in. Child1 not spoken to on his own.", "not spoken to on his own", "kept"),
        ("Child1 showed me his room. Sibling1 not seen.", "Sibling1 not seen", "kept, child or adult seen"),
    ],
)
def test_a_visit_that_was_kept_says_where_the_child_was_not_seen(text: str, words: str, said: str) -> None:
    a = note("n1", "2025-03-06", text, "home_visit")
    (row,) = [e for e in story([a], [told(a, words, "child_not_seen")]).events if e.kind == "contact"]
    assert row.summary == f"Home visit: {said}"


@pytest.mark.parametrize(
    ("text", "author", "seen"),
    [
        ("T/C to Mum. Worker visited 4pm, both children seen, home tidy.", "social_worker", True),
        ("T/C from nan, worried. Visited same day 5pm, Mum home, both kids seen and well.", "social_worker", True),
        ("Rang Mum at ten. I then visited, Child1 and Child2 seen.", "social_worker", True),
        ("T/C from HV. HV visited Monday, both children seen.", "social_worker", False),
        ("Mum said I visited yesterday, both children seen.", "social_worker", False),
        ("T/C from Mum, visited by nan, both children seen.", "social_worker", False),
        ("T/C from Mum. Will visit Friday, both children to be seen.", "social_worker", False),
        ("Visited at 4pm, both children seen.", "health_visitor", False),
        ("T/C to Mum. Visited 4pm, children not seen.", "social_worker", False),
    ],
)
def test_a_visit_told_in_the_note_of_a_call_counts_as_seeing(text: str, author: str, seen: bool) -> None:
    found = story([note("n1", "2025-03-06", text, "phone_call", author)], [])
    assert (found.counts.last_seen is not None) is seen
    assert found.events[0].summary.endswith("child or adult seen") is seen


@pytest.mark.parametrize(
    ("text", "words", "agency"),
    [
        ("T/C from drug worker, Mother came to her first appt.", "Mother came", "substance_service"),
        ("T/C from HV: Mother did come to her slot.", "Mother did come", "health"),
        ("Call from school, Mother came in on time.", "Mother came", "school"),
        ("T/C from HV. All well. Mother came here on time.", "Mother came", "social_care"),
        ("T/C to Mum. Mother came to see us.", "Mother came", "social_care"),
    ],
)
def test_a_contact_told_in_a_call_is_of_the_service_that_rang(text: str, words: str, agency: str) -> None:
    a = note("n1", "2025-03-06", text, "phone_call")
    assert one(story([a], [told(a, words, "attended")])).agency == agency


def test_a_paper_of_no_known_kind_may_tell_of_a_cancelled_contact() -> None:
    a = note("n1", "2025-03-06", "Mother cancelled Monday's visit.", "")
    assert one(story([a], [told(a, "Mother cancelled", "cancelled_by_family", date="2025-03-03")])).notice == ""


def test_who_came_late_or_left_early_was_there() -> None:
    a = note("n1", "2025-07-16", "Family time. Mum not here at 2. Nan came. 2.20 Mum arrived.", "contact_session")
    signals = [told(a, "Mum not here", "late_arrival"), told(a, "Nan came", "attended", actor="grandparent")]
    (row,) = (c for c in story([a], signals).contacts if c.kind == "contact_session")
    assert set(row.seen) == {"mother", "grandparent"}
    assert row.outcome == "kept"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("I had to rearrange the visit because of a court hearing.", "cancelled_by_service"),
        ("I was due at ten but had to cancel as off sick.", "cancelled_by_service"),
        ("Unable to complete visit today due to staff sickness.", "cancelled_by_service"),
        ("Had to put this visit back due to an urgent section 47.", "cancelled_by_service"),
        ("Cancelled today's visit - in court all day.", "cancelled_by_service"),
        ("Cx by me, court.", "cancelled_by_service"),
        ("I had to rearrange the dentist for Child1.", "kept"),
        ("I had to cancel the last one as I was off sick.", "kept"),
        ("I was half an hour late as I was in court.", "kept"),
        ("No interpreter, the agency had not been told.", "kept"),
    ],
)
def test_a_visit_that_its_writer_did_not_make_was_called_off_by_the_service(text: str, outcome: str) -> None:
    a = note("n1", "2025-03-05", f"{text} Rang Mother.", "home_visit")
    assert one(story([a], [told(a, text, "context_service", actor="")])).outcome == outcome


@pytest.mark.parametrize("label", ["cancelled_by_family", "context_service"])
def test_a_visit_at_which_the_child_was_there_was_not_called_off(label: str) -> None:
    words = "had to cancel something to be in"
    a = note("n1", "2025-03-05", f"Mother in, {words}. Child1 showed me his reading book.", "home_visit")
    assert one(story([a], [told(a, words, label)])).outcome == "kept"
