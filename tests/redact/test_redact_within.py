"""Small words within a name, and initials that are an office's letters too."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from analyser.model import Person
from analyser.redact import redact_text
from analyser.redact.evidence import Note
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.kinds import kinds
from analyser.redact.registry import Entity, Registry
from analyser.redact.retyped import as_the_finder_says
from analyser.redact.tokens import tokenise


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


def sure_of(kind: str) -> Note:
    text = "Anchor rang. Anchor wrote."
    tokens = tokenise(text)
    likely = [tuple(float(k == kind and t.text == "Anchor") for k in KINDS) for t in tokens]
    return Note(text, tokens, kinds(text, tokens, []), [], likely)


def twice(entity: Entity) -> list[Found]:
    return [Found(0, 6, entity, "found"), Found(13, 19, entity, "found")]


def test_what_the_finder_is_sure_of_is_of_that_kind_in_the_whole_file() -> None:
    registry = Registry()
    somebody = registry.add(Entity("PERSON", role="other"))
    ((first, second),) = as_the_finder_says([sure_of("ORG")], [twice(somebody)], registry)
    assert first.entity is second.entity
    assert first.entity.type == "ORG"


def test_whoever_a_title_or_a_field_names_is_somebody_whatever_the_finder_holds() -> None:
    registry = Registry()
    somebody = registry.add(Entity("PERSON", role="other"))
    titled = [twice(somebody)[0], replace(twice(somebody)[1], source="title")]
    assert as_the_finder_says([sure_of("ORG")], [titled], registry) == [titled]


def test_a_firm_that_is_somebody_after_all_is_whoever_is_called_so() -> None:
    registry = Registry()
    known = registry.add(Entity("PERSON", role="mother", given={"anchor"}))
    firm = registry.add(Entity("ORG", stem="Organisation"))
    ((first, _),) = as_the_finder_says([sure_of("PERSON")], [twice(firm)], registry)
    assert first.entity is known
