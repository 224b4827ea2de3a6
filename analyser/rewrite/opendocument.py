"""ODT: words keep their layout; authors, pictures and links that lead out are taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from analyser.errors import UnreadableInput
from analyser.rewrite.packed import NOWHERE, Archive, Element, put_text
from analyser.rewrite.pieces import Edit, Piece, Policy, Slots, row_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_AUTHORS = re.compile(r"\}(?:author-.*|sender-.*|creator|initial-creator|printed-by|creator-initials|user-defined)$")


class OpenDocument:
    suffix = ".odt"

    def __init__(self, path: Path, policy: Policy) -> None:
        self._archive = archive = Archive(path, "ODT")
        if "content.xml" not in archive.parts:
            raise UnreadableInput("is damaged or not a real ODT file; open it and save it again as ODT.")
        pictures = 0 if policy.keep_pictures else archive.empty_pictures()
        self.warnings = (f"{pictures} pictures and embedded files of a document were emptied.",) if pictures else ()
        for name in archive.names(r"(?:.*/)?(?:content|styles)\.xml"):
            root = archive.tree(name)
            rows: dict[Element, dict[Element, list[Slots]]] = {}
            blocks: list[tuple[str, Slots | Element]] = []
            for number, block in enumerate(root.iter(f"{_TEXT}p", f"{_TEXT}h"), 1):
                slots = Slots()
                _inline(block, slots)
                where = f"{name.removesuffix('.xml')}, paragraph {number}"
                cell = next(block.iterancestors(f"{_TABLE}table-cell"), None)
                row = next(cell.iterancestors(f"{_TABLE}table-row"), None) if cell is not None else None
                if row is None:
                    blocks.append((where, slots))
                    continue
                if row not in rows:
                    rows[row] = {c: [] for c in row.iterchildren(f"{_TABLE}table-cell")}
                    blocks.append((where, row))
                rows[row].setdefault(cell, []).append(slots)
            for where, made in blocks:
                archive.add(made if isinstance(made, Slots) else row_of(list(rows[made].values())), where)
            for element in root.iter():
                if not isinstance(element.tag, str):
                    continue
                if element.tag in (f"{_DC}creator", f"{_DC}date") or _AUTHORS.search(element.tag):
                    element.text = "Author" if element.tag == f"{_DC}creator" else ""
                elif etree.QName(element).localname in ("desc", "title") and element.text:
                    slots = Slots()
                    slots.add(element.text, put_text(element))
                    archive.add(slots, "alternative text")
                if element.get(_LINK) and not (element.get(_LINK) or "").startswith(("Pictures/", "#", "./")):
                    element.set(_LINK, NOWHERE)
                for key in list(element.attrib):
                    if re.search(r"\}(?:name|string-value|formula|title)$", key) and "style" not in element.tag:
                        archive.attribute(element, key, "an attribute")
        if "meta.xml" in archive.parts:
            for element in archive.tree("meta.xml").iter():
                if len(element) == 0 and etree.QName(element).localname not in ("generator", "language"):
                    element.text = ""
                    for key in list(element.attrib):
                        if not key.endswith("-count"):
                            element.attrib.pop(key)
        for name in [n for n in archive.parts if n.startswith("Configurations2/") or n == "settings.xml"]:
            if name == "settings.xml":
                for item in archive.tree(name).iter("{*}config-item"):
                    if item.get("{urn:oasis:names:tc:opendocument:xmlns:config:1.0}type") in ("string", "base64Binary"):
                        item.text = ""

    @property
    def pieces(self) -> list[Piece]:
        return self._archive.pieces

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        self._archive.edit(edits)
        return self._archive.pack()


def _inline(block: Element, slots: Slots) -> None:
    slots.add(block.text, put_text(block))
    for child in block:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            pass  # a paragraph in a note or frame is a piece of its own
        elif child.tag in _SPACES:
            slots.add(_SPACES[child.tag], lambda text: None)
        elif isinstance(child.tag, str):
            _inline(child, slots)
        slots.add(child.tail, _tail(child))


def _tail(element: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.tail = text

    return put


def read(path: Path, policy: Policy) -> OpenDocument:
    return OpenDocument(path, policy)
