"""First name and surname where one is of the list and the other is not; who all of one surname are."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

MOTHER = Person("mother", "Samira Haddad")
FATHER = Person("father", "Curtis King")
CHILD = Person("child", "Ellie-May King")
WORKER = Person("social_worker", "Kate Lowe")
LIST = [MOTHER, FATHER, CHILD, WORKER]


def pseudonyms(text: str, people: list[Person]) -> list[tuple[str, str]]:
    """(what was masked, as whom)."""
    return [(text[s:e], name) for s, e, _, name in redact_text(text, people).spans]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Kate Marsh from the nursery rang.", "Kate Marsh", id="first name of a worker"),
        pytest.param("Spoke to Sam Taylor at the surgery.", "Sam Taylor", id="short for the mother's"),
        pytest.param("Curtis Toor wants a report.", "Curtis Toor", id="first name of the father"),
        pytest.param("Glenda King rang about contact.", "Glenda King", id="surname of the father"),
        pytest.param("Met Funmi Haddad in town.", "Funmi Haddad", id="surname of the mother"),
    ],
)
def test_a_name_of_which_half_is_listed_is_one_other_person(text: str, name: str) -> None:
    ((masked, pseudonym),) = pseudonyms(text, LIST)
    assert masked == name
    assert pseudonym.startswith("Person") or pseudonym == "AgencyWorker1"


@pytest.mark.parametrize(
    ("text", "name", "pseudonym"),
    [
        pytest.param("Ellie May King was seen.", "Ellie May King", "Child1", id="without its hyphen"),
        pytest.param("ellie may king was seen.", "ellie may king", "Child1", id="in lower case"),
        pytest.param("Samira King rang.", "Samira King", "Mother", id="by the surname of another of the family"),
    ],
)
def test_two_parts_of_one_person_are_one(text: str, name: str, pseudonym: str) -> None:
    assert pseudonyms(text, LIST) == [(name, pseudonym)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Told Samira Curtis was out.", id="two first names"),
        pytest.param("Told Samira, Curtis was out.", id="a comma"),
        pytest.param("Kate and Curtis met.", id="and"),
        pytest.param("Rang Kate. Curtis was out.", id="two sentences"),
        pytest.param("Told Kate Tarek was out. Tarek came later. Tarek sat down.", id="somebody by a first name alone"),
    ],
)
def test_two_people_stay_two(text: str) -> None:
    assert len({name for _, name in pseudonyms(text, LIST)}) == 2


def test_a_first_name_joins_the_surname_that_the_list_has_alone() -> None:
    people = [Person("school", "Mr P. Dainty"), MOTHER]
    done = redact_text("Regards\nPaul Dainty\nDeputy Head. Paul to chase.", people).text
    assert done.count("Teacher1") == 2
    assert "Paul" not in done


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The Haddad family moved.", "The Family family moved.", id="family"),
        pytest.param("haddad family closed.", "Family family closed.", id="lower case"),
        pytest.param("Haddad household checked.", "Family household checked.", id="household"),
        pytest.param("The Haddad children were well.", "The Family children were well.", id="children"),
        pytest.param("the haddads rang.", "the Family rang.", id="plural in lower case"),
        pytest.param("Frost family contact is Saturday.", "Family family contact is Saturday.", id="a word"),
        pytest.param("Haddad rang.", "Mother rang.", id="one person"),
        pytest.param("Ms Haddad children's services", "Mother children's services", id="title"),
        pytest.param("Haddad's family came.", "Mother's family came.", id="whose family"),
        pytest.param("There was frost on the car.", "There was frost on the car.", id="the word"),
    ],
)
def test_all_of_a_surname_are_the_family(text: str, expected: str) -> None:
    assert redact_text(text, [MOTHER, Person("child", "Jack Frost")]).text == expected


def test_the_family_of_a_carer_is_another() -> None:
    people = (MOTHER, FATHER, Person("carer", "Maureen Hobday"))
    case = CaseFile(
        "c1", (Note("n1", "The Haddads met the Kings. The Hobdays were out. The Hobday family moved."),), people
    )
    assert (
        redact_case(case).notes[0].text == "The Family met the Family. The Family2 were out. The Family2 family moved."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "He was fine since April. May half term is near.",
            "He was fine since April. May half term is near.",
            id="months",
        ),
        pytest.param("Rang J. Frost today.", "Rang Person2 today.", id="an initial"),
        pytest.param("Rang April May today.", "Rang Person1 today.", id="one name"),
        pytest.param("Spoke to Jack. Will ring him.", "Spoke to Person2. Will ring him.", id="a word behind the stop"),
    ],
)
def test_a_name_ends_with_its_sentence(text: str, expected: str) -> None:
    assert redact_text(text, ["April May", "Jack Frost", "Dean Will"]).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ms haddad did not attend.", "Mother did not attend.", id="lower case"),
        pytest.param("ms stokes did not attend.", "Partner did not attend.", id="a surname that is a word"),
        pytest.param("Mr Abdul rang.", "Father rang.", id="one of several first names"),
        pytest.param("mr karim rang.", "Father rang.", id="another of them"),
        pytest.param("Mrs Nguyen rang.", "Grandparent1 rang.", id="surname first"),
    ],
)
def test_a_title_before_any_part_of_a_listed_name(text: str, expected: str) -> None:
    people = [
        MOTHER,
        Person("father", "Abdul Karim Miah"),
        Person("partner", "Amber Stokes"),
        Person("grandparent", "Nguyen Thi Mai"),
        Person("child", "Rose Ann Miah"),
    ]
    assert redact_text(text, people).text == expected


def test_a_title_before_a_childs_first_name_is_somebody_else() -> None:
    people = [MOTHER, Person("child", "Rose Ann Miah")]
    assert "Child1" not in redact_text("Mrs Rose (DSL) rang.", people).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rang mum @ school today.", "Rang mum @ school today.", id="school"),
        pytest.param("seen @ home today. mtg @ school 3pm", "seen @ home today. mtg @ school 3pm", id="home"),
        pytest.param("rec'd call from sonia @ school", "rec'd call from Person1 @ school", id="somebody"),
        pytest.param("her mum @ clinic, sw @ refuge", "her mum @ clinic, sw @ refuge", id="who is where"),
        pytest.param("her insta is @dollface", "her insta is Handle1", id="a user name"),
    ],
)
def test_a_sign_for_at_makes_no_user_name(text: str, expected: str) -> None:
    assert redact_text(text).text == expected
