"""Invented papers of one family in every format, and what of them must not be left anywhere."""

from __future__ import annotations

import email.message
import json
import re
import zipfile
from pathlib import Path

import pytest

PEOPLE = "case_id,role,name\nK1,mother,Zephyrine Okwuosa\nK1,child,Bertrand Okwuosa\n"
ROWS = [
    (
        "K1",
        "n1",
        "2024-03-04",
        "home visit",
        "social worker",
        "Ingrid Falkenrath",
        "Visited Zephyrine Okwuosa at 9 Quillfeather Mews, QX4 7TB. Bertrand (DOB 3/4/2016) was home.",
    ),
    (
        "K1",
        "n2",
        "2024-03-12",
        "phone call",
        "social worker",
        "Ingrid Falkenrath",
        "T/C to Zephyrine on 07700 900871, no reply. Letter sent. She missed the core group.",
    ),
]
HEAD = ("case_id", "note_id", "date", "type", "author_role", "Allocated worker", "text")
SECRET = re.compile("zephyrine|okwuosa|bertrand|quillfeather|qx4|falkenrath|900871|3/4/2016|2016-04-03", re.IGNORECASE)


def everything(path: Path) -> str:
    """All that is in a file, whatever part of it, marked up and not."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = [i + "\n" + archive.read(i).decode("utf-8", "replace") for i in archive.namelist()]
    elif path.suffix == ".parquet":
        import pyarrow.parquet as pq

        parts = [str(pq.read_table(path).to_pylist()), str(pq.read_schema(path))]
    else:
        parts = [path.read_bytes().decode("utf-8", "replace")]
    return "\n".join([*parts, *(re.sub(r"<[^>]*>", "", p) for p in parts)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "people.csv").write_text(PEOPLE.replace("case_id,", "").replace("K1,", ""), encoding="utf-8")
    return made


def write_docx(path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Inches

    made = docx.Document()
    made.core_properties.author = "Ingrid Falkenrath"
    made.core_properties.title = "Okwuosa file"
    made.core_properties.last_modified_by = "ifalkenrath"
    made.sections[0].header.paragraphs[0].text = "Child: Bertrand Okwuosa"
    made.sections[0].footer.paragraphs[0].text = "Ingrid Falkenrath, social worker"
    made.add_heading("Home visit 04/03/2024", 1)
    p = made.add_paragraph("Visited ")
    p.add_run("Zephy").bold = True
    p.add_run("rine Okwu").italic = True
    p.add_run("osa at 9 Quillfeather Mews, QX4 7TB. She was calm.")
    table = made.add_table(2, 2)
    table.style = "Table Grid"
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ["Child", "Bertrand Okwuosa", "Phone", "07700 900871"], strict=True
    ):
        cell.text = text
    q = made.add_paragraph("Then ")
    for tag, words in (("ins", "Bertrand rang. "), ("del", "Zephyrine shouted. ")):
        mark = OxmlElement(f"w:{tag}")
        mark.set(qn("w:id"), "9")
        mark.set(qn("w:author"), "Ingrid Falkenrath")
        mark.set(qn("w:date"), "2024-03-04T10:00:00Z")
        run = OxmlElement("w:r")
        text = OxmlElement("w:t" if tag == "ins" else "w:delText")
        text.text = words
        run.append(text)
        mark.append(run)
        q._p.append(mark)
    made.add_comment(q.runs[0], text="Ask Zephyrine Okwuosa.", author="Ingrid Falkenrath", initials="IF")
    link = made.part.relate_to(
        "mailto:zephyrine@okwuosa.example",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    q._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>write to Zephyrine</w:t></w:r></w:hyperlink>'
        )
    )
    q._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            '<v:shape alt="Bertrand Okwuosa at home"><v:textbox><w:txbxContent><w:p><w:r>'
            "<w:t>Bertrand Okwuosa drew this.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    picture = path.with_suffix(".png")
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
            "3a7e9b550000000a49444154789c63680000008200812378fd4c0000000049454e44ae426082"
        )
        + b"Bertrand"
    )
    made.add_picture(str(picture), width=Inches(1))
    made.inline_shapes[0]._inline.docPr.set("descr", "Bertrand Okwuosa")
    picture.unlink()
    made.save(str(path))


def write_xlsx(path: Path) -> None:
    import datetime as dt

    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    book.properties.creator = "Ingrid Falkenrath"
    sheet = book.active
    sheet.title = "notes"
    sheet.append([*HEAD, "Date of birth", "NHS number", "Hours"])
    for row in ROWS:
        sheet.append([*row[:2], dt.date.fromisoformat(row[2]), *row[3:], dt.date(2016, 4, 3), 9434765919, 1.5])
    sheet["G2"].comment = Comment("Zephyrine Okwuosa rang back.", "Ingrid Falkenrath")
    sheet["K2"] = '=IF(F2="Ingrid Falkenrath","yes","no")'
    sheet.oddHeader.center.text = "Okwuosa family"
    hidden = book.create_sheet("Okwuosa")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "Bertrand Okwuosa"
    hidden["B1"] = "=notes!J2*2"
    book.defined_names["where"] = DefinedName("where", attr_text="Okwuosa!$A$1")
    people = book.create_sheet("people")
    for line in PEOPLE.strip().split("\n"):
        people.append(line.split(","))
    book.save(path)


def write_eml(path: Path) -> None:
    message = email.message.EmailMessage()
    message["From"] = "Ingrid Falkenrath <i.falkenrath@council.example>"
    message["To"] = "Zephyrine Okwuosa <zephyrine@okwuosa.example>"
    message["Subject"] = "Visit to Bertrand Okwuosa"
    message["Date"] = "Mon, 4 Mar 2024 10:00:00 +0000"
    message["X-Originating-User"] = "ifalkenrath"
    message.set_content(
        "Dear Zephyrine,\n\nI will come to 9 Quillfeather Mews, QX4 7TB.\n\nIngrid Falkenrath\nSocial worker\n"
    )
    message.add_alternative("<p>Dear <b>Zephy</b>rine, I will come.</p>", subtype="html")
    message.add_attachment(b"Bertrand", maintype="application", subtype="octet-stream", filename="Bertrand.bin")
    path.write_bytes(message.as_bytes())


HTML = """<!DOCTYPE html><html><head><title>Okwuosa</title><meta name="author" content="Ingrid Falkenrath">
<script>var who = "Bertrand Okwuosa";</script></head><body><!-- Zephyrine Okwuosa -->
<h1>Home visit 04/03/2024</h1><p class="x">Visited <b>Zephyrine</b>
 <i>Okwuosa</i> at 9 Quillfeather Mews, QX4 7TB.</p><img src="bertrand.png" alt="Bertrand Okwuosa">
