"""The reading order: monotone, additive, and said in words that can be read aloud."""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pattern_files import chronology, signal

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Chronology
from analyser.patterns import find, order, parameters, sureness, wording
from analyser.patterns.chance import Chance, Trend
from analyser.patterns.reading import Reading
from analyser.patterns.registry import patterns

LABELS = sorted(taxonomy.labels())
LOWERING = sorted([x for x in LABELS if x.startswith("context_")] + ["attended"])
plans = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.sampled_from(sorted(taxonomy.note_types())),
        st.lists(st.sampled_from(LABELS), max_size=4),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans, st.lists(st.tuples(st.sampled_from(LOWERING), st.integers(0, 300)), min_size=1, max_size=6))
def test_circumstances_and_kept_contacts_never_raise(
    plan: list[tuple[int, str, list[str]]], added: list[tuple[str, int]]
) -> None:
    before = chronology(plan)
    after = chronology(plan, extra=[signal(label, i % len(plan), when) for i, (label, when) in enumerate(added)])
    assert order(after, find(after)).priority_score <= order(before, find(before)).priority_score + 1e-9


@settings(max_examples=60, deadline=None)
@given(plans)
def test_reasons_add_up_and_open_their_evidence(plan: list[tuple[int, str, list[str]]]) -> None:
    file = chronology(plan)
    found = order(file, find(file))
    assert found.priority_score == pytest.approx(sum(r.weight for r in found.reasons), abs=1e-6)
    assert all(r.evidence for r in found.reasons)
    assert found.priority in (0, 1, 2, 3)


def test_self_neglect_is_not_told_as_violence() -> None:
    plan = [(0, "home_visit", ["self_neglect"]), (20, "home_visit", ["self_neglect"])]
    file = chronology(plan)
    reasons = {r.code: r.text for r in order(file, find(file)).reasons}
    assert "going without, in 2 passages" in reasons["self_neglect"]
    assert "safety" not in reasons
    both = chronology([*plan, (30, "home_visit", ["violence"])])
    assert {"self_neglect", "safety"} <= {r.code for r in order(both, find(both)).reasons}


def test_the_reason_of_safety_names_only_what_is_told() -> None:
    file = chronology([(0, "home_visit", ["child_wary"]), (20, "home_visit", ["child_wary"])])
    (text,) = [r.text for r in order(file, find(file)).reasons if r.code == "safety"]
    assert text == "Told in the record: a child or adult at risk who is wary, in 2 passages."
    both = chronology([(0, "home_visit", ["violence"]), (20, "home_visit", ["child_wary"])])
    (text,) = [r.text for r in order(both, find(both)).reasons if r.code == "safety"]
    assert text.startswith("Told in the record: violence, in 1 passage; a child")
    assert "threat" not in text


def swapped(file: Chronology, actor: str) -> Chronology:
    tagged = file.tagged
    return replace(file, tagged=replace(tagged, signals=tuple(replace(s, actor=actor) for s in tagged.signals)))


def test_who_it_is_does_not_move_the_order() -> None:
    plan = [
        (0, "home_visit", ["no_access", "deflection"]),
        (20, "meeting", ["commitment"]),
        (50, "home_visit", ["no_access"]),
    ]
    file = chronology(plan)
    scores = {order(f, find(f)).priority_score for f in (file, swapped(file, "father"), swapped(file, "partner"))}
    assert len(scores) == 1


def test_weak_signals_weigh_less() -> None:
    plan = [(i * 10, "home_visit", []) for i in range(6)]
    strong = chronology(plan, extra=[signal("no_access", i, i * 10, 0.95) for i in range(6)])
    weak = chronology(plan, extra=[signal("no_access", i, i * 10, 0.2) for i in range(6)])
    assert {f.pattern for f in find(strong)} >= {"repeated_missed_contacts"}
    assert "repeated_missed_contacts" not in {f.pattern for f in find(weak)}


MOTIVE = (
    "disguis",
    "manipulat",
    "pretend",
    "lying",
    " lies",
    "deceiv",
    "hiding",
    "deliberately",
    "refuses to engage",
    "high risk",
)


