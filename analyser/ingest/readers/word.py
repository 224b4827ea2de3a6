"""DOCX, read from its XML: paragraphs, tables, tracked insertions, content controls, text boxes, notes and comments.

Python libraries for DOCX leave several of these out, and personal data sits in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.archive import open_archive, parse_xml, read_part
from analyser.ingest.formats import Document
from analyser.ingest.readers.grid import Rows, row_text, text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted text, formulas of fields and the second form of a drawing are not what a reader sees.
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}sectPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIDE = re.compile(r"word/(?:(header|footer)\d*|footnotes|endnotes|comments)\.xml")
_HEADING = re.compile(r"heading([1-6])", re.IGNORECASE)


def read(path: Path) -> Document:
    """The text of the body, then footnotes and comments; headers and footers apart.

    Limits: numbers of automatic lists are not counted out; deleted text is not read.
    """
    archive = open_archive(limits.load(path), "DOCX")
    names = set(archive.namelist())
    if "word/document.xml" not in names:
        raise UnreadableInput("is damaged or not a real DOCX file; open it and save it again as DOCX.")
    before: list[str] = []
    after: list[str] = []
    for name in sorted(names):
        m = _SIDE.fullmatch(name)
        if m is None:
            continue
        lines = "\n".join(_blocks(parse_xml(read_part(archive, name)))).split("\n")
        (before if m[1] else after).extend(line for line in lines if line.strip())
    body = text_of(list(_parts(parse_xml(read_part(archive, "word/document.xml")))))
    head = "\n".join(dict.fromkeys(before))
    text = "\n".join([body, *(["", *after] if after else [])])
    if not text.strip() and not head:
        raise UnreadableInput("holds no text; if it is a scanned page, run text recognition (OCR) on it first.")
    return Document(text, repeated=head, flowing=True)


def _blocks(parent: Element) -> Iterator[str]:
    for part in _parts(parent):
        if isinstance(part, str):
            yield part
        else:
            yield from filter(None, map(row_text, part))


def _parts(parent: Element) -> Iterator[str | Rows]:
    """Paragraphs, and tables as rows of cells."""
    for element in parent:
        if element.tag in _SKIPPED or element.tag == _FALLBACK:
            continue
        if element.tag == f"{W}p":
            yield from _paragraph(element)
        elif element.tag == f"{W}tbl":
            yield list(_table(element))
        else:
            yield from _parts(element)


def _table(table: Element) -> Iterator[list[str]]:
    above: list[str] = []
    for row in _children(table, f"{W}tr"):
        cells = []
        for place, cell in enumerate(_children(row, f"{W}tc")):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            text = "\n".join(_blocks(cell)).strip()
            cells.append(above[place] if goes_on and not text and place < len(above) else text)
        above = cells
        yield cells


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also within content controls and tracked insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag.endswith(("}sdt", "}sdtContent", "}ins", "}customXml")):
            yield from _children(element, tag)


def _paragraph(paragraph: Element) -> Iterator[str]:
    out: list[str] = []
    boxes: list[Element] = []
    _runs(paragraph, out, boxes)
    text = "".join(out)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    level = _HEADING.fullmatch(style.get(f"{W}val", "")) if style is not None else None
    yield f"{'#' * int(level[1])} {text.strip()}" if level and text.strip() else text
    for box in boxes:
        yield from _blocks(box)


def _runs(parent: Element, out: list[str], boxes: list[Element]) -> None:
    for element in parent:
        tag = element.tag
        if tag in _SKIPPED or tag == _FALLBACK:
            continue
        if tag == f"{W}t":
            out.append(element.text or "")
        elif tag in (f"{W}tab", f"{W}ptab"):
            out.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            out.append("\f" if element.get(f"{W}type") == "page" else "\n")
        elif tag == f"{W}noBreakHyphen":
            out.append("-")
        elif tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag != f"{W}pPr":
            _runs(element, out, boxes)
