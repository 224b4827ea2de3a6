"""Two accounts side by side: agree, conflict, or not about the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser import accounts
from analyser.accounts import rules, slots
from analyser.accounts.comparing import Verdict
from analyser.model import Account, Basis

PAIRS = [
    pytest.param("Mum says he sleeps in his own bed.", "He told me he sleeps on the sofa.", "conflict", id="bed-sofa"),
    pytest.param("She is never left alone.", "I was on my own all evening.", "conflict", id="never-alone"),
    pytest.param(
        "Dad says he has not had a drink since May.", "There were six empty cans by the chair.", "conflict", id="cans"
    ),
    pytest.param("He fell off the swing.", "Grandad hit me with the remote.", "conflict", id="fell-hit"),
    pytest.param(
        "The house is clean and tidy.", "The kitchen was filthy, bin bags piled up.", "conflict", id="clean-filthy"
    ),
    pytest.param(
        "Partner has moved out.", "He was in the kitchen making tea, his boots by the door.", "conflict", id="moved-out"
    ),
    pytest.param(
        "She gives six bottles a day.", "The tin works out at three bottles a day.", "conflict", id="six-three-bottles"
    ),
    pytest.param("Mum says he sleeps in his own bed.", "He showed me his bed in his own room.", "agree", id="same-bed"),
    pytest.param("The house is clean.", "It was tidy and warm when I called.", "agree", id="both-tidy"),
    pytest.param(
        "Mum says he ate a big breakfast.", "The boiler was mended by the landlord.", "unrelated", id="food-boiler"
    ),
    pytest.param("", "", "unrelated", id="nothing"),
]


@pytest.mark.parametrize(("a", "b", "verdict"), PAIRS)
def test_verdicts(a: str, b: str, verdict: str) -> None:
    found = accounts.compare(a, b)
    assert found.verdict == verdict
    assert found.why
    if found.verdict is Verdict.CONFLICT:
        assert found.slots


def test_negation_turns_the_pole_over() -> None:
    assert accounts.compare("The fridge is stocked.", "The fridge is not stocked.").verdict is Verdict.CONFLICT


def test_different_days_are_not_compared() -> None:
    assert (
        accounts.compare("He had a cooked dinner on Monday.", "No tea for him on Friday.").verdict is Verdict.UNRELATED
    )


def test_accounts_carry_their_own_slots() -> None:
    a = Account("n1", 0, 5, "mother", "sleep", Basis.REPORTED, slots={"pole": ("bed:+",)})
    b = Account("n2", 0, 5, "child", "sleep", Basis.REPORTED, slots={"pole": ("bed:-",)})
    assert accounts.compare(a, b).verdict is Verdict.CONFLICT


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_text_raises_and_the_order_does_not_matter(a: str, b: str) -> None:
    assert accounts.compare(a, b).verdict is accounts.compare(b, a).verdict


@pytest.mark.parametrize("axis", rules.axes(), ids=lambda a: a.id)
def test_an_axis_tells_its_poles_apart(axis: rules.Axis) -> None:
    assert axis.why
    assert not axis.plus.search("") and not axis.minus.search("")  # noqa: PT018


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("he always eats it", (4,)),
        ("never seen it", (0,)),
        ("most days he is late", (3,)),
        ("a boy", ()),
        ("not once did he come", (0,)),
    ],
)
def test_how_often(text: str, steps: tuple[int, ...]) -> None:
    assert slots.often(text) == steps


def test_quantities_know_what_they_count() -> None:
    assert slots.quantities("three bottles and £20") == {slots.stem("bottles"): (3.0,), "£": (20.0,)}


def test_accounts_are_compared_on_their_words_where_they_have_them() -> None:
    texts = ("Mum says he ate on Monday.", "He did not eat on Friday.")
    a, b = (
        Account(f"n{i}", 0, len(t), "mother", "food", Basis.REPORTED, slots={**slots.read(t), "words": (t,)})
        for i, t in enumerate(texts)
    )
    words = accounts.compare(*texts)
    assert accounts.compare(a, b).matches == words.matches
    tells = Account("n3", 0, 5, "child", "sleep", Basis.REPORTED, slots={"words": ("I sleep on the settee.",)})
    assert accounts.compare(tells, "He has his own bed.").verdict is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("He was seen on 4 March.", "He was not seen on 4th March.", "conflict"),
        ("He was seen on 4 March.", "He was not seen on 6 March.", "unrelated"),
        ("Seen 4/3/24.", "Not seen 06/03/24.", "unrelated"),
        ("She drank 3 marbles' worth.", "She drank 5 marbles' worth.", "conflict"),
    ],
)
def test_the_day_of_a_date_counts_nothing_and_tells_days_apart(a: str, b: str, verdict: str) -> None:
    assert accounts.compare(a, b).verdict.value == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        pytest.param("She has it twice a day.", "There was enough for 28 days.", "unrelated", id="rate-and-length"),
        pytest.param("They call six times a day.", "They call five times a day.", "conflict", id="two-rates"),
        pytest.param("Poorly in bed since Sunday.", "In school all day on Monday.", "conflict", id="since-a-day"),
        pytest.param("Mother took Child1 swimming.", "Mother and Child1 like lego.", "unrelated", id="only-people"),
    ],
)
def test_rates_beginnings_and_people(a: str, b: str, verdict: str) -> None:
    assert accounts.compare(a, b).verdict == verdict


def test_why_gives_the_words_themselves() -> None:
    often = accounts.compare("He visits most days.", "He never visits.")
    assert "'most days' / 'never'" in often.why
    polarity = accounts.compare("Mother speaks to Child1 on Skype.", "Mother has not been speaking to Child1.")
    assert polarity.why == "polarity: 'speaks' / 'not speaking'"
    turned = accounts.compare("She has not drunk vodka.", "She drank vodka.")
    assert "'not drunk' / 'drank'" in turned.why
    many = accounts.compare("She gives six bottles.", "It works out at three bottles.")
    assert "how many: 'six bottles' / 'three bottles'" in many.why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He has not touched a drop since New Year.", "Officers said that he was drunk."),
        ("She never touches a drop.", "There were empty wine bottles by the bin."),
        ("He has never set foot in the house since Easter.", "School saw his van outside the house."),
        ("He hasn't been past the gate.", "He was in the kitchen having breakfast."),
        ("Partner moved out before Christmas.", "Partner was at home this morning."),
        ("Father has had no contact with Child1.", "Grandparent1 said that Father rings Child1 every Sunday."),
        ("They have not seen him since March.", "Grandparent1 said he visits every weekend."),
        ("He lives there on his own.", "There is a lodger in the back bedroom."),
        ("Sibling1 was at his nan's on Saturday night.", "Sibling1 said he was at home and hid under the bed."),
        ("Mother stated they had argued but nobody was hit.", "Sibling1 said Dad pushed Mum into the door."),
        ("Father has not given her a penny since March.", "Father said he pays Mother fifty pounds a week."),
        ("He says he has paid the bill.", "He has paid nobody."),
        ("He has a hot meal every evening.", "He told her he had nothing to eat all day."),
    ],
)
def test_everyday_accounts_that_cannot_both_be_right(a: str, b: str) -> None:
    assert accounts.compare(a, b).verdict is Verdict.CONFLICT
    assert accounts.compare(b, a).verdict is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("He has not touched a drop since May.", "He drinks tea with his breakfast.", id="tea"),
        pytest.param("He does not drink.", "She can see him on Sundays.", id="can-is-a-verb"),
        pytest.param("He has never set foot here.", "He has moved out.", id="same-side"),
        pytest.param("She walked into a door.", "He bumped his head on the door frame.", id="door"),
        pytest.param("He did not go out on Saturday.", "She goes swimming on Saturday.", id="a-day-in-common"),
        pytest.param("It's his own bed.", "It's not far to school.", id="a-contraction-in-common"),
        pytest.param("I had no idea there was drink.", "She drinks at weekends.", id="no-idea"),
        pytest.param("He says he has paid nobody.", "He has never paid a penny.", id="denied-twice"),
        pytest.param("He'd gone to the shop.", "A man opened the door.", id="gone-out"),
        pytest.param("There was no tea on Thursday.", "He has his tea at Nan's on Fridays.", id="days-in-the-plural"),
        pytest.param("Child1 had no breakfast.", "Sibling1 had a good breakfast.", id="another-child"),
        pytest.param("She plans to stop drinking.", "There were empty cans in the kitchen.", id="a-plan"),
    ],
)
def test_everyday_accounts_that_can_both_be_right(a: str, b: str) -> None:
    assert accounts.compare(a, b).verdict is not Verdict.CONFLICT
    assert accounts.compare(b, a).verdict is not Verdict.CONFLICT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mother said Child1 has his own bed.", {"Child1"}),
        ("Child1 said he had no breakfast.", {"Child1"}),
        ("He also said he sleeps on the settee with Sibling1.", set()),
        ("Child1 told me that they sleep on the floor.", set()),
        ("Mother said Father was in.", set()),
    ],
)
def test_of_which_child_an_account_is(text: str, found: set[str]) -> None:
    assert slots.children(text) == found


def test_why_two_can_both_be_right() -> None:
    assert accounts.compare("Child1 ate well.", "Sibling1 had no tea.").why == "they speak of different children"
    assert accounts.compare("She ate well.", "She is going to stop eating.").why == "one tells of what is meant to be"
