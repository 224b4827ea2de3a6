"""ODT, read from its XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.archive import open_archive, parse_xml, read_part
from analyser.ingest.formats import Document
from analyser.ingest.readers.grid import Rows, row_text, text_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SKIPPED = {f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"}


def read(path: Path) -> Document:
    """Paragraphs, headings, lists, tables and notes. Limits: page headers and footers are not read."""
    archive = open_archive(limits.load(path), "ODT")
    names = set(archive.namelist())
    if "content.xml" not in names:
        raise UnreadableInput("is damaged or not a real ODT file; open it and save it again as ODT.")
    if "META-INF/manifest.xml" in names and b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise UnreadableInput("is protected by a password; save an unprotected copy as ODT.")
    text = text_of(list(_parts(parse_xml(read_part(archive, "content.xml")))))
    return Document(text, flowing=True)


def _blocks(parent: Element) -> Iterator[str]:
    for part in _parts(parent):
        if isinstance(part, str):
            yield part
        else:
            yield from filter(None, map(row_text, part))


def _parts(parent: Element) -> Iterator[str | Rows]:
    """Paragraphs, and tables as rows of cells."""
    for element in parent:
        if element.tag in _SKIPPED:
            continue
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield "".join(_inline(element))
        elif element.tag == f"{_TABLE}table":
            yield list(_rows(element))
        else:
            yield from _parts(element)


def _rows(table: Element) -> Iterator[list[str]]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield ["\n".join(_blocks(c)).strip() for c in element if c.tag == f"{_TABLE}table-cell"]
        else:
            yield from _rows(element)  # rows that are repeated on each page


def _inline(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(80, int(child.get(f"{_TEXT}c", "1") or "1"))
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        else:
            yield from _inline(child)
        yield child.tail or ""
