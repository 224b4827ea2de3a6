"""Short forms of schools and health services that name nobody, and the same letters where they are somebody."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Seen Mo, Fa & baby. Mo reports feeling well.", id="mo-and-fa"),
        pytest.param("Mo told me meds locked away. T/C mo - forgot.", id="mo-in-lower-case-too"),
        pytest.param("Spoke with Mo about weaning. MGM babysits.", id="mo-and-grandmother"),
        pytest.param("TC to mob - no ans. TC to mum, no reply.", id="telephone-call"),
        pytest.param("TC to landline, no reply.", id="telephone-call-to-a-thing"),
        pytest.param("OD paracetamol x16 @ 1900. Seen @ 2130.", id="counts-and-times-behind-at"),
        pytest.param("Arrived @ 1415hrs today, clinic @ 9.", id="times-with-a-unit"),
        pytest.param("Unif dirty, no PE kit. Abs Fri, no call made.", id="school-words-cut-short"),
        pytest.param("RCADS elev. Whooley neg. RHA due Sept.", id="health-words-cut-short"),
        pytest.param("Mum denies SH, denies SI. Disclosed SH x2 this wk.", id="self-harm-denied"),
        pytest.param("Nil SH thoughts, recent SI, EFW 25th.", id="terms-before-what-they-are"),
    ],
)
def test_short_forms_of_schools_and_health_stay(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("He lives with his friend Mo and his mum. Fa absent.", "Mo", id="a-friend"),
        pytest.param("HV Mo rang. Fa out.", "Mo", id="a-worker"),
        pytest.param("Mo Docherty was in. Fa out.", "Docherty", id="with-a-surname"),
        pytest.param("He said Mo has offered to wait, he has a 3 mo old.", "Mo ", id="months-tell-nothing"),
        pytest.param("TC to ring mum on Friday.", "TC", id="who-is-to-ring"),
        pytest.param("Seen by TC.", "TC", id="who-saw"),
        pytest.param("Told SH that mum is late. SH rang mum.", "SH", id="who-rang"),
        pytest.param("Messaged by @ 2130kid last night.", "2130kid", id="user-name-of-figures"),
        pytest.param("Insta is @kez1900 now.", "kez1900", id="user-name"),
        pytest.param("text jaz99 @ 1900", "jaz99", id="user-name-before-a-time"),
    ],
)
def test_the_same_letters_go_where_they_are_somebody(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


def test_a_key_person_of_a_nursery_is_no_mother() -> None:
    day = "Key person: Shanice\nAlfie dropped by nan 9.40. Nappy full, same clothes as yesterday. Told mum at pick up."
    redacted = redact_text("\n\n".join([day] * 6)).text
    assert "Key person: Teacher1" in redacted
    assert "Mother" not in redacted


@pytest.mark.parametrize(
    ("author", "pseudonym"),
    [
        pytest.param("Fern L", "HealthWorker1", id="first name and letter"),
        pytest.param("Fern L.", "HealthWorker1", id="with a stop"),
        pytest.param("F Lacey", "HealthWorker1", id="surname"),
        pytest.param("Sam L", "HealthWorker2", id="nobody of the list"),
        pytest.param("Tess H", "HealthWorker2", id="the letter of a surname"),
        pytest.param("Leanne Hodge", "Mother", id="the mother"),
    ],
)
def test_who_writes_is_not_whoever_has_the_same_letter(author: str, pseudonym: str) -> None:
    people = (Person("mother", "Leanne Hodge"), Person("health", "Fern Lacey"))
    note = Note("n1", "WNB, no call.", author_role="health", author_name=author)
    assert redact_case(CaseFile("x", (note,), people)).notes[0].author == pseudonym


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Ward 4 - SN Bello\nMum, Dad and baby seen.", "Ward 4 - HealthWorker1\nMum, Dad and baby seen."),
        ("Ward 4 - SHO Patel\nMum was late.", "Ward 4 - HealthWorker1\nMum was late."),
        ("Priya Nair\nSocial Worker, Duty team", "SocialWorker1\nSocial Worker, Duty team"),
        ("Kelly Penrose\nMother", "Mother\nMother"),
    ],
)
def test_whom_the_next_line_is_about_is_not_who_ends_a_heading(text: str, redacted: str) -> None:
    assert redact_text(text).text == redacted


def test_a_boyfriend_and_a_first_meeting_are_nobodys_name() -> None:
    text = "Bf says he fell. Gf was there. NA/Rec - Starting school mtg. Not attended."
    assert redact_text(text).text == text
