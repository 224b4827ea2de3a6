"""What the name finder alone takes for a number, and known names that are typed without a capital."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.model import CaseFile, Note, Person, Setting
from analyser.redact import finder, redact_case, redact_text
from analyser.redact.again import typed_again
from analyser.redact.evidence import Note as Words
from analyser.redact.kinds import kinds
from analyser.redact.numbered import spot_numbers
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import tokenise


def words(text: str, likely: dict[str, float], column: int, *, number: bool) -> Words:
    """A text of which the finder holds some words for one kind."""
    tokens = tokenise(text)
    note = Words(text, tokens, kinds(text, tokens, []), [])
    width = len(finder.NUMBERS if number else finder.KINDS)
    rows = [tuple(likely.get(t.text, 0.0) if i == column else 0.0 for i in range(width)) for t in tokens]
    if number:
        note.numbers = rows
    else:
        note.likely = rows
    return note


CASE, OTHER, DOB, VEHICLE, CONTACT = range(5)


@pytest.mark.parametrize(
    ("text", "likely", "column", "masked"),
    [
        pytest.param("Filed as TQ-4471 last May.", {"TQ": 0.9, "4471": 0.95}, CASE, ["TQ-4471"], id="a reference"),
        pytest.param("Card 4471 0093 was cut up.", {"4471": 0.9, "0093": 0.8}, OTHER, ["4471 0093"], id="in groups"),
        pytest.param(
            "Came on 4 May 2016.", {"4": 0.95, "May": 0.9, "2016": 0.95}, DOB, ["4 May 2016"], id="birth date"
        ),
        pytest.param("Came on 4 May 2016.", {"4": 0.99, "May": 0.8, "2016": 0.99}, DOB, [], id="a date, in doubt"),
        pytest.param("Came on 4 May 2023.", {"4": 0.99, "May": 0.99, "2023": 0.99}, DOB, [], id="a year ago"),
        pytest.param("Kelly, 4.5.91.", {"4": 0.99, "5": 0.99, "91": 0.99}, DOB, ["4.5.91"], id="in the last century"),
        pytest.param("Came on 4 May.", {"4": 0.99, "May": 0.99}, DOB, [], id="no year"),
        pytest.param("Seen 11/04/2024.", {"11": 0.95}, DOB, [], id="half a date"),
        pytest.param("Filed as TQ-4471.", {"TQ": 0.6, "4471": 0.65}, CASE, [], id="not sure enough"),
        pytest.param("Ref 2024-03-04.", {"2024": 0.9, "03": 0.9, "04": 0.9}, CASE, [], id="a date is no reference"),
        pytest.param("Filed as pending.", {"pending": 0.99}, CASE, [], id="no figure in it"),
        pytest.param(
            "Posts as kez_dollface.", {"kez": 0.85, "dollface": 0.85}, CONTACT, ["kez_dollface"], id="user name"
        ),
        pytest.param("Posts as dollface.", {"dollface": 0.85}, CONTACT, [], id="a plain word"),
        pytest.param("Posts as dollface.", {"dollface": 0.95}, CONTACT, ["dollface"], id="a plain word, surest"),
        pytest.param("Seen 4471, 0093.", {"4471": 0.9, "0093": 0.9}, OTHER, ["4471", "0093"], id="two of them"),
    ],
)
def test_what_the_finder_takes_for_a_number(
    text: str, likely: dict[str, float], column: int, masked: list[str]
) -> None:
    found = spot_numbers(words(text, likely, column, number=True), [], Registry(), dt.date(2024, 5, 10))
    assert [text[f.start : f.end] for f in found] == masked


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The care order was made on 3rd January 2009.", id="an order"),
        pytest.param("Tenancy began 12/09/2008 and ended 14/10/2012.", id="from and to"),
        pytest.param("Immunised on 12/09/2008 and 14/10/2008.", id="two days of one thing"),
        pytest.param("Admitted 03/01/2009, discharged 09/01/2009.", id="in hospital"),
        pytest.param("MMR 03/01/2009, and a booster 04/06/2012.", id="vaccines"),
        pytest.param("Started school 04/09/2012.", id="a school"),
        pytest.param("Began college 05/09/2011 and left in 2013.", id="a college"),
    ],
)
@pytest.mark.parametrize("day", [None, dt.date(2024, 5, 10)], ids=["no day", "day"])
def test_the_day_on_which_something_happened_is_no_birth_date(text: str, day: dt.date | None) -> None:
    (note,) = redact_case(CaseFile("c1", (Note("n1", text, day),))).notes
    assert note.text == text


def test_the_day_on_which_somebody_was_seen_stays() -> None:
    assert redact_text("Seen Kelly Marlow 14/05/2012.").text.endswith(" 14/05/2012.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Referred Reece Tanner 14/02/2006 to CAMHS.", id="referred"),
        pytest.param("School: Reece Tanner 14/02/2006 attends.", id="a field"),
        pytest.param("Meeting re Amelia Stone 12/03/2006 and Jack Stone 01/07/2006.", id="two children"),
    ],
)
def test_a_date_right_behind_a_name_is_a_birth_date_unless_somebody_was_met(text: str) -> None:
    assert "2006" not in redact_text(text).text


def test_a_birth_date_behind_a_name_goes_though_something_happened_before() -> None:
    text = "Admitted: Reece Tanner, m, 14/02/2006."
    assert "2006" not in redact_text(text).text


def test_what_is_masked_or_kept_already_is_left() -> None:
    text = "Filed as TQ-4471 last May."
    note = words(text, {"TQ": 0.9, "4471": 0.95}, CASE, number=True)
    assert spot_numbers(note, [(9, 16)], Registry()) == []


def test_a_user_name_is_a_handle_and_a_reference_that_of_a_case() -> None:
    text = "Filed as TQ-4471."
    (found,) = spot_numbers(words(text, {"TQ": 0.9, "4471": 0.95}, CASE, number=True), [], Registry())
    assert found.entity.type == "CASE_ID"
    text = "Posts as kez_dollface."
    (found,) = spot_numbers(words(text, {"kez": 0.9, "dollface": 0.9}, CONTACT, number=True), [], Registry())
    assert found.entity.type == "HANDLE"


@pytest.fixture
def known() -> Registry:
    registry = Registry()
    loft = registry.add(Entity("ORG", stem="Organisation"))
    registry.add_form(("net", "loft"), loft, Need.CAPITAL, "org")
    skye = registry.add(Entity("PERSON", role="child"))
    registry.add_form(("skye",), skye, Need.CAPITAL, "list")
    will = registry.add(Entity("PERSON", role="child"))
    registry.add_form(("will",), will, Need.ORDINARY, "list")
    return registry


@pytest.mark.parametrize(
    ("text", "likely", "masked"),
    [
        pytest.param("saw skye at ten", {"skye": 0.6}, ["skye"], id="a person"),
        pytest.param("saw skye at ten", {"skye": 0.2}, [], id="the finder doubts it"),
        pytest.param("back to the net loft", {"net": 0.3, "loft": 0.4}, ["net loft"], id="a phrase needs less"),
        pytest.param("a loft and a net", {"net": 0.9, "loft": 0.9}, [], id="words of it apart"),
        pytest.param("Saw Skye at ten", {"Skye": 0.9}, [], id="with a capital, for others to find"),
        pytest.param("he will come", {"will": 0.9}, [], id="a word of every note"),
    ],
)
def test_known_names_without_a_capital(known: Registry, text: str, likely: dict[str, float], masked: list[str]) -> None:
    found = list(typed_again(words(text, likely, 0, number=False), [], known))
    assert [text[f.start : f.end] for f in found] == masked


def test_a_project_typed_in_lower_case_in_another_note() -> None:
    case = CaseFile(
        "c1",
        (
            Note("n1", "Referred to the Lantern Project by Mrs Okafor. She starts at the Lantern Project on Monday."),
            Note("n2", "t/c from mum, says ada loves the lantern project and wants to go every day"),
        ),
        (Person("mother", "Ngozi Okafor"), Person("child", "Ada Okafor")),
        Setting.CHILDREN,
    )
    second = redact_case(case).notes[1].text
    assert "lantern" not in second
    assert "ada" not in second
