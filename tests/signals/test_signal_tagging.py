"""Rules and sentence model together, on small files that are written for it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from analyser.model import RedactedCase, RedactedNote, Setting, Signal, Standing
from analyser.signals import tag
from analyser.signals.clause import LONGEST
from analyser.signals.hits import find_hits
from analyser.signals.tagging import labels_by_place, together

TEXTS = {
    "n1": (
        "home_visit_announced",
        "Called at 10 as booked. Knocked three times, no reply, though the curtain twitched. Rang Mum, straight to "
        "voicemail. Card left.",
    ),
    "n2": (
        "meeting",
        "Mother attended with her sister. Father did not attend the core group. Child1 was not seen alone this month. "
        "There have been no DNAs on the health side.",
    ),
    "n3": (
        "phone_call",
        "Orthoptist rang: WNB on 3/10. Ditto 17/10. If he is not presented for his patch test they will discharge him.",
    ),
}


@pytest.fixture(scope="module")
def case() -> RedactedCase:
    notes = tuple(
        RedactedNote(n, text, date=dt.date(2024, 10, 20 + i), type=kind, author_role="social_worker")
        for i, (n, (kind, text)) in enumerate(TEXTS.items())
    )
    return RedactedCase("c1", notes, {"Mother": "mother", "Father": "father", "Child1": "child"})


@pytest.fixture(scope="module")
def signals(case: RedactedCase) -> list[Signal]:
    return tag(case)


def _labels(signals: list[Signal], note: str, standing: Standing = Standing.AFFIRMED) -> set[str]:
    return {s.label for s in signals if s.note_id == note and s.standing is standing}


def test_a_visit_without_an_answer(signals: list[Signal]) -> None:
    assert {"no_access", "uncontactable"} <= _labels(signals, "n1")


def test_who_came_and_who_did_not(signals: list[Signal]) -> None:
    assert {"attended", "missed_appointment", "child_not_seen"} <= _labels(signals, "n2")
    missed = [s for s in signals if s.note_id == "n2" and s.label == "missed_appointment" and s.standing == "affirmed"]
    assert [TEXTS["n2"][1][s.start : s.end] for s in missed] == ["Father did not attend the core group."]
    assert missed[0].actor == "father"


def test_a_ditto_carries_the_sentence_before_and_a_condition_does_not(signals: list[Signal]) -> None:
    text = TEXTS["n3"][1]
    told = [text[s.start : s.end] for s in signals if s.label == "missed_appointment" and s.standing == "affirmed"]
    assert any("WNB" in t for t in told)
    assert any("Ditto" in t for t in told)
    assert not any("patch test" in t for t in told)


def test_the_worker_who_was_late_is_not_a_family_that_came_late() -> None:
    note = RedactedNote("n1", "I was forty minutes late for the visit, roadworks.", type="home_visit")
    assert "late_arrival" not in {s.label for s in tag(RedactedCase("c1", (note,)))}


def test_order_bounds_and_provenance(case: RedactedCase, signals: list[Signal]) -> None:
    order = [n.note_id for n in case.notes]
    assert signals == sorted(signals, key=lambda s: (order.index(s.note_id), s.start, s.end, s.label))
    for s in signals:
        assert 0 <= s.start < s.end <= len(case.note(s.note_id).text)
        assert s.end - s.start <= LONGEST
        assert 0 < s.score <= 1
        assert s.source


def test_one_signal_a_label_and_sentence(signals: list[Signal]) -> None:
    assert len({(s.note_id, s.start, s.end, s.label) for s in signals}) == len(signals)


def test_notes_in_another_order_give_the_same_signals(case: RedactedCase, signals: list[Signal]) -> None:
    turned = RedactedCase(case.case_id, tuple(reversed(case.notes)), case.people)
    found = tag(turned)
    assert {(s.note_id, s.start, s.end, s.label, s.standing) for s in found} == {
        (s.note_id, s.start, s.end, s.label, s.standing) for s in signals
    }


@pytest.mark.parametrize("text", ["", "   \n\n", "\u202e\x00", "?!?!?! ...", "x" * 3000])
def test_odd_text_raises_nothing(text: str) -> None:
    tag(RedactedCase("c1", (RedactedNote("n1", text),)))


def test_a_case_without_notes_has_no_signals() -> None:
    assert tag(RedactedCase("c1", ())) == []


def test_labels_are_told_by_place() -> None:
    hits = find_hits(RedactedNote("n1", "Child1 WNB to physio."))
    assert set(labels_by_place(hits).values()) == {("missed_appointment",)}


@pytest.mark.parametrize(
    ("rule", "model", "low", "high"),
    [
        pytest.param(0.8, 0.01, 0.0, 0.35, id="the-model-denies-it"),
        pytest.param(0.95, 0.1, 0.3, 0.6, id="a-code-that-the-models-doubt"),
        pytest.param(0.8, 0.8, 0.8, 1.0, id="both-agree"),
        pytest.param(1.0, 1.0, 0.9, 1.0, id="certain"),
        pytest.param(0.0, 0.0, 0.0, 0.1, id="impossible"),
    ],
)
def test_rule_and_model_together(rule: float, model: float, low: float, high: float) -> None:
    assert low <= together(rule, model) <= high


PLAIN = [
    ("home_visit", "Mum refused to let me in.", {("no_access", "affirmed", "mother")}, "attended"),
    ("home_visit", "Dad opened the door but would not let me in.", {("no_access", "affirmed", "father")}, "attended"),
    ("home_visit", "Family not at home.", {("no_access", "affirmed", "family")}, "missed_appointment"),
    ("home_visit", "Visit cancelled, worker sick.", {("context_service", "affirmed", "")}, "cancelled_by_family"),
    ("phone_call", "Rang Mum to cancel Friday's visit.", {("context_service", "affirmed", "")}, "cancelled_by_family"),
    ("home_visit", "Mum said Dad hit her on Sunday.", {("violence", "affirmed", "father")}, "attended"),
    ("home_visit", "Mum bit her lip.", set(), "violence"),
    ("home_visit", "Visited as planned. Child1 seen.", set(), "child_not_seen"),
    ("meeting", "The health visitor did not attend the core group.", set(), "missed_appointment"),
    (
        "meeting",
        "Mum had agreed to come but did not attend.",
        {("missed_appointment", "affirmed", "mother")},
        "attended",
    ),
    ("meeting", "Mum was 5 minutes late.", {("late_arrival", "affirmed", "mother")}, "missed_appointment"),
    ("school_contact", "Child1 absent again today.", set(), "missed_appointment"),
    (
        "phone_call",
        "Mum did not attend core group. School agreed to ring Mum each morning.",
        {("commitment", "affirmed", "school")},
        "attended",
    ),
    ("home_visit", "Child1 fell off the swing and hit his head.", set(), "violence"),
    ("home_visit", "Mum declined a cup of tea.", set(), "refusal"),
    ("home_visit", "Mum has complained to the landlord about the damp.", set(), "deflection"),
    (
        "home_visit",
        "Mum said that Dad threatened the neighbours with a knife.",
        {("threatening_behaviour", "affirmed", "father")},
        "hostility",
    ),
    (
        "phone_call",
        "Dad rang 14 times today and left abusive voicemails.",
        {("hostility", "affirmed", "father")},
        "uncontactable",
    ),
    (
        "meeting",
        "Written agreement broken: parents allowed Partner to stay overnight.",
        {("unmet_commitment", "affirmed", "parents")},
        "commitment",
    ),
    (
        "home_visit",
        "Parents agree with everything, but nothing has changed in a year.",
        {("surface_cooperation", "affirmed", "parents")},
        "commitment",
    ),
    (
        "home_visit",
        "Mum said she does not want a family support worker.",
        {("refusal", "affirmed", "mother")},
        "complaint_or_worker_change",
    ),
    (
        "home_visit",
        "Dad stopped drinking for six weeks but has started again.",
        {("unsustained_change", "affirmed", "father")},
        "change_sustained",
    ),
    ("text_or_email", "Text to Mum: I will see you on Tuesday.", set(), "commitment"),
    (
        "supervision",
        "I had to cancel today's visit as my car broke down.",
        {("context_service", "affirmed", "social_worker")},
        "remote_contact",
    ),
    (
        "home_visit",
        "Mum said she forgot about the meeting as she had got her days mixed up.",
        {("excuse", "affirmed", "mother")},
        "missed_appointment",
    ),
    (
        "home_visit",
        "Partner takes Mother's phone and does not let her leave the house.",
        {("context_coercion", "affirmed", "mother")},
        "obstructs_child_access",
    ),
    ("home_visit", "Mum said that the neighbours shouted at her again.", set(), "hostility"),
    (
        "meeting",
        "Mum listened to the report, asked two questions and thanked everyone.",
        set(),
        "surface_cooperation",
    ),
    (
        "home_visit",
        "Mum kept me in the hallway; I did not see the rest of the house.",
        {("home_not_seen", "affirmed", "social_worker")},
        "child_not_seen",
    ),
    (
        "home_visit",
        "Dad said that if I took his kids he would find out where I live.",
        {("threatening_behaviour", "affirmed", "father")},
        "violence",
    ),
    (
        "home_visit",
        "Dad nods along to every suggestion but never does any of it.",
        {("surface_cooperation", "affirmed", "father")},
        "child_appeasing",
    ),
    (
        "supervision",
        "Core group on 5 March did not go ahead (SW in court).",
        {("context_service", "affirmed", "social_worker")},
        "missed_appointment",
    ),
    (
        "home_visit",
        "Planned visit put off from 11 March as I was off sick, letter sent by duty.",
        {("context_service", "affirmed", "social_worker")},
        "cancelled_by_family",
    ),
    (
        "home_visit",
        "Visit 14th - I had to cancel, car wouldn't start.",
        {("context_service", "affirmed", "social_worker")},
        "cancelled_by_family",
    ),
    ("phone_call", "Rang Mum to say tomorrow's visit is off, I am ill.", set(), "cancelled_by_family"),
    ("phone_call", "No appointment was made for the 18th.", set(), "missed_appointment"),
    (
        "home_visit",
        "Visit cancelled as Mum was ill.",
        {("cancelled_by_family", "affirmed", "mother")},
        "context_service",
    ),
    (
        "home_visit",
        "Dad opened the door and said he was not letting anyone in without notice.",
        {("no_access", "affirmed", "father")},
        "attended",
    ),
    ("home_visit", "Dad at work, Mum and Child1 in.", {("attended", "affirmed", "mother")}, "missed_appointment"),
    ("home_visit", "Mum out at work - new job in the cafe - Grandparent1 there with Child1.", set(), "attended"),
]


@pytest.mark.parametrize(("kind", "text", "told", "untold"), PLAIN)
def test_plain_words_are_read_as_anybody_reads_them(
    kind: str, text: str, told: set[tuple[str, str, str]], untold: str
) -> None:
    note = RedactedNote("n1", text, date=dt.date(2024, 3, 14), type=kind, author_role="social_worker")
    found = tag(RedactedCase("c1", (note,), {"Mother": "mother", "Father": "father", "Child1": "child"}))
    assert told <= {(s.label, str(s.standing), s.actor) for s in found}
    assert untold not in {s.label for s in found}


PLAIN_OF_ADULTS = [
    ("Adult1 has his medication from a blister pack and takes it each day.", set(), "self_neglect"),
    ("Adult1 did not want sugar in his tea.", set(), "refusal"),
    ("The care agency refused to send carers without a risk assessment.", set(), "refusal"),
    ("AAR found lying in own urine.", {("self_neglect", "affirmed", "adult_at_risk")}, "child_not_seen"),
    ("I spoke to Adult1 alone.", {("child_seen_alone", "affirmed", "adult_at_risk")}, "child_not_seen"),
    (
        "Adult1 came to the door but kept it on the chain.",
        {("no_access", "affirmed", "adult_at_risk")},
        "attended",
    ),
    ("Adult1 took the door off the chain and let me in.", {("attended", "affirmed", "adult_at_risk")}, "no_access"),
    ("Carers turned away again on Sunday.", {("no_access", "affirmed", "adult_at_risk")}, "attended"),
    ("Carers have not been turned away since June.", set(), "no_access"),
    ("Sitter from Organisation1 did not turn up.", {("context_service", "affirmed", "agency")}, "missed_appointment"),
    ("Two missed care calls last week.", {("context_service", "affirmed", "agency")}, "missed_appointment"),
    ("Commode declined.", {("refusal", "affirmed", "adult_at_risk")}, "attended"),
    ("Wife has refused a bed downstairs.", {("refusal", "affirmed", "partner")}, "attended"),
    ("Package of care declined by panel.", set(), "refusal"),
    ("He said we could put whatever we had to say in a letter.", set(), "surface_cooperation"),
]


@pytest.mark.parametrize(("text", "told", "untold"), PLAIN_OF_ADULTS)
def test_plain_words_about_an_adult_at_risk(text: str, told: set[tuple[str, str, str]], untold: str) -> None:
    note = RedactedNote("n1", text, date=dt.date(2024, 3, 14), type="home_visit", author_role="social_worker")
    found = tag(RedactedCase("c1", (note,), {"Adult1": "adult_at_risk"}, setting=Setting.ADULTS))
    assert told <= {(s.label, str(s.standing), s.actor) for s in found}
    assert untold not in {s.label for s in found}


def test_what_could_be_heard_was_done_and_what_is_feared_was_not() -> None:
    texts = (
        "Father left the review early and could be heard shouting and swearing at reception.",
        "He could be heard shouting at staff in the corridor.",
        "If Father comes he could be heard swearing at staff again.",
        "SW is worried that the children could hear him swearing at staff.",
    )
    notes = tuple(
        RedactedNote(f"n{i}", text, date=dt.date(2024, 10, 20), type="meeting", author_role="social_worker")
        for i, text in enumerate(texts)
    )
    found = tag(RedactedCase("c1", notes, {"Father": "father"}))
    assert all("hostility" in _labels(found, f"n{i}") for i in (0, 1))
    assert not any("hostility" in _labels(found, f"n{i}") for i in (2, 3))


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("meeting", "Dad {didn't} turn up.", "missed_appointment"),
        ("home_visit_announced", "mum came to the door but {wouldn't} let me in", "no_access"),
        ("home_visit_announced", "Child1 {wasn't} seen today, at his nans", "child_not_seen"),
        ("school_contact", "Child1 {hasn't} been brought to the breakfast club", "missed_appointment"),
        ("home_visit", "mum {doesn't} want any help", "refusal"),
        ("meeting", "mum {hadn't} rung the GP as she said she would", "unmet_commitment"),
        ("phone_call", "mum {won't} answer her phone", "uncontactable"),
    ],
)
def test_a_contraction_is_read_alike_with_and_without_its_apostrophe(kind: str, text: str, label: str) -> None:
    def found(said: str) -> dict[str, float]:
        note = RedactedNote("n1", said, date=dt.date(2024, 10, 20), type=kind, author_role="social_worker")
        case = RedactedCase("c1", (note,), {"Mother": "mother", "Child1": "child"})
        return {s.label: s.score for s in tag(case) if s.standing is Standing.AFFIRMED}

    marked, typed = (text.replace("{", "").replace("}", ""), re.sub(r"\{(\w+)'t\}", r"\1t", text))
    assert label in found(marked)
    assert found(typed) == found(marked)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Dad opened the door but would not let me past.", "father"),
        ("Admittance was declined by Father, who stated that he was under no obligation to receive me.", "father"),
        ("Mum came to the door, said it was a bad time and shut the door on me.", "mother"),
        ("knocked, mum opened, not let in", "mother"),
    ],
)
def test_a_worker_who_is_kept_at_the_door_was_not_let_in_whoever_opened_it(text: str, actor: str) -> None:
    note = RedactedNote("n1", text, date=dt.date(2024, 10, 20), type="home_visit", author_role="social_worker")
    signals = tag(RedactedCase("c1", (note,), {"Mother": "mother", "Father": "father"}))
    assert [s.actor for s in signals if s.label == "no_access" and s.standing is Standing.AFFIRMED] == [actor]
    assert "attended" not in {s.label for s in signals}


def test_each_day_of_a_list_has_what_stands_before_it() -> None:
    note = RedactedNote(
        "n1",
        "Wound clinic: DNA 5/3, DNA 26/3, attended 2/4.",
        date=dt.date(2024, 4, 4),
        type="health_contact",
        author_role="health",
    )
    found = tag(RedactedCase("c1", (note,), {"Adult1": "adult_at_risk"}, setting=Setting.ADULTS))
    dated = {(s.label, s.date) for s in found}
    assert {("missed_appointment", "2024-03-05"), ("attended", "2024-04-02")} <= dated
