"""Titles: relations with one surname are told apart, one person's forms are joined, with and without a list."""

from __future__ import annotations

import pytest

from analyser.model import CaseFile, Note, Person
from analyser.redact import redact_case, redact_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr Ollerton rang. Ms Ollerton rang.", "Father rang. Mother rang.", id="mr-and-ms"),
        pytest.param("Mrs Ollerton was in.", "Mother was in.", id="mrs"),
        pytest.param("mr ollerton shouted", "Father shouted", id="lower"),
        pytest.param("Saw Mr O at home.", "Saw Father at home.", id="letter"),
        pytest.param("Ben and Mr Ollerton", "Child1 and Father", id="not-the-child"),
    ],
)
def test_a_title_chooses_among_the_listed(text: str, expected: str) -> None:
    listed = [Person("mother", "Natasha Ollerton"), Person("father", "Keith Ollerton"), Person("child", "Ben Ollerton")]
    assert redact_text(text, listed).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mrs Reid was in. Mr Reid was not.", "Grandparent1 was in. Father was not.", id="titles"),
        pytest.param("Ms Okafor-Reid rang. Ms Okafor came.", "Mother rang. Mother came.", id="her own name"),
        pytest.param("Ms Okafor Reid rang.", "Mother rang.", id="without its hyphen"),
        pytest.param("REID was arrested at home.", "Father was arrested at home.", id="by itself"),
        pytest.param("Tamsin Reid came.", "Mother came.", id="her first name and half"),
    ],
)
def test_whose_surname_it_is_comes_before_those_who_have_it_as_one_half(text: str, expected: str) -> None:
    listed = [
        Person("mother", "Tamsin Okafor-Reid"),
        Person("child", "Noah Reid"),
        Person("father", "Stephen Reid"),
        Person("grandparent", "Patricia Reid"),
    ]
    assert redact_text(text, listed).text == expected


RELATIONS = [
    Person("mother", "Leanne Garnett"),
    Person("father", "Daniel Hale"),
    Person("partner", "Scott Vickers"),
    Person("grandparent", "Maureen Garnett"),
    Person("grandparent", "Raymond Hale"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mrs Garnett, maternal grandmother, rang.", "Grandparent1, maternal grandmother, rang.", id="mgm"),
        pytest.param("Mrs Garnett (maternal grandmother) rang.", "Grandparent1 (maternal grandmother) rang.", id="()"),
        pytest.param(
            "The maternal grandmother, Mrs Garnett, rang.", "The maternal grandmother, Grandparent1, rang.", id="b"
        ),
        pytest.param("Mrs Garnett rang.", "Mother rang.", id="nothing beside"),
        pytest.param("Mrs Garnett, her maternal side said.", "Mother, her maternal side said.", id="no relation"),
        pytest.param(
            "Mrs Garnett, maternal grandmother's friend", "Mother, maternal grandmother's friend", id="another"
        ),
        pytest.param("Mr Hale senior drank. Mr Hale did not.", "Grandparent2 drank. Father did not.", id="senior"),
        pytest.param("Mr Hale Snr came.", "Grandparent2 came.", id="snr"),
        pytest.param("Mr Hale jnr came.", "Father came.", id="junior"),
        pytest.param("Mr Vickers senior came.", "Person1 came.", id="no elder in the list"),
    ],
)
def test_words_beside_a_title_choose_among_relations(text: str, expected: str) -> None:
    assert redact_text(text, RELATIONS).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr and Mrs Akhtar both attended.", "Father and Mother both attended.", id="and"),
        pytest.param("T/C to Mr & Mrs Akhtar.", "T/C to Father & Mother.", id="sign"),
        pytest.param("Mr and Mrs Brown left.", "Mr and Person1 left.", id="of whom one is known at most"),
        pytest.param("Mr Bell and Mrs Akhtar left.", "Person1 and Mother left.", id="two names"),
        pytest.param("PC Shaw and Mrs Akhtar left.", "Police1 and Mother left.", id="an officer"),
    ],
)
def test_both_of_a_couple_are_named_by_one_surname(text: str, expected: str) -> None:
    listed = [Person("mother", "Nasreen Akhtar"), Person("father", "Imran Akhtar"), Person("child", "Zara Akhtar")]
    assert redact_text(text, listed).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Scott Anthony VICKERS was arrested.", "Partner was arrested.", id="police"),
        pytest.param("Daniel James Hale came.", "Father came.", id="middle"),
        pytest.param("Scott and Anthony Vickers came.", "Partner and Person1 came.", id="two"),
        pytest.param("Scott, Daniel Hale and Leanne came.", "Partner, Father and Mother came.", id="three"),
    ],
)
def test_a_middle_name_belongs_to_the_name_around_it(text: str, expected: str) -> None:
    assert redact_text(text, RELATIONS).text == expected


