"""What a file calls a service for short, and names of plain words of which the finder is surest."""

from __future__ import annotations

import re

import pytest

from analyser.model import Person
from analyser.redact import people, redact_text
from analyser.redact.again import typed_again
from analyser.redact.evidence import Note
from analyser.redact.kinds import kinds
from analyser.redact.registry import Registry
from analyser.redact.tokens import tokenise


def masked(text: str) -> str:
    """The text redacted, with everything that has a name called by one word."""
    return re.sub(r"(?:Person|Place|Organisation|School|Hospital|Address)\d+", "[]", redact_text(text).text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "He goes to Junction 9 on Mondays. Eyob from J9 rang.",
            "He goes to [] on Mondays. [] from [] rang.",
            id="letter and number",
        ),
        pytest.param(
            "Taken to Hand in Hand by his aunt. The workers at HiH rang.",
            "Taken to [] by his aunt. The workers at [] rang.",
            id="small words by a small letter",
        ),
        pytest.param(
            "Riverside Reach rang. She says Reach will keep her bed, and that its reach is wide.",
            "[] rang. She says [] will keep her bed, and that its reach is wide.",
            id="a word of it with a capital, not the word",
        ),
        pytest.param(
            "Salt and Light rang. S&L assessment was done by the speech therapist.",
            "[] rang. S&L assessment was done by the speech therapist.",
            id="letters that notes have for something else",
        ),
        pytest.param("Bright Futures rang. Her BF hit her.", "[] rang. Her BF hit her.", id="boyfriend"),
    ],
)
def test_a_service_goes_by_what_the_file_calls_it_for_short(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_letters_that_fit_two_services_are_neither_of_them() -> None:
    text = "Taken to Hand in Hand by his aunt; his sister goes to Heart in Hand. The workers at HiH rang."
    expected = (
        "Taken to Organisation1 by his aunt; his sister goes to Organisation2. The workers at Organisation3 rang."
    )
    assert redact_text(text).text == expected


def test_a_service_of_small_words_alone_has_no_letters() -> None:
    text = "Natasha Natasha \nTarn Hows Primary May Will ,"
    assert redact_text(text, [Person("mother", "Natasha Ollerton")]).text.startswith("Mother")


def test_one_word_of_a_service_is_that_service() -> None:
    redacted = redact_text("Riverside Reach rang about Tanya. They say Reach will keep her bed.").text
    assert redacted == "Organisation1 rang about Person1. They say Organisation1 will keep her bed."


def test_an_acronym_of_the_services_stays_beside_a_name_with_the_same_letters() -> None:
    assert masked("Met at Crown Point. The CP plan was read out.") == "Met at []. The CP plan was read out."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The driver from Crown Cars did not stop.", "The driver from [] did not stop.", id="kept word"),
        pytest.param("She came from Benin City with her aunt.", "She came from [] with her aunt.", id="country"),
        pytest.param("cc M. Winter. Winter fuel was explained.", "cc []. Winter fuel was explained.", id="season"),
        pytest.param("Most of the men at Shed know him.", "Most of the men at [] know him.", id="word for a kind"),
        pytest.param(
            "Winter & Lowe rang again, Ms Ashdown this time.",
            "[] rang again, [] this time.",
            id="firm of somebody whose name is a season",
        ),
        pytest.param("Surname Da Costa. Forename Joaquim.", "Surname []. Forename [].", id="surname of kept words"),
        pytest.param("keeley ref'd to the junction (cse).", "[] ref'd to [] (cse).", id="word for a kind, typed"),
        pytest.param("kirsten 4 school (lochside).", "[] 4 school ([]).", id="typed in brackets"),
        pytest.param("Rush had a knife in his sock.", "[] had a knife in his sock.", id="opens a sentence"),
        pytest.param("He eats at Kettle's every night.", "He eats at [] every night.", id="'s of a shop"),
        pytest.param("Priyanka S. Alsatian in boot.", "[]. Alsatian in boot.", id="a letter that ends a sentence"),
        pytest.param("Traced by phone at Club Oriente.", "Traced by phone at [].", id="one name, not two"),
        pytest.param("+ Shed with Kwame", "+ [] with []", id="behind a sign, first of all"),
        pytest.param("She heard the Crown Court's ruling.", "She heard the Crown Court's ruling.", id="court"),
    ],
)
def test_names_of_plain_words_go_where_the_finder_is_surest(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("seen by dr p with his daughter.", "seen by [] with his daughter.", id="letter behind a title"),
        pytest.param("mr ng rang back.", "[] rang back.", id="two letters behind a title"),
        pytest.param("mum rang kate w on friday.", "mum rang [] on friday.", id="letter behind a first name"),
        pytest.param("Thu Beata/Sam H. Fri Tina.", "Thu []/[]. Fri [].", id="letter behind a first name that ends it"),
        pytest.param("Sam H/V done.", "[] H/V done.", id="a visit to somebody"),
        pytest.param("T/C to Kim S/worker re plan.", "T/C to [] S/worker re plan.", id="a social worker"),
        pytest.param("Thu Beata/Sam H/Tina.", "Thu []/[]/[].", id="letter before somebody else"),
        pytest.param("leah s/w rang.", "[] s/w rang.", id="a social worker, typed"),
        pytest.param("tom a.m. visit done.", "[] a.m. visit done.", id="a time of day"),
        pytest.param("saw dr on fri. dr is on way.", "saw dr on fri. dr is on way.", id="title alone"),
        pytest.param("mum rang mw again.", "mum rang mw again.", id="a midwife"),
        pytest.param("rang kl. jo said no.", "rang []. [] said no.", id="two letters, two sentences"),
        pytest.param("spoke to lee. e.g. he came at 4.", "spoke to []. e.g. he came at 4.", id="for example"),
        pytest.param("shannon sat by mr strachan. rhea was quiet.", "[] sat by []. [] was quiet.", id="two sentences"),
    ],
)
def test_short_names_typed_without_capitals(text: str, expected: str) -> None:
    assert masked(text) == expected


def test_where_somebody_lies_is_no_address() -> None:
    assert masked("Pt moved: Ward 12, Bay C, Bed 4.") == "Pt moved: Ward 12, Bay C, Bed 4."
    assert masked("Send to: Ward 9 Bay B Bed 11") == "Send to: Ward 9 Bay B Bed 11"


def test_a_short_name_that_is_an_abbreviation_too_goes_where_the_file_has_it_with_a_capital() -> None:
    text = "Mo Docherty was in. Mo had the baby.\nrhea clingy with mo, told me about school. 3 mo old cousin there."
    redacted = redact_text(text).text
    assert "with mo," not in redacted
    assert "3 mo old" in redacted


@pytest.mark.parametrize(("share", "found"), [(0.2, True), (0.05, False)])
def test_a_listed_name_that_notes_hardly_use_as_a_word_goes_at_a_hint_of_the_finder(share: float, found: bool) -> None:
    text = 'He wrote "shh dean" over the top.'
    registry = Registry()
    people.enter(registry, Person("child", "Dean Boateng"))
    tokens = tokenise(text)
    note = Note(text, tokens, kinds(text, tokens, []), [], likely=[(share, 0.0, 0.0, 0.0)] * len(tokens))
    assert [text[f.start : f.end] for f in typed_again(note, [], registry)] == ["dean"] * found
