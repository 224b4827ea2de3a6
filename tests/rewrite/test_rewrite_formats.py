"""Each format comes back as itself: what must go is gone from every part of it, and what may stay is where it was."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest

from analyser.model import CaseFile, Note
from analyser.rewrite import redact_files
from analyser.rewrite.by_case import UnitCases
from analyser.rewrite.pieces import Piece
from tests.rewrite.conftest import (
    HEAD,
    HTML,
    ROWS,
    SECRET,
    TEXT,
    as_json,
    everything,
    write_docx,
    write_eml,
    write_odt,
    write_pdf,
    write_xlsx,
)


def redacted(folder: Path) -> Path:
    """The one file that comes back, beside lists and manifest, after looking that nothing is left anywhere."""
    out = folder.parent / "out"
    done = redact_files([folder], out)
    assert done.manifest.problems == [], done.manifest.problems
    for path in out.rglob("*"):
        if path.is_file():
            found = SECRET.search(f"{path.relative_to(out)}\n{everything(path)}")
            assert found is None, (path.name, found)
    (made,) = [p for p in out.rglob("*") if p.is_file() and p.stem not in ("people", "residue", "manifest", ".lock")]
    return made


def test_csv(folder: Path) -> None:
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f, delimiter=";").writerows([HEAD, *ROWS, ("K1", "n3", "", "", "", "", "=HYPERLINK(1)")])
    made = redacted(folder)
    assert made.name == "notes.csv"
    with made.open(encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, delimiter=";"))
    assert tuple(rows[0]) == HEAD
    assert [r[:5] for r in rows[1:3]] == [list(r[:5]) for r in ROWS]
    assert rows[1][5] == rows[2][5] == "SocialWorker1"
    assert rows[1][6] == "Visited Mother at Address1. Child1 (DOB aged 7) was home."
    assert rows[3][6] == "'=HYPERLINK(1)"


def test_html_within_cells_is_read_as_it_is_shown(folder: Path) -> None:
    text = (
        '<p title="Mrs Okwuosa">Seen <b>Zephy</b>rine&nbsp;Okwuosa &amp; <a href="mailto:zephyrine@okwuosa.example">'
        "Bertrand</a>.</p><p>Mrs O&#39;Hallissey rang; 3 &lt; 4.</p>"
    )
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([HEAD, (*ROWS[0][:6], text)])
    with redacted(folder).open(encoding="utf-8", newline="") as f:
        row = list(csv.reader(f))[1]
    assert row[6].startswith("<p>Seen <b>Mother</b> &amp; <a>Child1</a>.</p><p>")
    assert re.search(r"<p>[A-Z]\w+\d rang; 3 &lt; 4\.</p>$", row[6])


@pytest.mark.parametrize(("encoding", "mark"), [("cp1252", True), ("utf-16", True), ("utf-8", False)])
def test_a_spreadsheet_shows_the_letters_of_what_comes_back(encoding: str, mark: bool, folder: Path) -> None:
    (folder / "notes.csv").write_bytes("case_id,text\r\nK1,Mum wasn’t in.\r\n".encode(encoding))
    data = redacted(folder).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is mark
    assert data.decode("utf-8-sig") == "case_id,text\r\nK1,Mum wasn’t in.\r\n"


def test_kinds_of_notes_and_roles_are_nobodys_names(folder: Path) -> None:
    row = (
        "K1",
        "n1",
        "2024-03-04",
        "home_visit_announced",
        "social_worker",
        "Ingrid Falkenrath",
        "Saw jess_x_99 there.",
    )
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([HEAD, row])
    with redacted(folder).open(encoding="utf-8", newline="") as f:
        said = list(csv.reader(f))[1]
    assert said[3:5] == ["home_visit_announced", "social_worker"]
    assert re.fullmatch(r"Saw Handle\d+ there\.", said[6])


def test_xlsx(folder: Path) -> None:
    import openpyxl

    write_xlsx(folder / "Okwuosa export.xlsx")
    (folder / "people.csv").unlink()
    made = redacted(folder)
    book = openpyxl.load_workbook(made)
    sheet = book["notes"]
    assert [c.value for c in sheet[1]][: len(HEAD)] == list(HEAD)
    assert sheet["C2"].value.date().isoformat() == "2024-03-04"  # still a date
    assert sheet["J2"].value == 1.5
    assert sheet["H2"].value == "aged 7"
    assert sheet["F2"].value == "SocialWorker1"
    assert sheet["G2"].value.startswith("Visited Mother at Address1")
    assert sheet["K2"].value == '=IF(F2="SocialWorker1","yes","no")'
    assert sheet["G2"].comment.text == "Mother rang back."
    assert [s.sheet_state for s in book] == ["visible", "hidden", "visible"]
    hidden = book.worksheets[1]
    assert hidden["B1"].value == "=notes!J2*2"
    assert book.defined_names["where"].attr_text == f"'{hidden.title}'!$A$1"


def test_a_birth_date_beside_its_label_in_a_sheet_goes(folder: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEAD, ROWS[0]):
        book.active.append(row)
    form = book.create_sheet("form")
    for label, value in (("DOB", dt.date(2016, 4, 3)), ("Name", "Bertrand Okwuosa"), ("Opened", dt.date(2024, 3, 1))):
        form.append([label, value])
    form.append(["Date of birth", "03/04/2016"])
    book.save(folder / "notes.xlsx")
    sheet = openpyxl.load_workbook(redacted(folder))["form"]
    assert sheet["B1"].value == sheet["B4"].value == "aged 7"
    assert sheet["B2"].value == "Child1"
    assert sheet["B3"].value == dt.datetime(2024, 3, 1)


def test_rows_under_one_merged_case_id_are_redacted_as_that_case(tmp_path: Path) -> None:
    import openpyxl

    from analyser.rewrite.pieces import Policy
    from analyser.rewrite.workbook import Workbook

    book = openpyxl.Workbook()
    for row in (
        ["case_id", "date", "text"],
        ["c1", "2024-03-04", "One."],
        [None, "2024-03-05", "Two."],
        ["c2", None, "Three."],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    pieces = Workbook(tmp_path / "a.xlsx", Policy()).pieces
    assert [(p.text, p.case) for p in pieces if p.kind == "text"] == [("One.", "c1"), ("Two.", "c1"), ("Three.", "c2")]


@pytest.mark.parametrize(
    ("formula", "stays"),
    [
        ("=DATE(2016,4,3)", False),
        ('=DATEDIF(DATE( 2016, 4, 3),TODAY(),"y")', False),
        ('=DATEVALUE("03/04/2016")', False),
        ("=DATE(YEAR(B2),1,1)", True),
        ("=TODAY()-B2", True),
        ("=UPDATE2016(4)", True),
    ],
)
def test_a_day_written_in_a_formula_goes(formula: str, stays: bool, tmp_path: Path) -> None:
    import openpyxl

    from analyser.rewrite.pieces import Policy
    from analyser.rewrite.workbook import Workbook

    book = openpyxl.Workbook()
    book.active.append(["case_id", "date", "text", "age"])
    book.active.append(["c1", "2024-03-04", "One.", formula])
    book.save(tmp_path / "a.xlsx")
    made = Workbook(tmp_path / "a.xlsx", Policy())
    (tmp_path / "b.xlsx").write_bytes(made.write([[] for _ in made.pieces]))
    back = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert back["D2"].value == (formula if stays else None)
    assert back["C2"].value == "One."


def test_a_style_called_after_somebody_gets_a_number(tmp_path: Path) -> None:
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    from analyser.rewrite.pieces import Policy
    from analyser.rewrite.word import Document

    document = docx.Document()
    style = document.styles.add_style("Penrose letter", WD_STYLE_TYPE.PARAGRAPH)
    style.font.bold = True
    document.add_paragraph("Dear all,", style=style)
    document.add_paragraph("A heading", style="Heading 1")
    document.save(str(tmp_path / "a.docx"))
    made = Document(tmp_path / "a.docx", Policy())
    (tmp_path / "b.docx").write_bytes(made.write([[] for _ in made.pieces]))
    assert "enrose" not in everything(tmp_path / "b.docx")
    first, second = docx.Document(str(tmp_path / "b.docx")).paragraphs
    assert (first.style.font.bold, second.style.name) == (True, "Heading 1")


def test_a_defined_name_that_names_somebody_goes(folder: Path) -> None:
    import openpyxl
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    for row in (HEAD, ROWS[0]):
        book.active.append(row)
    book.active["J1"] = "=SUM(Bertrand_Okwuosa)+total"
    for name in ("Bertrand_Okwuosa", "total"):
        book.defined_names[name] = DefinedName(name, attr_text="Sheet!$A$1")
    book.save(folder / "notes.xlsx")
    made = openpyxl.load_workbook(redacted(folder))
    assert set(made.defined_names) == {"Child1", "total"}
    assert made.active["J1"].value == "=SUM(Child1)+total"


def test_a_heading_that_is_known_names_nobody(folder: Path) -> None:
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
        heads = ("Case ID", "Note ID", "Day", "Contact type", "Role", "Worker", "Note", "Seen Bertrand")
        csv.writer(f).writerows([heads, *((*r, "yes") for r in ROWS)])
    with redacted(folder).open(encoding="utf-8", newline="") as f:
        assert next(csv.reader(f)) == [*heads[:-1], "Seen Child1"]


def test_a_day_printed_in_a_header_is_no_birth_date(folder: Path) -> None:
    import docx

    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Okwuosa - printed by Ingrid Falkenrath 04/03/2024"
    made.add_paragraph("Child: Bertrand Okwuosa")
    made.add_paragraph("Date: 4 March 2024")
    made.add_paragraph("Visited Zephyrine Okwuosa on 4 March 2024.")
    made.save(str(folder / "visit.docx"))
    back = docx.Document(str(redacted(folder)))
    assert back.sections[0].header.paragraphs[0].text.endswith("04/03/2024")
    assert [p.text for p in back.paragraphs][1:] == ["Date: 4 March 2024", "Visited Mother on 4 March 2024."]


def test_docx(folder: Path) -> None:
    import docx

    write_docx(folder / "Okwuosa visit 2024-03-04.docx")
    made = docx.Document(str(redacted(folder)))
    text = [p.text for p in made.paragraphs]
    assert text[0] == "Home visit 04/03/2024"
    assert made.paragraphs[0].style.name == "Heading 1"
    runs = made.paragraphs[1].runs
    assert runs[0].text == "Visited "
    assert runs[1].bold
    assert text[1] == "Visited Mother at Address1. She was calm."
    assert made.tables[0].style.name == "Table Grid"
    assert [c.text for r in made.tables[0].rows for c in r.cells] == ["Child", "Child1", "Phone", "Phone1"]
    assert made.sections[0].header.paragraphs[0].text == "Child: Child1"
    assert made.core_properties.author == ""
    assert len(made.inline_shapes) == 1
    whole = everything(folder.parent / "out" / next(p.name for p in (folder.parent / "out").rglob("*.docx")))
    for words in ("Child1 rang.", "Mother shouted.", "Ask Mother.", "Child1 drew this."):
        assert words in whole


def test_json_and_lines(folder: Path) -> None:
    (folder / "notes.json").write_text(as_json(), encoding="utf-8")
    made = json.loads(redacted(folder).read_text(encoding="utf-8"))
    assert list(made["notes"][0])[: len(HEAD)] == list(HEAD)
    assert made["notes"][0]["text"].startswith("Visited Mother at Address1")
    assert made["notes"][0]["about"] == {"Mother": ["mother"]}
    assert "9434765919" not in str(made)


def test_json_lines(folder: Path) -> None:
    lines = [json.dumps(dict(zip(HEAD, r, strict=True))) for r in ROWS]
    (folder / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = [json.loads(line) for line in redacted(folder).read_text(encoding="utf-8").splitlines()]
    assert [r["note_id"] for r in made] == ["n1", "n2"]
    assert made[0]["Allocated worker"] == "SocialWorker1"


def test_parquet(folder: Path) -> None:
    import datetime as dt

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        dict(zip(HEAD, r, strict=True)) | {"date": dt.date.fromisoformat(r[2]), "nhs_number": 9434765919, "hours": 2}
        for r in ROWS
    ]
    pq.write_table(pa.Table.from_pylist(rows).replace_schema_metadata({"by": "Falkenrath"}), folder / "notes.parquet")
    table = pq.read_table(redacted(folder))
    assert table.schema.field("date").type == pa.date32()
    assert table.schema.field("hours").type == pa.int64()
    assert table.column_names == [*HEAD, "nhs_number", "hours"]
    assert table.to_pylist()[0]["text"].startswith("Visited Mother")


@pytest.mark.parametrize("name", ["Okwuosa visit.txt", "Okwuosa visit.md"])
def test_text(name: str, folder: Path) -> None:
    (folder / name).write_bytes(TEXT.replace("\n", "\r\n").encode("cp1252"))
    made = redacted(folder)
    assert made.suffix == Path(name).suffix
    assert made.read_bytes().decode("utf-8") == (
        "Child: Child1\r\nLogged by: SocialWorker1, social worker\r\nDate: 4 March 2024\r\n\r\n"
        "Visited Mother at Address1. Child1 (DOB aged 7) was home.\r\n\r\nShe was calm.\r\n"
    )


def test_a_paragraph_of_a_running_record_has_the_day_of_its_entry() -> None:
    day = dt.date(2026, 2, 12)
    group = UnitCases([CaseFile("A", (Note("n1", "Carys came late. She would ring on 14/02/2026.", day),))], None)
    text = "12/2/26 core group\nCarys came late. She would ring on 14/02/2026."
    case, number = group.take(Piece(text, "paragraph 2"))
    assert case.pieces[number].date == day  # without it, a day after it could be taken for a birth date


def test_html(folder: Path) -> None:
    (folder / "Okwuosa.html").write_text(HTML, encoding="utf-8")
    made = redacted(folder).read_text(encoding="utf-8")
    assert '<p class="x">Visited <b>Mother</b>' in made
    assert re.search(r"<td>(?:\w+Worker|Person)1</td>", made)
    assert 'alt="Child1"' in made
    assert "<script" not in made


def test_a_value_in_a_table_is_read_with_its_label(folder: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("Child: Bertrand Okwuosa")
    table = made.add_table(2, 2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ["DOB", "3/4/2016", "Seen", "4/3/2024"], strict=True
    ):
        cell.text = text
    made.save(str(folder / "visit.docx"))
    rows = [[c.text for c in r.cells] for r in docx.Document(str(redacted(folder))).tables[0].rows]
    assert rows[0][1] != "3/4/2016"
    assert rows[1] == ["Seen", "4/3/2024"]


def test_a_value_in_a_table_of_html_is_read_with_its_label(folder: Path) -> None:
    (folder / "visit.html").write_text(
        "<p>Bertrand Okwuosa</p><table><tr><td>Date of birth</td><td><b>3/4/</b>2016</td></tr>\n<tr><td>Address</td>"
        "<td>9 Quillfeather Mews<br>QX4 7TB</td></tr></table><p>Zephyrine<br>Okwuosa</p>",
        encoding="utf-8",
    )
    assert "2016" not in redacted(folder).read_text(encoding="utf-8")


def test_what_html_says_beside_its_words_goes(folder: Path) -> None:
    (folder / "visit.html").write_text(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>/* by Ingrid F */ '
        'p::after { content: "Okwuosa" } p { color: red; background: url(bertrand.png) }</style></head><body>'
        '<p aria-description="Mrs Okwuosa" class="x" itemid="okwuosa">On <time datetime="2024-03-04">today</time>.</p>'
        '<a href="a.html" download="Bertrand_O.pdf" ping="https://x.example/okwuosa">plan</a></body></html>',
        encoding="utf-8",
    )
    made = redacted(folder).read_text(encoding="utf-8")
    assert 'class="x"' in made
    assert "color: red" in made
    assert "charset=utf-8" in made
    assert "2024-03-04" not in made


def test_what_a_document_says_beside_its_words_goes(folder: Path) -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = docx.Document()
    made.add_paragraph("Child: Bertrand Okwuosa. Seen on 4 March 2024.")
    table = made.add_table(1, 1)
    for tag in ("tblCaption", "tblDescription"):
        table._tbl.tblPr.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:val="Bertrand at home"/>'))
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    for xml in (
        f'<m:oMath xmlns:m="{maths}"><m:r><m:t>Bertrand</m:t></m:r></m:oMath>',
        f'<w:hyperlink {nsdecls("w")} w:anchor="Bertrand_Okwuosa"><w:r><w:t>here</w:t></w:r></w:hyperlink>',
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        '<w:listEntry w:val="Zephyrine Okwuosa"/></w:ddList></w:ffData></w:fldChar></w:r>',
        f'<w:permStart {nsdecls("w")} w:id="1" w:ed="COUNCIL\\ifalkenrath"/>',
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:date w:fullDate="2024-03-04T00:00:00Z"/></w:sdtPr></w:sdt>',
    ):
        made.paragraphs[0]._p.append(parse_xml(xml))
    made.save(str(folder / "visit.docx"))
    assert "2024-03-04" not in everything(redacted(folder))


def test_eml(folder: Path) -> None:
    from email import message_from_bytes, policy

    write_eml(folder / "Re Bertrand.eml")
    made = message_from_bytes(redacted(folder).read_bytes(), policy=policy.default)
    assert str(made["From"]) == '"Person1 (Email1)" <masked@redacted.invalid>'
    assert "Mother" in str(made["To"])
    assert made["Subject"] == "Visit to Child1"
    assert made["Date"].startswith("Mon, 04 Mar 2024")
    assert "I will come to Address1" in made.get_body(("plain",)).get_content()
    assert "Dear <b>Mother</b>, I will come" in made.get_body(("html",)).get_content()
    assert not list(made.iter_attachments())


def test_odt(folder: Path) -> None:
    write_odt(folder / "Okwuosa.odt")
    made = everything(redacted(folder))
    assert "Visited <text:span>Mother</text:span> at Address1" in made
    assert "Ask Child1." in made


def test_pdf_comes_back_as_text_and_says_so(folder: Path) -> None:
    write_pdf(folder / "Okwuosa.pdf")
    out = folder.parent / "out"
    done = redact_files([folder], out)
    assert any("PDF is given back as text" in w for w in done.manifest.warnings)
    (made,) = out.rglob("*.txt")
    assert "Visited Mother at Address1" in made.read_text(encoding="utf-8")


def test_rtf_comes_back_with_its_words(folder: Path) -> None:
    (folder / "Okwuosa.rtf").write_text(
        r"{\rtf1\ansi{\info{\author Ingrid Falkenrath}}\f0 Logged by: Ingrid Falkenrath, social worker\par "
        r"Visited {\b Zephyrine} Okwuosa.\par}",
        encoding="ascii",
    )
    made = redacted(folder).read_text(encoding="ascii")
    assert made.startswith("{\\rtf1")
    assert "Visited Mother." in made
