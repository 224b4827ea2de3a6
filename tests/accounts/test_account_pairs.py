"""Accounts found in a parsed case, and the pairs put to a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest

from analyser import accounts, signals, taxonomy
from analyser.accounts import rules
from analyser.accounts.claims import _holder, from_flags
from analyser.accounts.pairing import kind, views, weighed, words_say
from analyser.accounts.sentences import Told
from analyser.model import Account, Basis, ParsedCase, Precision, RedactedCase, RedactedNote, Setting, Signal, Standing

HOME = (
    "Visited as arranged. Mother says Child1 sleeps in his own bed every night and has done since the summer. "
    "We talked about the allotment."
)
SCHOOL = 'Child1 told the TA: "I sleep on the sofa because there is no bed." He was tired all day.'


def case(*texts: str, **more: object) -> RedactedCase:
    kinds = ("home_visit", "school_contact")
    notes = tuple(
        RedactedNote(
            f"n{i}", text, (), dt.date(2023, 5, 1 + i), None, kinds[i % 2], ("social_worker", "school")[i % 2], **more
        )  # type: ignore[arg-type]
        for i, text in enumerate(texts)
    )
    return RedactedCase("made-up", notes, {"Mother": "mother", "Child1": "child"}, Setting.CHILDREN)


@pytest.fixture(scope="module")
def parsed() -> ParsedCase:
    from analyser.pipeline import parse

    return parse(case(HOME, SCHOOL))


def test_accounts_have_a_holder_of_a_known_role_and_stay_in_the_text(parsed: ParsedCase) -> None:
    found = accounts.find(parsed, ())
    assert found
    for a in found:
        text = parsed.case.note(a.note_id).text
        assert 0 <= a.start < a.end <= len(text)
        assert a.holder in taxonomy.roles()
        assert a.topic in taxonomy.topics()
        assert 0 <= a.score <= 1
        assert a.slots["words"] == (text[a.start : a.end],)


def test_what_the_note_encoder_holds_of_accounts_counts(parsed: ParsedCase) -> None:
    alone = {(a.note_id, a.start): a.score for a in accounts.find(parsed, ())}
    tagged = signals.tag(parsed, "accurate")
    both = {(a.note_id, a.start): a.score for a in accounts.find(parsed, tagged) if a.basis is not Basis.FLAG}
    bed = ("n0", HOME.index("Mother says"))
    assert both[bed] != alone[bed]
    assert both[bed] > 0.3
    signals.tag(parsed, "fast")
    assert {(a.note_id, a.start): a.score for a in accounts.find(parsed, ())} == alone


def test_what_a_parent_and_a_child_say_of_the_bed_is_paired(parsed: ParsedCase) -> None:
    start, end = HOME.index("Mother says"), HOME.index(" We talked")
    begin, stop = 0, SCHOOL.index(" He was")
    a = Account("n0", start, end, "mother", "sleep", Basis.REPORTED, score=0.9)
    b = Account("n1", begin, stop, "child", "sleep", Basis.REPORTED, score=0.9)
    found = accounts.discrepancies([b, a], parsed)
    assert [(d.a.holder, d.b.holder, d.type) for d in found] == [("mother", "child", "parent_vs_child")]
    assert "sleep" in found[0].why and "own bed" in found[0].why and "sofa" in found[0].why  # noqa: PT018


def test_a_pair_too_unsure_to_be_shown_is_kept_apart(parsed: ParsedCase, monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = HOME.index("Mother says"), HOME.index(" We talked")
    a = Account("n0", start, end, "mother", "sleep", Basis.REPORTED, score=0.9)
    b = Account("n1", 0, SCHOOL.index(" He was"), "child", "sleep", Basis.REPORTED, score=0.9)
    ((found,), none) = accounts.pairs([a, b], parsed)
    assert none == []
    stricter = replace(rules.pairing(), discrepancy_at_least=found.score + 0.01)
    monkeypatch.setattr(rules, "pairing", lambda: stricter)
    shown, weaker = accounts.pairs([a, b], parsed)
    assert shown == accounts.discrepancies([a, b], parsed) == []
    assert weaker == [found]


def test_accounts_of_unlike_things_are_not_paired(parsed: ParsedCase) -> None:
    a = Account("n0", HOME.index("We talked"), len(HOME), "mother", "other", Basis.REPORTED, score=0.9)
    b = Account("n1", 0, 40, "child", "sleep", Basis.REPORTED, score=0.9)
    assert accounts.discrepancies([a, b], parsed) == []


@pytest.mark.parametrize(
    ("one", "two", "type_"),
    [
        ("mother", "child", "parent_vs_child"),
        ("partner", "adult_at_risk", "parent_vs_child"),
        ("father", "school", "parent_vs_agency"),
        ("father", "social_worker", "parent_vs_professional"),
        ("mother", "grandparent", "parent_vs_parent"),
        ("mother", "mother", "parent_over_time"),
        ("child", "child", "child_over_time"),
        ("child", "health", "child_vs_agency"),
        ("school", "health", "agency_vs_agency"),
        ("child", "sibling", ""),
    ],
)
def test_the_type_follows_the_sides_of_the_holders(one: str, two: str, type_: str) -> None:
    pair = [Account(f"n{i}", 0, 5, h, "food", Basis.REPORTED) for i, h in enumerate((one, two))]
    a, b = views(pair, case(HOME, SCHOOL))
    assert kind(a, b) == type_
    assert type_ in (*taxonomy.discrepancy_types(), "")


def signal(label: str) -> Signal:
    return Signal("n0", 0, 20, label, Standing.AFFIRMED, "social_worker", "2023-05-01", Precision.DAY, 0.9, "test")


@pytest.mark.parametrize(
    ("flag", "labels", "found"),
    [
        pytest.param(True, ["child_not_seen"], 1, id="box-ticked-words-say-no"),
        pytest.param(True, ["child_not_seen", "child_seen_alone"], 0, id="borne-out-elsewhere"),
        pytest.param(False, ["child_seen_alone"], 1, id="box-empty-words-say-yes"),
        pytest.param(True, ["child_seen_alone"], 0, id="agree"),
        pytest.param(None, ["child_not_seen"], 0, id="no-field"),
    ],
)
def test_a_structured_field_against_its_own_words(
    parsed: ParsedCase, flag: bool | None, labels: list[str], found: int
) -> None:
    notes = (replace(parsed.case.notes[0], seen_alone=flag), parsed.case.notes[1])
    flagged = ParsedCase(replace(parsed.case, notes=notes), parsed.docs)
    held = [a for a in accounts.find(flagged, [signal(x) for x in labels]) if "flag" in a.slots]
    pairs = accounts.discrepancies(held, flagged)
    assert len(pairs) == found
    assert all(d.type == "agency_vs_agency" and d.a.basis is Basis.FLAG for d in pairs)


@pytest.mark.parametrize("texts", [("",), ("", ""), ("\n\n",), ('"""“”‘’ "',), ("☃ " * 50,)])
def test_odd_text_gives_nothing_and_does_not_raise(texts: tuple[str, ...]) -> None:
    from analyser.pipeline import parse

    odd = parse(case(*texts))
    assert accounts.discrepancies(accounts.find(odd, ()), odd) == []


