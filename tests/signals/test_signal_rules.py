"""The rules of the signals: every example of every rule, and a loader that says what is wrong where."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import RedactedNote, Setting
from analyser.signals.hits import find_hits
from analyser.signals.rules import DITTO, Rule, build, build_all, expand, load_lexicon, load_rules

MARKED = re.compile(r"<<(.*?)>>")
GOOD: dict[str, Any] = {
    "id": "x.1",
    "signal": "refusal",
    "pattern": r"\brefused\b",
    "needs": ["refused"],
    "why": "says so",
    "yes": ["Mum refused."],
    "no": ["Mum agreed."],
}


def _examples() -> list[Any]:
    return [
        pytest.param(rule, text, kind == "yes", id=f"{rule.id}-{kind}-{i}")
        for rule in load_rules()
        for kind in ("yes", "no")
        for i, text in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "example", "strikes"), _examples())
def test_example(rule: Rule, example: str, strikes: bool) -> None:
    kind, _, text = example.rpartition(" :: ")
    mark = MARKED.search(text)
    text = text.replace("<<", "").replace(">>", "")
    note = RedactedNote("n1", text, type=kind, author_role="social_worker")
    setting = Setting(rule.when.setting or "children")
    rules = load_rules() if rule.signal == DITTO else [rule]
    hits = [hit for hit in find_hits(note, setting, rules) if hit.rule is rule]
    assert bool(hits) is strikes
    if strikes and mark:
        start, end = mark.start(), mark.start() + len(mark[1])
        assert any(hit.start < end and start < hit.end for hit in hits)


def test_there_are_many_rules_and_their_ids_name_their_family() -> None:
    rules = load_rules()
    assert len(rules) >= 150
    assert all(re.fullmatch(r"[a-z-]+\.[a-z0-9-]+\.\d{3}", rule.id) for rule in rules)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"colour": "red"}, "colour", id="unknown-key"),
        pytest.param({"signal": "sulking"}, "not a label", id="unknown-label"),
        pytest.param({"pattern": "(refused"}, "regular expression", id="bad-pattern"),
        pytest.param({"unless": "[a"}, "regular expression", id="bad-veto"),
        pytest.param({"pattern": "{nobody_knows}"}, "lexicon", id="unknown-list"),
        pytest.param({"yes": []}, "must each hold", id="no-yes"),
        pytest.param({"no": []}, "must each hold", id="no-no"),
        pytest.param({"needs": []}, "must each hold", id="no-needs"),
        pytest.param({"needs": ["Refused"]}, "lower case", id="needs-in-capitals"),
        pytest.param({"standing": "perhaps"}, "not a standing", id="unknown-standing"),
        pytest.param({"actor": "milkman"}, "not a role", id="unknown-role"),
        pytest.param({"denies": ["sulking"]}, "cannot deny", id="denies-no-label"),
        pytest.param({"denies": ["refusal"]}, "cannot deny", id="denies-itself"),
        pytest.param({"when": {"types": ["seance"]}}, "not a note type", id="unknown-type"),
        pytest.param({"when": {"moon": "full"}}, "moon", id="unknown-condition"),
        pytest.param({"score": 1.5}, "between 0 and 1", id="score"),
        pytest.param({"later": "%who came"}, "has not", id="later-without-its-group"),
        pytest.param({"later": "(came"}, "regular expression", id="bad-later"),
        pytest.param({"regex": "x"}, "unknown key", id="internal-key"),
    ],
)
def test_bad_rule_is_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadRules, match=r"some\.yaml") as caught:
        build({**GOOD, **change}, load_lexicon(), "some.yaml")
    assert says in str(caught.value)
    assert "x.1" in str(caught.value)


def test_missing_key_is_named() -> None:
    with pytest.raises(BadRules, match="why"):
        build({k: v for k, v in GOOD.items() if k != "why"}, {}, "some.yaml")


def test_an_id_occurs_once() -> None:
    with pytest.raises(BadRules, match="twice"):
        build_all([("a.yaml", [GOOD]), ("b.yaml", [GOOD])], {})


def test_lists_within_lists_are_put_in_and_circles_are_found() -> None:
    assert expand("{a}!", {"a": "(?:x|{b})", "b": "(?:y)"}, "here") == "(?:x|(?:y))!"
    assert expand(r"\d{1,2}", {}, "here") == r"\d{1,2}"
    with pytest.raises(BadRules, match="circle"):
        expand("{a}", {"a": "{b}", "b": "{a}"}, "here")


def test_what_a_rule_needs_is_not_tried_elsewhere() -> None:
    rule = build({**GOOD, "needs": ["declined"]}, {}, "some.yaml")
    assert not find_hits(RedactedNote("n1", "Mum refused."), rules=[rule])


def test_a_hit_stays_within_its_sentence() -> None:
    rule = build({**GOOD, "pattern": r"mum.*refused"}, {}, "some.yaml")
    assert not find_hits(RedactedNote("n1", "Saw Mum. Then Dad refused."), rules=[rule])


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "....", "\u202e\x00 \ufeff", "(" * 5000, "no no " * 2000])
def test_odd_text_raises_nothing(text: str) -> None:
    find_hits(RedactedNote("n1", text))


@pytest.mark.parametrize(
    ("written", "strikes"),
    [
        pytest.param(dt.date(2009, 5, 1), True, id="of-its-own-year"),
        pytest.param(dt.date(2012, 5, 1), True, id="three-years-on"),
        pytest.param(dt.date(2024, 5, 1), False, id="another-episode"),
        pytest.param(dt.date(2039, 5, 1), False, id="far-on"),
        pytest.param(None, True, id="undated"),
    ],
)
def test_a_year_is_the_past_by_the_date_of_the_note(written: dt.date | None, strikes: bool) -> None:
    rule = build({**GOOD, "unless": "{past}"}, load_lexicon(), "some.yaml")
    note = RedactedNote("n1", "Mum refused the clinic in 2009.", date=written)
    assert bool(find_hits(note, rules=[rule])) is strikes


@pytest.mark.parametrize(
    ("text", "strikes"),
    [
        ("She failed to attend on 20 May.", True),
        ("She failed to attend on 20th May and 3 June.", True),
        ("She failed to attend twice in May.", True),
        ("She may have failed to attend.", False),
        ("Mum and Dad may have failed to attend.", False),
        ("They may say that she failed to attend on 20 May.", False),
    ],
)
def test_the_month_of_may_is_no_maybe(text: str, strikes: bool) -> None:
    hits = find_hits(RedactedNote("n1", text, type="meeting"))
    assert ("missed_appointment" in {h.label for h in hits}) is strikes


def test_a_pattern_finds_a_contraction_without_its_apostrophe_and_no_word_that_ends_alike() -> None:
    found = taxonomy.pattern("here", r"n['’]t\b")
    typed = ("didn't", "didnt", "wasnt", "Wouldnt", "cant", "wont", "isnt")
    assert all(found.search(f"mum {word} in") for word in typed)
    words = ("went", "parent", "spent", "agent", "absent", "appointment", "want", "hint", "front", "infant", "scant")
    assert not any(found.search(f"mum {word} in") for word in words)
    behind = taxonomy.pattern("here", r"(?<!n['’]t )attend")
    assert behind.search("they went, attended")
    assert not behind.search("didnt attend")
    assert not behind.search("didn't attend")
