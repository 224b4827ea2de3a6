"""Who is meant: pseudonyms, kin words, pronouns, writer and reader of a note."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from analyser.actors.cast import cast_of
from analyser.actors.rules import label_actors, lexicon, role_set
from analyser.model import RedactedNote, Setting
from analyser.pipeline import build_pipeline


def parsed(text: str, setting: Setting = Setting.CHILDREN, author: str = "social_worker") -> Doc:
    nlp = build_pipeline()
    doc = nlp.make_doc(text)
    doc._.note = RedactedNote("n1", text, author_role=author)
    doc.user_data["casting"] = cast_of([text], setting=setting)
    return nlp(doc)


def role_of(doc: Doc, word: str, nth: int = 1) -> str:
    """The role of the nth mention that reads ``word``; "none" where there is no such mention."""
    found = [m for m in doc._.mentions if doc.text[m.start : m.end] == word]
    return found[nth - 1].role if len(found) >= nth else "none"


CASES = [
    pytest.param("Mum rang.", "Mum", 1, "mother", id="kin-word"),
    pytest.param("MGM has the boys.", "MGM", 1, "grandparent", id="abbreviation"),
    pytest.param("MGM has the boys.", "the boys", 1, "child", id="the-boys"),
    pytest.param("Both parents came.", "Both parents", 1, "parents", id="both-parents"),
    pytest.param("Mother and Father sat together.", "Mother and Father", 1, "parents", id="a-pair"),
    pytest.param("Mum said she was tired.", "she", 1, "mother", id="she"),
    pytest.param("Dad brought Mum. He was early.", "He", 1, "father", id="he"),
    pytest.param("Father told the school he was away.", "he", 1, "father", id="not-the-school"),
    pytest.param("Child1 was there. I spoke to her.", "I", 1, "social_worker", id="the-writer"),
    pytest.param("You were quiet when I came. You drew a cat.", "You", 1, "child", id="written-to-the-child"),
    pytest.param("Dear Mother, you missed the clinic.", "you", 1, "mother", id="a-letter"),
    pytest.param("Mum says her own mum is ill.", "mum", 1, "grandparent", id="her-own-mum"),
    pytest.param("Mother's sister opened the door.", "sister", 1, "relative", id="mothers-sister"),
    pytest.param("Mum said her brother is staying.", "brother", 1, "relative", id="her-brother"),
    pytest.param("Dad came with his sisters.", "sisters", 1, "relative", id="his-sisters"),
    pytest.param("Child1's sister opened the door.", "sister", 1, "sibling", id="childs-sister"),
    pytest.param("Child1 played with his brother.", "brother", 1, "sibling", id="childs-brother"),
    pytest.param("Big sister was in.", "Big sister", 1, "sibling", id="big-sister"),
    pytest.param("The family home was cold.", "family", 1, "none", id="family-home"),
    pytest.param("HV said he is well.", "HV", 1, "health_visitor", id="hv-person"),
    pytest.param("HV today at ten.", "HV", 1, "none", id="hv-visit"),
    pytest.param("The HV agreed to visit again next week.", "HV", 1, "health_visitor", id="hv-agreed"),
    pytest.param("HV cancelled the visit, off sick.", "HV", 1, "health_visitor", id="hv-cancelled-it"),
    pytest.param("HV weighed baby.", "HV", 1, "health_visitor", id="hv-weighed"),
    pytest.param("HV raised concerns about feeding.", "HV", 1, "health_visitor", id="hv-raised"),
    pytest.param("HV will visit on Friday.", "HV", 1, "health_visitor", id="hv-will-visit"),
    pytest.param("HV agreed for Tuesday.", "HV", 1, "none", id="hv-agreed-for"),
    pytest.param("HV cancelled.", "HV", 1, "none", id="hv-fell-through"),
    pytest.param("HV was arranged with Mum.", "HV", 1, "none", id="hv-arranged"),
    pytest.param("HV took place on Monday.", "HV", 1, "none", id="hv-took-place"),
    pytest.param("HV completed today, all well.", "HV", 1, "none", id="hv-completed"),
    pytest.param("HV went well.", "HV", 1, "none", id="hv-went-well"),
    pytest.param("SENCO agreed to speak to Dad.", "SENCO", 1, "school", id="senco"),
    pytest.param("DDSL rang.", "DDSL", 1, "school", id="deputy-lead"),
    pytest.param("EHW came.", "EHW", 1, "support_worker", id="early-help"),
    pytest.param("The engineer agreed to come back.", "engineer", 1, "agency", id="engineer"),
    pytest.param("Therapist agreed to see him.", "Therapist", 1, "health", id="therapist"),
    pytest.param("The worker spoke to Mum.", "worker", 1, "social_worker", id="worker-acts"),
    pytest.param("Mum refused to see the worker.", "worker", 1, "none", id="worker-seen"),
    pytest.param("The trust has agreed to fund a place.", "trust", 1, "agency", id="trust-acts"),
    pytest.param("Trust is low.", "Trust", 1, "none", id="trust-felt"),
    pytest.param("The service was closed.", "service", 1, "none", id="service-closed"),
    pytest.param("Transport was late.", "Transport", 1, "none", id="transport-late"),
    pytest.param("T/C from M: running late.", "M", 1, "mother", id="m-for-mother"),
    pytest.param("Female occupant let us in.", "Female occupant", 1, "mother", id="police-words"),
    pytest.param("Mother2 came with Mother.", "Mother2", 1, "mother", id="two-mothers"),
    pytest.param("Mum said Child1 is fine. She will ring.", "She", 1, "mother", id="subject-before-object"),
]


@pytest.mark.parametrize(("text", "word", "nth", "role"), CASES)
def test_mention_has_its_role(text: str, word: str, nth: int, role: str) -> None:
    assert role_of(parsed(text), word, nth) == role


ADULTS = [
    pytest.param("Adult1 was in bed. Her son Carer1 let me in. Son said no.", "Son", "carer", id="the-son-who-cares"),
    pytest.param("Carers were sent away. Adult1 was cross.", "Carers", "support_worker", id="paid-carers"),
    pytest.param("Adult1 let me in. He was cheerful.", "He", "adult_at_risk", id="he"),
]


@pytest.mark.parametrize(("text", "word", "role"), ADULTS)
def test_mention_in_an_adults_file(text: str, word: str, role: str) -> None:
    assert role_of(parsed(text, Setting.ADULTS), word) == role


CASTS = [
    pytest.param("Mother rang. Mum was fine. Dad is away.", "mother", id="mother"),
    pytest.param("Father in. Father showed me the rooms. He was sober. Mother has left.", "father", id="father"),
    pytest.param("", "mother", id="nobody-named"),
]


@pytest.mark.parametrize(("text", "main"), CASTS)
def test_main_adult(text: str, main: str) -> None:
    assert cast_of([text], setting=Setting.CHILDREN).main == main


def test_a_carer_may_lead_an_adults_file() -> None:
    cast = cast_of(
        ["Carer1 cancelled. Carer1 said Adult1 was asleep. Carer1 rang."], {"Carer1": "carer"}, Setting.ADULTS
    )
    assert (cast.main, cast.child) == ("carer", "adult_at_risk")


PAID_CARERS = [
    pytest.param("Carer refused entry twice. Carers say he is cross. Adult1 said no.", id="opens-a-sentence"),
    pytest.param("Carer sent away. Adult1 declined. Carer came back. The carer left.", id="named-by-the-word-alone"),
    pytest.param("Care agency: carers late. Carer new each day. Adult1 thin. Carers told.", id="many"),
    pytest.param("Adult1 is in. Carer1 rang once. The carers come daily. Carers are late. Carer off sick.", id="both"),
    pytest.param("Carer: all well. Adult1 said the carer and another carer shout.", id="a-label"),
]


@pytest.mark.parametrize("text", PAID_CARERS)
def test_paid_carers_do_not_lead_an_adults_file(text: str) -> None:
    cast = cast_of([text + " Adult1 agreed. Adult1 let me in."], setting=Setting.ADULTS)
    assert (cast.main, cast.carer_led) == ("adult_at_risk", False)


def test_a_role_that_opens_a_sentence_is_its_word() -> None:
    assert role_of(parsed("Carer was sent away. Adult1 was cross.", Setting.ADULTS), "Carer") == "support_worker"
    assert role_of(parsed("Carer was sent away. Child1 was cross."), "Carer") == "carer"
    assert role_of(parsed("Teacher rang about Child1."), "Teacher") == "school"
    assert role_of(parsed("Her son Carer1 let me in.", Setting.ADULTS), "Carer1") == "carer"


def test_rules_are_whole() -> None:
    assert lexicon().by_word["mum"].gender == "f"
    assert all(role_set(rule.roles) for rule in label_actors().values())


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="MumDadChild1 he she they I you.,:\n'\"-()", max_size=60))
def test_never_raises_and_offsets_lie_in_the_text(text: str) -> None:
    for m in parsed(text)._.mentions:
        assert 0 <= m.start < m.end <= len(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("EDT report caller stated Mum was drunk.", "other"),
        ("EDT referral - caller reported that Mum shouted.", "other"),
        ("Anonymous caller said the baby was screaming.", "other"),
        ("EDT stated that Mum was drunk.", "social_worker"),
        ("Mum and Dad said they were tired.", "parents"),
    ],
)
def test_who_is_said_to_tell_it(text: str, role: str) -> None:
    assert parsed(text)._.statements[0].speaker == role
