"""What is filled into forms, and addresses in every shape."""

from __future__ import annotations

import datetime as dt

import pytest

from analyser.model import CaseFile, Note
from analyser.redact import redact_case, redact_text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Name: tamsin orrell  d.o.b: 9.11.12", {"tamsin orrell": "PERSON", "9.11.12": "DOB"}, id="lower"),
        pytest.param(
            "Surname: ORRELL | Forename(s): Tamsin Jade | Gender: F",
            {"ORRELL": "PERSON", "Tamsin Jade": "PERSON"},
            id="two-cells",
        ),
        pytest.param("Name\nZofia Krol\nDate of birth\n02/03/2016", {"Zofia Krol": "PERSON"}, id="label-above"),
        pytest.param("Mother: Jade | Father: unknown", {"Jade": "PERSON"}, id="mother"),
        pytest.param("Print name: S. Okafor", {"S. Okafor": "PERSON"}, id="printed"),
        pytest.param("Nursery: Little Otters", {"Little Otters": "ORG"}, id="nursery-without-its-word"),
        pytest.param("Place of birth: Wexcombe", {"Wexcombe": "LOCATION"}, id="birthplace"),
        pytest.param("Patient: PENHALE, Doris NHS: 9992345678", {"PENHALE": "PERSON", "Doris": "PERSON"}, id="turned"),
        pytest.param("Address:\t22 wharf street", {"22 wharf street": "ADDRESS"}, id="address-in-lower-case"),
        pytest.param(
            "Address: 14 Larch Close\nBarrow Hill\nDN5 8QX\nSeen: yes",
            {"14 Larch Close\nBarrow Hill\nDN5 8QX": "ADDRESS"},
            id="address-on-lines",
        ),
        pytest.param(
            "14A Wharf Street, Barrow, LA14 2QX", {"14A Wharf Street, Barrow, LA14 2QX": "ADDRESS"}, id="town"
        ),
        pytest.param("he is at 7 mill lane now", {"7 mill lane": "ADDRESS"}, id="typed"),
        pytest.param("14-16 Larch Close", {"14-16 Larch Close": "ADDRESS"}, id="two-numbers"),
        pytest.param("Basement flat, 14 Wharf Street", {"Basement flat, 14 Wharf Street": "ADDRESS"}, id="basement"),
        pytest.param("1042 Wharf Road", {"1042 Wharf Road": "ADDRESS"}, id="four-digits"),
        pytest.param("twenty two Wharf Street", {"twenty two Wharf Street": "ADDRESS"}, id="number-in-words"),
        pytest.param("Rose Cottage, Mill Lane", {"Rose Cottage, Mill Lane": "ADDRESS"}, id="house-with-a-name"),
        pytest.param("No 14 has complained again", {"No 14": "ADDRESS"}, id="door-without-a-street"),
        pytest.param("PO Box 7651", {"PO Box 7651": "ADDRESS"}, id="post-box"),
        pytest.param("w3w: filled.count.soap", {"filled.count.soap": "ADDRESS"}, id="three-words"),
        pytest.param("Postcode starts BD7", {"BD7": "ADDRESS"}, id="half-a-postcode"),
    ],
)
def test_field_is_masked_whole_and_typed(text: str, values: dict[str, str]) -> None:
    spans = [s[:3] for s in redact_text(text).spans]
    for value, kind in values.items():
        start = text.index(value)
        assert any(a <= start and start + len(value) <= b and k == kind for a, b, k in spans), (value, spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Name: not given", id="no-name"),
        pytest.param("Mother: very upset today", id="prose-behind-mother"),
        pytest.param("Mum: no concerns\nSchool: late again\nGP: letter sent", id="headings-of-prose"),
        pytest.param("Address: not known", id="no-address"),
        pytest.param("Address the concerns by 14 July.", id="verb"),
        pytest.param("Present: all\nApologies: none", id="minutes"),
        pytest.param("Ethnicity: White Other | Religion: Catholic", id="ethnicity"),
        pytest.param("a 10 minute walk, 2 main roads, 3 doors down the street", id="measured-ways"),
        pytest.param("neighbours rang at 10 and 11", id="times"),
    ],
)
def test_field_without_a_datum_stays(text: str) -> None:
    assert redact_text(text).text == text


def test_a_name_of_a_form_is_found_in_the_notes() -> None:
    case = CaseFile(
        "c", (Note("a", "Surname: Orrell\nForename: Tamsin"), Note("b", "tamsin orrell was in, Ms Orrell too."))
    )
    done = redact_case(case)
    assert "rrell" not in "".join(n.text for n in done.notes)
    assert "amsin" not in "".join(n.text for n in done.notes)


def test_a_date_beside_a_name_is_no_birth_date_where_the_note_is_of_that_time() -> None:
    text = "Zofia Krol | 02/03/2024 | visit"
    assert "02/03/2024" in redact_text(text, date=dt.date(2024, 4, 1)).text
    assert "02/03/2024" not in redact_text(text, date=dt.date(2031, 4, 1)).text
