from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analyser.ingest import inputs, parse_mapping, read
from analyser.model import CaseFile, Problem, Setting

Reads = Callable[..., tuple[list[CaseFile], list[Problem]]]

NOTES = [
    ["case_id", "note_id", "date", "recorded", "type", "author_role", "text"],
    ["7-harte", "n01", "2026-02-03", "2026-02-04", "home_visit", "social_worker", 'Visited.\nMum said "all fine".'],
    ["7-harte", "n02", "2026-02-10", "2026-02-10", "phone_call", "social_worker", "No reply; voicemail left."],
    ["8-lund", "n01", "2026-02-05", "2026-02-05", "school_contact", "school", "Not in school."],
]
PEOPLE = [["case_id", "role", "name"], ["7-harte", "mother", "Donna Harte"], ["8-lund", "adult_at_risk", "Per Lund"]]
CASES = [["case_id", "setting", "as_of"], ["7-harte", "children", "2026-03-01"], ["8-lund", "adults", "2026-03-02"]]


def _records(rows: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _write(folder: Path, kind: str) -> None:
    tables = {"notes": NOTES, "people": PEOPLE, "cases": CASES}
    if kind == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(folder / "export.xlsx")
    elif kind == "json object":
        (folder / "all.json").write_text(json.dumps({n: _records(r) for n, r in tables.items()}))
    elif kind == "json case by case":
        cases = []
        for case in _records(CASES):
            mine = {
                n: [
                    {k: v for k, v in r.items() if k != "case_id"}
                    for r in _records(tables[n])
                    if r["case_id"] == case["case_id"]
                ]
                for n in ("notes", "people")
            }
            cases.append({**case, **mine})
        (folder / "all.json").write_text(json.dumps(cases))
    else:
        for name, rows in tables.items():
            if kind in ("csv", "tsv", "semicolons"):
                with (folder / f"{name}.{'tsv' if kind == 'tsv' else 'csv'}").open("w", newline="") as f:
                    csv.writer(f, delimiter={"csv": ",", "tsv": "\t", "semicolons": ";"}[kind]).writerows(rows)
            elif kind == "json":
                (folder / f"{name}.json").write_text(json.dumps(_records(rows)))
            elif kind == "jsonl":
                (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, _records(rows))))
            elif kind == "parquet":
                import pyarrow as pa
                import pyarrow.parquet as pq

                pq.write_table(pa.Table.from_pylist(_records(rows)), folder / f"{name}.parquet")


@pytest.mark.parametrize(
    "kind", ["csv", "tsv", "semicolons", "xlsx", "json", "json object", "json case by case", "jsonl", "parquet"]
)
def test_every_form_of_table_gives_the_same_cases(kind: str, tmp_path: Path, reads: Reads) -> None:
    _write(tmp_path, kind)
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [c.case_id for c in cases] == ["7-harte", "8-lund"]
    harte, lund = cases
    assert [n.note_id for n in harte.notes] == ["n01", "n02"]
    assert harte.notes[0].text == 'Visited.\nMum said "all fine".'
    assert harte.notes[0].date == dt.date(2026, 2, 3)
    assert harte.notes[0].recorded == dt.date(2026, 2, 4)
    assert harte.notes[0].type == "home_visit"
    assert [(p.role, p.name) for p in harte.people] == [("mother", "Donna Harte")]
    assert (harte.setting, harte.as_of) == (Setting.CHILDREN, dt.date(2026, 3, 1))
    assert (lund.setting, lund.as_of) == (Setting.ADULTS, dt.date(2026, 3, 2))
    assert harte.warnings == ()


def test_a_single_file_finds_people_and_cases_beside_it(tmp_path: Path, reads: Reads) -> None:
    _write(tmp_path, "csv")
    cases, problems = reads(tmp_path / "notes.csv")
    assert problems == []
    assert [p.name for c in cases for p in c.people] == ["Donna Harte", "Per Lund"]


def test_files_named_one_by_one_are_one_group(tmp_path: Path, reads: Reads) -> None:
    _write(tmp_path, "csv")
    assert reads(*sorted(tmp_path.glob("*.csv"))) == reads(tmp_path)


