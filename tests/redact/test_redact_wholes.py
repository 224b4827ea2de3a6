"""The whole of a name: phrases, kinds of places, titles, small words; and what is nobody's name."""

from __future__ import annotations

import pytest

from analyser.errors import BadRules
from analyser.model import CaseFile, Note, Person
from analyser.redact import lexicon, redact_case, redact_text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("He goes to the Church of the Golden Plough on Sundays.", "Golden Plough", id="church-of-the"),
        pytest.param("They met at Redeemed House of Gladness again.", "Gladness", id="house-of"),
        pytest.param("Scan at Prince of Thrapsley Hospital on Monday.", "Prince of Thrapsley", id="crown-and-kind"),
        pytest.param("Moves to Our Lady of the Moorland next term.", "Moorland", id="our-lady-of-the"),
        pytest.param("Rang Sts Aldric and Osyth about the trip.", "Osyth", id="two-saints"),
        pytest.param("Weighed at Marram Fold Children's Centre.", "Children's Centre", id="childrens-centre"),
        pytest.param("Seen at Thrapsley and District Hospital.", "District Hospital", id="and-district"),
        pytest.param("She sings with Thrapsley Pentecostal Assembly.", "Assembly", id="faith-within"),
        pytest.param("TAMARISK CONTACT CENTRE\nMum on time.", "TAMARISK", id="heading-in-capitals"),
        pytest.param("Bread from Okonedo & Sons each day.", "Okonedo", id="and-sons"),
        pytest.param("A pint in the Copper Dolphin after work.", "the Copper Dolphin", id="the-belongs-to-a-pub"),
        pytest.param("Pupil at Bishop Lane Primary since May.", "Bishop Lane Primary", id="title-opens-a-school"),
        pytest.param("Moved to Easter Road with her aunt.", "Easter Road", id="feast-and-street"),
        pytest.param("Now at Room 14, 9 Marram Close.", "Room 14", id="room-before-an-address"),
        pytest.param("Born in Thrapsley-on-the-Wold.", "Wold", id="place-with-small-words"),
        pytest.param("Beasts moved, holding no 31/447/0092 checked.", "31/447", id="holding-number"),
    ],
)
def test_the_whole_of_a_place_is_masked(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Call from Ms da Silva about rent.", "da Silva", id="title-and-small-word"),
        pytest.param("Letter from P van der Merwe, vet.", "P van", id="initial-and-small-words"),
        pytest.param("Babcia Grażyna over from Poland.", "Babcia Grażyna", id="polish-grandmother"),
        pytest.param("Rang Ayeeyo Hodan at four.", "Ayeeyo Hodan", id="somali-grandmother"),
        pytest.param("A lift from Old Angus, as ever.", "Old Angus", id="called-old"),
        pytest.param("Spoke to Pasteur Mukendi at church.", "Pasteur Mukendi", id="pastor"),
        pytest.param("He got a call from Kavya-ji.", "-ji", id="honour"),
        pytest.param("Seen with Mei-Ling Chan today.", "Chan", id="surname-that-is-gaelic"),
    ],
)
def test_the_whole_of_a_person_is_masked(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Amma was out. Appa said she shops. Is Tatko in? Babcia cooks.", id="kin-words-of-other-languages"
        ),
        pytest.param("BrAC nil. EtG levels raised. MenB given.", id="what-is-measured"),
        pytest.param("Interpreter for Tetum, then Tshiluba and Gurmukhi.", id="languages"),
        pytest.param("Home before Mincha, and again for Shavuos and Onam.", id="feasts"),
        pytest.param("Husb at work. Arr. 14.50. Abdo soft.", id="short-forms"),
        pytest.param("Dear Sir. I write about the lift.", id="title-that-ends-a-sentence"),
        pytest.param("Confirmed at the Church of England, near the High St.", id="church-of-a-country"),
        pytest.param("Retire in May. Balloons, two cards.", id="words-that-open-a-sentence"),
    ],
)
def test_what_is_nobodys_name_stays(text: str) -> None:
    assert redact_text(text).text == text


def test_an_is_a_name_where_it_cannot_be_the_article() -> None:
    listed = [Person("adult_at_risk", "An Pham")]
    text = "An was in. An chose the biscuits. An older man came. An hour late."
    assert (
        redact_text(text, listed).text == "Adult1 was in. Adult1 chose the biscuits. An older man came. An hour late."
    )


def test_a_listed_name_that_is_a_word_keeps_its_form_beside_the_finder() -> None:
    notes = tuple(
        Note(f"n{i}", text)
        for i, text in enumerate(("Present: Shona; Becks.", "Told Shona twice.", "Ada slept. Shona to see the doctor."))
    )
    done = redact_case(CaseFile("c", notes, (Person("mother", "Shona Ollerton"),)))
    assert [n.text for n in done.notes if "Shona" in n.text] == []


def test_a_known_person_by_one_letter_and_a_stop() -> None:
    listed = [Person("child", "Viktoria Kolarova")]
    assert redact_text("Gave V. the boats. Vit D. given.", listed).text == "Gave Child1. the boats. Vit D. given."


def test_a_surname_before_its_initial_goes_with_it() -> None:
    assert ", P" not in redact_text("Growth clinic: Ollerton, P. 10.15.", [Person("child", "Petra Ollerton")]).text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Tamarisk Hub rang. Tamarisk asked for a letter.", "Tamarisk", id="head-opens-a-sentence"),
        pytest.param("Course at Wold Hair Academy. Asked the Academy for a letter.", "Academy", id="the-academy"),
        pytest.param("Seen by Sister Clemency on the ward.", "Clemency", id="sister-and-word"),
    ],
)
def test_parts_of_a_name_stand_for_the_whole(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"heads": []}, "beside.yaml, heads", id="empty"),
        pytest.param({"small": ["by", True]}, "quote", id="no word"),
        pytest.param({"tales": ["x"]}, "tales", id="unknown list"),
    ],
)
def test_a_list_of_words_beside_names_that_cannot_be_is_said(
    change: dict[str, object], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lexicon.load("beside.yaml")
    monkeypatch.setattr(lexicon, "load", lambda _: whole | change)
    with pytest.raises(BadRules, match=says):
        lexicon.beside.__wrapped__()