def test_an_account_of_a_note_that_is_not_there_is_left_out(parsed: ParsedCase) -> None:
    stray = Account("gone", 0, 5, "mother", "food", Basis.REPORTED)
    assert accounts.discrepancies([stray, stray], parsed) == []


def told(*texts: str, holders: Sequence[str] = ("mother", "child")) -> tuple[list[Account], RedactedCase]:
    held = [
        Account(f"n{i}", 0, len(t), h, "other", Basis.REPORTED, score=0.95)
        for i, (t, h) in enumerate(zip(texts, holders, strict=True))
    ]
    return held, case(*texts)


def test_why_keeps_to_what_both_are_about() -> None:
    held, made_up = told("Mother says they have a cooked tea every night.", "There was no tea last night, just crisps.")
    (found,) = accounts.discrepancies(held, made_up)
    assert found.topic == "food"
    assert found.why.endswith("[fed: 'cooked' / 'no tea']")


def test_an_account_is_about_what_its_words_are_about_and_not_about_a_pronoun() -> None:
    from analyser.pipeline import parse

    parsed = parse(case("Mother said he takes his tablets every morning and he has never missed his dose.", ""))
    assert [a.topic for a in accounts.find(parsed, ())] == ["medication"]


def test_a_short_file_may_have_more_pairs_than_half_its_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    drink = "Mother said she has not had a drink since Christmas."
    cans, slurred = "There were seven empty cider cans by her bed.", "She was drunk and slurred her words."
    held = [
        Account(f"n{i}", 0, len(t), h, "alcohol", Basis.REPORTED, score=0.95)
        for i, (t, h) in enumerate(((drink, "mother"), (cans, "social_worker"), (slurred, "school")))
    ]
    made_up = case(drink, cans, slurred)
    few = replace(rules.pairing(), at_least=1, pairs_a_note=0.3)
    assert sum(map(len, accounts.pairs(held, made_up))) >= 2
    monkeypatch.setattr(rules, "pairing", lambda: few)
    assert sum(map(len, accounts.pairs(held, made_up))) == 1


