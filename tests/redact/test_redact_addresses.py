"""Addresses as one stretch: rooms, stairs and flats, houses by name, letters in one case, what a street leads to."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.errors import BadRules
from analyser.redact import address_rules, lexicon, redact_text
from analyser.redact.address_rules import AddressRule

RULES = [rule for rules in address_rules.address_rules().values() for rule in rules]


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.yes)]
)
def test_address_rule_finds_its_examples(rule: AddressRule, text: str) -> None:
    assert rule.finds(text)


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for r in RULES for i, t in enumerate(r.no)]
)
def test_address_rule_leaves_its_counterexamples(rule: AddressRule, text: str) -> None:
    assert not rule.finds(text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"yes": []}, "needs why, yes and no", id="no-examples"),
        pytest.param({"type": "SHOE_SIZE"}, "no type of personal data", id="unknown-type"),
        pytest.param({"use": "beside"}, "no use; take one of", id="unknown-use"),
        pytest.param({"pattern": "("}, "not valid", id="bad-pattern"),
        pytest.param({"colour": "red"}, "colour", id="unknown-key"),
        pytest.param({"use": "near", "yes": ["a^b"], "no": ["a^b^c"]}, "2 times", id="one-edge-of-two"),
        pytest.param({"use": "behind", "yes": ["a^b"], "no": ["a b"]}, "1 times", id="no-edge"),
        pytest.param({"yes": ["^a"]}, "0 times", id="edge-of-nothing"),
    ],
)
def test_address_loader_names_the_entry_at_fault(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], words: str
) -> None:
    entry = {"id": "x", "use": "alone", "pattern": "a", "why": "w", "yes": ["a"], "no": ["b"]} | change
    monkeypatch.setattr(lexicon, "load", lambda name: {"schema": 1, "parts": {}, "rules": [entry]})
    address_rules.address_rules.cache_clear()
    try:
        with pytest.raises(BadRules, match=words) as caught:
            address_rules.address_rules()
        assert "'x'" in str(caught.value)
    finally:
        address_rules.address_rules.cache_clear()


def test_address_loader_refuses_a_second_entry_of_one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"id": "x", "use": "alone", "pattern": "a", "why": "w", "yes": ["a"], "no": ["b"]}
    monkeypatch.setattr(lexicon, "load", lambda name: {"schema": 1, "parts": {}, "rules": [entry, entry]})
    address_rules.address_rules.cache_clear()
    try:
        with pytest.raises(BadRules, match="'x' stands twice"):
            address_rules.address_rules()
    finally:
        address_rules.address_rules.cache_clear()


def test_address_loader_wants_a_rule_for_every_use(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"id": "x", "use": "alone", "pattern": "a", "why": "w", "yes": ["a"], "no": ["b"]}
    monkeypatch.setattr(lexicon, "load", lambda name: {"schema": 1, "parts": {}, "rules": [entry]})
    address_rules.address_rules.cache_clear()
    try:
        with pytest.raises(BadRules, match="no rule for before"):
            address_rules.address_rules()
    finally:
        address_rules.address_rules.cache_clear()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Moved to Bedroom 23, Willowmere Court on Friday.", "Bedroom 23, Willowmere Court", id="bedroom"),
        pytest.param("He is in room 214 at the Travel Inn.", "room 214 at the Travel Inn", id="hotel-room"),
        pytest.param("Found at St Oda's House, flat 9.", "St Oda's House, flat 9", id="saint-and-flat"),
        pytest.param("Lives at Flat 1F2, 60 Marl Street.", "Flat 1F2, 60 Marl Street", id="scottish-flat"),
        pytest.param("Went to 12/3 Calder Rigg.", "12/3 Calder Rigg", id="stair"),
        pytest.param("She gave 33 Dalgarn Street (2/2).", "33 Dalgarn Street (2/2)", id="stair-behind"),
        pytest.param(
            "The Paddocks, Chapel Lane, Maltwick, SR6 9QX", "The Paddocks, Chapel Lane, Maltwick, SR6 9QX", id="h"
        ),
        pytest.param("Seen at Copper Beeches, Sallow Lane.", "Copper Beeches, Sallow Lane", id="english-house"),
        pytest.param("Address given as Heron Court, Seaholm.", "Heron Court, Seaholm", id="said-to-be-one"),
        pytest.param("Stays at Hafod Ucha, Cwmderi.", "Hafod Ucha, Cwmderi", id="welsh-house"),
        pytest.param("47 PRIOR'S WALK", "47 PRIOR'S WALK", id="capitals"),
        pytest.param("visit 47 prior's walk sr6 9qx", "47 prior's walk sr6 9qx", id="lower-case"),
        pytest.param("It is 101 High St now.", "101 High St", id="high-street"),
        pytest.param("Taken to 66 Wharncliffe St, S2.", "66 Wharncliffe St, S2", id="outward-code"),
        pytest.param("Static 7, Dunes Park is hers.", "Static 7, Dunes Park", id="caravan"),
        pytest.param("He lives at number 31, two doors down.", "number 31", id="door"),
        pytest.param("Moved from Room 7 to Room 11.", "Room 7 to Room 11", id="rooms"),
        pytest.param("Noise from the upstairs flat at 9 again.", "upstairs flat at 9", id="flat-of-a-number"),
        pytest.param("In the ground floor flat at 9 Tarn Street.", "ground floor flat at 9 Tarn Street", id="floor"),
        pytest.param("No reply at 46, card left.", "46", id="door-without-answer"),
        pytest.param("Fighting outside no. 27 at lunch.", "no. 27", id="door-outside"),
        pytest.param("It is 14½ Tarn Street.", "14½ Tarn Street", id="half"),
        pytest.param("Lives on Tarn Street (14) now.", "Tarn Street (14)", id="number-in-brackets"),
        pytest.param(
            "Left at Dalgarn Court, Block B, Flat 11.", "Dalgarn Court, Block B, Flat 11", id="block-and-flat"
        ),
        pytest.param("She has 14, The Hollies for now.", "14, The Hollies", id="number-and-house"),
        pytest.param("Sent to The Cottage, Ridge Farm.", "The Cottage, Ridge Farm", id="dwelling-of-a-farm"),
        pytest.param("Moved to 5 Tarnbeck Dr, no carpets.", "5 Tarnbeck Dr", id="drive-cut-short"),
        pytest.param("She owns Tarn Reach, Mill Lane, Maltwick.", "Tarn Reach, Mill Lane, Maltwick", id="named-house"),
        pytest.param('A cottage, "Seaholm", Cliff Road.', 'Seaholm", Cliff Road', id="house-in-quotes"),
        pytest.param("She rents Gorse Cottage, near Maltwick.", "Gorse Cottage, near Maltwick", id="near-a-place"),
        pytest.param("Now renting no. 5, The Crescent.", "no. 5, The Crescent", id="no-before-a-number"),
        pytest.param("At Flat 6 (top floor), 3 Tarn Parade.", "Flat 6 (top floor), 3 Tarn Parade", id="floor-of"),
        pytest.param("The address is now Killbeg, Co. Tiran.", "Killbeg, Co. Tiran", id="county"),
        pytest.param("Sent to 14 Larch Close, M1.", "14 Larch Close, M1", id="outward-code-of-manchester"),
        pytest.param("Ethnicity: Romany Gypsy, Croft 4", "Croft 4", id="beside-a-label-whose-value-stays"),
        pytest.param("its flat 9 rosehill house buzz up", "flat 9 rosehill house", id="block-typed"),
        pytest.param("Two hundred and four: two hundred and four Tarn Road.", "two hundred and four Tarn Road", id="w"),
    ],
)
def test_address_is_one_stretch(text: str, value: str) -> None:
    start = text.index(value)
    assert (start, start + len(value), "ADDRESS") in [s[:3] for s in redact_text(text).spans]


def test_a_long_name_with_hyphens_is_read_at_once() -> None:
    town = next(rule for rule in RULES if rule.id == "town")
    assert town.behind(", " + "A-" * 60 + "!", 0) is None
    assert town.behind(", Aber on-the-Wold, and", 0) == (2, 18)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We met in room 3 and then in interview room 2.", id="rooms-of-an-office"),
        pytest.param("Walked up the High St to the bank.", id="high-street"),
        pytest.param("Visited on 12/3 and again on 14/3.", id="days"),
        pytest.param("Neighbour at 10 past said nothing.", id="time"),
        pytest.param("He is number 3 on the list.", id="place-in-a-list"),
        pytest.param("Tea in the upstairs flat at 9.30.", id="time-in-a-flat"),
        pytest.param("Bedroom 2 was tidy, bedroom 3 was not.", id="bedrooms-of-a-house"),
        pytest.param("No answer at 10, tried again at 11.", id="hours"),
        pytest.param("The M1 was shut, so the A6 was full.", id="roads"),
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert redact_text(text).text == text
