"""Every rule's own examples, and what the loader refuses."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.errors import BadRules
from analyser.redact import identifiers, lexicon, redact_text

RULES = identifiers.rules()


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.yes)]
)
def test_rule_finds_its_examples(rule: identifiers.Rule, text: str) -> None:
    assert list(identifiers.apply_rule(rule, text))


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.yes)]
)
def test_rule_finds_its_examples_far_from_the_other_figures_of_a_text(rule: identifiers.Rule, text: str) -> None:
    far = f"On 4 May. {'He was well and slept. ' * 20}\n{text}\n{'She was well and ate. ' * 20} At 3."
    everywhere = list(identifiers.apply_rule(rule, far))
    assert everywhere
    assert list(identifiers.apply_rule(rule, far, identifiers.where_to_look(rule.needs, far))) == everywhere


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.no)]
)
def test_rule_leaves_its_counterexamples(rule: identifiers.Rule, text: str) -> None:
    assert not list(identifiers.apply_rule(rule, text))


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        pytest.param("Rang 07700 900812 twice.", "07700 900812", "PHONE", id="drama-mobile"),
        pytest.param("Office is 01632960415.", "01632960415", "PHONE", id="drama-landline"),
        pytest.param("NHS 943 476 5919 on the form", "943 476 5919", "NHS_NUMBER", id="nhs-valid"),
        pytest.param("card 943 476 5918 found", "943 476 5918", "OTHER_ID", id="ten-digits-failing-the-check"),
        pytest.param("Chart for 943 476 5918, weight 9kg", "943 476 5918", "NHS_NUMBER", id="nhs-with-a-slip"),
        pytest.param("Tel 01632 960 417 ext 24, says", "01632 960 417 ext 24", "PHONE", id="extension-goes-with-it"),
        pytest.param("Contact no. 07700 900 417 (mum)", "07700 900 417", "PHONE", id="phone-behind-a-case-label"),
        pytest.param("rang 0 7 7 0 0 9 0 0 4 1 7 twice", "0 7 7 0 0 9 0 0 4 1 7", "PHONE", id="figure-by-figure"),
        pytest.param("use jx at mailbox dot example dot org", "jx at mailbox dot example dot org", "EMAIL", id="words"),
        pytest.param("IBAN GB00 EXMP 0044 1122 3344 55", "GB00 EXMP 0044 1122 3344 55", "OTHER_ID", id="iban"),
        pytest.param("Mosaic ID 4417209, two children", "4417209", "CASE_ID", id="label-stays"),
        pytest.param("EMIS no 55213, not brought", "55213", "OTHER_ID", id="record-of-a-patient"),
        pytest.param("943 476 5918 is the sibling's", "943 476 5918", "NHS_NUMBER", id="nhs-by-its-groups"),
        pytest.param("policy no. 943 476 5918", "943 476 5918", "OTHER_ID", id="grouped-number-of-a-thing"),
        pytest.param("NHS number ends 4417", "4417", "NHS_NUMBER", id="end-of-an-nhs-number"),
        pytest.param("UC claim 4417 2210 now", "4417 2210", "OTHER_ID", id="last-word-of-a-label"),
        pytest.param("travel document C00441712", "C00441712", "OTHER_ID", id="document"),
        pytest.param("The PIN 9876 was given", "9876", "OTHER_ID", id="letters-that-are-no-plate"),
        pytest.param("He drives K 44 JOE now.", "K 44 JOE", "VEHICLE", id="plate-in-three"),
        pytest.param("NI number QQ 12 34 56 C given", "QQ 12 34 56 C", "NINO", id="nino"),
        pytest.param("mail r.oduya@team.internal please", "r.oduya@team.internal", "EMAIL", id="private-domain"),
        pytest.param("posts as @river_rat81 now", "@river_rat81", "HANDLE", id="handle"),
        pytest.param("born on 4 June 2015 in Leeds", "4 June 2015", "DOB", id="born-on"),
        pytest.param("DOB: 4/6/15.", "4/6/15", "DOB", id="dob-short"),
        pytest.param("Police log 318 of 6/5 refers.", "318 of 6/5", "CASE_ID", id="police-log"),
        pytest.param("Our ref HKT/7719/Row closed.", "HKT/7719/Row", "CASE_ID", id="case-reference"),
        pytest.param("Van, LB07 KQX, outside.", "LB07 KQX", "VEHICLE", id="plate"),
    ],
)
def test_identifier_is_masked_with_its_type(text: str, value: str, kind: str) -> None:
    start = text.index(value)
    spans = redact_text(text).spans
    assert (start, start + len(value), kind) in [s[:3] for s in spans]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Visit on 03/02/2024 at 10.30, next 17.2.24.", id="event-dates"),
        pytest.param("Rent arrears of £1,250 since March 2023.", id="money"),
        pytest.param("Attendance 83.5%, 14 of 17 sessions.", id="counts"),
        pytest.param("s.47 and s17, KS2, A&E, 24/7.", id="sections"),
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert redact_text(text).text == text


def test_a_value_found_by_its_label_is_masked_without_it() -> None:
    done = redact_text("Mosaic no. 4417209. Later: file 4417209 moved.")
    assert "4417209" not in done.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"yes": []}, "needs why, yes and no", id="no-examples"),
        pytest.param({"type": "SHOE_SIZE"}, "no type of personal data", id="unknown-type"),
        pytest.param({"pattern": "("}, "not valid", id="bad-pattern"),
        pytest.param({"colour": "red"}, "colour", id="unknown-key"),
        pytest.param({"unless": "moon"}, "no entry of near", id="unknown-nearness"),
    ],
)
def test_loader_names_the_entry_at_fault(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], words: str) -> None:
    entry = {"id": "x", "type": "PHONE", "score": 0.5, "pattern": "a", "why": "w", "yes": ["a"], "no": ["b"]}
    monkeypatch.setattr(lexicon, "load", lambda name: {"rules": [entry | change]})
    identifiers.rules.cache_clear()
    try:
        with pytest.raises(BadRules, match=words) as caught:
            identifiers.rules()
        assert "'x'" in str(caught.value)
    finally:
        identifiers.rules.cache_clear()


def test_loader_refuses_a_second_entry_of_one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"id": "x", "type": "PHONE", "score": 0.5, "pattern": "a", "why": "w", "yes": ["a"], "no": ["b"]}
    monkeypatch.setattr(lexicon, "load", lambda name: {"rules": [entry, entry]})
    identifiers.rules.cache_clear()
    try:
        with pytest.raises(BadRules, match="twice"):
            identifiers.rules()
    finally:
        identifiers.rules.cache_clear()
