"""Files for the tests of ingest, made on the spot: small PDF, DOCX, XLSX and ODT files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from analyser.ingest import read
from analyser.model import CaseFile, Problem

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_pdf(pages: Sequence[str], *, encrypted: bool = False) -> bytes:
    """A PDF with one text line for each line of each page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = page.split("\n") if page else []
        escaped = [line.replace("(", r"\(").replace(")", r"\)") for line in lines]
        body = "".join(f"BT /F1 10 Tf 50 {780 - 14 * i} Td ({line}) Tj ET\n" for i, line in enumerate(escaped)).encode(
            "cp1252"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    if encrypted:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % o for o in offsets))
    extra = b" /Encrypt %d 0 R /ID [<4142> <4142>]" % len(objects) if encrypted else b""
    out.write(b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, extra, at))
    return out.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """A DOCX with this XML in its body; other parts by name (``header1``, ``comments``)."""
    out = io.BytesIO()
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:part {spaces}>{xml}</w:part>")
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


Reads = Callable[..., tuple[list[CaseFile], list[Problem]]]


@pytest.fixture
def reads() -> Reads:
    """Reads paths; gives the cases and the problems apart."""

    def call(*paths: Path, mapping: dict[str, str] | None = None) -> tuple[list[CaseFile], list[Problem]]:
        items = list(read(paths, mapping=mapping))
        return [i for i in items if isinstance(i, CaseFile)], [i for i in items if isinstance(i, Problem)]

    return call


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    return make_pdf


@pytest.fixture
def docx() -> Callable[..., bytes]:
    return make_docx
