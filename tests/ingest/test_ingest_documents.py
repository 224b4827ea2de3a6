"""Papers of many formats → one case a child."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analyser.ingest import inputs
from analyser.model import CaseFile, Problem, Setting

Reads = Callable[..., tuple[list[CaseFile], list[Problem]]]

VISIT = """HOME VISIT RECORD

Date of visit: 3 February 2026, 14:30
Logged by: J. Smith, social worker
Recorded on: 5 February 2026
Name of child: Amy Harte (DOB 12/05/2017)
Mother: Donna Harte
Child seen: Yes
Seen alone: No
Present: Donna, Amy and nan

Visited by arrangement. Donna said all is fine.
Amy watched her mum before she answered.
"""
MAIL = """From: "Lane, Sue" <sue.lane@northtrust.nhs.uk>
To: "Smith, Jo" <jo.smith@council.gov.uk>
Subject: =?utf-8?q?Amy_=E2=80=93_missed_clinic?=
Date: Thu, 22 Jan 2026 09:12:00 +0000
Content-Type: text/plain; charset=utf-8

Hi Jo,
Amy was not brought again.
Sue
"""


def _people(case: CaseFile) -> set[tuple[str, str]]:
    return {(p.role, p.name) for p in case.people}


def test_header_lines_become_fields_and_leave_the_text(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "visit.txt").write_text(VISIT)
    cases, problems = reads(tmp_path / "visit.txt")
    assert problems == []
    (case,) = cases
    (note,) = case.notes
    assert (note.note_id, note.date, note.recorded) == ("n01", dt.date(2026, 2, 3), dt.date(2026, 2, 5))
    assert (note.type, note.author_role, note.author_name) == ("home_visit", "social_worker", "J. Smith")
    assert (note.seen, note.seen_alone, note.bedroom_seen) == (True, False, None)
    assert note.text.startswith("Present: Donna, Amy and nan\n\nVisited by arrangement.")
    assert _people(case) == {("child", "Amy Harte"), ("mother", "Donna Harte"), ("social_worker", "J. Smith")}
    assert next(p.born for p in case.people if p.role == "child") == dt.date(2017, 5, 12)


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        pytest.param("Agency: Hillside Primary School", True, id="a named school is said nowhere else"),
        pytest.param("Agency: School", False, id="the field says it all"),
        pytest.param("Type: Core group", True, id="a kind of meeting"),
        pytest.param("Type: Telephone call", False, id="a type of its own"),
        pytest.param("Logged by: Health visitor, Northgate Clinic", True, id="a place beside the job"),
        pytest.param("Child: seemed tired", True, id="no name"),
        pytest.param("Case ref: 12345", True, id="a reference"),
        pytest.param("DOB: 12/05/2017", True, id="a birth date of nobody named"),
    ],
)
def test_a_header_line_stays_where_a_field_would_lose_words(
    head: str, kept: bool, tmp_path: Path, reads: Reads
) -> None:
    (tmp_path / "a.txt").write_text(f"Date: 3 February 2026\n{head}\n\nVisited.")
    cases, _ = reads(tmp_path / "a.txt")
    assert (head in cases[0].notes[0].text) is kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Visited. No reply.\n\nLogged by: J Smith, SW\nRecorded on: 05/02/2026", id="at the foot"),
        pytest.param("Visited. No reply.\n\nRecorded on 5 February 2026 by J Smith, SW", id="in one sentence"),
    ],
)
def test_who_wrote_it_may_stand_at_the_end(text: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "2026-02-03 home visit.txt").write_text(text)
    cases, _ = reads(tmp_path / "2026-02-03 home visit.txt")
    (note,) = cases[0].notes
    assert (note.author_name, note.author_role, note.recorded) == ("J Smith", "social_worker", dt.date(2026, 2, 5))
    assert (note.date, note.type) == (dt.date(2026, 2, 3), "home_visit")  # from the name of the file
    assert note.text == "Visited. No reply."


def test_agencies_of_one_child_are_one_case_in_order_of_time(tmp_path: Path, reads: Reads) -> None:
    for name, text in {
        "Amy Harte/visit.txt": VISIT,
        "Amy Harte/School/log.md": (
            "# CPOMS log\n\nAgency: School\nLogged by: Mrs P. Oduya, DSL\n\n## 12.01.26 Attendance\nLate.\n\n"
            "## 04.02.26 Concern\nNo breakfast."
        ),
        "Amy Harte/Health/clinic.txt": "Date: 15/01/2026\nAuthor: Sue Hill (Health Visitor)\n\nNot brought.",
        "Amy Harte/people.txt": "Mother: Donna Harte; Dee\nGrandmother = June Harte",
        "Ben Cole/note.txt": "Date: 1 March 2026\n\nVisited Ben.",
        "CIN-0042/note.txt": "Date: 1 March 2026\n\nVisited.",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [c.case_id for c in cases] == ["case-001", "case-002", "CIN-0042"]
    amy = cases[0]
    assert [(n.note_id, str(n.date), n.type, n.author_role) for n in amy.notes] == [
        ("n01", "2026-01-12", "school_contact", "school"),
        ("n02", "2026-01-15", "health_contact", "health_visitor"),
        ("n03", "2026-02-03", "home_visit", "social_worker"),
        ("n04", "2026-02-04", "school_contact", "school"),
    ]
    assert {("mother", "Donna Harte"), ("grandparent", "June Harte")} <= _people(amy)
    assert next(p for p in amy.people if p.role == "mother").aliases == ("Dee",)
    assert not any("Harte" in i.path or "Ben" in i.path for i in inputs([tmp_path]))


def test_a_list_above_the_folders_serves_them_by_their_name(tmp_path: Path, reads: Reads) -> None:
    for name in ("CIN-1", "CIN-2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Date: 1 March 2026\n\nVisited.")
    (tmp_path / "people.csv").write_text("case_id,role,name\nCIN-1,mother,Donna Harte\nCIN-2,father,Per Lund\n")
    (tmp_path / "cases.csv").write_text("case_id,setting,as_of\nCIN-1,children,2026-04-01\nCIN-2,adults,2026-05-01\n")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [(c.case_id, c.setting, str(c.as_of), _people(c)) for c in cases] == [
        ("CIN-1", Setting.CHILDREN, "2026-04-01", {("mother", "Donna Harte")}),
        ("CIN-2", Setting.ADULTS, "2026-05-01", {("father", "Per Lund")}),
    ]


def test_records_of_several_children_in_one_folder_stay_apart(tmp_path: Path, reads: Reads) -> None:
    for name in ("Amy Harte", "Ben Cole"):
        entries = "".join(f"0{d}/02/2026 - Home visit\nSeen.\n\n" for d in (1, 2, 3))
        (tmp_path / f"{name}.txt").write_text(f"Child: {name}\nDate of birth: 01/02/2015\n\n{entries}")
    cases, _ = reads(tmp_path)
    assert [(c.case_id, len(c.notes)) for c in cases] == [("case-001", 3), ("case-002", 3)]


def test_a_table_among_papers_belongs_to_their_case(tmp_path: Path, reads: Reads) -> None:
    folder = tmp_path / "CIN-7"
    folder.mkdir()
    (folder / "a.txt").write_text("Date: 1 March 2026\n\nVisited.")
    (folder / "school.csv").write_text("Date,Incident,Logged by\n02/03/2026,Late again.,Mrs P Oduya (DSL)\n")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [(n.date.day if n.date else 0, n.text, n.author_role) for n in cases[0].notes] == [
        (1, "Visited.", ""),
        (2, "Late again.", "school"),
    ]


def test_an_email_uses_its_own_headers(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.eml").write_text(MAIL)
    cases, problems = reads(tmp_path / "a.eml")
    assert problems == []
    (note,) = cases[0].notes
    assert note.text == "Subject: Amy – missed clinic\n\nHi Jo,\nAmy was not brought again.\nSue"
    assert (note.date, note.type, note.author_role) == (dt.date(2026, 1, 22), "health_contact", "health")
    assert note.author_name == "Sue Lane"
    assert _people(cases[0]) == {("health", "Sue Lane"), ("other", "Jo Smith")}
    assert {v for p in cases[0].people for _, v in p.identifiers} == {
        "sue.lane@northtrust.nhs.uk",
        "jo.smith@council.gov.uk",
    }


def test_an_html_email_with_an_attachment(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.eml").write_text(
        "From: a@b.sch.uk\nSubject: Late\nDate: Thu, 22 Jan 2026 09:12:00 +0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html\n\n<p>Late <b>again</b>.</p>\n'
        "--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nxx\n--x--\n"
    )
    cases, _ = reads(tmp_path / "a.eml")
    assert cases[0].notes[0].text == "Subject: Late\n\nLate again."
    assert cases[0].notes[0].author_role == "school"
    assert any("attachments" in w for w in cases[0].warnings)


@pytest.mark.parametrize("kind", ["multipart", "alone"])
def test_an_email_of_nothing_but_attachments_says_so(kind: str, tmp_path: Path, reads: Reads) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "Priya Rao <p.rao@b.nhs.uk>"
    message["Date"] = "Thu, 22 Jan 2026 09:12:00 +0000"
    if kind == "alone":
        message.set_content(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    else:
        message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    cases, (problem,) = reads(tmp_path / "a.eml")
    assert "holds nothing but attachments, which are not read; save them" in problem.message
    message["Subject"] = "Report for the conference"
    (tmp_path / "a.eml").write_bytes(bytes(message))
    cases, problems = reads(tmp_path / "a.eml")
    assert problems == []
    assert cases[0].warnings == (
        "an e-mail holds nothing but its subject and attachments, which are not read; give them as files.",
    )


def test_a_letter_names_its_subject_and_its_writer(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text(
        "Riverside Practice\n14 February 2026\n\nDear Ms Smith,\n\nRe: Amy Harte, DOB 12/05/2017\n\n"
        "Amy was not brought.\n\nYours sincerely,\nPriya Rao\nPractice nurse"
    )
    cases, _ = reads(tmp_path / "a.txt")
    assert _people(cases[0]) == {("other", "Amy Harte"), ("health", "Priya Rao")}
    (note,) = cases[0].notes
    assert (note.date, note.author_role) == (dt.date(2026, 2, 14), "health")
    assert "Re: Amy Harte" in note.text


def test_word_gives_up_everything_that_a_reader_sees(tmp_path: Path, reads: Reads, docx: Callable[..., bytes]) -> None:
    def p(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in cells) + "</w:tr>"

    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        + p("In a box.")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + p("In a box.")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Home visit record</w:t></w:r></w:p>'
        f"<w:tbl>{row('Date of visit', '3 February 2026')}{row('Worker', 'J Smith, social worker')}"
        f"{row('Seen alone?', 'No')}</w:tbl>"
        "<w:p><w:r><w:t>Kept, </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('Controlled.')}</w:sdtContent></w:sdt>{box}"
    )
    (tmp_path / "a.docx").write_bytes(
        docx(body, header1=p("Child: Amy Harte"), comments=f'<w:comment w:author="x">{p("A comment.")}</w:comment>')
    )
    cases, problems = reads(tmp_path / "a.docx")
    assert problems == []
    (note,) = cases[0].notes
    assert note.text == "Kept, added.\nControlled.\n\nIn a box.\n\nA comment."
    assert (note.type, note.author_name, note.seen_alone) == ("home_visit", "J Smith", False)
    assert ("child", "Amy Harte") in _people(cases[0])


def test_word_made_by_a_library_with_a_log_in_a_table(tmp_path: Path, reads: Reads) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Chronology for the review")
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("Date", "Event type", "Details"),
        ("12/01/2026", "Home visit", "No reply."),
        ("15/01/2026", "Telephone call", "Mum rang.\nShe will come on Friday."),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    cases, _ = reads(tmp_path / "a.docx")
    assert [(n.type, n.text) for n in cases[0].notes] == [
        ("home_visit", "Chronology for the review\n\nNo reply."),
        ("phone_call", "Mum rang.\nShe will come on Friday."),
    ]


LOG = [
    ("12/01/2026", "Jo Smith", "Home visit. Amy was in bed.\nHer mother made tea."),
    ("15/01/2026", "JS", "Telephone call, no reply."),
    ("11/01/2026", "Ann Lee", "The school rang about Amy's coat."),
]


@pytest.mark.parametrize(
    ("heads", "order"),
    [
        (("Date", "Worker", "Entry"), (0, 1, 2)),
        (("Worker", "Date of contact", "Details"), (1, 0, 2)),
        (("Case note", "Date/time", "Recorded by"), (2, 0, 1)),
        (("No.", "Date", "Time", "Worker", "Notes"), ("n", 0, "t", 1, 2)),
        (("Date", "Entry"), (0, 2)),
    ],
    ids=lambda v: "-".join(map(str, v)),
)
@pytest.mark.parametrize("above", [(), ("Running record", "Date of report: 3 May 2026")], ids=["bare", "dated"])
def test_a_log_in_a_word_table_is_a_note_a_row(
    heads: tuple[str, ...], order: tuple[int | str, ...], above: tuple[str, ...], tmp_path: Path, reads: Reads
) -> None:
    import docx

    document = docx.Document()
    for line in above:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(heads))
    more = [{"n": str(n), "t": "10:30"} for n in range(1, 4)]
    for cells in (heads, *([{**dict(enumerate(r)), **m}[o] for o in order] for r, m in zip(LOG, more, strict=True))):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    cases, problems = reads(tmp_path / "a.docx")
    assert problems == []
    notes = cases[0].notes
    assert [(n.date.day if n.date else 0, n.type) for n in notes] == [
        (11, "school_contact"),
        (12, "home_visit"),
        (15, "phone_call"),
    ]
    assert all(n.text.endswith(words) for n, (_, _, words) in zip(notes, (LOG[2], *LOG[:2]), strict=True))
    if 1 in order:
        assert [n.author_name for n in notes] == ["Ann Lee", "Jo Smith", ""]
        assert "JS" in notes[2].text
    assert ("Time: 10:30" in notes[2].text) == ("t" in order)


def test_a_table_of_events_within_a_report_parts_nothing(tmp_path: Path, reads: Reads) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Date of report: 3 May 2026")
    document.add_paragraph("Amy has been seen at home and at school. Her mother is worried about money. " * 9)
    table = document.add_table(rows=0, cols=2)
    for cells in (("Date", "Event"), ("12/01/2026", "Amy moved to her aunt."), ("15/01/2026", "Review.")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("The plan is to go on as before. " * 9)
    document.save(str(tmp_path / "a.docx"))
    cases, _ = reads(tmp_path / "a.docx")
    (note,) = cases[0].notes
    assert note.date == dt.date(2026, 5, 3)
    assert "12/01/2026 | Amy moved to her aunt." in note.text


def test_merged_days_and_tables_within_cells_of_word(tmp_path: Path, reads: Reads) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    cells = (("Date", "Entry"), ("12/01/2026", "First."), ("", "Second."), ("15/01/2026", "Third."))
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(3, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Within."
    document.save(str(tmp_path / "a.docx"))
    cases, _ = reads(tmp_path / "a.docx")
    assert [(n.date.day if n.date else 0, n.text) for n in cases[0].notes] == [
        (12, "First."),
        (12, "Second."),
        (15, "Third.\nWithin."),
    ]


def test_a_log_in_a_table_of_a_page(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.html").write_text(
        "<h1>Running record</h1><p>Date of report: 3 May 2026</p><table><tr><th>No</th><th>Worker</th><th>Date</th>"
        "<th>Details</th></tr><tr><td>1</td><td>Jo Smith</td><td>12/01/2026</td><td><p>Amy was in bed.</p>"
        "<p>Her mother made tea.</p></td></tr><tr><td>2</td><td>Ann Lee</td><td>15/01/2026</td><td>No reply.</td>"
        "</tr></table>"
    )
    cases, _ = reads(tmp_path / "a.html")
    assert [(n.date.day if n.date else 0, n.author_name, n.text) for n in cases[0].notes] == [
        (12, "Jo Smith", "Running record\n\nAmy was in bed.\nHer mother made tea."),
        (15, "Ann Lee", "No reply."),
    ]


def test_a_pdf_print_newest_first_with_page_furniture(tmp_path: Path, reads: Reads, pdf: Callable[..., bytes]) -> None:
    head = "Run by: K Adams on 01/04/2026\nCase notes for: Amy Harte\n"
    first = (
        "12/03/2026 10:15 Home Visit (Announced) - Jo Smith\n"
        "Visited by arrangement at ten. Donna had the door open before I had got out\n"
        "of the car and she had made tea. Amy was at the table doing a picture and she\n"
        "did not look up until her mum told her to say hello.\nPage 1 of 2"
    )
    second = (
        "05/03/2026 Telephone Contact - Jo Smith\n"
        "Rang Donna to confirm the visit and there was no reply so I left a voicemail and\n"
        "sent a text.\n26/02/2026 Core Group\nMinutes sent separately.\nPage 2 of 2"
    )
    (tmp_path / "a.pdf").write_bytes(pdf([head + first, head + second]))
    cases, problems = reads(tmp_path / "a.pdf")
    assert problems == []
    (case,) = cases
    assert [(str(n.date), n.type) for n in case.notes] == [
        ("2026-02-26", "meeting"),
        ("2026-03-05", "phone_call"),
        ("2026-03-12", "home_visit_announced"),
    ]
    assert not any(word in n.text for n in case.notes for word in ("Adams", "Page", "Harte"))
    assert "got out of the car" in case.notes[2].text
    assert {"Amy Harte", "Jo Smith"} <= {p.name for p in case.people}


def test_rtf_html_and_odt(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.rtf").write_bytes(
        rb"{\rtf1\ansi Date: 4 February 2026\par Logged by: Si\'e2n Hughes, health visitor\par\par "
        rb"Not brought. \'a35.\par}"
    )
    (tmp_path / "b.html").write_text(
        "<!DOCTYPE html><html><head><title>hidden</title></head><body><table>"
        "<tr><th>Date of contact</th><td>5 February 2026</td></tr>"
        "<tr><th>Recorded by</th><td>Jo Smith (Social Worker)</td></tr></table>"
        "<p>Amy was <b>quiet</b>.<br>She drew.</p>"
        "<!-- hidden --><script>hidden</script></body></html>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            '<o xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>Date: 6 February 2026</text:p>'
            "<text:p>Seen<text:s/>at home<text:tab/>today.</text:p></o>",
        )
    (tmp_path / "c.odt").write_bytes(out.getvalue())
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [(n.date.day if n.date else 0, n.author_role, n.text) for n in cases[0].notes] == [
        (4, "health_visitor", "Not brought. £5."),
        (5, "social_worker", "Amy was quiet.\nShe drew."),
        (6, "", "Seen at home\ttoday."),
    ]


def test_marked_case_files_are_read_without_their_answers(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "r01.case").write_text(
        "CASE r01-harte\nSETTING children\nAS_OF 2026-03-01\nPERSON mother = Donna Harte; Dee\n\n"
        "NOTE n01 | 2026-02-03 | 2026-02-04 | home_visit | social_worker\n"
        "{no_access|No reply}. Card left.\nPRIORITY 1\n"
    )
    cases, problems = reads(tmp_path)
    assert problems == []
    assert [(c.case_id, c.notes[0].text) for c in cases] == [("r01-harte", "No reply. Card left.")]


def test_system_files_and_read_me_files_are_passed_over(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text("Date: 1 March 2026\n\nVisited.")
    for name in ("Thumbs.db", ".DS_Store", "~$a.docx", "README.md"):
        (tmp_path / name).write_text("x")
    cases, problems = reads(tmp_path)
    assert problems == []
    assert len(cases[0].notes) == 1


def test_an_adults_file_is_known_by_its_person(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text("Date: 1 March 2026\nService user: Per Lund\n\nVisited.")
    cases, _ = reads(tmp_path / "a.txt")
    assert cases[0].setting is Setting.ADULTS
    assert _people(cases[0]) == {("adult_at_risk", "Per Lund")}


def test_folders_named_after_roles_belong_to_their_child(tmp_path: Path, reads: Reads) -> None:
    for name in ("Amy Harte/Social worker", "Amy Harte/Health visitor", "Ben Cole/Police"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text("Date: 1 March 2026\n\nSeen.")
    cases, _ = reads(tmp_path)
    assert [sorted(n.author_role for n in c.notes) for c in cases] == [["health_visitor", "social_worker"], ["police"]]


def test_teams_hold_children_who_stay_apart(tmp_path: Path, reads: Reads) -> None:
    for name in ("Team East/Amy Harte", "Team East/Ben Cole", "Team West/Cora Dunn"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text("Date: 1 March 2026\n\nSeen.")
    cases, _ = reads(tmp_path)
    assert [(c.case_id, len(c.notes)) for c in cases] == [("case-001", 1), ("case-002", 1), ("case-003", 1)]


def test_a_pasted_thread_is_a_note_a_message(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text(
        "From: Sue Hill <sue.hill@northtrust.nhs.uk>\nSent: 22 January 2026 09:12\n"
        "To: Jo Smith\nSubject: Amy\n\nNot brought.\n\n"
        "From: Jo Smith <jo.smith@council.gov.uk>\nSent: 21 January 2026 16:40\n"
        "To: Sue Hill\nSubject: Amy\n\nDid they come?\n"
    )
    cases, _ = reads(tmp_path / "a.txt")
    assert [(str(n.date), n.type, n.author_name) for n in cases[0].notes] == [
        ("2026-01-21", "text_or_email", "Jo Smith"),
        ("2026-01-22", "health_contact", "Sue Hill"),
    ]


def test_the_view_of_a_supervision_is_the_managers(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text(
        "SUPERVISION RECORD\n\nWorker: Jo Smith\nManager: Carol Peet, Team Manager\nDate: 11.02.26\n\nVisits on track."
    )
    cases, _ = reads(tmp_path / "a.txt")
    (note,) = cases[0].notes
    assert (note.type, note.author_role, note.author_name) == ("supervision", "manager", "Carol Peet")
    assert {p.name for p in cases[0].people} == {"Jo Smith", "Carol Peet"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Core Group Meeting Minutes", "meeting", id="minutes"),
        pytest.param("PUBLIC PROTECTION NOTICE", "police_contact", id="police notice"),
        pytest.param("Notes of strategy discussion for the family", "meeting", id="a title that mentions the type"),
    ],
)
def test_the_title_of_a_form_gives_the_type(title: str, expected: str, tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.txt").write_text(f"{title}\n\nDate of meeting: 20 February 2026\n\nMum did not come.")
    cases, _ = reads(tmp_path / "a.txt")
    assert cases[0].notes[0].type == expected


def test_a_message_is_signed_on_its_last_line(tmp_path: Path, reads: Reads) -> None:
    (tmp_path / "a.eml").write_text(
        "From: office@hillside.example.org\nSubject: Late\nDate: Thu, 22 Jan 2026 09:12:00 +0000\n\n"
        "Amy was late again.\n\nLena Foss, school office\n"
    )
    cases, _ = reads(tmp_path / "a.eml")
    (note,) = cases[0].notes
    assert (note.author_name, note.author_role, note.type) == ("Lena Foss", "school", "school_contact")
    assert "Lena Foss" in note.text


@pytest.mark.parametrize(
    "names", [("case 1", "case 2"), ("104522", "104523"), ("1", "2"), ("CIN 1", "CIN 2"), ("Amy", "Ben")]
)
def test_two_children_are_never_put_in_one_case(names: tuple[str, str], tmp_path: Path, reads: Reads) -> None:
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Date: 1 March 2026\n\nSeen.")
    cases, _ = reads(tmp_path)
    assert [len(c.notes) for c in cases] == [1, 1]


def test_a_stray_paper_in_a_teams_folder_does_not_join_its_children(tmp_path: Path, reads: Reads) -> None:
    for name in ("Team East/Amy Harte", "Team East/Ben Cole"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text("Date: 1 March 2026\n\nSeen.")
    (tmp_path / "Team East" / "rota.txt").write_text("Date: 1 March 2026\n\nRota.")
    cases, _ = reads(tmp_path)
    assert sorted(len(c.notes) for c in cases) == [1, 1, 1]
