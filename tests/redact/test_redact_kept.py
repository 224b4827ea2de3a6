"""What a word must not be masked for, and what belongs to a name."""

from __future__ import annotations

import pytest

from analyser.errors import BadRules
from analyser.model import Person
from analyser.redact import lexicon, phrases, redact_text
from analyser.redact.headed import headed
from analyser.redact.kinds import Kind, kinds
from analyser.redact.tokens import tokenise


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"Yes, Professor. He went on to the clinic.', id="title-ends-the-sentence"),
        pytest.param("Log sent by the PS. We agreed to meet.", id="initials-that-are-a-title"),
        pytest.param("Agency posts under review by finance.", id="not-a-user-name"),
        pytest.param("Roadworks on the A4162 again.", id="road"),
        pytest.param("Booked under Op Jasper, and Operation Jasmine is on.", id="operations-of-the-police"),
        pytest.param("Perp refused, Occs spoken to, Lic recall, Sib seen.", id="short-forms-of-records"),
        pytest.param("Dear Sirs, the Bibles were moved.", id="plain-capitals"),
        pytest.param("Seen on ward. Abx given, Ltr to follow, Interp booked.", id="shorthand"),
        pytest.param("Non-attendance at school. Non attendance letter sent.", id="non-attendance"),
        pytest.param("No angina since spring and no brandy in the house.", id="words-in-lower-case"),
        pytest.param("Nor would I. School trip is on Friday.", id="letter-ends-a-sentence"),
        pytest.param("Thanked Sir. English is next.", id="title-ends-a-sentence"),
        pytest.param("There was a Talking Dinosaur on the bed, and a Sacred Heart.", id="one-of-many"),
        pytest.param("He read The Owl Song at bedtime.", id="book-and-song"),
        pytest.param("We had an Interim Care Plan Meeting.", id="care-within-a-form"),
        pytest.param("Rheumatology and Phlebotomy wrote, Datix raised.", id="departments"),
        pytest.param("Asperger's was the word; Crohn's flared.", id="conditions"),
        pytest.param("The plan is RAG rated Amber, risk Red.", id="ratings"),
        pytest.param("He has a Dialectical streak, and an Ambivalence.", id="abstract-nouns"),
        pytest.param("CASE CLOSURE SUMMARY. Step Down agreed.", id="headings"),
        pytest.param("Emergency contact: gran, then the neighbour.", id="a-relation-in-a-field"),
        pytest.param("Barnardo's rang, Sainsbury's was shut.", id="kept-words-that-end-in-s"),
        pytest.param("Tad-cu rang about tea.", id="relation-with-a-hyphen"),
        pytest.param("Discussed with CAFCASS and MAPPA, OFSTED was told.", id="long-acronyms"),
        pytest.param("The Public Law Outline was explained to her.", id="longest-phrase-first"),
        pytest.param("Plan Type: see below. Outcome: Warm Home, Good Routine", id="label-and-values-of-a-form"),
        pytest.param("Known for Going Equipped and Criminal Damage.", id="offences"),
        pytest.param("Mum takes Sertraline and Dad takes Naproxen.", id="medicines"),
        pytest.param("It was heard at the Magistrates' Court on Monday.", id="court-of-no-place"),
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact_text(text).text == text


def test_a_word_within_a_kept_stretch_is_kept_whatever_stretches_it_holds() -> None:
    text = "Marlow Idris Tarek Oduya spoke"
    of = kinds(text, tokenise(text), [(0, 24), (0, 6), (7, 12), (8, 10), (13, 18)])
    assert of[:4] == [Kind.KEPT] * 4
    assert kinds(text, tokenise(text), [(0, 8), (7, 18)])[3] is not Kind.KEPT


def test_a_long_list_on_a_form_is_read_at_once() -> None:
    numbers = ", ".join(str(n) for n in range(100, 140))
    text = f"Seen: {numbers} Warm Home"
    assert headed(text, tokenise(text)) == []  # for hours, where an item may hold the comma that ends it


WORDS = "Hostile Shouted Threatened Bruise Neglect Cannabis Heroin Sober Drunk Asleep Midwife Solicitor Landlord"


@pytest.mark.parametrize("word", WORDS.split())
@pytest.mark.parametrize("text", ["{}: no change.", "We spoke about {} again.", "{} noted at the door."])
def test_words_of_care_are_never_masked(word: str, text: str) -> None:
    assert redact_text(text.format(word)).text == text.format(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We met at St Cadfan's Catholic High today.", "We met at School1 today.", id="faith"),
        pytest.param("We met at Doncaster Women's Aid today.", "We met at Organisation1 today.", id="tail"),
        pytest.param("Seen at Room 318 today.", "Seen at Address1 today.", id="room"),
        pytest.param("Letter about KW-21-508 today.", "Letter about CaseReference1 today.", id="reference"),
        pytest.param(
            "The bus to the Loft. He loves the Loft.", "The bus to Organisation1. He loves Organisation1.", id="the"
        ),
        pytest.param("Rang Non today. Non said no.", "Rang Person1 today. Person1 said no.", id="welsh-and-a-word"),
    ],
)
def test_what_belongs_to_a_name_goes_with_it(text: str, expected: str) -> None:
    assert redact_text(text).text == expected


def test_one_letter_for_somebody_listed_needs_two_signs() -> None:
    listed = [Person("mother", "Gwenda Ollerton")]
    text = "G up at six. G agreed to try. Vitamin G. Plan G is next."
    assert redact_text(text, listed).text == "Mother up at six. Mother agreed to try. Vitamin G. Plan G is next."
    assert redact_text("G up at six.", listed).text == "G up at six."


def test_a_letter_on_the_list_is_no_word() -> None:
    assert redact_text("A heron went over.", [Person("housing", "A Petrov")]).text == "A heron went over."


TERMS = [
    "Strategy Discussion",
    "Interim Care Order",
    "Body Worn Video",
    "Right Care Right Person",
    "Notice to Quit",
    "Discretionary Housing Payment",
    "Strengths and Difficulties Questionnaire",
    "Making Safeguarding Personal",
    "Life Story",
    "Own My Life",
    "Managed Move",
]


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("text", ["{} was discussed.", "We spoke of the {} again.", "Papers from the {} came."])
def test_terms_of_practice_are_never_masked(term: str, text: str) -> None:
    assert redact_text(text.format(term)).text == text.format(term)


def test_a_name_beside_a_term_of_practice_goes() -> None:
    assert redact_text("Strategy Discussion with Idris Oduya.").text == "Strategy Discussion with Person1."


def test_a_list_of_terms_holds_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "load", lambda name: {"schema": 1, "orders": ["Care Order", 7]})
    phrases.practice.cache_clear()
    try:
        with pytest.raises(BadRules, match="orders"):
            phrases.practice()
    finally:
        phrases.practice.cache_clear()


def test_the_label_behind_a_name_is_no_part_of_it() -> None:
    assert redact_text("Name: Idris Oduya DOB: 12/3/2014").text == "Name: Person1 DOB: BirthDate1"


@pytest.mark.parametrize("text", ["Faith recorded as none.", "Faith: Muslim. Seen at home.", "Faith not stated."])
def test_a_field_for_faith_is_nobodys_name(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("The report by CSW Bolanle is late.", "The report by CSW Person1 is late."),
        ("SGO Okonjwe hearing.", "SGO Person1 hearing."),
    ],
)
def test_letters_of_a_service_before_a_name_are_no_part_of_it(text: str, redacted: str) -> None:
    assert redact_text(text).text == redacted