def test_what_a_short_file_gets_beyond_its_share_does_not_agree() -> None:
    hungry = "T/C from school: Child1 hungry on arrival, no breakfast."
    cooked = "Mother said he has a cooked breakfast every morning."
    held, made_up = told(
        hungry, "He said there was nothing in the fridge.", cooked, holders=("school", "child", "mother")
    )
    shown, weaker = accounts.pairs(held, made_up)
    assert shown
    assert all("mother" in (d.a.holder, d.b.holder) for d in (*shown, *weaker))


def test_what_the_words_say_weighs_on_the_score() -> None:
    home = "Mother said Partner moved out before Christmas."
    there, gone = (
        "Child1 said Partner was at home this morning.",
        "Child1 said Partner moved out and has not been back.",
    )
    later = "Child1 said Partner used to sleep here but he moved out."
    for text, expected in ((there, "conflict"), (gone, "agree")):
        a, b = views(*told(home, text))
        assert words_say(a, b) == expected
    a, b = views(*told(there, later, holders=("child", "mother")))
    assert words_say(a, b) == "apart"  # the later note tells that it was otherwise before
    b, a = views(*told(later, there, holders=("mother", "child")))
    assert words_say(b, a) == "conflict"
    a, b = views(*told(home, there))
    c, d = views(*told(home, gone))
    assert weighed(0.3, a, b) > 0.3 > weighed(0.3, c, d)
    assert weighed(0.0, a, b) < 0.1


PLAIN = [
    pytest.param("Mother stayed in the room throughout.", 1, id="stayed"),
    pytest.param("Spoke to Child1 with his mother present.", 1, id="with-mother-present"),
    pytest.param("I did not see him alone.", 1, id="not-alone"),
    pytest.param("Spoke to Child1 without mother present.", 0, id="without"),
    pytest.param("Nobody stayed in the room with us.", 0, id="nobody"),
    pytest.param("Child1 was given a present by his mother.", 0, id="a-gift"),
    pytest.param("Mother present at the door, then went out.", 0, id="at-the-door"),
]


@pytest.mark.parametrize(("text", "found"), PLAIN)
def test_a_box_against_plain_words(text: str, found: int) -> None:
    (note, _) = case(text, "").notes
    pairs = from_flags(replace(note, seen_alone=True), [])
    assert len(pairs) == 2 * found
    assert from_flags(replace(note, seen_alone=True), [signal("child_seen_alone")]) == []
    assert from_flags(note, []) == []
    for a, b in zip(pairs[::2], pairs[1::2], strict=True):
        assert (a.basis, a.slots["words"], b.slots["words"]) == (Basis.FLAG, ("seen alone: yes",), (text,))


def test_a_box_is_set_against_the_words_of_its_note_once() -> None:
    (note, _) = case("Mother stayed in the room throughout.", "").notes
    both = [signal("child_not_seen"), signal("obstructs_child_access")]
    assert len(from_flags(replace(note, seen_alone=True), both)) == 2
    assert len(from_flags(replace(note, seen=False, seen_alone=None), [signal("child_seen_alone")])) == 2


def test_he_of_whom_nobody_was_named_is_the_adult_in_an_adults_file() -> None:
    context = SimpleNamespace(text="He said he takes his tablets.", start=0, end=29)
    (note, _) = case(context.text, "").notes
    nobody = Told(context, note, (), ())  # type: ignore[arg-type]
    assert _holder(nobody, "parent", Setting.ADULTS) == "adult_at_risk"
    assert _holder(nobody, "parent", Setting.CHILDREN) == "family"
