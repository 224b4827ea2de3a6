"""Small words within a name, and initials that are an office's letters too."""

from __future__ import annotations

import re

import pytest

from analyser.model import Person
from analyser.redact import redact_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("Referred to Stitch and Chat by the GP.", "Referred to Organisation1 by the GP.", id="and"),
        pytest.param(
            "Kelly from Anchor and Tomasz from Roots came.",
            "Person1 from Organisation1 and Person2 from Organisation2 came.",
            id="and between people",
        ),
        pytest.param(
            "She goes to Roots and Anchor on Mondays.",
            "She goes to Organisation1 and Organisation2 on Mondays.",
            id="and between two",
        ),
    ],
)
def test_a_small_word_is_within_a_name_or_between_two(text: str, masked: str) -> None:
    assert redact_text(text).text == masked


def test_letters_of_an_office_are_initials_of_whoever_is_known_by_them() -> None:
    people = [Person("health", "Marta Wisniewska")]
    assert redact_text("Craig sent him off and left at four. MW", people).text.endswith("left at four. HealthWorker1")
    assert "The MW rang" in redact_text("The MW rang at ten.", people).text
    assert redact_text("He sent him off. MW").text == "He sent him off. MW"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Sat with Joy and her sister, then lunch.", True, id="where a person stands"),
        pytest.param("Then Grace was said.", False, id="what its list says is the word"),
        pytest.param("They moved in with Christian families.", False, id="of nobody on the list"),
    ],
)
def test_a_name_of_the_list_that_is_a_word_goes_where_the_finder_is_surest(text: str, *, gone: bool) -> None:
    people = [Person("mother", "Joy Adeyemi"), Person("child", "Grace Adeyemi")]
    assert (redact_text(text, people).text != text) is gone


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("rang gp at market street surgery.", "rang gp at Organisation1.", id="double letters are no slip"),
        pytest.param("We met Lift and Go on Friday.", "We met Organisation1 on Friday.", id="a small word within"),
        pytest.param(
            "He drives for Gayle and Sons now.", "He drives for Organisation1 now.", id="a firm after somebody"
        ),
        pytest.param(
            "We met at Doncaster Women's Aid.", "We met at Organisation1.", id="of the kind that the finder says"
        ),
    ],
)
def test_what_the_finder_is_sure_of_goes_whole(text: str, masked: str) -> None:
    assert re.sub("Person|Place|School", "Organisation", redact_text(text).text) == masked
