"""Bad input of many kinds: one clear sentence each, and the rest goes on."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analyser.errors import BadRules, WrongCall
from analyser.ingest import limits, parse_mapping, read
from analyser.ingest.columns import fields_of
from analyser.model import CaseFile, Problem

Reads = Callable[..., tuple[list[CaseFile], list[Problem]]]

SECRET = "Zebulon Quartermaine"  # in every bad file; no problem may quote it

GOOD = f"Date: 3 February 2026\nLogged by: J Smith, social worker\n\nVisited {SECRET}. All well."


def _zip(name: str, data: bytes, *, encrypted: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    raw = bytearray(out.getvalue())
    if encrypted:
        raw[6] |= 1
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def _huge_csv() -> bytes:
    return f"case_id,date,text\nA,2026-01-01,{'long words ' * 300_000}\nA,2026-01-02,{SECRET}\n".encode()


BAD: list[object] = [
    pytest.param("empty.csv", lambda: b"", "is empty (0 bytes)", id="empty table"),
    pytest.param("empty.txt", lambda: b"", "is empty (0 bytes)", id="empty text"),
    pytest.param("blank.txt", lambda: b" \n\n", "holds no text", id="only white space"),
    pytest.param("junk.csv", lambda: os.urandom(64) * 40 + b"\x00\x01\x02" * 50, "not text", id="binary named csv"),
    pytest.param(
        "really.csv", lambda: _zip("xl/workbook.xml", b"<x/>"), "XLSX or DOCX under another", id="xlsx named csv"
    ),
    pytest.param("t.csv", lambda: f"case_id,date\nA,{SECRET}\n".encode(), "--map text=HEADING", id="no text column"),
    pytest.param(
        "t.csv", lambda: f"date,text\n2026-01-01,{SECRET}\n".encode(), "--map case_id=HEADING", id="no case column"
    ),
    pytest.param("head.csv", lambda: b"\n\n\n", "has no rows", id="no rows"),
    pytest.param("broken.docx", lambda: b"PK\x03\x04" + b"x" * 50, "not a real DOCX", id="broken docx"),
    pytest.param("other.docx", lambda: _zip("readme.txt", b"x"), "not a real DOCX", id="zip without a document"),
    pytest.param("xml.docx", lambda: _zip("word/document.xml", b"<w:p>"), "damaged inside", id="broken xml"),
    pytest.param(
        "dtd.docx",
        lambda: _zip("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "document type",
        id="entities",
    ),
    pytest.param(
        "bomb.docx", lambda: _zip("word/document.xml", b" " * 60_000_000), "unpacks to far more", id="zip bomb"
    ),
    pytest.param(
        "locked.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password", id="locked docx"
    ),
    pytest.param("locked.odt", lambda: _zip("content.xml", b"<a/>", encrypted=True), "password", id="locked odt"),
    pytest.param("broken.xlsx", lambda: _zip("xl/workbook.xml", b"<no"), "not a real XLSX", id="broken xlsx"),
    pytest.param(
        "locked.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password", id="locked xlsx"
    ),
    pytest.param("broken.pdf", lambda: b"%PDF-1.7 nothing", "not a real PDF", id="broken pdf"),
    pytest.param("broken.parquet", lambda: b"PAR1nothingPAR1", "not a real PARQUET", id="broken parquet"),
    pytest.param("broken.json", lambda: f'[{{"text": "{SECRET}"'.encode(), "not valid JSON (line 1)", id="broken json"),
    pytest.param("deep.json", lambda: b"[" * 100_000, "not valid JSON", id="deep json"),
    pytest.param("number.json", lambda: b"7", "neither a list of records", id="json number"),
    pytest.param("broken.rtf", lambda: SECRET.encode(), "not a real RTF", id="text named rtf"),
    pytest.param("broken.eml", lambda: SECRET.encode(), "not a real EML", id="text named eml"),
    pytest.param("old.doc", lambda: b"\xd0\xcf\x11\xe0", "save it as DOCX", id="old Word"),
    pytest.param("mail.msg", lambda: b"\xd0\xcf\x11\xe0", "save it as EML", id="Outlook"),
    pytest.param("scan.jpg", lambda: b"\xff\xd8", "text recognition", id="picture"),
    pytest.param("odd.xyz", lambda: b"x", "extension that is not read", id="unknown extension"),
    pytest.param("bad.case", lambda: b"NOTE n1 | x\ntext {\n", "line 1", id="marked file not in the format"),
    pytest.param("odd.case", lambda: b"CASE c1\nSETTING england\n", "line 2", id="marked file of no known setting"),
    pytest.param("odd.case", lambda: b"CASE c1\nAS_OF soon\n", "line 2", id="marked file as of no day"),
    pytest.param("none.case", lambda: b"CASE a\n", "holds no notes", id="marked file without notes"),
    pytest.param("bank.bank", lambda: b"BANK a\n", "training", id="note bank"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD)
def test_a_bad_file_is_named_and_the_rest_goes_on(
    name: str, data: Callable[[], bytes], says: str, tmp_path: Path, reads: Reads
) -> None:
    bad = tmp_path / "in" / name
    bad.parent.mkdir()
    bad.write_bytes(data())
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    cases, problems = reads(bad, good)
    assert [c.notes[0].author_role for c in cases] == ["social_worker"]
    (problem,) = problems
    assert problem.path == name
    assert says in problem.message
    assert problem.message.endswith(".")
    assert "\n" not in str(problem)
    assert not any(word in str(problem) for word in SECRET.split())


def test_a_missing_path_is_said(tmp_path: Path, reads: Reads) -> None:
    _, problems = reads(tmp_path / "nowhere.csv")
    assert [str(p) for p in problems] == ["nowhere.csv: does not exist; check the path."]


def test_an_empty_folder_is_said(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "sub").mkdir()
    cases, problems = reads(tmp_path)
    assert cases == []
    assert "is empty" in problems[0].message


def test_an_impossible_date_leaves_the_note_without_one(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(
        f"case_id,date,recorded,text\nA,30/02/2026,01/03/2026,{SECRET}\nA,12/13/14/15,,b\n"
    )
    cases, problems = reads(tmp_path)
    assert [n.date for n in cases[0].notes] == [None, None]
    assert [(p.row, p.field) for p in problems] == [(2, "date"), (3, "date")]
    assert "calendar does not have" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date: 30 February 2026\n\nVisited.", id="header line"),
        pytest.param("30/02/2026 - Home visit\nSeen.\n\n02/03/2026 - Home visit\nSeen.", id="dated heading"),
    ],
)
def test_an_impossible_date_in_a_paper(text: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text(text)
    cases, problems = reads(tmp_path / "a.txt")
    assert sum(n.date is None for n in cases[0].notes) == 1
    assert [(p.path, p.field) for p in problems] == [("a.txt", "date")]


def test_a_month_that_comes_first_tells_of_the_other_dates(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,date,text\n1,03/25/2024,a\n1,04/11/2024,b\n")
    _, problems = reads(tmp_path)
    assert [p.row for p in problems] == [2]
    assert "its other dates are misread" in problems[0].message


def test_doubled_ids_get_a_suffix_and_a_warning(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,note_id,text\nA,7,a\nA,7,b\nA,7,c\n")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [n.note_id for n in cases[0].notes] == ["7", "7-2", "7-3"]
    assert "2 notes repeat the id of another note; each got a suffix." in cases[0].warnings


def test_a_cell_beyond_the_limit_is_left_out(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_bytes(_huge_csv())
    cases, problems = reads(tmp_path)
    assert [n.text for n in cases[0].notes] == [SECRET]
    assert [(p.row, p.field) for p in problems] == [(2, "text")]
    assert "longer than 2 million characters" in problems[0].message


def test_a_row_without_case_is_left_out(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(f"case_id,text\nA,a\n,{SECRET}\n")
    cases, problems = reads(tmp_path)
    assert len(cases) == 1
    assert str(problems[0]) == "notes.csv, row 3, field 'case_id': the row has no case id and was left out; fill it in."


@pytest.mark.parametrize("foot", ["Total: 2 notes", "Printed by Zephyrine Okwuosa on 12/02/2026"])
def test_a_line_below_the_table_is_no_case(foot: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(f"case_id,date,text\nA,2026-01-01,a\n{foot},,\n")
    cases, problems = reads(tmp_path)
    assert [c.case_id for c in cases] == ["A"]
    assert [(p.row, p.field) for p in problems] == [(3, "case_id")]
    assert "nothing but its case id" in problems[0].message


def test_a_line_below_the_table_of_one_case_is_no_note(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "letter.txt").write_text("Amy was seen.")
    (tmp_path / "notes.csv").write_text("case_id,date,text\nA,2026-01-01,a\nTotal: 1,,\n")
    cases, problems = reads(tmp_path)
    assert [(c.case_id, [n.text for n in c.notes]) for c in cases] == [("A", ["Amy was seen.", "a"])]
    assert [p.row for p in problems] == [3]


@pytest.mark.parametrize("beside", ["", "Amy was seen."])
def test_a_heading_without_rows_is_said(beside: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,date,text\n")
    if beside:
        (tmp_path / "letter.txt").write_text(beside)
    cases, problems = reads(tmp_path)
    assert len(cases) == bool(beside)
    assert [str(p) for p in problems] == [
        "notes.csv: has a heading but no rows below it; export it again or leave it out."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        'A,"She said so\nB,Next visit no reply\nB,last\n',  # open to the end of the file
        'A,"She said so\nB,"Next visit no reply"\nB,last\n',  # open up to the next mark
    ],
)
def test_a_row_that_takes_in_those_below_is_said(rows: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(f"case_id,text\nA,fine\n{rows}")
    cases, problems = reads(tmp_path)
    assert [n.text for n in cases[0].notes] == ["fine"]
    assert problems[0].row == 3
    assert "quotation mark may be missing" in problems[0].message


def test_lines_and_commas_within_a_cell_are_no_fault(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text('case_id,text\nA,"Rang mum,\nshe said ""no"", twice, and left"\n')
    cases, problems = reads(tmp_path)
    assert problems == []
    assert cases[0].notes[0].text == 'Rang mum,\nshe said "no", twice, and left'


def test_an_open_quotation_mark_is_said(tmp_path: Path, reads: Reads) -> None:
    rows = "".join(f"A,2026-01-{d:02d},note {d}\n" for d in range(1, 29))
    (tmp_path / "notes.csv").write_text(f'case_id,date,text\nA,2026-01-01,fine\nA,"2026-01-02,open\n{rows}')
    cases, problems = reads(tmp_path)
    assert len(cases[0].notes) == 1
    assert problems[0].row == 3
    assert "quotation mark" in problems[0].message


@pytest.mark.parametrize("last", ['A,2026-01-02,"No re', 'A,2026-01-02,"' + "No reply.\n" * 30 + "Then"])
def test_a_file_that_was_cut_short_is_said(last: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text(f'case_id,date,text\nA,2026-01-01,"Grew to 5\' 2"" tall"\n{last}')
    cases, problems = reads(tmp_path)
    assert [n.text for n in cases[0].notes] == ["Grew to 5' 2\" tall"]
    assert problems[0].row == 3
    assert "cut short" in problems[0].message


def test_a_mark_within_words_cuts_nothing_short(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text('case_id,date,text\nA,2026-01-01,6\' 2" tall\nA,2026-01-02,a 14" screen')
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [n.text for n in cases[0].notes] == ["6' 2\" tall", 'a 14" screen']


def test_a_bad_line_of_json_lines_is_named(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.jsonl").write_text('{"case_id": 1, "text": "a"}\n{"case_id": \n{"case_id": 1, "text": "b"}\n')
    cases, problems = reads(tmp_path)
    assert [n.text for n in cases[0].notes] == ["a", "b"]
    assert [p.row for p in problems] == [2]


def test_a_scanned_pdf_needs_text_recognition(tmp_path: Path, reads: Reads, pdf: Callable[..., bytes]) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf(["", ""]))
    _, problems = reads(tmp_path / "scan.pdf")
    assert "OCR" in problems[0].message


def test_a_locked_pdf_is_said(tmp_path: Path, reads: Reads, pdf: Callable[..., bytes]) -> None:
    (tmp_path / "locked.pdf").write_bytes(pdf([SECRET], encrypted=True))
    _, problems = reads(tmp_path / "locked.pdf")
    assert "password" in problems[0].message


def test_pages_without_text_are_counted(tmp_path: Path, reads: Reads, pdf: Callable[..., bytes]) -> None:
    (tmp_path / "part.pdf").write_bytes(pdf(["Date: 3 February 2026\nSeen at home.", ""]))
    cases, _ = reads(tmp_path / "part.pdf")
    assert any("1 of 2 pages" in w for w in cases[0].warnings)


def test_links_inside_a_folder_are_not_followed(tmp_path: Path, reads: Reads) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(GOOD)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "own.txt").write_text(GOOD)
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    cases, problems = reads(folder)
    assert [len(c.notes) for c in cases] == [1]
    assert sorted(p.path for p in problems) == ["file.txt", "folder", "loop"]
    assert all("is a link" in p.message for p in problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes by name exist on POSIX only")
def test_a_pipe_is_not_opened(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "own.txt").write_text(GOOD)
    os.mkfifo(tmp_path / "pipe.txt")
    cases, problems = reads(tmp_path)
    assert len(cases) == 1
    assert [p.path for p in problems] == ["pipe.txt"]
    assert "neither a file nor a folder" in reads(tmp_path / "pipe.txt")[1][0].message


@pytest.mark.parametrize(
    ("error", "says"),
    [
        pytest.param(PermissionError(13, "denied"), "may not be read by you", id="no permission"),
        pytest.param(OSError(5, "I/O error"), "could not be read from the disk", id="disk"),
        pytest.param(RuntimeError(SECRET), "is damaged", id="a library's own error"),
    ],
)
def test_faults_of_reading_are_wrapped(
    error: Exception, says: str, tmp_path: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)

    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(limits, "load", fail)
    _, problems = reads(tmp_path / "a.txt")
    assert says in problems[0].message
    assert SECRET not in str(problems[0])


def test_papers_beside_a_table_of_many_cases_are_not_passed_over(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "notes.csv").write_text("case_id,text\nA,a\nB,b\n")
    (tmp_path / "letter.txt").write_text(GOOD)
    cases, problems = reads(tmp_path)
    assert len(cases) == 2
    assert [p.path for p in problems] == ["letter.txt"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("words=Note", id="unknown field"),
        pytest.param("text=", id="no heading"),
        pytest.param("nowhere.yaml", id="missing file"),
    ],
)
def test_a_wrong_mapping_is_a_wrong_call(text: str) -> None:
    with pytest.raises(WrongCall):
        parse_mapping(text)


def test_a_mapping_from_text_or_file(tmp_path: Path) -> None:
    assert parse_mapping("text=Note, in full,date=Event date") == {"text": "Note, in full", "date": "Event date"}
    profile = tmp_path / "ours.yaml"
    profile.write_text("columns:\n  text: Note body\n  case_id: Client\n")
    assert parse_mapping(str(profile)) == {"text": "Note body", "case_id": "Client"}
    profile.write_text("columns: [")
    with pytest.raises(WrongCall, match="valid YAML"):
        parse_mapping(str(profile))


def test_profiles_are_checked() -> None:
    from analyser.ingest.columns import _profile, profiles

    assert {p.id for p in profiles()} >= {"generic", "lcs", "hackney"}
    base = {"schema": 1, "id": "x", "name": "x", "why": "x", "marks": []}
    with pytest.raises(BadRules, match="unknown or missing"):
        _profile("x.yaml", {**base, "colour": 1})
    with pytest.raises(BadRules, match="not a field"):
        _profile("x.yaml", {**base, "notes": {"smell": ["a"]}})
    with pytest.raises(BadRules, match="list of texts"):
        _profile("x.yaml", {**base, "notes": {"text": "a"}})


def test_one_column_fills_one_field() -> None:
    found = fields_of(["Date", "Date recorded", "Event", "Case"], "notes")
    assert found == {"date": 0, "recorded": 1, "text": 2, "case_id": 3}
    assert len(set(found.values())) == len(found)


def test_nothing_of_the_order_depends_on_the_machine(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "C.txt"):
        (tmp_path / name).write_text(GOOD)
    first, second = list(read([tmp_path])), list(read([tmp_path]))
    assert first == second
    assert all(isinstance(i, (CaseFile, Problem)) for i in first)
