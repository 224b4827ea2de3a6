"""Initials that sign, text and act, of people whom no list names; acronyms stay."""

from __future__ import annotations

import pytest

from analyser.model import Person
from analyser.redact import redact_text
from analyser.redact.initials import unknown_dotted
from analyser.redact.registry import Registry
from analyser.redact.tokens import Token, tokenise


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        pytest.param("Weight up, feeding well. KD", "KD", id="signature"),
        pytest.param("Card left.\nJF\nRang again. JF", "JF", id="signature-and-line"),
        pytest.param("GW to ring school.", "GW", id="task"),
        pytest.param("She thinks JF told her so.", "JF", id="verb"),
        pytest.param("SW JF was there.", "JF", id="role-before"),
        pytest.param("Seen with JF (HV) at home.", "JF", id="role-behind"),
        pytest.param("Seen by JF. Chase JF again with JF.", "JF", id="twice"),
        pytest.param("JF 13.40 – did you ring\nJF 13.55 – well did you", "JF", id="chat"),
        pytest.param("16:09 EM: yes see you at ten", "EM", id="time-and-colon"),
        pytest.param("22/2 BM: had a good day, ate all.", "BM", id="day-and-colon"),
        pytest.param("EM/NC. Ellie upset, went through the log.", "EM", id="two-open-a-note"),
        pytest.param("MD & IV. Two stories and both may be true.", "IV", id="two-open-a-note-and"),
        pytest.param("PM said she would not come. Later PM slept.", "PM", id="acronym-of-a-thing-that-speaks"),
    ],
)
def test_initials_of_somebody_unknown(text: str, letters: str) -> None:
    assert letters not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Seen by GP. HV said weight is up. SW to ring.", id="roles"),
        pytest.param("She came at 4 PM and left at 9 PM.", id="times"),
        pytest.param("PR is with both. BP is fine.", id="things"),
        pytest.param("He said NO and then OK.", id="shouted"),
        pytest.param("CAMHS told us DWP asked for it. NFA", id="agencies"),
        pytest.param("Referred to ZQX under LTR.", id="unknown-acronyms"),
        pytest.param("14:00 IT: laptop still away. 15:10 GP: letter sent.", id="headed-by-a-time"),
        pytest.param("SW/HV. Joint visit, weight up.", id="two-roles-open-a-note"),
        pytest.param("CP/CIN. Plan to be reviewed.", id="two-plans-open-a-note"),
    ],
)
def test_acronyms_stay(text: str) -> None:
    assert redact_text(text).text == text


def test_initials_of_the_list_that_are_an_acronym() -> None:
    listed = [Person("mother", "Perpetua Mwale")]
    done = redact_text("PM came at 2 PM. Baby woke, PM up again. Left 9 PM.", listed)
    assert done.text == "Mother came at 2 PM. Baby woke, Mother up again. Left 9 PM."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("R.H seen at school.", "Person1 seen at school.", id="no-last-stop"),
        pytest.param("K.P and mum in.", "Person1 and mum in.", id="and"),
        pytest.param("G.P. rang, then the H.V. came.", "G.P. rang, then the H.V. came.", id="profession-with-stops"),
        pytest.param("At 9 A.M she left.", "At 9 A.M she left.", id="time"),
    ],
)
def test_letters_with_stops(text: str, expected: str) -> None:
    assert redact_text(text).text == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            "2100 EM in lounge. EM pic on fridge.", "EM", "2100 Child1 in lounge. Child1 pic on fridge.", id="name"
        ),
        pytest.param(
            "Neither asked how his chest is DC", "DC", "Neither asked how his chest is Child1", id="a-rank-too"
        ),
        pytest.param("appts tj 1. days tj excluded", "tj", "appts Child1 1. days Child1 excluded", id="small-letters"),
        pytest.param("kn: slurring. told kn so", "kn", "Child1: slurring. told Child1 so", id="small-letters-open"),
    ],
)
def test_letters_that_a_list_gives_for_a_name(text: str, name: str, expected: str) -> None:
    assert redact_text(text, [Person("child", name)]).text == expected


@pytest.mark.parametrize("name", ["Ms Ma", "Mr So", "Mrs Do", "Lei Sun", "Long Nguyen"])
def test_short_names_of_the_east(name: str) -> None:
    assert name not in redact_text(f"Rang {name} about the rent.").text


def test_who_sends_a_text_is_somebody_though_the_letters_are_a_service_too() -> None:
    listed = [Person("mother", "Shona Garvey"), Person("father", "Paul Atkins")]
    assert redact_text("Text from SG at ten, she is not coming.", listed).text.startswith("Text from Mother ")
    assert redact_text("Report from PA came.", listed).text == "Report from PA came."


def test_letters_with_stops_are_read_no_further_than_they_can_be_somebodys() -> None:
    class Counted(list[Token]):
        read = 0

        def __getitem__(self, at):  # type: ignore[no-untyped-def]
            self.read += 1
            return super().__getitem__(at)

    tokens = Counted(tokenise("A. " * 500))
    assert unknown_dotted(tokens, 0, Registry()) is None
    assert tokens.read < 50


@pytest.mark.parametrize(
    "text",
    [
        "TV heard, nobody came to the door.",
        "WC blocked again, bath full of washing.",
        "Grandmother has TB. Tablet and TV taken; XL nappies bought.",
        "Back at home, carers BD since 2/9. Carers OD only at weekends.",
        "Calls in the AM and PM, cream TDS.",
    ],
)
def test_letters_of_everyday_things_are_nobody(text: str) -> None:
    assert redact_text(text).text == text


def test_letters_of_everyday_things_are_whoever_the_list_has_with_them() -> None:
    people = [Person("mother", "Tina Vale"), Person("social_worker", "Tom Baird")]
    assert redact_text("TV heard the door. TB rang to say he is late.", people).text == (
        "Mother heard the door. SocialWorker1 rang to say he is late."
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("LG and SV to attend on 29 April.", "Mother and Partner to attend on 29 April.", id="both"),
        pytest.param("SV and LG seen.", "Partner and Mother seen.", id="the other way"),
        pytest.param("LG told of the CP plan and DV.", "Mother told of the CP plan and DV.", id="terms"),
        pytest.param("LG disclosed DV.", "Mother disclosed DV.", id="what was done to her"),
        pytest.param("An SV was planned.", "An SV was planned.", id="by itself"),
    ],
)
def test_letters_that_are_an_acronym_too_are_somebody_beside_known_letters(text: str, expected: str) -> None:
    listed = [Person("mother", "Leanne Garnett"), Person("partner", "Scott Vickers")]
    assert redact_text(text, listed).text == expected


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Plan agreed. CD to ring the school by Friday.", ""),
        ("Review. Work goes on. CD to write to housing.", ""),
        ("TV to be fixed by the landlord.", "TV"),
        ("DV to be talked over with Mum.", "DV"),
        ("CD to go back to the library.", "CD"),
        ("Plan: TV to stay in the front room.", "TV"),
    ],
)
def test_letters_of_things_are_somebodys_where_they_are_to_do_something(text: str, stays: str) -> None:
    found = redact_text(text).text
    assert (stays in found) if stays else "CD" not in found
