"""What belongs to a found name, names of short words, initials that act, and roles that the words beside a name say."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import lexicon, redact_case, redact_text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("The steward at Wexcombe Methodist rang back.", "Methodist", id="faith-behind"),
        pytest.param("Lee is with Wexcombe Anchor Line, two weeks on.", "Line", id="line"),
        pytest.param("He was seen in Wexcombe Co-op at noon.", "op", id="co-op"),
        pytest.param("Sailed to the Isle of Wexcombe in the morning.", "Isle", id="isle-of"),
        pytest.param("Called at Higher Wexcombe, up the lane.", "Higher", id="higher"),
        pytest.param("CPOMS. Canon Hill Academy. In at eleven.", "Canon", id="title-begins-a-school"),
        pytest.param("Review chaired by L Tippling, both parents there.", "Tippling", id="initial-without-a-stop"),
    ],
)
def test_what_belongs_to_a_name_goes_with_it(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Wexcombe Police rang. Wexcombe Duty to ring back.", id="services-of-a-town"),
        pytest.param("Larkmoor Primary on Monday, Mum there.", id="kin-behind"),
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    done = redact_text(text).text
    for word in ("Police", "Duty", "Monday", "Mum"):
        assert (word in text) is (word in done)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Long Nguyen", id="given-first"),
        pytest.param("Nguyen Long", id="surname-first"),
        pytest.param("Tran Thi Loan", id="three-parts"),
        pytest.param("Kit Man Lau", id="cantonese"),
    ],
)
def test_names_of_short_words_go_whole(name: str) -> None:
    done = redact_text(f"{name} attended. A Long chat followed; the Van was outside.").text
    assert not any(part in done.split(".")[0] for part in name.split())


def test_short_words_without_a_surname_stay() -> None:
    text = "Long day, the Van outside. Hung up."
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Told KP the plan stands.", id="told"),
        pytest.param("Call from KP, will ring back.", id="call-from"),
        pytest.param("KP not at home.", id="not-at-home"),
        pytest.param("Seen by KP at home.", id="seen-by"),
        pytest.param("Telephone consult w/ KP today.", id="with"),
    ],
)
def test_initials_that_only_a_person_can_be(text: str) -> None:
    assert "KP" not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Told GP the plan stands.", id="role"),
        pytest.param("Letter from DWP, seen by CAMHS.", id="services"),
        pytest.param("TV not on. WE ARE NOT OK.", id="shouted"),
    ],
)
def test_acronyms_are_nobody(text: str) -> None:
    assert redact_text(text).text == text


def test_one_letter_that_has_something_is_somebody_listed() -> None:
    done = redact_text("J's phone went and J packed.", ["Jodie Marlow"]).text
    assert done == "Person1's phone went and Person1 packed."


def test_an_accent_tells_an_aunt_from_a_girl() -> None:
    assert "tia" not in lexicon.kin()
    assert "Tia" not in redact_text("Tia (10) had tea. Tia: she is fine.").text


def test_a_titled_surname_that_is_a_common_word_is_not_masked_as_the_word() -> None:
    done = redact_text("Mr Long rang. Long chat about bedtimes.").text
    assert done == "Person1 rang. Long chat about bedtimes."


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("SW Anwen came. Anwen left.", "social_worker", id="job-before"),
        pytest.param("Core group. Anwen Marlow, Social Worker. Anwen spoke.", "social_worker", id="job-behind"),
        pytest.param("We met Anwen (class teacher, Year 4).", "school", id="brackets"),
        pytest.param("Also there: Anwen, her sister, who cooked.", "sibling", id="kin-behind"),
        pytest.param("Saw his mum, Anwen, at the gate.", "mother", id="kin-before-comma"),
        pytest.param("At tea: Anwen (7) ate well.", "child", id="age"),
    ],
)
def test_a_role_that_is_said_is_taken(text: str, role: str) -> None:
    done = redact_case(CaseFile("c", (Note("1", text),)))
    assert role in done.people.values()


def test_who_signs_has_the_role_of_the_notes_author() -> None:
    notes = tuple(Note(str(i), "Visit made, all in.\nAnwen Marlow", author_role="health_visitor") for i in range(2))
    assert set(redact_case(CaseFile("c", notes)).people.values()) == {"health_visitor"}


def test_a_listed_role_is_not_outvoted() -> None:
    done = redact_case(CaseFile("c", (Note("1", "SW Anwen came."),), (Person("mother", "Anwen Marlow"),)))
    assert set(done.people.values()) == {"mother"}
