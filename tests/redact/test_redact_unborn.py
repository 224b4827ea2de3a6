"""Children without a name yet are the child of the file, not the mother whose surname they have."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text

MOTHER = Person("mother", "Chelsea Maddock")
LISTS = [
    pytest.param([MOTHER], id="not listed"),
    pytest.param([MOTHER, Person("child", "Unborn Maddock")], id="unborn"),
    pytest.param([Person("child", "Unborn Baby Maddock"), MOTHER], id="unborn baby, first"),
    pytest.param([MOTHER, Person("child", "Baby Girl Maddock")], id="baby girl"),
]


@pytest.mark.parametrize("listed", LISTS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strategy meeting re unborn Maddock.", "Strategy meeting re Child1."),
        ("Unborn baby Maddock to be on a plan.", "Child1 to be on a plan."),
        ("Baby Maddock was born at 03.10.", "Child1 was born at 03.10."),
        ("Baby Girl MADDOCK is in SCBU.", "Child1 is in SCBU."),
        ("Unborn child Maddock, EDD 3 May.", "Child1, EDD 3 May."),
        ("The unborn baby is due. Her baby is well.", "The unborn baby is due. Her baby is well."),
        ("Ms Maddock rang. Chelsea Maddock came.", "Mother rang. Mother came."),
        ("MADDOCK was crying.", "Mother was crying."),
    ],
)
def test_a_child_without_a_name_is_the_child(listed: list[Person], text: str, expected: str) -> None:
    assert redact_text(text, listed).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The baby may sleep long.", "The baby may sleep long.", id="words"),
        pytest.param("Baby Long is well.", "Child2 is well.", id="a word as surname"),
        pytest.param("Baby James is well.", "Baby Child1 is well.", id="a first name"),
        pytest.param("The child Kelly Long came.", "The child Mother came.", id="a whole name"),
    ],
)
def test_a_first_name_or_a_word_behind_baby_is_what_it_was(text: str, expected: str) -> None:
    listed = [Person("mother", "Kelly Long"), Person("father", "Ian James"), Person("child", "James Long")]
    assert redact_text(text, listed).text == expected


def test_unborn_and_baby_of_the_list_are_no_names_by_themselves() -> None:
    assert redact_text("The unborn baby kicks.", [Person("child", "Unborn"), MOTHER]).text == "The unborn baby kicks."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Unborn baby of Chelsea Maddock (19). Chelsea came.", "Mother (19). Mother came.", id="of"),
        pytest.param("Unborn child to Chelsea Maddock. Chelsea came.", "Mother. Mother came.", id="to"),
        pytest.param("A friend of Chelsea Maddock rang. Chelsea came.", "Person1 rang. Person1 came.", id="no child"),
    ],
)
def test_whoever_expects_the_child_is_the_mother(text: str, expected: str) -> None:
    (note,) = redact_case(CaseFile("c", (Note("n1", text),))).notes
    assert note.text.endswith(expected)
