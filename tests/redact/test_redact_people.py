"""People: listed in every form, unlisted by cue, both ways of names that are words, and never a protected word."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

MOTHER = Person("mother", "Natasha Ollerton")
CHILD = Person("child", "Benjamin Ollerton")
WORKER = Person("social_worker", "Oluwafemi Adesida")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Saw Natasha Ollerton.", "Saw Mother.", id="full"),
        pytest.param("Natasha's car", "Mother's car", id="possessive"),
        pytest.param("told natasha so", "told Mother so", id="lower"),
        pytest.param("NATASHA OLLERTON", "Mother", id="capitals"),
        pytest.param("Ms Ollerton rang", "Mother rang", id="title"),
        pytest.param("mrs ollerton rang", "Mother rang", id="lower-title"),
        pytest.param("Rang N. Ollerton", "Rang Mother", id="initial"),
        pytest.param("NO to ring", "NO to ring", id="initials-that-are-a-word"),
        pytest.param("Asked Tash about it", "Asked Mother about it", id="table"),
        pytest.param("Met Natacha at school", "Met Mother at school", id="slip"),
        pytest.param("Benji and Ben ran", "Child1 and Child1 ran", id="short-forms"),
        pytest.param("Femi chaired", "SocialWorker1 chaired", id="second-half"),
        pytest.param("OA to write up", "SocialWorker1 to write up", id="initials"),
        pytest.param("the Ollertons moved", "the Family moved", id="family"),
        pytest.param("Natasha, Ben and I", "Mother, Child1 and I", id="list"),
    ],
)
def test_forms_of_listed_people(text: str, expected: str) -> None:
    assert redact_text(text, [MOTHER, CHILD, WORKER]).text == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("SW Ruqayyah rang.", "Ruqayyah", id="job"),
        pytest.param("Mum (Kirsten) in.", "Kirsten", id="kin-bracket"),
        pytest.param("T/C from Mrs Okoth (DSL).", "Okoth", id="title"),
        pytest.param("Jarek (7) played.", "Jarek", id="age"),
        pytest.param("Mr V. came too.", "V", id="letter"),
        pytest.param("PC Hallsworth attended.", "Hallsworth", id="police"),
        pytest.param("Tahira Sheikh, interpreter.", "Tahira Sheikh", id="title-as-surname"),
        pytest.param("Uncle Bartek stays over.", "Bartek", id="uncle"),
    ],
)
def test_cues_without_a_list(text: str, name: str) -> None:
    assert name not in redact_text(text).text


ORIGINS = {
    "english": "Bronagh", "welsh": "Eluned", "scottish": "Catriona", "irish": "Caoimhe", "traveller": "Simey",
    "pakistani": "Shaista", "bangladeshi": "Monowara", "hindu": "Dharmesh", "sikh": "Parminder", "tamil": "Thilaga",
    "yoruba": "Ayomide", "igbo": "Chinwe", "ghanaian": "Akwasi", "somali": "Hodo", "eritrean": "Tesfalem",
    "caribbean": "Latisha", "polish": "Grażyna", "romanian": "Anca", "turkish": "Gülay", "afghan": "Zarghuna",
    "arab": "Nawal", "chinese": "Xiaoling", "vietnamese": "Phuong", "filipino": "Maricar",
}  # fmt: skip
FRAMES = (
    "{} was not in. Card left.",
    "Home visit. {} opened the door and said the heating was off.",
    "Nursery rang about {}.",
    "It was agreed that {} would ring on Monday.",
)


@pytest.mark.parametrize("frame", FRAMES, ids=["opening", "second-sentence", "closing", "middle"])
@pytest.mark.parametrize("name", ORIGINS.values(), ids=ORIGINS.keys())
def test_a_first_name_alone_of_any_origin(name: str, frame: str) -> None:
    assert name not in redact_text(frame.format(name)).text


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        pytest.param("Hope Lidstone", "Hope rang at two.", True, id="hope-verb"),
        pytest.param("Hope Lidstone", "Hope to see them Monday.", False, id="hope-to"),
        pytest.param("Hope Lidstone", "There is some hope of that.", False, id="hope-lower"),
        pytest.param("Will Otway", "Will rang at two.", True, id="will-past"),
        pytest.param("Will Otway", "Will ring at two.", False, id="will-verb"),
        pytest.param("Will Otway", "She will not come.", False, id="will-lower"),
        pytest.param("Will Otway", "Spoke to Will about it.", True, id="will-within"),
        pytest.param("May Tindall", "Seen by May at the clinic.", True, id="may-within"),
        pytest.param("May Tindall", "Review on 3 May at ten.", False, id="may-day"),
        pytest.param("May Tindall", "Closed in May 2023.", False, id="may-year"),
        pytest.param("Mark Eyre", "Mark on left arm noted.", False, id="mark-bruise"),
        pytest.param("Mark Eyre", "Mark declined.", True, id="mark-verb"),
        pytest.param("Mark Eyre", "told mark so", True, id="mark-lower"),
        pytest.param("Mark Eyre", "a mark on the arm", False, id="mark-lower-bruise"),
        pytest.param("Will Otway", "will slept in the chair", True, id="will-lower-past"),
        pytest.param("May Tindall", "May, 3, has a cough.", True, id="may-age"),
        pytest.param("William Rivers", "Bill Rivers was in.", True, id="short-form-and-surname"),
        pytest.param("Mark Eyre", "Mark dug a hole.", True, id="mark-irregular"),
        pytest.param("Grace Pell", "Then Grace was said.", False, id="grace-meal"),
        pytest.param("Rose Quill", "She rose at six.", False, id="rose-verb"),
        pytest.param("Rose Quill", "Told Rose again.", True, id="rose-within"),
        pytest.param("Grace Pell", "A period of grace was given.", False, id="grace-lower"),
        pytest.param("Dean Huxtable", "Dean was out.", True, id="dean"),
        pytest.param("Joy Penhallow", "It gave her joy.", False, id="joy-lower"),
        pytest.param("Summer Vine", "Seen in the Summer term.", False, id="summer-term"),
        pytest.param("Summer Vine", "Played with Summer for an hour.", True, id="summer-within"),
        pytest.param("Drew Catt", "Drew a picture of home.", False, id="drew-verb"),
        pytest.param("Bill Roper", "Bill said no.", True, id="bill-verb"),
        pytest.param("Faith Amos", "Faith in services is low.", False, id="faith-in"),
    ],
)
def test_names_that_are_words_both_ways(name: str, text: str, masked: bool) -> None:
    done = redact_text(text, [name]).text
    assert (done != text) is masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Storm took the shed roof.", False, id="weather"),
        pytest.param("Storm told me about school.", True, id="weather-name"),
        pytest.param("They moved in with Christian families.", False, id="adjective"),
        pytest.param("They moved in with Christian and his dog.", True, id="adjective-name"),
        pytest.param("Tansy, 9, came too.", True, id="age-in-commas"),
        pytest.param("Dear Tam, this is for you.", True, id="dear"),
        pytest.param("When Yaw came in he hid.", True, id="after-an-opening-word"),
    ],
)
def test_words_that_nobody_listed(text: str, masked: bool) -> None:
    assert (redact_text(text).text != text) is masked


PROTECTED = (
    "Mum and Dad came on Monday 3 May; Nan was in. CAMHS, the GP and HV were told by the DSL.",
    "The family speak Urdu, Polish and Tigrinya and keep Ramadan, Diwali and Easter.",
    "Born in Nigeria, lived in Jamaica and Scotland, came on the Victoria Line.",
    "Duty Team and Children's Social Care hold the Section 47; Universal Credit is in payment.",
    "Signs of Safety and Triple P were used at the Family Centre.",
    "She has dementia and low mood, homework was late, the carer was in Year 4 once.",
)


@pytest.mark.parametrize("text", PROTECTED, ids=["kin", "faith", "countries", "services", "programmes", "words"])
def test_protected_words_stay(text: str) -> None:
    assert redact_text(text).text == text


def test_one_person_has_one_pseudonym_across_the_file() -> None:
    notes = (
        Note("a", "Kirsten Vardy opened the door. Kirsten's brother was there."),
        Note("b", "Ms Vardy did not come. KIRSTEN rang later."),
        Note("c", "text from kirsten: sorry"),
    )
    done = redact_case(CaseFile("c", notes))
    used = {r.pseudonym for n in done.notes for r in n.redactions}
    assert len(used) == 1
    assert not any("irsten" in n.text.lower() or "Vardy" in n.text for n in done.notes)


def test_roles_are_inferred_from_cues() -> None:
    done = redact_case(CaseFile("c", (Note("a", "Mum (Kirsten) and SW Ruqayyah met. Jarek (7) played."),)))
    assert dict(done.people) == {"Mother": "mother", "SocialWorker1": "social_worker", "Child1": "child"}


def test_siblings_and_two_workers_are_numbered_by_the_list() -> None:
    children = (Person("child", "Ada Finch"), Person("child", "Noor Finch"))
    listed = (*children, Person("social_worker", "Bea Holt"), Person("social_worker", "Idris Lowe"))
    done = redact_text("Ada, Noor, Bea and Idris met.", listed)
    assert done.text == "Child1, Child2, SocialWorker1 and SocialWorker2 met."


def test_the_author_gets_a_pseudonym() -> None:
    note = Note("a", "Visited. No answer.", author_role="social_worker", author_name="Idris Lowe")
    done = redact_case(CaseFile("c", (note,)))
    assert done.notes[0].author == "SocialWorker1"


def test_a_listed_short_form_is_nobody_elses_guessed_one() -> None:
    people = (Person("mother", "Jodie Marchbank"), Person("support_worker", "Joanne Tully", ("Jo",)))
    note = Note("n1", "Ms Marchbank came with Jo.", dt.date(2024, 3, 4))
    masked = redact_case(CaseFile("c1", (note,), people)).notes[0].text
    assert masked == "Mother came with SupportWorker1."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Bukola Adisa", "Coat on. Bus is at five to.", id="first two letters and s are a word"),
        pytest.param("Megan Dawes", "Epilepsy, PEG fed at night.", id="a tube for feeding"),
    ],
)
def test_a_word_is_no_short_form(name: str, text: str) -> None:
    assert redact_case(CaseFile("c1", (Note("n1", text),), (Person("sibling", name),))).notes[0].text == text


def test_a_letter_behind_a_title_is_no_name_by_itself() -> None:
    people = (Person("adult_at_risk", "Agnes Abbott", ("Mrs A",)),)
    text = "Mrs A sat up. A television was on."
    assert (
        redact_case(CaseFile("c1", (Note("n1", text),), people)).notes[0].text == "Adult1 sat up. A television was on."
    )


def test_a_name_round_a_number_goes_with_the_number() -> None:
    text = "Seen by officer PC 2214 Harland. Sat 18 May."
    done = redact_case(CaseFile("c1", (Note("n1", text),), (Person("police", "PC Harland"),)))
    assert "Harland" not in done.notes[0].text
    assert "2214" not in done.notes[0].text
    assert done.withheld == ()


def test_a_service_by_its_build_alone_withholds_no_note() -> None:
    text = "There was a postcard of Wanting Beach on the fridge. The Fun Bake is on Friday."
    assert redact_case(CaseFile("c1", (Note("n1", text),))).withheld == ()


def test_a_short_name_that_the_note_banks_hold_is_masked() -> None:
    assert "Baz" not in redact_text("Baz collected her last week. Rang Baz, no reply.").text


def test_who_is_present_is_who_the_list_says() -> None:
    people = [Person("mother", "Samira Haddad"), Person("father", "Karim Haddad")]
    text = "Core group at Elm House. Present: S Haddad, K Haddad."
    assert redact_text(text, people).text.endswith("Present: Mother, Father.")


def test_the_possessive_of_a_person_behind_a_firm_stays() -> None:
    text = "Mum showed me the letter from St Mary's re Lina's grommets. Appointment 22/03 Ward 4B."
    assert "Child1's grommets" in redact_text(text, [Person("child", "Lina Haddad")]).text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Behaviour: C. Outcome neg. Stephen to appeal.", "Behaviour: C. Outcome neg."),
        ("She thinks it is 1962 and that Ted is at the pit.", "it is 1962"),
        ("D: low. N: moderate. Denise and Nora to be told.", "D: low. N: moderate."),
        ("T: 01943 960123. Ted rang.", "T: "),
        ("DoLS authorised. RPR is Stephen.", "RPR is "),
    ],
)
def test_letters_and_years_that_name_nobody(text: str, kept: str) -> None:
    assert kept in redact_text(text, [Person("relative", "Stephen Cartwright")]).text


def test_short_forms_are_of_one_name() -> None:
    people = [Person("support_worker", "Gail Pope"), Person("adult_at_risk", "Winifred Mary Cartwright")]
    done = redact_text("Staff Nurse Abi rang. Winifred asked for her sister May.", people).text
    assert "SupportWorker1" not in done
    assert done.count("Adult1") == 1
