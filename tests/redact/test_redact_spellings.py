"""One name as several people spell it, which is one person of the list; a name that only looks like it is not."""

from __future__ import annotations

import pytest

from analyser.redact import redact_text


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        pytest.param("Mohammed Haddad", "Muhammad", id="Muhammad"),
        pytest.param("Muhammad Khan", "mohd", id="mohd"),
        pytest.param("Yousef Haddad", "yusuf", id="yusuf"),
        pytest.param("Stephen Drew", "steven", id="steven"),
        pytest.param("Kayleigh Pugh", "kaylee", id="kaylee"),
        pytest.param("Zuzanna Lis", "zuzia", id="zuzia"),
        pytest.param("Omar Said", "Umar", id="Umar"),
    ],
)
def test_a_name_spelt_otherwise_is_the_same_person(listed: str, written: str) -> None:
    done = redact_text(f"Rang {written} at his cousins. {listed} was out. {written} said no.", [listed])
    assert {name for *_, name in done.spans} == {"Person1"}


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        pytest.param(["Omar Said", "Umar Said"], "Umar", id="both of the list"),
        pytest.param(["Mohammed Khan", "Muhammad Khan"], "Muhammad", id="two brothers"),
        pytest.param(["Stephen Drew", "Steven Moss"], "Steven", id="two men"),
    ],
)
def test_two_people_of_the_list_are_not_one(listed: list[str], written: str) -> None:
    done = redact_text(f"Rang {written} today. {listed[0]} was out.", listed)
    assert [name for *_, name in done.spans] == ["Person2", "Person1"]


@pytest.mark.parametrize(
    "written",
    [pytest.param("Mona", id="Mona"), pytest.param("Hamad", id="Hamad"), pytest.param("Kayla", id="Kayla")],
)
def test_another_name_is_somebody_else(written: str) -> None:
    done = redact_text(
        f"Rang {written} today. Kayleigh Pugh and Mohammed Khan were out.", ["Kayleigh Pugh", "Mohammed Khan"]
    )
    assert done.spans[0][3] == "Person3"


@pytest.mark.parametrize(
    "text",
    [
        "says she asked school 3 times for somone who speaks polish",
        "mum sayin shes poorley and cant come in tommorow",
        "i asked sumone at the desk, tryed agen at 4",
        "she wont let enyone in untill wensday",
        "dad shoutin that nobdy told him",
        "asked askin and tellin, nuthin said",
        "rang proberly twice, becouse the docters was shut",
    ],
)
def test_everyday_words_misspelt_or_as_spoken_are_nobody(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mum said colin was at the door", "colin"),
        ("rang justin, no answer", "justin"),
        ("her bf marvin came round", "marvin"),
        ("spoke to carin yesterday", "carin"),
        ("told tamsin that he was late", "tamsin"),
    ],
)
def test_a_name_in_lower_case_that_ends_like_a_spoken_word_is_masked(text: str, name: str) -> None:
    assert name not in redact_text(text).text
