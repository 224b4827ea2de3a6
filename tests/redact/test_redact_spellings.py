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
