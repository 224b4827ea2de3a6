"""Organisations, addresses and places, and their heads elsewhere in the file."""

from __future__ import annotations

import pytest

from analyser.redact import redact_text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("At Tarn Hows Primary today.", "Tarn Hows", id="school"),
        pytest.param("T/C Ysgol Craig Wen.", "Craig Wen", id="welsh-school"),
        pytest.param("Letter from Sgoil Dun Beag.", "Dun Beag", id="gaelic-school"),
        pytest.param("Seen at St Edburga's by nurse.", "Edburga", id="saint"),
        pytest.param("Booked at Wold Top Surgery.", "Wold Top", id="surgery"),
        pytest.param("Admitted to Thrapsley Royal Infirmary.", "Thrapsley", id="hospital"),
        pytest.param("Lives at 9 Marram Close, Thrapsley, ZQ5 1AB.", "Marram", id="address"),
        pytest.param("Lives at 9 Marram Close, Thrapsley, ZQ5 1AB.", "Thrapsley", id="town-in-address"),
        pytest.param("Now at Flat 3, 40 Heol Isaf.", "Flat 3", id="flat"),
        pytest.param("Now at Flat 3, 40 Heol Isaf.", "Heol Isaf", id="welsh-street"),
        pytest.param("Moved to 11b Cnoc na Mara.", "Cnoc na Mara", id="gaelic-street"),
        pytest.param("Grew up in Aldeburgh with her nan.", "Aldeburgh", id="town"),
        pytest.param("Works at the Brass Kettle on Fridays.", "Brass Kettle", id="pub"),
        pytest.param("The bus from Port Fanta was late.", "Fanta", id="place-head-and-brand"),
        pytest.param("ur spot on cravenhoe quay lol", "cravenhoe quay", id="lower-case"),
        pytest.param("Lives at 6 Tinkers Brow with him.", "Tinkers Brow", id="street-word-behind-a-number"),
        pytest.param("Moved to 2/1, 40 Marram Street.", "2/1", id="scottish-flat"),
        pytest.param("Rang Severn Oak Medical again.", "Severn Oak", id="medical"),
        pytest.param("Cobalt Nursery had him down for two.", "Cobalt", id="rare-word-opens"),
        pytest.param("Garage rented from Tansy Lock-Ups.", "Tansy", id="lock-ups"),
        pytest.param("He works at Sedge Vale Tyres.", "Sedge", id="trade"),
        pytest.param("Quote from QJ Roofing is in.", "QJ Roofing", id="lettered-firm"),
        pytest.param("Sacred Heart rang about him.", "Sacred Heart", id="dedication"),
        pytest.param("At Our Lady of Fatima Primary.", "Our Lady of Fatima", id="dedication-with-of"),
        pytest.param("Went to the Beacon food bank.", "Beacon", id="kind-in-lower-case"),
        pytest.param("Beech Court called about the tap.", "Beech", id="house-opens"),
        pytest.param("From 6 Park Rd to 40 Hill St.", "Park Rd", id="short-street-word"),
        pytest.param("Letter from Thorne & Pike LLP.", "Thorne & Pike", id="firm"),
        pytest.param("Shifts at Tassel & Quill in town.", "Tassel & Quill", id="shop"),
        pytest.param("Case moves to Ada (Cobalt People) now.", "Cobalt", id="agency-in-brackets"),
    ],
)
def test_places_are_masked(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


def test_the_end_of_a_name_stands_for_the_whole() -> None:
    done = redact_text("Starts at Tarn Hows Learning Centre. Taxi to Learning Centre came empty.")
    assert {s[3] for s in done.spans} == {"School1"}
    assert len(done.spans) == 2


def test_the_head_of_a_name_stands_for_the_whole() -> None:
    done = redact_text("Tarn Hows Primary rang. At Tarn Hows the bell goes at nine.")
    assert "Tarn" not in done.text
    assert {s[3] for s in done.spans} == {"School1"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Breakfast Club at the Primary School is full.", id="generic-school"),
        pytest.param("Seen in the Health Centre, then the Community Hospital.", id="generic-health"),
        pytest.param("Bring it to the Civic Centre or the Family Court.", id="civic"),
        pytest.param("The Blue Badge form and the Looked After team.", id="schemes"),
        pytest.param('Went on the "Ready Together" register.', id="register"),
        pytest.param("Health & Safety and Terms & Conditions were read.", id="joined-words"),
        pytest.param("Palliative Care rang. Antenatal Clinic moved.", id="qualities"),
        pytest.param("Review no. 2 at 3pm.", id="counted"),
        pytest.param("Headlice letter sent. Msgs left. Appt tomorrow.", id="short-forms"),
        pytest.param("Citalopram stopped, then Hydroxyzepam.", id="medicine"),
        pytest.param("Kurds and Protestants on the course, Maghrib at five.", id="peoples"),
        pytest.param("we went down teh road and up the raod side", id="slips"),
    ],
)
def test_generic_names_stay(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Referred by Wrenley duty team.", id="duty-team"),
        pytest.param("The bus to Wrenley was late.", id="bus"),
        pytest.param("They moved to Wrenley in May.", id="moved"),
        pytest.param("Wrenley police rang.", id="police"),
    ],
)
def test_a_town_shows_by_its_services_and_by_journeys(text: str) -> None:
    assert [s[2] for s in redact_text(text).spans] == ["LOCATION"]


def test_a_person_somebody_went_back_to_is_no_town() -> None:
    assert [s[2] for s in redact_text("She went back to Kwabena after the row.").spans] == ["PERSON"]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        pytest.param("Gone to Thrapsley Sands with dad.", "Thrapsley Sands", "LOCATION", id="sands"),
        pytest.param("Got lost by Cravenhoe Moor, arrived late.", "Cravenhoe Moor", "LOCATION", id="moor"),
        pytest.param("Transport from Upper Cravenhoe each day.", "Upper Cravenhoe", "LOCATION", id="upper"),
        pytest.param("Excluded from Barley Corner at night.", "Barley Corner", "LOCATION", id="english-words"),
        pytest.param("In Thrapsley, Co. Brannock.", "Co. Brannock", "LOCATION", id="county"),
        pytest.param("Seen at Cravenhoe Walk-in Centre.", "Cravenhoe Walk-in Centre", "ORG", id="halved"),
        pytest.param("Hearing at Thrapsley County Court.", "Thrapsley County Court", "ORG", id="court-of-a-place"),
    ],
)
def test_place_has_its_type(text: str, value: str, kind: str) -> None:
    start = text.index(value)
    assert (start, start + len(value), kind) in [s[:3] for s in redact_text(text).spans]


def test_firm_and_its_town_are_two() -> None:
    spans = redact_text("Agent is Thorne & Pike Lettings of Thrapsley.").spans
    assert [s[2] for s in spans] == ["ORG", "LOCATION"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("On Cobalt Ward under section 2.", id="on"),
        pytest.param("Lives Cae Glas with her nan.", id="lives"),
    ],
)
def test_word_that_opens_a_sentence_is_no_part_of_the_name_behind_it(text: str) -> None:
    done = redact_text(text)
    assert done.text.startswith(text.split()[0] + " ")
    assert done.text != text
