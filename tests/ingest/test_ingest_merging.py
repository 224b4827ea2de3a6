"""Several agencies' records of one family."""

from __future__ import annotations

import datetime as dt

from analyser.ingest.merging import merge_agencies
from analyser.model import CaseFile, Note, Person


def case(reference: str, *notes: Note, people: tuple[Person, ...] = ()) -> CaseFile:
    return CaseFile(reference, notes, people)


def note(note_id: str, day: int) -> Note:
    return Note(note_id, "Rang home.", dt.date(2024, 3, day))


def test_one_case_of_each_agency_is_one_family_in_order_of_time() -> None:
    (merged,) = merge_agencies(
        [("School", case("s-9", note("1", 8))), ("Health", case("h-2", note("1", 4), note("2", 9)))]
    )
    assert merged.case.case_id == "s-9"
    assert [n.note_id for n in merged.case.notes] == ["Health 1", "School 1", "Health 2"]
    assert merged.agencies == {"School 1": "School", "Health 1": "Health", "Health 2": "Health"}


def test_an_agency_that_sends_several_cases_is_matched_by_reference() -> None:
    parts = [
        ("School", case("a", note("1", 8))),
        ("School", case("b", note("2", 8))),
        ("Health", case("b", note("3", 9))),
    ]
    found = merge_agencies(parts)
    assert [[n.note_id for n in m.case.notes] for m in found] == [["School 1"], ["School 2", "Health 3"]]


def test_a_person_listed_twice_is_one_and_two_of_one_first_name_are_two() -> None:
    mother = Person("mother", "Rhona Petrie", ("Rhona",))
    again = Person("mother", "RHONA PETRIE", ("Ms Petrie",))
    other = Person("child", "Rhona Sang", ("Rhona",))
    (merged,) = merge_agencies(
        [
            ("School", case("a", note("1", 1), people=(mother,))),
            ("Health", case("b", note("1", 2), people=(again, other))),
        ]
    )
    assert [(p.role, p.name) for p in merged.case.people] == [("mother", "Rhona Petrie"), ("child", "Rhona Sang")]
    assert merged.case.people[0].aliases == ("Rhona", "RHONA PETRIE", "Ms Petrie")


def test_a_note_without_a_date_stands_last() -> None:
    (merged,) = merge_agencies([("School", case("a", Note("1", "x"), note("2", 3)))])
    assert [n.note_id for n in merged.case.notes] == ["School 2", "School 1"]


def test_two_files_of_one_agency_with_the_same_note_numbers_keep_every_note() -> None:
    (merged,) = merge_agencies([("School", case("a", note("1", 8))), ("School", case("a", note("1", 9)))])
    assert [n.note_id for n in merged.case.notes] == ["School 1", "School 1-2"]
    assert set(merged.agencies) == {"School 1", "School 1-2"}