def test_a_case_in_two_tables_of_one_folder_is_one_case(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes_2025.csv").write_text("case_id,date,text\nA1,2025-12-01,First.\nB2,2025-12-02,Other.\n")
    (tmp_path / "notes_2026.csv").write_text("case_id,date,text\nA1,2026-01-01,Second.\n")
    cases, _ = reads(tmp_path)
    assert [(c.case_id, [n.text for n in c.notes]) for c in cases] == [
        ("A1", ["First.", "Second."]),
        ("B2", ["Other."]),
    ]


def test_the_same_id_in_two_folders_is_two_cases(tmp_path: Path, reads: Reads) -> None:
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "notes.csv").write_text(
            f"case_id,date,text\n1,2026-01-01,From {name}.\n1,2026-01-02,More.\n2,2026-01-02,B.\n"
        )
    cases, _ = reads(tmp_path / "north", tmp_path / "south")
    assert [c.case_id for c in cases] == ["1", "2", "1-2", "2-2"]
    assert "case id is used by another case" in cases[2].warnings[0]


def test_rows_of_a_case_may_lie_apart_and_newest_first(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(
        "case_id,date,text\nA,03/02/2026,third\nB,01/01/2026,b\nA,02/02/2026,second\nA,01/02/2026,first\n"
    )
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [c.case_id for c in cases] == ["A", "B"]
    assert [(n.note_id, n.text) for n in cases[0].notes] == [("n01", "first"), ("n02", "second"), ("n03", "third")]


def test_cases_come_before_the_whole_file_is_made_into_notes(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text(
        "case_id,date,text\n" + "".join(f"c{i},2026-01-01,note\nc{i},2026-01-02,note\n" for i in range(500))
    )
    stream = read([path])
    first = next(stream)
    path.write_text("case_id,date,text\n")  # the rest of a large file has not been read yet
    assert isinstance(first, CaseFile)
    assert first.case_id == "c0"


EXPORTS = [
    pytest.param(
        "FACT_CASENOTE_ID,DIM_PERSON_ID,EVENT_DTTM,CREATED_DTTM,DIM_LOOKUP_CASNT_TYPE_ID_CODE,"
        "SEEN_FLAG,SEEN_ALONE_FLAG,SEEN_BEDROOM_FLAG,CASENOTE_TEXT\n"
        "55,901,2026-02-03 10:00:00,2026-02-05 09:00:00,STVL,Y,N,Y,Saw both.\n",
        id="LCS case notes",
    ),
    pytest.param(
        "Person ID;Case note type;Date of event;Date recorded;Case note ID;Child seen?;Seen alone;Bedroom seen;"
        "Narrative\n"
        "901;Statutory visit;03-Feb-2026;05-Feb-2026;55;Yes;No;1;Saw both.\n",
        id="usual headings",
    ),
    pytest.param(
        "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen,cinv_cin_visit_seen_alone,"
        "cinv_cin_visit_bedroom,type,recorded,cinv_cin_visit_notes\n"
        "55,901,03/02/2026,Y,N,Y,home visit,05/02/2026,Saw both.\n",
        id="Standard Safeguarding Dataset",
    ),
    pytest.param(
        "Mosaic ID,Note ID,Case note type,Date of event,Date recorded,seen,seen alone,bedroom seen,Case note\n"
        "901,55,HV,3 February 2026,5 February 2026,True,False,True,Saw both.\n",
        id="Mosaic",
    ),
]


@pytest.mark.parametrize("text", EXPORTS)
def test_exports_of_case_systems_need_no_mapping(text: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "report.csv").write_text(text)
    cases, problems = reads(tmp_path / "report.csv")
    assert problems == []
    (case,) = cases
    (note,) = case.notes
    assert (case.case_id, note.note_id, note.text) == ("901", "55", "Saw both.")
    assert (note.date, note.recorded) == (dt.date(2026, 2, 3), dt.date(2026, 2, 5))
    assert note.type == "home_visit"
    assert (note.seen, note.seen_alone, note.bedroom_seen) == (True, False, True)


def test_records_with_a_form_inside(tmp_path: Path, reads: Reads) -> None:
    record = {
        "recordId": "r1",
        "formName": "Home visit",
        "personId": 901,
        "firstName": "Amy",
        "lastName": "Harte",
        "dateOfBirth": "2017-05-12",
        "officerEmail": "jo.smith@council.gov.uk",
        "caseFormTimestamp": "25/10/2025 13:49:43",
        "dateOfEvent": None,
        "caseFormData": {"case_note_title": "Visit about school", "case_note_description": "Amy was shy."},
    }
    (tmp_path / "records.json").write_text(json.dumps([record]))
    cases, problems = reads(tmp_path)
    assert problems == []
    (note,) = cases[0].notes
    assert note.text == "Visit about school\n\nAmy was shy."
    assert note.date == dt.date(2025, 10, 25)  # no event date: the day of recording stands for it, and that is said
    assert any("no event date" in w for w in cases[0].warnings)
    assert note.author_name == "Jo Smith"
    child = next(p for p in cases[0].people if p.role == "child")
    assert (child.name, child.born) == ("Amy Harte", dt.date(2017, 5, 12))
    worker = next(p for p in cases[0].people if p.name == "Jo Smith")
    assert worker.identifiers == (("EMAIL", "jo.smith@council.gov.uk"),)


@pytest.mark.parametrize(
    "author",
    [
        {"createdBy": {"id": 7, "name": "Tom Webb", "role": "Social Worker"}},
        {"worker": {"id": 7, "firstName": "Tom", "lastName": "Webb", "jobTitle": "Social Worker"}},
    ],
)
def test_the_name_inside_an_author_is_no_childs(author: dict[str, object], tmp_path: Path, reads: Reads) -> None:
    record = {"caseId": 9, "eventDate": "2026-02-03", "text": "Saw Jac.", "child": {"name": "Jac Bevan"}, **author}
    (tmp_path / "records.json").write_text(json.dumps([record]))
    cases, problems = reads(tmp_path)
    assert problems == []
    (note,) = cases[0].notes
    assert (note.note_id, note.author_name, note.author_role) == ("n01", "Tom Webb", "social_worker")
    assert {(p.role, p.name) for p in cases[0].people} == {("social_worker", "Tom Webb"), ("child", "Jac Bevan")}


def test_what_lies_in_a_folder_given_too_is_read_once(tmp_path: Path, reads: Reads) -> None:
    for name in ("CIN-1", "CIN-2"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "visit.txt").write_text(f"Visited {name}.")
    (tmp_path / "in" / "CIN-2" / "index.txt").write_text("Passed over in a folder.")
    given = [tmp_path / "in" / "CIN-1", tmp_path / "in" / "CIN-2" / "visit.txt", tmp_path / "in"]
    for order in (given, given[::-1]):
        cases, problems = reads(*order)
        assert problems == []
        assert [c.case_id for c in cases] == ["CIN-1", "CIN-2"]
    cases, _ = reads(tmp_path / "in", tmp_path / "in" / "CIN-2" / "index.txt")
    assert len(cases) == 3


def test_people_carry_other_names_birth_and_numbers(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,date,text\nA,2026-01-01,x\n")
    (tmp_path / "people.csv").write_text(
        "Case ID,Relationship,Name,Also known as,DOB,NHS No,Address,Telephone\n"
        'A,Birth mother,"Harte, Donna",Dee; D. Harte,01/02/85,943 476 5919,"1 Elm Row, Leeds",'
        "07700 900417; 0113 496 0000\n"
    )
    cases, problems = reads(tmp_path)
    assert problems == []
    (person,) = cases[0].people
    assert (person.role, person.name, person.born) == ("mother", "Donna Harte", dt.date(1985, 2, 1))
    assert set(person.aliases) == {"Harte, Donna", "Dee", "D. Harte"}
    assert set(person.identifiers) == {
        ("NHS_NUMBER", "943 476 5919"),
        ("ADDRESS", "1 Elm Row, Leeds"),
        ("PHONE", "07700 900417"),
        ("PHONE", "0113 496 0000"),
    }


def test_people_without_a_case_id_are_named_where_there_are_several_cases(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "people.csv").write_text("case_id,role,name\nA,mother,Donna Harte\n,GP,Dr Rahman\n")
    (tmp_path / "notes.csv").write_text("case_id,text\nA,a\nB,b\n")
    _, problems = reads(tmp_path)
    assert [str(p) for p in problems] == [
        "people.csv, field 'case_id': 1 people have no case id and there are several cases; they were left out, "
        "so fill it in."
    ]
    (tmp_path / "notes.csv").write_text("case_id,text\nA,a\n")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [p.name for p in cases[0].people] == ["Donna Harte", "Dr Rahman"]


def test_a_note_of_1900_has_no_day(tmp_path: Path, reads: Reads) -> None:
    rows = "A,01/01/1900,03/02/2026,a\nA,1900-01-01 00:00:00,,b\n"
    (tmp_path / "notes.csv").write_text(f"case_id,date,recorded,text\n{rows}")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [(n.text, n.date) for n in cases[0].notes] == [("a", dt.date(2026, 2, 3)), ("b", None)]


@pytest.mark.parametrize("beside", [False, True])
def test_sentences_that_are_not_read_and_marked_up_notes_are_said(beside: bool, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(
        "Client ID,Date,Note,Note Status,Analysis\n"
        "1,01/02/2026,<p>Saw Amy&nbsp;Harte.</p>,Finalised,Mum has cancelled three times this month.\n"
        "1,02/02/2026,Rang: 3 < 4 & no reply.,Draft,\n"
    )
    if beside:
        (tmp_path / "letter.txt").write_text("Amy was seen.")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [n.text for n in cases[0].notes[-2:]] == ["Saw Amy Harte.", "Rang: 3 < 4 & no reply."]
    said = [w for w in cases[0].warnings if "no date" not in w]
    assert said == [
        "1 notes hold HTML and are read as they are shown.",
        "sentences in column 5 were not read; only one column is the text of the notes.",
    ]


def test_a_father_and_son_of_one_name_stay_two(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,date,text\nA,2026-01-01,x\n")
    (tmp_path / "people.csv").write_text("case_id,role,name\nA,father,Ray Holt\nA,child,Ray Holt\nA,father,Ray Holt\n")
    cases, _ = reads(tmp_path)
    assert [(p.role, p.name) for p in cases[0].people][:2] == [("father", "Ray Holt"), ("child", "Ray Holt")]


def test_worker_and_job_in_one_column(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text('case_id,date,worker,text\nA,2026-01-01,"Jo Smith, team manager",x\n')
    cases, _ = reads(tmp_path)
    assert cases[0].notes[0].author_role == "manager"
    assert cases[0].notes[0].author_name == "Jo Smith"
    assert [(p.role, p.name) for p in cases[0].people] == [("manager", "Jo Smith")]


def test_the_users_mapping_wins(tmp_path: Path, reads: Reads) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Akte,Tag,Wortlaut,text\nA,03/02/2026,right,wrong\n")
    cases, problems = reads(path, mapping=dict(parse_mapping("case_id=Akte,date=Tag,text=Wortlaut")))
    assert problems == []
    assert cases[0].notes[0].text == "right"
    assert cases[0].notes[0].date == dt.date(2026, 2, 3)


def test_a_whole_file_may_be_one_case(tmp_path: Path, reads: Reads) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,text\n03/02/2026,a\n04/02/2026,b\n")
    cases, problems = reads(path, mapping=dict(parse_mapping("case_id=*")))
    assert problems == []
    assert [len(c.notes) for c in cases] == [2]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param("utf-8", "Siân’s café – £5", id="utf-8"),
        pytest.param("utf-8-sig", "Siân’s café – £5", id="utf-8 with mark"),
        pytest.param("utf-16", "Siân’s café – £5", id="utf-16"),
        pytest.param("cp1252", "Siân’s café – £5", id="cp1252"),
    ],
)
def test_encodings_of_exports(encoding: str, text: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_bytes(f"case_id,date,text\r\nA,2026-01-01,{text}\r\n".encode(encoding))
    cases, problems = reads(tmp_path)
    assert problems == []
    assert cases[0].notes[0].text == text


def test_cells_stay_as_written_but_for_hidden_characters(tmp_path: Path, reads: Reads) -> None:
    written = "  First line.\r\n\r\n\tSecond  line. \n"
    (tmp_path / "notes.csv").write_bytes(
        f'case_id,date,text\nA,2026-01-01,"{written}"\nA,2026-01-02,"Ke\u200bl\u202ely\x00"\n'.encode()
    )
    cases, _ = reads(tmp_path)
    assert cases[0].notes[0].text == written
    assert cases[0].notes[1].text == "Kelly"
    assert any("invisible characters" in w for w in cases[0].warnings)


def test_inputs_are_listed_with_their_hash(tmp_path: Path) -> None:
    _write(tmp_path, "csv")
    found = inputs([tmp_path])
    assert [(f.path, f.kind) for f in found] == [
        ("cases.csv", "table"),
        ("notes.csv", "table"),
        ("people.csv", "table"),
    ]
    assert all(len(f.sha256) == 64 and f.bytes == (tmp_path / f.path).stat().st_size for f in found)


def test_the_gold_export_comes_back_unchanged(gold_dev: Path, tmp_path: Path) -> None:
    script = gold_dev.parent / "gold.py"
    subprocess.run([sys.executable, str(script), "export", str(gold_dev), "--out", str(tmp_path)], check=True)
    exported = {c.case_id: c for c in read([tmp_path]) if isinstance(c, CaseFile)}
    marked = {c.case_id: c for c in read([gold_dev]) if isinstance(c, CaseFile)}
    assert list(exported) == list(marked)
    for case_id, case in marked.items():
        assert {n.note_id: n for n in exported[case_id].notes} == {n.note_id: n for n in case.notes}
        assert [(p.role, p.name) for p in exported[case_id].people] == [(p.role, p.name) for p in case.people]
        assert (exported[case_id].setting, exported[case_id].as_of) == (case.setting, case.as_of)


def test_titles_above_the_heading_are_passed_over(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "report.csv").write_text(
        "Case notes report\n\nRun on 01/04/2026,by K Adams\nPerson ID,Date of event,Narrative\n901,30/02/2026,Seen.\n"
    )
    cases, problems = reads(tmp_path / "report.csv")
    assert [(c.case_id, [n.text for n in c.notes]) for c in cases] == [("901", ["Seen."])]
    assert [(p.row, p.field) for p in problems] == [(5, "date")]


def test_titles_above_the_heading_of_a_sheet(tmp_path: Path, reads: Reads) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Case notes report"], ["Run by", "K Adams"], [], ["Person ID", "Date", "Note"]):
        book.active.append(row)
    book.active.append([901, dt.datetime(2026, 2, 3), "Seen."])
    book.active.append([901, 46057, "Rang."])
    book.save(tmp_path / "a.xlsx")
    cases, problems = reads(tmp_path / "a.xlsx")
    assert problems == []
    assert [(c.case_id, [(str(n.date), n.text) for n in c.notes]) for c in cases] == [
        ("901", [("2026-02-03", "Seen."), ("2026-02-04", "Rang.")])
    ]


def test_what_stands_in_merged_cells_stands_in_each_of_their_rows(tmp_path: Path, reads: Reads) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Notes of the team", None, None],
        ["Case ID", "Date", "Case note"],
        ["CIN-1", "12/01/2026", "First."],
        [None, None, "Second."],
        [None, "15/01/2026", "Third."],
        ["CIN-2", "16/01/2026", "Fourth."],
        [None, "17/01/2026", None],
        ["CIN-2", "18/01/2026", "Fifth."],
        [None, "19/01/2026", "Whose?"],
    ):
        sheet.append(row)
    for cells in ("A1:C1", "A3:A5", "B3:B4", "A6:A7", "C6:C7"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    cases, problems = reads(tmp_path / "a.xlsx")
    assert {c.case_id: [(n.date.day if n.date else 0, n.text) for n in c.notes] for c in cases} == {
        "CIN-1": [(12, "First."), (12, "Second."), (15, "Third.")],
        "CIN-2": [(16, "Fourth."), (17, ""), (18, "Fifth.")],
    }
    assert [(p.row, p.field) for p in problems] == [(9, "case_id")]


def test_a_mapping_to_a_heading_that_is_not_there_is_said(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.csv").write_text("case_id,date,text\nA,2026-01-01,x\n")
    cases, problems = reads(tmp_path / "a.csv", mapping={"recorded": "Writen on"})
    assert len(cases) == 1
    assert [(p.path, p.field) for p in problems] == [("a.csv", "recorded")]
