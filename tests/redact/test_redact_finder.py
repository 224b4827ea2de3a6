"""The name finder, what it is let do, and the roles that are inferred without a list."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from analyser.errors import ModelNotTrusted
from analyser.model import CaseFile, Note, Person
from analyser.redact import finder, redact_case, redact_text, roles


def test_the_finder_reads_every_word_with_its_place() -> None:
    text = "T/C from Mrs Okonjo-Wray, Larkmoor Primary."
    words = next(iter(finder.likely([text])))
    by_text = {text[w.start : w.end]: w.kinds for w in words}
    assert by_text["Okonjo"][0] > 0.5
    assert by_text["Larkmoor"][1] > 0.5
    assert sum(by_text["from"]) < 0.1
    assert list(finder.likely([""])) == [[]]


def test_a_finder_of_other_labels_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "about.json").write_text(json.dumps({"labels": ["O"]}), encoding="utf-8")
    monkeypatch.setattr(finder.artefacts, "verified", lambda _: tmp_path / "about.json")
    finder.load.cache_clear()
    with pytest.raises(ModelNotTrusted, match="other labels"):
        finder.load()
    finder.load.cache_clear()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Donna Trevanion here. Handover to Jomon K.", "K", id="letter-behind"),
        pytest.param("Staff Nurse Temi Adebanjo put up a notice.", "Staff Nurse", id="title-of-two-words"),
        pytest.param("Family day at HMP Greywater, play area.", "HMP", id="prison"),
        pytest.param("Father is B7718QT at present.", "B7718QT", id="prison-number"),
        pytest.param("Letter from Larkmoor Memory Service.", "Service", id="service"),
        pytest.param("Minutes by Thorne & Ollivander for the bank.", "Ollivander", id="firm-of-two"),
        pytest.param("Seen at 14 Maes y Coed, Nia came.", "Coed", id="welsh-street"),
        pytest.param("Ifan, 7 months (03/04/2024). Weighed.", "2024", id="birth-date-behind-months"),
        pytest.param("we are camping at st budoc bay back fri", "budoc", id="saint-in-lower-case"),
    ],
)
def test_names_of_every_build_go(text: str, gone: str) -> None:
    assert gone not in redact_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vice Principal and Chief Executives wrote.", id="posts"),
        pytest.param("Nutrition & Dietetics, then Paediatric Cardiology.", id="specialties"),
        pytest.param("Spirometry done. Intubated on the way.", id="findings"),
        pytest.param("Concerns: DV, neglect. DV again.", id="acronym"),
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert redact_text(text, [Person("mother", "Diana Vowles")]).text == text


def test_counts_of_roles_are_written_the_same_each_time() -> None:
    rows = [("mother", ["l1=with"]), ("child", ["l1=with"]), ("child", ["r1=school"])]
    text = roles.count(rows, {"mother": 1, "child": 2}, least=2)
    assert json.loads(text)["features"] == {"l1=with": [1, 1]}
    assert text == roles.count(rows, {"mother": 1, "child": 2}, least=2)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param("Arlo (03/02/2024) is nine weeks old.", True, id="a baby's"),
        pytest.param("Arlo Dunmore Y6 (11.02.2013) absent again.", True, id="behind a class"),
        pytest.param("Sian (03/02/2024) has signed it.", False, id="a grown-up's of this year is no birth"),
        pytest.param("Arlo (11/04/2024) photographed by the nurse.", False, id="of these days"),
    ],
)
def test_a_date_in_brackets_behind_a_childs_name_is_a_birth_date(text: str, *, gone: bool) -> None:
    people = (Person("child", "Arlo Dunmore"), Person("mother", "Sian Dunmore"))
    case = CaseFile("c1", (Note("n1", text, dt.date(2024, 4, 15)),), people)
    masked = redact_case(case).notes[0].text
    assert ("20" not in masked) is gone
