"""Names of the list in lower case where only somebody stands, letters behind names, and families by letters."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

SHORT = ["Ed Marsh", "Hope Foley", "Wren Lister", "Poppy Dale", "Grant Lowe", "Al Boyd", "Marvin Gale"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ed on his xbox", "Person1 on his xbox", id="his"),
        pytest.param("took ed to his nans", "took Person1 to his nans", id="taken"),
        pytest.param(
            "ed and wren at home, with ed today", "Person1 and Person3 at home, with Person1 today", id="with"
        ),
        pytest.param("seen by ed", "seen by Person1", id="by"),
        pytest.param("poppy was seen, wren on her scooter", "Person4 was seen, Person3 on her scooter", id="words"),
        pytest.param("ta\nhope x", "ta\nPerson2 x", id="signed"),
        pytest.param("lil Marv was there", "Person7 was there", id="lil"),
        pytest.param("grant was late, told grant", "Person5 was late, told Person5", id="grant"),
        pytest.param("housing grant was paid", "housing grant was paid", id="a grant"),
        pytest.param(
            "the ed team, an ed plan, ed psych to visit", "the ed team, an ed plan, ed psych to visit", id="ed"
        ),
        pytest.param("seen in ed, hosp ed on friday", "seen in ed, hosp ed on friday", id="emergency"),
        pytest.param("a wren in the tree, a poppy on his coat", "a wren in the tree, a poppy on his coat", id="a bird"),
        pytest.param("we hope to see him, no hope x", "we hope to see him, no hope x", id="hope"),
        pytest.param("the others et al said so", "the others et al said so", id="et al"),
    ],
)
def test_listed_names_in_lower_case(text: str, expected: str) -> None:
    assert redact_text(text, SHORT).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "nana will have him, asked nana", "Grandparent1 will have him, asked Grandparent1", id="by itself"
        ),
        pytest.param("went to nana, pops rang", "went to Grandparent1, Grandparent1 rang", id="both"),
        pytest.param("his nana came, dads nana died", "his nana came, dads nana died", id="somebody's"),
        pytest.param("the nana of a friend, Ty's nana", "the nana of a friend, Child1's nana", id="another's"),
    ],
)
def test_words_for_relations_that_the_list_has_for_somebody(text: str, expected: str) -> None:
    people = (Person("grandparent", "Maureen Denholm", aliases=("Nana", "Pops")), Person("child", "Ty Okoro"))
    assert redact_case(CaseFile("c1", (Note("n1", text),), people)).notes[0].text == expected


LETTERS = ["Samantha Harlow-Venn", "Leah Birch", "Colm O'Neill", "Marieke van der Berg", "Ollie Wren", "Mr Khan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Sam H.V. came.", "Person1. came.", id="two with stops"),
        pytest.param("gave Leah B vitamins", "gave Person2 vitamins", id="a vitamin"),
        pytest.param("Leah B came.", "Person2 came.", id="a surname"),
        pytest.param("Dr VdB rang. Ms O'N came.", "Person4 rang. Person3 came.", id="small words"),
        pytest.param(
            "Present: Ollie W. Mr. Khan spoke.", "Present: Person5. Person6 spoke.", id="the end of a sentence"
        ),
        pytest.param("The B family and the H-V children", "The Family family and the Family children", id="families"),
        pytest.param("Plan for the C family. The B plan.", "Plan for the C family. The B plan.", id="others"),
    ],
)
def test_letters_of_the_list(text: str, expected: str) -> None:
    assert redact_text(text, LETTERS).text == expected
