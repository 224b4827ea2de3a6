"""Addresses of several parts, places under their right kind, and what a number is filed under."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.errors import BadRules
from analyser.redact import filed, lexicon, redact_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            "She is at The Old Forge, Cold Tarning till Monday.", "The Old Forge, Cold Tarning", id="house-and-town"
        ),
        pytest.param("Letter went to Tarn Road, Maltwick, SR6 9QX.", "Tarn Road, Maltwick, SR6 9QX", id="street-on"),
        pytest.param("She has High Tarn Farm, nr Killbeck.", "High Tarn Farm, nr Killbeck", id="near-what-is-a-name"),
        pytest.param("Sent to 6 Dalgarn Mews, Upper Tarning, Derbys.", "6 Dalgarn Mews, Upper Tarning, Derbys", id="c"),
        pytest.param("Moved to 14 Larch Close, QX4 2.", "14 Larch Close, QX4 2", id="half-a-postcode"),
        pytest.param("Back at 52 (garden flat) Tarn Grove.", "52 (garden flat) Tarn Grove", id="kind-in-brackets"),
        pytest.param("He has a room above the bakers on Tarn Parade.", "above the bakers on Tarn Parade", id="over"),
        pytest.param("She took the end caravan, Tarn Park.", "the end caravan, Tarn Park", id="which-dwelling"),
        pytest.param("am at mums 8 tern close come now", "8 tern close", id="typed"),
        pytest.param("Water ran from flat 6 into the shop.", "flat 6", id="flat-typed"),
        pytest.param("Works at 23 Dalgarn rd on Fridays.", "23 Dalgarn rd", id="mixed-case"),
        pytest.param("Now at 71a Tarn Street, rear door.", "71a Tarn Street, rear door", id="which-door"),
    ],
)
def test_parts_of_an_address_are_one(text: str, value: str) -> None:
    start = text.index(value)
    spans = [s[:3] for s in redact_text(text).spans]
    assert any(a <= start and start + len(value) <= b and k == "ADDRESS" for a, b, k in spans), spans


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("Told Kelly Marlow, Larch Close is shut.", {"PERSON", "LOCATION"}, id="somebody-and-a-street"),
        pytest.param("Larch Road, Tarn Road and Mill Lane flooded.", {"LOCATION"}, id="streets"),
        pytest.param("Tarnbeck Primary, 14 Larch Close, wrote.", {"ORG", "ADDRESS"}, id="school-and-its-address"),
        pytest.param("At 14 Larch Close, Kelly answered.", {"ADDRESS", "PERSON"}, id="address-and-somebody"),
    ],
)
def test_what_is_no_part_of_an_address_stays_apart(text: str, kinds: set[str]) -> None:
    assert {s[2] for s in redact_text(text).spans} == kinds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Left home at 0752 and was back at 0805.", id="times"),
        pytest.param("A flat 4 people share, flat 3 weeks later.", id="counts"),
        pytest.param("Group no. 2 met, review no. 3 is next.", id="numbered"),
        pytest.param("He had 1 watch and 1 chain, £4.20.", id="things"),
    ],
)
def test_what_is_counted_is_no_door(text: str) -> None:
    assert redact_text(text).text == text


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        pytest.param("Seen near Tarnman Lock at dusk.", "Tarnman Lock", "LOCATION", id="out-of-doors"),
        pytest.param("Listed at Maltwick Crown Court today.", "Maltwick Crown Court", "ORG", id="court"),
        pytest.param("The boiler ser. 2118 2000 4417 is old.", "2118 2000 4417", "OTHER_ID", id="thing"),
        pytest.param("payslip ref 44178 20931K came", "44178 20931K", "OTHER_ID", id="document-by-its-ref"),
        pytest.param("breach court, 2400441187, listed", "2400441187", "CASE_ID", id="matter"),
        pytest.param("repair ticket RP-331907 is open", "RP-331907", "CASE_ID", id="piece-of-work"),
        pytest.param("PC 2231 Harland came", "2231", "OTHER_ID", id="officer-before-the-name"),
        pytest.param("ran Novak,Tereza,2013-08-30,F,6", "2013-08-30", "DOB", id="table-with-commas"),
        pytest.param("Yusuf Arten 1/1/2014 and Mariam 1/1/2017 (DOBs as claimed)", "1/1/2017", "DOB", id="several"),
        pytest.param("DOB on file 03/03/15, passport says 03/05/15", "03/05/15", "DOB", id="another-record"),
    ],
)
def test_value_has_its_right_type(text: str, value: str, kind: str) -> None:
    start = text.index(value)
    spans = [s[:3] for s in redact_text(text).spans]
    assert any(a <= start and start + len(value) <= b and k == kind for a, b, k in spans), spans


def test_a_sentence_that_ends_tells_nothing_of_the_next() -> None:
    assert [s[2] for s in redact_text("End of tenancy. QX-765120 sent.").spans] == ["CASE_ID"]


def test_a_service_stays_before_its_number() -> None:
    assert redact_text("MARAC 61807 is listed.").text == "MARAC CaseReference1 is listed."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param({"services": ["c"], "matters": ["a"], "things": ["b"]}, "unknown or missing", id="list-missing"),
        pytest.param({"rules": [], "services": [], "matters": ["a"], "things": ["a"]}, "both lists", id="word-of-both"),
    ],
)
def test_lists_of_what_numbers_are_filed_under_are_checked(
    monkeypatch: pytest.MonkeyPatch, data: dict[str, Any], words: str
) -> None:
    monkeypatch.setattr(lexicon, "load", lambda name: {"schema": 1, **data})
    filed.filed.cache_clear()
    try:
        with pytest.raises(BadRules, match=words):
            filed.filed()
    finally:
        filed.filed.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("After her Op Kelly rested on the ward.", id="possessive-word"),
        pytest.param("Post Op Kelly was sore but eating.", id="after-surgery"),
        pytest.param("Following Mum's Op Kelly went to Nan.", id="whose-operation"),
    ],
)
def test_patients_are_no_operation_of_the_police(text: str) -> None:
    assert "Kelly" not in redact_text(text).text


@pytest.mark.parametrize("name", ["Reg", "Cor", "Sev", "Loc"])
def test_short_names_that_are_short_forms_too_are_masked(name: str) -> None:
    assert name not in redact_text(f"Spoke to {name} about the fall.").text


def test_born_stays_before_a_feast() -> None:
    assert redact_text("Born Boxing Day 2011, at home.").text == "Born BirthDate1, at home."


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        pytest.param("Anna Hall, 14 Larch Close.", "Person1, Address1.", id="surname-hall"),
        pytest.param("Mrs Hall, Mill Lane, called.", "Person1, Place1, called.", id="title"),
        pytest.param("John Kent, Devon Avenue", "Person1, Place1", id="surname-of-a-county"),
        pytest.param("14 Larch Close, Donald Sutherland came.", "Address1, Person1 came.", id="county-behind"),
        pytest.param("Peter Lodge - Mill Lane", "Person1 - Place1", id="surname-lodge"),
        pytest.param("14 Larch Close - Kelly Marlow answered", "Address1 - Person1 answered", id="behind-an-address"),
        pytest.param(
            "Adeyemi, 14 Larch Close; Bevan, 9 Mill Lane", "Person1, Address1; Person2, Address2", id="two-households"
        ),
        pytest.param("Went to Kelly's Flat 3, 14 Larch Close.", "Went to Person1's Address1.", id="whose-flat"),
        pytest.param("Went to Okonkwo's Flat 3, 14 Larch Close.", "Went to Person1's Address1.", id="whose-flat-2"),
    ],
)
def test_somebody_beside_an_address_is_no_part_of_it(text: str, redacted: str) -> None:
    assert redact_text(text).text == redacted


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        pytest.param("Baby 3 Church Road seen by midwife.", "Baby Address1 seen by midwife.", id="door-behind-baby"),
        pytest.param("Child 14 Mill Lane is where she lives", "Child Address1 is where she lives", id="behind-child"),
        pytest.param("Tenant 9 Mill Lane says it is damp.", "Tenant Address1 says it is damp.", id="behind-tenant"),
        pytest.param("Jane Okafor, Adult 2 Femi Okafor", "Person1, Adult 2 Person2", id="numbered-adult"),
        pytest.param("PCSO 7712 Harker came.", "PCSO Reference1 Police1 came.", id="officer"),
    ],
)
def test_a_number_goes_with_the_street_or_with_the_officer(text: str, redacted: str) -> None:
    assert redact_text(text).text == redacted


@pytest.mark.parametrize("text", ["Court 0930 on Monday.", "Referral 1530 received.", "Enquiry 1045 by phone."])
def test_times_behind_a_matter_stay(text: str) -> None:
    assert redact_text(text).text == text


def test_the_date_of_a_visit_stays_though_birth_dates_are_spoken_of_later() -> None:
    text = "Seen Kelly Marlow 14/05/2022. Agency to check DOBs later."
    assert "14/05/2022" in redact_text(text).text
