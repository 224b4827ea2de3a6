"""Whose relation somebody is said to be, and letters that are somebody's and a word of the services too."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

PEOPLE = (
    Person("mother", "Samira Haddad"),
    Person("child", "Leila Haddad"),
    Person("carer", "Jean Poole"),
    Person("social_worker", "Kate Lowe"),
)


@pytest.mark.parametrize(
    ("text", "pseudonym"),
    [
        pytest.param("Samira's brother Tarek came.", "Relative1", id="a parent's brother"),
        pytest.param("Mum's sister Rania came.", "Relative1", id="mum's sister"),
        pytest.param("mums sister Rania came.", "Relative1", id="without the sign"),
        pytest.param("Mum's older brother Zayd came.", "Relative1", id="a word between"),
        pytest.param("Dad's mum Huda came.", "Grandparent1", id="a parent's mother"),
        pytest.param("Jean's husband Derek came.", "Relative1", id="a carer's husband"),
        pytest.param("Leila's sister Noor came.", "Sibling1", id="the child's sister"),
        pytest.param("Her sister Noor came.", "Sibling1", id="nobody named"),
        pytest.param("Leila's nan Amal came.", "Grandparent1", id="the child's grandmother"),
        pytest.param("Mum's partner Bilal came.", "Partner", id="the mother's partner"),
        pytest.param("Kate's manager Ruth came.", "Manager1", id="no relation"),
    ],
)
def test_a_relation_is_told_as_the_child_has_it(text: str, pseudonym: str) -> None:
    (note,) = redact_case(CaseFile("c1", (Note("n1", text),), PEOPLE)).notes
    assert note.redactions[-1].pseudonym == pseudonym


INITIALS = ["Hope Adeyemi", "Grant Foley", "Dorina Vaduva", "Madalina Vaduva", "Florin Vaduva", "Ellie-May Frost"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Present: HA, GF.", "Present: Person1, Person2.", id="a word, in a list"),
        pytest.param("DV MV FV all seen.", "Person3 Person4 Person5 all seen.", id="in a row"),
        pytest.param("EM to have a check.", "Person6 to have a check.", id="of a first name with a hyphen"),
        pytest.param("Rent paid by the HA.", "Rent paid by the HA.", id="the word"),
        pytest.param(
            "Present: DV, FV. Long hx of DV. DV said no.",
            "Present: Person3, Person5. Long hx of DV. Person3 said no.",
            id="what the services mean by it",
        ),
        pytest.param("MV seen. DV incident. Any DV denied.", "Person4 seen. DV incident. Any DV denied.", id="stays"),
        pytest.param(
            "Present: DV, GF. Mum says that DV rang.",
            "Present: Person3, Person2. Mum says that Person3 rang.",
            id="that",
        ),
        pytest.param("GF met DV worker.", "Person2 met DV worker.", id="beside initials"),
    ],
)
def test_initials_that_are_an_acronym(text: str, expected: str) -> None:
    assert redact_text(text, INITIALS).text == expected


def test_initials_with_a_hyphen_and_those_of_somebody_else() -> None:
    assert redact_text("KO-A and EM visited.", ["Kwame Owusu-Ansah", "Ellie-May Frost", "Eve Marsh"]).text == (
        "Person1 and Person3 visited."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("dr a to visit.", "Person1 to visit.", id="a doctor"),
        pytest.param("spoke to dr a.", "spoke to Person1.", id="at the end"),
        pytest.param("mr w left.", "Person2 left.", id="a man"),
        pytest.param("MR W DOMINATED.", "Person2 DOMINATED.", id="capitals"),
        pytest.param("saw the dr a week ago.", "saw the dr a week ago.", id="an article"),
        pytest.param("her dr a while back", "her dr a while back", id="a word before"),
        pytest.param("we miss w/e contact", "we miss w/e contact", id="what is missed"),
        pytest.param("dr a bit late, dr i think", "dr a bit late, dr i think", id="a bit"),
    ],
)
def test_a_title_and_a_letter_as_they_are_typed(text: str, expected: str) -> None:
    assert redact_text(text, ["Dr Anand", "Piotr Wojcik"]).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sister Ama asleep, Brother Yaw at the table.", "Sibling1 asleep, Brother Sibling2 at the table."),
        ("Sister Anand rang from the ward.", "HealthWorker1 rang from the ward."),
        ("Asked how baby is feeding, saw baby with Mum.", "Asked how baby is feeding, saw baby with Mum."),
    ],
)
def test_a_word_for_a_relation_is_no_title_of_the_ward_where_the_list_says_who_it_is(text: str, expected: str) -> None:
    people = [
        Person("child", "Baby Owusu"),
        Person("sibling", "Ama Owusu"),
        Person("sibling", "Yaw Owusu"),
        Person("health", "Sister Anand"),
    ]
    assert redact_text(text, people).text == expected


@pytest.mark.parametrize(
    ("text", "pseudonym"),
    [
        pytest.param("Maddie's mum Kerry rang me.", "Person2", id="a friend's mother"),
        pytest.param("spoke to maddies mum kerry on the phone", "Person2", id="in lower case"),
        pytest.param("Callum's dad Lee dropped her home.", "Person2", id="a friend's father"),
        pytest.param("he was at his mates, his mates mum Debbie dropped him back", "Person1", id="a mate's mother"),
        pytest.param("Her friend's dad Lee drove her home.", "Person1", id="a friend without a name"),
        pytest.param("Leila's dad Bilal came.", "Father", id="the child's father"),
        pytest.param("Her dad Bilal came.", "Father", id="nobody named"),
        pytest.param("Maddie's mum Kerry rang. Leila's mum Kerry came.", "Mother2", id="the child's too"),
    ],
)
def test_the_parent_of_somebody_elses_child_is_no_parent_of_the_file(text: str, pseudonym: str) -> None:
    (note,) = redact_case(CaseFile("c1", (Note("n1", text),), PEOPLE)).notes
    assert note.redactions[-1].pseudonym == pseudonym


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dave Shaw (mum's partner) rang.", "Partner (mum's partner) rang."),
        ("Tom Bell (dad's older brother) came.", "Relative1 (dad's older brother) came."),
        ("Joan Hill (mum's mum) collected her.", "Grandparent1 (mum's mum) collected her."),
        ("Sam Cole (Mum's friend) rang.", "Person1 (Mum's friend) rang."),
        ("Dave Shaw, mum's partner, rang.", "Partner, mum's partner, rang."),
        ("Joan Hill (mum) rang.", "Mother (mum) rang."),
    ],
)
def test_who_is_told_as_somebodys_is_not_that_somebody(text: str, expected: str) -> None:
    assert redact_text(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joan Hill (Carly's mum) collected her.", "Grandparent1 (Mother's mum) collected her."),
        ("Joan Hill, Carly's mother, rang.", "Grandparent1, Mother's mother, rang."),
        ("Dean Fox (Wayne's brother) came.", "Relative1 (Father's brother) came."),
        ("Ann Pike (Ellis's teacher) rang.", "Teacher1 (Child1's teacher) rang."),
        ("Lena Fry (Ellis's friend's mum) rang.", "Person1 (Child1's friend's mum) rang."),
        ("Met Joan Hill, Carly's phone was off.", "Met Person1, Mother's phone was off."),
        ("Wayne's mum, Sheila, answered.", "Father's mum, Grandparent1, answered."),
        ("Carly's boyfriend, Dean, was there.", "Mother's boyfriend, Partner, was there."),
        ("Wayne's mum, Dean, and Tess came.", "Father's mum, Person1, and Person2 came."),
        ("Wayne and his mother Sheila came.", "Father and his mother Grandparent1 came."),
        ("Mum and her sister Jade came.", "Mum and her sister Relative1 came."),
        ("Ellis and his sister Jade came.", "Child1 and his sister Sibling1 came."),
        ("Wayne and his solicitor Ann Pike came.", "Father and his solicitor AgencyWorker1 came."),
    ],
)
def test_who_is_told_as_a_named_persons_is_told_as_the_child_sees_it(text: str, expected: str) -> None:
    listed = [Person("mother", "Carly Dunmore"), Person("father", "Wayne Dunmore"), Person("child", "Ellis Dunmore")]
    assert redact_text(text, listed).text == expected