def test_half_of_a_surname_is_its_bearer_where_nobody_else_has_it() -> None:
    listed = [Person("mother", "Tamsin Okafor-Reid"), Person("child", "Eli Okafor-Reid")]
    assert redact_text("Mrs Reid rang. Reid left.", listed).text == "Mother rang. Mother left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("he will miss Maths on Friday.", "he will miss Maths on Friday.", id="a lesson"),
        pytest.param("She does not miss Kelly.", "She does not miss Person1.", id="somebody"),
        pytest.param("He said I'll miss Mrs Shah.", "He said I'll miss Person1.", id="somebody with a title"),
        pytest.param("spoke to miss green at school.", "spoke to Person1 at school.", id="a title"),
    ],
)
def test_miss_is_a_title_or_what_somebody_does(text: str, expected: str) -> None:
    assert redact_text(text).text == expected


def test_a_surname_that_is_a_kept_word_is_that_word_elsewhere() -> None:
    done = redact_text("Mr English rang. He teaches English at the college. English said he would come.")
    assert done.text == "Person1 rang. He teaches English at the college. Person1 said he would come."
    case = CaseFile("c", (Note("n01", "Mr English rang. He teaches English at the college."),))
    assert not redact_case(case).withheld


def test_a_listed_neighbour_keeps_the_letter_that_a_relation_has_too() -> None:
    listed = [Person("mother", "Asha Kotecha"), Person("other", "Mrs Kirkbride")]
    done = redact_text("Mrs Kirkbride rang. Mrs K said so.", listed)
    assert done.text == "Person1 rang. Person1 said so."


def test_a_grandmother_of_the_list_is_not_the_mother() -> None:
    listed = [Person("mother", "Asha Vardy"), Person("grandparent", "Nan Vardy")]
    assert "Mother" not in redact_text("Nan Vardy has them on Fridays.", listed).text


def _names(*texts: str) -> list[list[str]]:
    """Pseudonyms note by note, no list given."""
    done = redact_case(CaseFile("c", tuple(Note(str(i), t) for i, t in enumerate(texts))))
    return [[r.pseudonym for r in n.redactions] for n in done.notes]


def _flat(*notes: list[str]) -> list[str]:
    return [name for note in notes for name in note]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param("Mr Shaw rang. Mrs Shaw was out.", False, id="man-and-woman"),
        pytest.param("Ms Shaw rang about Mrs Shaw.", False, id="two-women-of-one-note"),
        pytest.param("Dr Shaw wrote. Mr Shaw was cross.", False, id="doctor-and-man"),
        pytest.param("Mr Shaw rang. Later Mr Shaw rang off.", True, id="one-man"),
        pytest.param("Paul Shaw came. Mr Shaw left.", True, id="first-name-and-surname"),
        pytest.param("Mr Paul Shaw came. Paul left.", True, id="titled-in-full"),
        pytest.param("Paul was late. Told Mr Paul Shaw so.", True, id="first-name-first"),
    ],
)
def test_without_a_list(text: str, same: bool) -> None:
    [names] = _names(text)
    assert len(names) == 2
    assert (len(set(names)) == 1) is same


