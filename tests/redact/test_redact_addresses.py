"""Addresses as one stretch: rooms, stairs and flats, houses by name, letters in one case, what a street leads to."""

from __future__ import annotations

import pytest

from analyser.redact import redact_text


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
    ],
)
def test_address_is_one_stretch(text: str, value: str) -> None:
    start = text.index(value)
    assert (start, start + len(value), "ADDRESS") in [s[:3] for s in redact_text(text).spans]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We met in room 3 and then in interview room 2.", id="rooms-of-an-office"),
        pytest.param("Walked up the High St to the bank.", id="high-street"),
        pytest.param("Visited on 12/3 and again on 14/3.", id="days"),
        pytest.param("Neighbour at 10 past said nothing.", id="time"),
        pytest.param("The M1 was shut, so the A6 was full.", id="roads"),
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert redact_text(text).text == text
