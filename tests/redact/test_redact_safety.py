"""Offsets go both ways, nothing is logged, nothing is in an error, what remains is found."""

from __future__ import annotations

import logging
import traceback
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.analysis import withhold
from analyser.errors import RefusedForSafety
from analyser.model import CaseFile, Note, Person, RedactedNote
from analyser.redact import WITHHELD, redact_case, redact_text, redact_with_registry, residues, scan_output
from analyser.redact import case as case_module

LISTED = (Person("mother", "Natasha Ollerton"), Person("child", "Ben Ollerton"))
PIECES = st.sampled_from(
    [
        "Natasha",
        "Ms Ollerton",
        "Ben",
        "rang",
        "at",
        "the",
        "door",
        "07700 900812",
        "9 Marram Close",
        "DOB 4/6/15",
        ".",
        ",",
        "(",
        ")",
        "'s",
        "Mum",
        "é",
        "🙂",
        "\nTarn Hows Primary",
        "n.ollerton@example.org",
        "May",
        "Will",
        "47",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_offsets_go_both_ways(text: str) -> None:
    done = redact_text(text, LISTED)
    spans = done.note.redactions
    assert all(a.end <= b.start for a, b in pairwise(spans))
    out, at = "", 0
    for r in spans:
        out += text[at : r.start] + r.pseudonym
        at = r.end
    assert out + text[at:] == done.text
    for r in spans:
        start, end = done.note.to_redacted(r.start, r.end)
        assert done.text[start:end] == r.pseudonym
        assert done.to_source(start, end) == (r.start, r.end)


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    redact_text(text, LISTED)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    once = redact_text(text, LISTED).text
    assert scan_output(once, redact_with_registry(CaseFile("c", (Note("a", text),), LISTED))[1]) == 0


PLANTED = (
    "Natasha Ollerton, DOB 4/6/2015, n.ollerton@team.internal, 07700 900812, 9 Marram Close, ZQ5 1AB. Jarek (7) too."
)


def test_nothing_is_logged_at_debug(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        redact_case(CaseFile("c", (Note("a", PLANTED),), LISTED))
    out, err = capfd.readouterr()
    said = caplog.text + out + err
    for word in ("Natasha", "Ollerton", "Jarek", "Marram", "900812", "internal", "ZQ5"):
        assert word not in said


def test_an_error_inside_carries_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError(PLANTED)

    monkeypatch.setattr(case_module, "discover", fail)
    with pytest.raises(RefusedForSafety) as caught:
        redact_case(CaseFile("c", (Note("a", PLANTED),), LISTED))
    shown = "".join(traceback.format_exception(caught.value))
    assert "Ollerton" not in shown
    assert "Jarek" not in shown


def test_nothing_shows_in_a_repr() -> None:
    _, registry = redact_with_registry(CaseFile("c", (Note("a", PLANTED),), LISTED))
    shown = repr(registry) + "".join(map(repr, registry.entities)) + "".join(map(repr, registry.forms.values()))
    assert "ollerton" not in shown.lower()
    assert "jarek" not in shown.lower()


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        pytest.param("Told Natasha so.", "PERSON", id="name"),
        pytest.param("Mail x.y@team.internal now.", "EMAIL", id="email"),
        pytest.param("Near ZQ5 9ZZ.", "ADDRESS", id="postcode"),
        pytest.param("Ring 07700900812.", "OTHER_ID", id="digits"),
    ],
)
def test_what_remains_is_found_and_certain(left: str, kind: str) -> None:
    _, registry = redact_with_registry(CaseFile("c", (Note("a", PLANTED),), LISTED))
    found, certain = residues(RedactedNote("a", left), registry)
    assert certain
    assert kind in {r.type for r in found}
    assert scan_output(left, registry) > 0


PLANTED_IDS = {
    "nhs": "NHS 943 476 5919",
    "nino": "NI QQ 12 34 56 C",
    "upn": "UPN T820432118007",
    "phone": "mobile 07700 900812",
    "email": "n.ollerton@team.internal",
    "handle": "@river_rat81",
    "user-name": "she is river_rat81 there",
    "postcode": "ZQ5 1AB",
    "plate": "a van, LB07 KQX",
    "birth-date": "DOB 4/6/2015",
    "number": "card 70385512",
    "postcode-in-lower-case": "zq5 1ab",
    "licence": "licence MORGA753116SM9IJ",
    "nino-with-stops": "NI QQ.12.34.56.C",
    "phone-with-stops": "07700.900.812",
    "case-system": "Mosaic no. 4417",
    "birth-date-in-words": "date of birth: 4th June 2015",
    "email-in-brackets": "n.ollerton [at] team [dot] internal",
    "map": "GPS 53.8012, -1.5491",
}


@pytest.mark.parametrize("planted", PLANTED_IDS.values(), ids=PLANTED_IDS.keys())
def test_a_note_with_an_identifier_that_was_missed_is_withheld(monkeypatch: pytest.MonkeyPatch, planted: str) -> None:
    monkeypatch.setattr(case_module, "analyse", lambda text: [])  # the recognisers find nothing
    monkeypatch.setattr(case_module, "spot_numbers", lambda *_: [])  # nor does the finder
    notes = (Note("a", f"Rang about {planted} again."), Note("b", "No answer at 10.30 on 3/5/2024, 14 of 17 seen."))
    done = redact_case(CaseFile("c", notes, LISTED))
    assert done.withheld == ("a",)
    held = withhold(done, allow_residue=False)
    assert held.notes[0].text == WITHHELD
    assert held.notes[1].text == done.notes[1].text
    assert withhold(done, allow_residue=True).notes[0].text == done.notes[0].text


def test_nothing_is_withheld_where_the_recognisers_work() -> None:
    notes = tuple(Note(k, f"Rang about {v} again.") for k, v in PLANTED_IDS.items())
    assert redact_case(CaseFile("c", notes, LISTED)).withheld == ()


def test_clean_output_counts_no_leak() -> None:
    _, registry = redact_with_registry(CaseFile("c", (Note("a", PLANTED),), LISTED))
    assert scan_output("Mother missed 3 of 5 visits between 2024-01-02 and 2024-03-04.", registry) == 0


def test_a_note_in_which_something_certain_remains_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_module, "settle", lambda note, found: [])
    done = redact_case(CaseFile("c", (Note("a", PLANTED), Note("b", "No answer.")), LISTED))
    assert done.withheld == ("a",)
    assert done.residue


def test_the_number_of_a_door_is_no_identifier_that_withholds_other_notes() -> None:
    notes = (
        Note("n1", "Neighbour at number 6 heard shouting."),
        Note("n2", "Visit 4 done, call number 6: nobody answered."),
    )
    done = redact_case(CaseFile("c1", notes))
    assert "number 6" not in done.notes[0].text
    assert not done.withheld
    assert "call number 6" in done.notes[1].text