def test_ms_and_mrs_in_different_notes_are_one_woman() -> None:
    first, second = _names("Ms Shaw rang.", "Mrs Shaw was out.")
    assert first == second


def test_a_role_found_beside_the_first_name_holds_for_the_surname() -> None:
    assert set(_flat(*_names("Dad (Colin) rang.", "Mr Vardy was late.", "Colin Vardy signed."))) == {"Father"}


def test_a_role_found_beside_the_title_holds_for_the_first_name() -> None:
    assert set(_flat(*_names("Colin was late.", "T/C from Mr Colin Vardy (dad)."))) == {"Father"}


def test_the_man_is_not_the_woman_of_his_surname() -> None:
    names = _flat(*_names("Mum (Kirsten) was in.", "Kirsten Vardy and Paul Vardy came.", "Mr Vardy left."))
    assert names[0] == names[1] == "Mother"
    assert names[2] == names[3] != "Mother"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("PC 3318 Lambourne attended.", "3318 Lambourne", id="collar-number"),
        pytest.param("Spoke to DS Christian about it.", "Christian", id="faith-as-surname"),
        pytest.param("Mrs French was in.", "French", id="people-as-surname"),
        pytest.param("The Vardys and Mr Vardy moved.", "Vardys", id="family"),
    ],
)
def test_surnames_behind_titles(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Saw Mr Albert Finch at home. Albert was well, Mr Finch ate.",
            "Saw Person1 at home. Person1 was well, Person1 ate.",
        ),
        ("Mr James Turner rang. James was cross.", "Person1 rang. Person1 was cross."),
        ("Rang Mrs Rose Green.", "Rang Person1."),
        ("Mr Peter Marsh came.", "Person1 came."),
        ("Mr James Manager at the home rang.", "Person1 Manager at the home rang."),
        ("Mr James Head of Year rang.", "Person1 Head of Year rang."),
        ("Mrs Rose Contact Officer rang.", "Person1 Contact Officer rang."),
    ],
)
def test_a_title_a_first_name_and_a_surname_that_is_a_word_are_one_person(text: str, masked: str) -> None:
    assert redact_text(text).text == masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mrs Dunmore (PGM) came out.", "Grandparent1 (PGM) came out.", id="bracket"),
        pytest.param("Mrs Dunmore senior (PGM) came out.", "Grandparent1 (PGM) came out.", id="senior"),
        pytest.param("I saw Mrs Dunmore, PGM, at the door.", "I saw Grandparent1, PGM, at the door.", id="commas"),
        pytest.param("Rang nan Mrs Dunmore.", "Rang nan Grandparent1.", id="before"),
        pytest.param("The aunt, Miss Dunmore, rang.", "The aunt, Relative1, rang.", id="aunt"),
        pytest.param("Mrs Dunmore (PGM) rang. Mrs Dunmore left.", "Grandparent1 (PGM) rang. Mother left.", id="2"),
        pytest.param("Mrs Dunmore (mum) rang.", "Mother (mum) rang.", id="the mother"),
        pytest.param("Mrs Dunmore (nan's carer) rang.", "Mother (nan's carer) rang.", id="of the nan"),
        pytest.param("Mrs Dunmore, nan and Ellis came.", "Mother, nan and Child1 came.", id="a list"),
        pytest.param("With his nan. Mrs Dunmore rang.", "With his nan. Mother rang.", id="next sentence"),
        pytest.param("Present: Mrs Dunmore\nNan and Ellis.", "Present: Mother\nNan and Child1.", id="next line"),
    ],
)
def test_a_relation_whom_the_list_has_not_is_not_the_parent_of_that_surname(text: str, expected: str) -> None:
    listed = [Person("mother", "Carly Dunmore"), Person("father", "Wayne Dunmore"), Person("child", "Ellis Dunmore")]
    assert redact_text(text, listed).text == expected
