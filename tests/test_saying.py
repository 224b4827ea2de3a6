"""Templates whose counts choose their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser import saying
from analyser.errors import BadRules

VISITS = "{n:No visit was|# visit was|# visits were} made, {n:times}."


@pytest.mark.parametrize(
    ("n", "said"),
    [
        pytest.param(0, "No visit was made, 0 times.", id="none"),
        pytest.param(1, "1 visit was made, once.", id="one"),
        pytest.param(2, "2 visits were made, twice.", id="two"),
        pytest.param(1234, "1,234 visits were made, 1,234 times.", id="many"),
        pytest.param(1.5, "1.5 visits were made, 1.5 times.", id="half"),
    ],
)
def test_counts_choose_their_words(n: float, said: str) -> None:
    assert saying.say("here", VISITS, {"n": n}) == said


def test_two_forms_leave_none_to_the_plural_and_an_empty_form_leaves_no_comma_behind() -> None:
    assert saying.say("here", "{n:# note|# notes}", {"n": 0}) == "0 notes"
    assert (
        saying.say("here", "Told: {a:|# once, |# often, }{b:|# late, |# late, }.", {"a": 1, "b": 0}) == "Told: 1 once."
    )


def test_values_of_the_record_are_never_read_as_templates() -> None:
    assert saying.say("here", "{who} came {n:times}", {"who": "{n} # @ |", "n": 2}) == "{n} # @ | came twice"


@pytest.mark.parametrize(
    ("template", "values"),
    [("{other}", {"n": 1}), ("{}", {}), ("{n.__class__.__mro__[9]}", {"n": 1})],
    ids=["name", "position", "attribute"],
)
def test_what_is_not_given_is_said_with_the_place(template: str, values: dict[str, int]) -> None:
    with pytest.raises(BadRules, match=r"wording\.yaml, entry 'x'"):
        saying.say("wording.yaml, entry 'x'", template, values)


@pytest.mark.parametrize("template", ["{n:one}", "{n:a|b|c|d}", "{n"])
def test_templates_with_the_wrong_number_of_forms_are_refused(template: str) -> None:
    with pytest.raises(BadRules, match="here"):
        saying.check("here", template)


@given(st.integers(0, 10**6))
def test_the_number_is_always_said(n: int) -> None:
    assert f"{n:,}" in saying.say("here", "{n:# note|# notes}", {"n": n})


def test_lists_read_as_a_person_says_them() -> None:
    assert saying.listed([]) == ""
    assert saying.listed(["food"]) == "food"
    assert saying.listed(["food", "sleep", "school"]) == "food, sleep and school"