<table><tr><td>Worker</td><td>Ingrid Falkenrath</td></tr></table>
<a href="mailto:zephyrine@okwuosa.example" id="okwuosa">write</a>
</body></html>"""
TEXT = (
    "Child: Bertrand Okwuosa\nLogged by: Ingrid Falkenrath, social worker\nDate: 4 March 2024\n\n"
    "Visited Zephyrine Okwuosa at 9 Quillfeather Mews, QX4 7TB. Bertrand (DOB 3/4/2016) was home.\n\nShe was calm.\n"
)


def write_odt(path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = f'xmlns:office="{office}office:1.0" xmlns:text="{office}text:1.0" xmlns:meta="{office}meta:1.0" '
    spaces += 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = "".join(
        f"<text:p>{p}</text:p>"
        for p in TEXT.replace("Zephyrine", "<text:span>Zephy</text:span>rine").strip().split("\n")
        if p
    )
    note = "<dc:creator>Ingrid Falkenrath</dc:creator><text:p>Ask Bertrand Okwuosa.</text:p>"
    note = f"<text:p>x<office:annotation>{note}</office:annotation></text:p>"
    author = "<meta:initial-creator>Ingrid Falkenrath</meta:initial-creator>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>{body}{note}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {spaces}><office:meta>{author}</office:meta></office:document-meta>",
        )
        archive.writestr("Thumbnails/thumbnail.png", b"Bertrand Okwuosa")


def write_pdf(path: Path) -> None:
    lines = TEXT.replace("\n\n", "\n \n").split("\n")
    stream = (
        "BT /F1 11 Tf 50 780 Td 14 TL "
        + " ".join(f"({x.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*" for x in lines)
        + " ET"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010d} 00000 n \n" for p in places)
    path.write_text(
        out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", encoding="latin-1"
    )


def as_json() -> str:
    return json.dumps(
        {
            "notes": [
                dict(zip(HEAD, r, strict=True)) | {"NHS number": 9434765919, "about": {"Zephyrine Okwuosa": ["mother"]}}
                for r in ROWS
            ]
        },
        indent=1,
    )
