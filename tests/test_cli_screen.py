"""What the screen says of many files at once: each thing once, with a count and the first few names."""

from __future__ import annotations

from analyser.commands.screen import problem_lines, warning_lines
from analyser.model import Problem


def test_a_warning_of_many_cases_is_one_line_with_a_count_and_the_first_names() -> None:
    warnings = [f"case-{i:03}: 2 of 10 notes have no date." for i in range(1, 41)]
    assert list(warning_lines(warnings)) == [
        "40 cases or files (case-001, case-002, case-003, case-004, case-005 and 35 more): "
        "80 of 400 notes have no date."
    ]


def test_warnings_that_say_different_things_stay_apart() -> None:
    warnings = [
        "c1: 3 notes hold HTML and are read as they are shown.",
        "c1: sentences in column 3, 5 were not read; only one column is the text of the notes.",
        "c2: 1 notes hold HTML and are read as they are shown.",
        "c2: sentences in column 4 were not read; only one column is the text of the notes.",
        "the case id c2 stands in two places; the later one is written as c2-2.",
    ]
    assert list(warning_lines(warnings)) == [
        "2 cases or files (c1, c2): 4 notes hold HTML and are read as they are shown.",
        "c1: sentences in column 3, 5 were not read; only one column is the text of the notes.",
        "c2: sentences in column 4 were not read; only one column is the text of the notes.",
        "the case id c2 stands in two places; the later one is written as c2-2.",
    ]


def test_one_fault_of_many_rows_is_one_line_a_file() -> None:
    faults = [Problem("a.csv", "the row has no case id.", row, "case_id") for row in range(2, 300)]
    faults += [Problem("b.csv", "the row has no case id.", 7, "case_id"), Problem("c.msg", "is not read.")]
    assert list(problem_lines(faults)) == [
        "a.csv, rows 2, 3, 4, 5, 6 and 293 more, field 'case_id': the row has no case id.",
        "b.csv, row 7, field 'case_id': the row has no case id.",
        "c.msg: is not read.",
    ]


def test_files_that_share_a_fault_are_all_named() -> None:
    faults = [Problem(f"{i}.msg", "is not read.") for i in range(40)]
    assert len(list(problem_lines(faults))) == 40
