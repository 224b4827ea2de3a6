from __future__ import annotations

import pytest

from analyser.ingest import synonyms
from analyser.ingest.ids import is_reference, safe_id
from analyser.ingest.names import author, is_name, split_names
from analyser.ingest.sources import is_branch, safe_path


@pytest.mark.parametrize(
    ("text", "name", "role", "whole"),
    [
        pytest.param("J. Smith, social worker", "J. Smith", "social_worker", True, id="name, job"),
        pytest.param("J Smith (SW)", "J Smith", "social_worker", True, id="job in brackets"),
        pytest.param("SW J Smith", "J Smith", "social_worker", True, id="job first"),
        pytest.param("Carol Peet, Team Manager", "Carol Peet", "manager", True, id="manager"),
        pytest.param("Smith, Jane", "Jane Smith", "", True, id="surname first"),
        pytest.param("Smith, Jane (Social Worker)", "Jane Smith", "social_worker", True, id="surname first, job"),
        pytest.param("Smith-Hale, Jane A", "Jane A Smith-Hale", "", True, id="surname first, initial"),
        pytest.param("School, Hillside (DSL)", "", "school", False, id="a place with a comma"),
        pytest.param("Dr Patel", "Dr Patel", "health", True, id="title belongs to the name"),
        pytest.param("Mrs P. Oduya, DSL", "Mrs P. Oduya", "school", True, id="school lead"),
        pytest.param("jane.smith@council.gov.uk", "Jane Smith", "", True, id="address"),
        pytest.param("p.oduya@hillside.brent.sch.uk", "P Oduya", "school", True, id="school address"),
        pytest.param("Health visitor, Northgate Clinic", "", "health_visitor", False, id="the place is not kept"),
        pytest.param("PC 4471 Radley", "PC Radley", "police", False, id="the number of an officer is not kept"),
        pytest.param("PC Radley, Police", "PC Radley", "police", True, id="the agency said twice"),
        pytest.param("visited with colleague", "", "", False, id="prose"),
    ],
)
def test_an_author_is_a_name_and_a_job(text: str, name: str, role: str, whole: bool) -> None:
    found = author(text)
    assert (found.name, found.role, found.whole) == (name, role, whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Siobhán O'Neill-Hart", True, id="accents, apostrophe, hyphen"),
        pytest.param("Mr Khan", True, id="title and surname"),
        pytest.param("Core Group", False, id="a meeting"),
        pytest.param("Missed appointment", False, id="a phrase"),
        pytest.param("Amy", False, id="a single word is not sure"),
        pytest.param("Amy was late", False, id="a sentence"),
    ],
)
def test_only_names_are_names(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_names_side_by_side_are_parted() -> None:
    assert split_names("Amy, Ben and Cora Harte") == ["Amy", "Ben", "Cora Harte"]
    assert split_names("Amy was late and sad") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Statutory visit", "home_visit", id="statutory visit"),
        pytest.param("CP visit (unannounced)", "home_visit_unannounced", id="unannounced"),
        pytest.param("Telephone Contact", "phone_call", id="telephone"),
        pytest.param("T/C to mum", "phone_call", id="abbreviation with a slash"),
        pytest.param("E-mail", "text_or_email", id="e-mail"),
        pytest.param("Core group", "meeting", id="core group"),
        pytest.param("Strategy meeting", "meeting", id="strategy meeting"),
        pytest.param("CPOMS", "school_contact", id="school log"),
        pytest.param("EDT", "agency_contact", id="emergency duty team"),
        pytest.param("STVL", "home_visit", id="LCS code"),
        pytest.param("SUPERCONT", "supervision", id="LCS code of supervision"),
        pytest.param("Managers Decision", "management_oversight", id="decision"),
        pytest.param("Supervised contact", "contact_session", id="supervised contact is not supervision"),
        pytest.param("home_visit_announced", "home_visit_announced", id="our own id"),
        pytest.param("Miscellaneous", "", id="unknown stays empty"),
    ],
)
def test_note_types_of_exports(text: str, expected: str) -> None:
    assert synonyms.note_type(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Birth mother", "mother", id="birth mother"),
        pytest.param("Step-father", "partner", id="stepfather"),
        pytest.param("Maternal grandmother", "grandparent", id="grandmother"),
        pytest.param("Senior Social Worker", "social_worker", id="senior"),
        pytest.param("Senior Social Work Manager", "manager", id="manager wins"),
        pytest.param("School nurse", "school", id="school nurse"),
        pytest.param("Foster carer", "carer", id="foster carer"),
        pytest.param("Tree surgeon", "", id="unknown stays empty"),
    ],
)
def test_roles_of_exports(text: str, expected: str) -> None:
    assert synonyms.role(text) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        pytest.param("CIN-0042", True, id="reference"),
        pytest.param("case 7", True, id="case number"),
        pytest.param("123456_A", True, id="number and a letter"),
        pytest.param("d01", True, id="letter and number"),
        pytest.param("Harte 2017", False, id="a surname"),
        pytest.param("Amy-12", False, id="a first name"),
        pytest.param("Jo12", False, id="a short name"),
        pytest.param("case", False, id="no digit"),
    ],
)
def test_only_references_of_paths_are_kept(stem: str, expected: bool) -> None:
    assert is_reference(stem) is expected


def test_ids_lose_separators_and_control_characters() -> None:
    assert safe_id(" 12/34\\A\x00\u202e ") == "12-34-A"
    assert safe_id("../..") == "..-.."
    assert safe_id("..") == ""


def test_paths_for_the_manifest_name_nobody() -> None:
    assert safe_path("Amy Harte/School/cpoms 2026.docx") == "…/School/cpoms 2026.docx"
    assert safe_path("Amy Harte/School/cpoms Amy.docx") == "…/School/….docx"
    assert safe_path("CIN-0042/notes.csv") == "CIN-0042/notes.csv"
    assert safe_path("Harte family.pdf") == "….pdf"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("School", True, id="an agency"),
        pytest.param("Health visitor", True, id="a role"),
        pytest.param("Emails 2024", True, id="a kind and a year"),
        pytest.param("2024", True, id="a year"),
        pytest.param("2024-03", True, id="a month of a year"),
        pytest.param("01 Case notes", True, id="a numbered folder of notes"),
        pytest.param("Case notes 12", False, id="notes of a numbered case"),
        pytest.param("Volume 2", True, id="a volume"),
        pytest.param("Record 12", False, id="a numbered record"),
        pytest.param("02 Letters", True, id="a numbered kind"),
        pytest.param("case 1", False, id="a numbered case"),
        pytest.param("CIN 12", False, id="a reference"),
        pytest.param("12", False, id="a bare number"),
        pytest.param("104522", False, id="a person's number"),
        pytest.param("Record 104522", False, id="a word and a person's number"),
        pytest.param("Amy", False, id="a name"),
    ],
)
def test_sub_folders_of_one_child(name: str, expected: bool) -> None:
    assert is_branch(name) is expected
