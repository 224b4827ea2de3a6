"""Possessives typed without their sign, first names that are others' surnames, and whom letters mean."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

LISTED = ["Kuba Nowak", "Grace Tilley", "Kayden Marsh", "Hope Foley", "Dot Winter", "Luca Reid", "Ed Cole", "Jack Lowe"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("seen kubas cheek was bruised", "seen Person1 cheek was bruised", id="a thing"),
        pytest.param("Kaydens school is on strike.", "Person3 school is on strike.", id="with a capital"),
        pytest.param("stayed at Kaydens.", "stayed at Person3.", id="at somebody's"),
        pytest.param("kaydens been off", "Person3 been off", id="has been"),
        pytest.param("graces mum didnt answer", "Person2 mum didnt answer", id="a word, a relation"),
        pytest.param("in dots room, with dots meds", "in Person5 room, with Person5 meds", id="a word, things"),
        pytest.param("eds school rang", "Person7 school rang", id="two letters"),
        pytest.param("kuba nowaks mum", "Person1 mum", id="a full name"),
        pytest.param("Lucas mum rang.", "Person6 mum rang.", id="another name too"),
        pytest.param("Hopes mum will come", "Hopes mum will come", id="what somebody hopes"),
        pytest.param(
            "she hopes mum comes. Dad hopes school helps", "she hopes mum comes. Dad hopes school helps", id="verb"
        ),
        pytest.param("the two dots on his arm", "the two dots on his arm", id="several"),
        pytest.param("it graces the page", "it graces the page", id="a verb"),
        pytest.param("jacks up the price", "jacks up the price", id="nothing owned"),
    ],
)
def test_possessives_without_their_sign(text: str, expected: str) -> None:
    assert redact_text(text, LISTED).text == expected


FILE = (
    Person("mother", "Amina Yusuf"),
    Person("father", "Yusuf Abdi"),
    Person("child", "Robbie Yusuf"),
    Person("sibling", "Rob Abdi"),
    Person("social_worker", "Imogen Tate"),
    Person("school", "Sarah Lewis"),
    Person("manager", "Lewis Grant"),
    Person("manager", "J. Osei"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Yusuf came. Lewis rang.", "Father came. Manager1 rang.", id="a first name before a surname"),
        pytest.param("Ms Lewis rang. Ms Yusuf came.", "Teacher1 rang. Mother came.", id="behind a title"),
        pytest.param("The Yusuf family came.", "The Family family came.", id="the family"),
        pytest.param("robs shoes, Robs van", "Sibling1 shoes, Sibling1 van", id="not short for the other"),
        pytest.param("PC Abdi met DS Tate.", "Police1 met Police2.", id="no officers"),
        pytest.param("Dr Abdi (GP) rang Mr Abdi.", "HealthWorker1 rang Father.", id="no doctor"),
        pytest.param("Huda Yusuf and Huda Abdi came.", "Person1 and Person2 came.", id="two of one first name"),
        pytest.param(
            "Z Yusuf signed, A Yusuf did not.", "Person1 signed, Mother did not.", id="a letter that fits none"
        ),
        pytest.param("Marvin Abdi rang. M Abdi is kind.", "Person1 rang. Person1 is kind.", id="a letter of another"),
        pytest.param(
            "J. Osei, tenancy officer. J Osei rang.", "Manager2, tenancy officer. Manager2 rang.", id="of the list"
        ),
        pytest.param("Rob H hit Rob A.", "Person1 hit Sibling1.", id="a letter of another surname"),
    ],
)
def test_two_people_are_not_one(text: str, expected: str) -> None:
    (note,) = redact_case(CaseFile("c1", (Note("n1", text),), FILE)).notes
    assert note.text.replace(" (GP)", "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr Khan met PC Khan.", "Person1 met Person2.", id="titles of the list"),
        pytest.param("Khan noted this.", "Person5 noted this.", id="either"),
        pytest.param("PC Khan came. Khan noted this.", "Person2 came. Person2 noted this.", id="the one who is named"),
        pytest.param("PW came.", "Person5 came.", id="letters of two"),
        pytest.param("Peter Walsh came. PW rang.", "Person4 came. Person4 rang.", id="letters of the one who is named"),
    ],
)
def test_whoever_could_be_two_is_neither_for_sure(text: str, expected: str) -> None:
    assert redact_text(text, ["Mr Khan", "PC Khan", "Paula Webb", "Peter Walsh"]).text == expected


def test_who_has_a_surname_behind_a_title_is_not_called_so_for_short() -> None:
    assert redact_text("Mr Evans rang. Evans wrote.", ["Evan Pryce"]).text == "Person2 rang. Person2 wrote."


SURNAMES = ["Gareth Wood", "Ana Silva", "Anas Khalil", "Jo Park", "Joanne Clay", "Dr Ahmed", "Bilal Ahmed", "Joe Lee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Dr Ahmed rang. Mr Ahmed came. Bilal sat.", "Person6 rang. Person7 came. Person7 sat.", id="a doctor"
        ),
        pytest.param("anas mum, jos car", "Person3 mum, Person4 car", id="who is called so"),
        pytest.param("Hannah Wood came. H Wood rang.", "Person9 came. Person9 rang.", id="another of the surname"),
        pytest.param("wood family known, the Wood children", "Family family known, the Family children", id="a family"),
        pytest.param("Parks are shut. The Parks came.", "Parks are shut. The Family came.", id="a word in the plural"),
        pytest.param("Joe L and Ana S. Jo came.", "Person8 and Person2. Person4 came.", id="a letter ends a sentence"),
    ],
)
def test_what_a_surname_or_a_letter_belongs_to(text: str, expected: str) -> None:
    assert redact_text(text, SURNAMES).text == expected


def test_an_alias_of_the_list_is_whose_it_says() -> None:
    people = (
        Person("carer", "Margaret", aliases=("Mags", "Mrs Ilsley")),
        Person("carer", "Roy", aliases=("R. Ilsley", "Roy Ilsley")),
    )
    (note,) = redact_case(CaseFile("c1", (Note("n1", "R. Ilsley for Mags, Mrs Ilsley is out."),), people)).notes
    assert note.text == "Carer2 for Carer1, Carer1 is out."
