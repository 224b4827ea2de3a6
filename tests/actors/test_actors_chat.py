"""Who writes what in messages that are pasted one below the other."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.tokens import Doc

from analyser.actors import casting
from analyser.actors.chat import sender
from analyser.model import RedactedCase, RedactedNote, Signal, Standing
from analyser.pipeline import parse
from analyser.signals import tag

PEOPLE = {"Mother": "mother", "Father": "father", "Child1": "child", "SocialWorker1": "social_worker"}


def _case(text: str, kind: str = "text_or_email", author: str = "social_worker") -> RedactedCase:
    note = RedactedNote("n1", text, date=dt.date(2025, 3, 12), type=kind, author_role=author)
    return RedactedCase("c1", (note,), PEOPLE)


def _signals(text: str, author: str = "social_worker") -> list[Signal]:
    return [s for s in tag(_case(text, author=author)) if s.standing is Standing.AFFIRMED]


def _doc(text: str, kind: str = "text_or_email") -> Doc:
    case = _case(text, kind)
    assert casting(case).main == "mother"
    return parse(case).docs[0]


@pytest.mark.parametrize("author", ["social_worker", "mother", "child"])
def test_a_promise_in_a_chat_is_its_senders_whoever_put_it_on_file(author: str) -> None:
    text = "Mother: ok. i'll have him here\nSocialWorker1: Thanks. I'll come tomorrow instead."
    found = {text[s.start : s.start + 4]: s.actor for s in _signals(text, author) if s.label == "commitment"}
    assert found == {"i'll": "mother", "I'll": "social_worker"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "[03/03/2025, 09:20] Mother: no at docs wiv Child1. hes poorly\n"
            "[03/03/2025, 09:21] SocialWorker1: Sorry to hear that. I missed our visit last week because I was ill.\n"
            "[03/03/2025, 09:25] Mother: stop lyin. ur a joke. i want a different worker",
            "excuse",
        ),
        (
            "SW: Hi Mother, I can hear you are angry. I am sorry I was late.\nMum: wotever\n"
            "SW: I want to help. I know I have not been around much.\nMum: u never listen",
            "open_engagement",
        ),
        (
            "09:13 - Mother: he said hes goin 2 his mums\n09:15 - SocialWorker1: Good. Do you need any help?",
            "open_engagement",
        ),
    ],
)
def test_what_a_worker_writes_of_herself_is_nothing_of_the_familys(text: str, label: str) -> None:
    assert label not in {s.label for s in _signals(text)}


def test_a_worker_who_puts_off_a_visit_in_a_chat_is_not_the_family() -> None:
    text = (
        "SocialWorker1: Sorry Mother, I can't make it today. Can I come tomorrow at 3.30?\n"
        "Mother: fine 3.30 but Father wont be there hes moved out"
    )
    assert "cancelled_by_family" not in {s.label for s in _signals(text)}


def test_what_a_worker_writes_of_the_family_stays_theirs() -> None:
    text = "Father: so what\nSocialWorker1: You shouted at me and swore at the receptionist."
    assert [s.actor for s in _signals(text) if s.label == "hostility"] == ["father"]


@pytest.mark.parametrize(
    "text",
    [
        "Mum: cant make it soz\nSocialWorker1: I can come later",
        "[03/03/2025, 09:12] Mum: cant make it soz\n[03/03/2025, 09:47] SocialWorker1: I can come later",
        "09:12 - Mother: cant make it soz\n09:14 - SocialWorker1: I can come later",
    ],
)
def test_senders_stand_at_the_head_of_their_line(text: str) -> None:
    doc = _doc(text)
    assert sender(doc, text.index("soz")) == "mother"
    assert sender(doc, text.index("later")) == "social_worker"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Child1: I saw him alone.\nMum: I asked her about Friday.", "home_visit"),
        ("Mother: not in\nHome visit. I saw nobody.", "text_or_email"),
        ("Discussed: I asked about school.\nPlan: I will ring.", "home_visit"),
    ],
)
def test_headings_of_a_note_are_no_senders(text: str, kind: str) -> None:
    doc = _doc(text, kind)
    assert sender(doc, text.rindex(" I ") + 1) == ""
