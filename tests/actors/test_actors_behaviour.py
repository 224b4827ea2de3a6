"""Whose behaviour a marked stretch tells, on invented notes; and on the annotated development files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.tokens import Doc

from analyser.actors import actor_of, casting, learned, service_doing
from analyser.actors.behaviour import done_upon
from analyser.actors.cast import cast_of
from analyser.model import RedactedNote, Setting
from analyser.pipeline import build_pipeline

_ENT = re.compile(r"<ent>(.*?)</ent>", re.DOTALL)


def marked(example: str, setting: Setting = Setting.CHILDREN, author: str = "social_worker") -> tuple[Doc, int, int]:
    m = _ENT.search(example)
    assert m is not None
    text = example[: m.start()] + m[1] + example[m.end() :]
    nlp = build_pipeline()
    doc = nlp.make_doc(text)
    doc._.note = RedactedNote("n1", text, author_role=author)
    doc.user_data["casting"] = cast_of([text], setting=setting)
    return nlp(doc), m.start(), m.start() + len(m[1])


CASES = [
    pytest.param("<ent>Dad did not attend the review</ent>.", "missed_appointment", "father", id="subject"),
    pytest.param(
        "Mum let me in. <ent>Rang off as soon as I asked</ent>.", "deflection", "mother", id="dropped-subject"
    ),
    pytest.param("Rang, <ent>no answer</ent>.", "uncontactable", "mother", id="nobody-named"),
    pytest.param(
        "Mother in. <ent>Child1 was not brought to clinic</ent>.", "missed_appointment", "mother", id="not-brought"
    ),
    pytest.param('Dad: "<ent>I was at work</ent>".', "excuse", "father", id="quoted-i"),
    pytest.param("Mum came. <ent>The buses were off, she said</ent>.", "excuse", "mother", id="speaker-not-subject"),
    pytest.param("Mum said <ent>Dad will ring the GP</ent>.", "commitment", "mother", id="who-says-commits"),
    pytest.param("Saw Child1 at school. <ent>She flinched at the bell</ent>.", "child_wary", "child", id="the-child"),
    pytest.param(
        "Mum stayed downstairs. <ent>Saw Child2 alone in the garden</ent>.",
        "child_seen_alone",
        "child",
        id="seen-alone",
    ),
    pytest.param("Dad came. <ent>He and Mum both left early</ent>.", "cut_short", "father", id="first-of-two"),
    pytest.param("<ent>Both parents were in</ent>.", "attended", "parents", id="both"),
    pytest.param("Mum's partner opened up. <ent>Partner swore at me</ent>.", "hostility", "partner", id="partner"),
    pytest.param(
        "MGM rang. <ent>She asked for another worker</ent>.", "complaint_or_worker_change", "grandparent", id="she"
    ),
    pytest.param("<ent>Visit swapped for a phone call</ent>.", "remote_contact", "social_worker", id="the-writer"),
    pytest.param("<ent>I cancelled the visit</ent>, off sick.", "context_service", "social_worker", id="the-service"),
]


@pytest.mark.parametrize(("example", "label", "role"), CASES)
def test_actor(example: str, label: str, role: str) -> None:
    assert actor_of(*marked(example), label) == role


@pytest.mark.parametrize(
    ("example", "role"),
    [
        ("Visited as arranged. <ent>No reply at the door</ent>. Mum rang. Gran confirmed she was at A&E.", "mother"),
        ("<ent>Nobody came to the door</ent>. Gran later told duty that she had been out with Mum.", "mother"),
        ("Gran minds Child1 on Mondays. <ent>Gran did not answer the door</ent>.", "grandparent"),
    ],
)
def test_whoever_is_first_named_after_a_shut_door_was_not_behind_it(example: str, role: str) -> None:
    assert actor_of(*marked(example), "no_access") == role


ADULTS = [
    pytest.param(
        "Adult1 let me in. <ent>Ate nothing since Friday</ent>.", "self_neglect", "adult_at_risk", id="self-neglect"
    ),
    pytest.param(
        "Adult1 let me in. <ent>He turned the nurse away</ent>.", "refusal", "adult_at_risk", id="his-own-refusal"
    ),
    pytest.param(
        "Carer1 met me. Carer1 spoke for Adult1. <ent>He answered each question</ent>.",
        "obstructs_child_access",
        "carer",
        id="carer",
    ),
]


@pytest.mark.parametrize(("example", "label", "role"), ADULTS)
def test_actor_in_an_adults_file(example: str, label: str, role: str) -> None:
    assert actor_of(*marked(example, Setting.ADULTS), label) == role


def test_a_family_member_who_writes_is_the_actor() -> None:
    doc, start, end = marked("<ent>Cant make Thursday</ent>, sorry.", author="father")
    assert actor_of(doc, start, end, "cancelled_by_family") == "father"


SERVICES = [
    pytest.param("<ent>School agreed to ring Mum each morning</ent>.", "commitment", "school", id="promise"),
    pytest.param("<ent>The GP was invited but did not attend</ent>.", "missed_appointment", "health", id="invited"),
    pytest.param("<ent>I need to move the visit</ent>.", "cancelled_by_family", "social_worker", id="the-writer"),
    pytest.param("<ent>We agreed that Mum will ring</ent>.", "commitment", "", id="both"),
    pytest.param("<ent>The visit was cancelled by Mum</ent>.", "cancelled_by_family", "", id="by-her"),
    pytest.param("<ent>BP clinic 12/8 did not come</ent>.", "missed_appointment", "", id="a-place"),
    pytest.param("<ent>Did not attend</ent>.", "missed_appointment", "", id="nobody-named"),
]


@pytest.mark.parametrize(
    ("example", "label"),
    [
        ("<ent>SENCO and Mum agreed to meet on Monday</ent>.", "commitment"),
        ("<ent>The HV and Dad agreed to talk again</ent>.", "commitment"),
        ("<ent>The nurse and Mum did not attend</ent>.", "missed_appointment"),
    ],
)
def test_what_a_service_does_with_the_family_is_the_familys_too(example: str, label: str) -> None:
    assert service_doing(*marked(example), label) == ""
    assert actor_of(*marked(example), label) in ("mother", "father")


@pytest.mark.parametrize(("example", "label", "role"), SERVICES)
def test_what_a_service_does_is_its_own(example: str, label: str, role: str) -> None:
    assert service_doing(*marked(example), label) == role


TOLD = [
    pytest.param("Gran called. <ent>She said Dad had cancelled the visit</ent>.", "cancelled_by_family", "father"),
    pytest.param("Auntie rang. She <ent>said Mum would not be coming</ent>.", "refusal", "mother"),
    pytest.param("<ent>She told me Dad would not engage with the plan</ent>.", "refusal", "father"),
    pytest.param("Dad rang. <ent>He said Mum refuses to see me</ent>.", "refusal", "mother"),
    pytest.param("<ent>Gran said she would not be coming</ent>.", "refusal", "grandparent"),
    pytest.param("Mum rang. <ent>She said she would not be coming</ent>.", "refusal", "mother"),
    pytest.param("<ent>Mum refused, saying Dad would not like it</ent>.", "refusal", "mother"),
    pytest.param("<ent>Mum said Dad is a liar</ent>.", "hostility", "mother"),
    pytest.param("<ent>Mum said the school would not send it</ent>.", "refusal", "mother"),
]


@pytest.mark.parametrize(("example", "label", "role"), TOLD)
def test_what_somebody_tells_of_another_is_the_others(example: str, label: str, role: str) -> None:
    assert actor_of(*marked(example), label) == role


HE_OR_SHE = [
    pytest.param("Dad left in May. <ent>Mum said he hit her</ent>.", "violence", "father", id="known"),
    pytest.param("<ent>Mum said he pushed her over</ent>.", "violence", "", id="he-unnamed"),
    pytest.param("<ent>Mum told me he had grabbed her by the hair</ent>.", "violence", "", id="he-told-me"),
    pytest.param("<ent>Dad said she slapped him</ent>.", "violence", "", id="she-unnamed"),
    pytest.param("Dad said <ent>she slapped him</ent>.", "violence", "", id="the-deed-alone"),
    pytest.param("Partner1 lives here. <ent>Mum said he pushed her over</ent>.", "violence", "partner", id="partner"),
    pytest.param("<ent>Mum said he would not come</ent>.", "refusal", "", id="refusal"),
    pytest.param("<ent>Mum said she slapped him</ent>.", "violence", "mother", id="herself"),
    pytest.param("<ent>Dad said he hit her</ent>.", "violence", "father", id="himself"),
    pytest.param("<ent>Mum said she would not come</ent>.", "refusal", "mother", id="herself-refusal"),
    pytest.param("<ent>He punched Mum</ent>. Dad was arrested.", "violence", "father", id="named-after"),
]


@pytest.mark.parametrize(("example", "label", "role"), HE_OR_SHE)
def test_the_teller_is_not_the_he_or_she_of_whom_they_tell(example: str, label: str, role: str) -> None:
    assert learned.actor_of(*marked(example), label) == role


KIN = [
    pytest.param("<ent>Mum and her mum both here</ent>.", "mother"),
    pytest.param("<ent>Dad and his mother at home</ent>.", "father"),
    pytest.param("<ent>Mum and Dad both here</ent>.", "parents"),
    pytest.param("<ent>Mum and her partner both in</ent>.", "parents"),
]


@pytest.mark.parametrize(("example", "role"), KIN)
def test_a_parent_and_their_own_parent_are_not_the_two_parents(example: str, role: str) -> None:
    assert learned.actor_of(*marked(example), "attended") == role


UPON = [
    pytest.param("<ent>Partner controls all the money and reads Mother's messages</ent>.", "mother", id="possessor"),
    pytest.param("Mum wept. <ent>Partner will not let her go out</ent>.", "mother", id="pronoun"),
    pytest.param("<ent>Dad keeps his own bank card</ent>.", "", id="his-own"),
    pytest.param("<ent>Mum checks Child1's phone</ent>.", "", id="a-parent-and-a-child"),
    pytest.param("<ent>Mum is not allowed to see her family</ent>.", "", id="no-doer"),
]


@pytest.mark.parametrize(("example", "role"), UPON)
def test_control_is_told_of_the_one_controlled(example: str, role: str) -> None:
    assert done_upon(*marked(example), "context_coercion") == role


def test_a_bereavement_is_of_the_one_bereaved() -> None:
    assert actor_of(*marked("<ent>Mum's father died on Monday</ent>."), "context_crisis") == "mother"


@pytest.mark.parametrize("label", ["change_sustained", "unsustained_change"])
def test_the_state_of_the_home_is_no_childs_doing(label: str) -> None:
    example = "Mum in. Child1 seen. <ent>The home was clean in March but is now as bad as it was before</ent>."
    assert learned.actor_of(*marked(example), label) not in ("child", "sibling")


def test_an_unknown_label_is_nobodys() -> None:
    doc, start, end = marked("<ent>Mum rang</ent>.")
    assert actor_of(doc, start, end, "no_such_label") == ""


@pytest.mark.shared
def test_actors_on_development_files(gold_dev: Path) -> None:
    from analyser.pipeline import parse
    from analyser.research import corpus

    right = every = 0
    for gold in corpus.load(sorted(gold_dev.glob("*.case"))[::4]):
        assert casting(gold.case).main
        for doc in parse(gold.case).docs:
            for tag in gold.tags[doc._.note.note_id]:
                by = tag.attributes.get("by")
                if by and tag.assertion == "affirmed" and tag.label not in ("KEEP", "account", "event"):
                    every += 1
                    right += actor_of(doc, tag.start, tag.end, tag.label) == by
    assert right / every >= 0.78