def test_every_summary_is_said_in_behaviour_wording() -> None:
    data = wording._wording()["summaries"]
    assert set(data) == set(taxonomy.patterns())
    for text in data.values():
        assert not any(word in text.lower() for word in MOTIVE)


@pytest.mark.parametrize("code", taxonomy.patterns())
def test_every_pattern_has_questions_with_a_source_and_explanations(code: str) -> None:
    assert code in patterns()
    assert all(q.source for q in wording.questions(code))
    assert wording.questions(code)
    assert wording.explanations(code, ()) or code == "copied_records"


def test_a_summary_that_asks_for_an_unknown_count_is_said() -> None:
    with pytest.raises(BadRules, match="self_neglect_pattern"):
        wording.summary("self_neglect_pattern", {}, {}, None, None)


def test_parameters_are_numbers_of_known_patterns() -> None:
    values = parameters.load()
    assert set(values.patterns) == set(taxonomy.patterns())
    assert values.weight(0.0) == 0
    assert values.weight(1.0) == 1


def test_one_day_told_twice_is_one_occasion() -> None:
    file = chronology([(3, "home_visit", ["no_access"]), (3, "supervision", ["no_access"])])
    assert len(Reading(file).occasions("missed")) == 1


@pytest.mark.parametrize(("n", "said"), [(1, "without once,"), (0, "0 times,"), (2, "twice,"), (3, "3 times,")])
def test_numbers_and_their_nouns_agree(n: int, said: str) -> None:
    counts = {"told": n, "notes": 2, "notes_in_all": 9}
    assert said in wording.summary("self_neglect_pattern", counts, {}, None, None)


@pytest.mark.parametrize("n", [0, 1, 2, 7])
@pytest.mark.parametrize("code", taxonomy.patterns())
def test_every_summary_reads_well_whatever_its_counts(code: str, n: int) -> None:
    template = wording._wording()["summaries"][code]
    own = {"first", "last", "topics", "chance", "rate", "caution"}
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name} - own
    words = {
        "topics": "food",
        "chance": wording.chance("before_scrutiny", Chance(n, n, 0.1, 0.01)) + wording.trend(Trend(n, 9, 0.1, 0.01)),
        "rate": wording.rate(n, 9),
        "caution": wording.caution("coercion"),
    }
    said = wording.summary(code, dict.fromkeys(names, n), words, dt.date(2024, 3, 5), dt.date(2024, 4, 6))
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")
    assert not re.search(
        r"\(s\)|[{}#@|]|[,;:] *\.|  |\b1 \w+s (?:were|are|was)\b|\b[02-9] (?:time|pair|note)\b", said
    ), said


def test_reasons_and_topics_are_said_in_words() -> None:
    assert wording.reason("kept", 1).endswith("in 1 passage.")
    assert wording.reason("kept", 6).endswith("in 6 passages.")
    assert wording.topics(["school", "food", "partner", "food"]) == "food, partners and visitors and school"


def test_explanations_of_missed_contact_do_not_stand_beside_progress() -> None:
    assert {e.code for e in wording.explanations("genuine_progress", ())} == {"resting_on_word", "support_holds_it"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("repeated_missed_contacts", True, id="missed contact"),
        pytest.param("parent_child_discrepancy", False, id="accounts that may not fit"),
        pytest.param("genuine_progress", False, id="change that held"),
    ],
)
def test_transport_explains_a_missed_visit_and_not_two_accounts(code: str, shown: bool) -> None:
    assert ("practical" in {e.code for e in wording.explanations(code, ())}) is shown


def test_a_stronger_finding_is_the_surer_and_a_pattern_that_is_often_wrong_the_less_sure() -> None:
    sure = sureness.load()
    for code in taxonomy.patterns():
        chances = [sure.chance(code, n / 20) for n in range(21)]
        assert chances == sorted(chances)
        assert 0 < chances[0] < chances[-1] < 1
    assert sure.chance("repeated_missed_contacts", 0.6) < 0.5 < sure.chance("copied_records", 0.6)
