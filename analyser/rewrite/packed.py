"""Files that are ZIP archives of XML (DOCX, XLSX, ODT): parts as trees, pictures emptied, authors taken out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.archive import open_archive, read_part
from analyser.rewrite.pieces import Piece, Slots

Element = Any
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp|webp|ico)$", re.IGNORECASE)
# A grey dot: PNG is recognised by its content, whatever the name of the part.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63680000008200812378fd4c0000000049454e44ae426082"
)
NOWHERE = "https://redacted.invalid/"
_FIXED = (1980, 1, 1, 0, 0, 0)


class Archive:
    """The parts of one file. ``tree`` parses one and remembers it; ``pack`` writes all."""

    def __init__(self, path: Path, kind: str) -> None:
        with open_archive(limits.load(path), kind) as archive:
            infos = [i for i in archive.infolist() if not i.is_dir()]
            self.parts = {i.filename: read_part(archive, i.filename) for i in infos}
        self._trees: dict[str, Element] = {}
        self.pieces: list[Piece] = []
        self._slots: list[Slots] = []

    def tree(self, name: str) -> Element:
        if name not in self._trees:
            data = self.parts[name]
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise UnreadableInput("holds a document type declaration, which is not read; save it again.")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
            try:
                self._trees[name] = etree.fromstring(data, parser)
            except (etree.XMLSyntaxError, ValueError):
                raise UnreadableInput("is damaged inside; open it and save it again.") from None
        return self._trees[name]

    def names(self, pattern: str) -> list[str]:
        return sorted(n for n in self.parts if re.fullmatch(pattern, n))

    def add(self, slots: Slots, place: str, kind: str = "text", case: str = "") -> None:
        if slots.text.strip():
            self.take(Piece(slots.text, place, kind, case), slots)

    def take(self, piece: Piece, slots: Slots) -> None:
        """A piece, and where in the trees its words stand."""
        self.pieces.append(piece)
        self._slots.append(slots)

    def attribute(self, element: Element, name: str, place: str, kind: str = "text", case: str = "") -> None:
        slots = Slots()
        slots.add(element.get(name), lambda text: element.set(name, text))
        self.add(slots, place, kind, case)

    def edit(self, edits: Any) -> None:
        for slots, own in zip(self._slots, edits, strict=True):
            slots.write(own)

    def empty_pictures(self) -> int:
        """Puts a dot in the place of every picture, thumbnail and embedded file."""
        found = [n for n in self.parts if _PICTURE.search(n)]
        for name in found:
            self.parts[name] = DOT
        for name in [n for n in self.parts if re.search(r"(?:embeddings|ObjectReplacements|activeX)/", n)]:
            self.parts[name] = b""
            found.append(name)
        return len(found)

    def pack(self) -> bytes:
        for name, tree in self._trees.items():
            self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, _FIXED)
                info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return out.getvalue()

    def relations(self) -> Iterator[tuple[str, Element]]:
        for name in self.names(r".*\.rels"):
            for relation in self.tree(name):
                yield name, relation


def office(archive: Archive) -> None:
    """What Word and Excel files share: links that lead out, properties, drawings, charts, custom data."""
    for name, relation in archive.relations():
        if relation.get("TargetMode") == "External":
            target = relation.get("Target") or ""
            if target.startswith(("http://", "https://")) and "@" not in target:
                archive.attribute(relation, "Target", f"a link of {name}", "link")
            else:
                relation.set("Target", NOWHERE)
    for name in archive.names(r"docProps/(?:core|app|custom)\.xml"):
        _properties(archive.tree(name))
    for name in archive.names(r"(?:word|xl|customXml)/.*\.xml|customXml/[^/]*\.xml"):
        if re.match(r"(?:word/)?customXml/item\d*\.xml|customXml/item\d*\.xml", name):
            for element in archive.tree(name).iter():
                element.text = element.tail = None
                for key in list(element.attrib):
                    element.set(key, "")
        elif "/charts/" in name or "/drawings/" in name or "/diagrams/" in name:
            drawing(archive, archive.tree(name), name)


def drawing(archive: Archive, root: Element, place: str) -> None:
    """Words of shapes, charts and their alternative texts."""
    for paragraph in root.iter("{*}p"):
        if "drawingml" in paragraph.tag:
            slots = Slots()
            for t in paragraph.iter("{*}t"):
                slots.add(t.text, put_text(t))
            archive.add(slots, place)
    for element in root.iter("{*}v", "{*}f"):
        if "chart" in element.tag and element.text and not _number(element.text):
            slots = Slots()
            slots.add(element.text, put_text(element))
            archive.add(slots, place)


def alternatives(archive: Archive, root: Element, place: str) -> None:
    """Names, titles and descriptions of pictures and shapes."""
    for element in root.iter("{*}docPr", "{*}cNvPr", "{*}shape", "{*}imagedata"):
        for key in ("descr", "title", "alt", "name"):
            if element.get(key):
                archive.attribute(element, key, f"{place}, alternative text")
        for key in [k for k in element.attrib if k.endswith("}title") or k == "href"]:
            archive.attribute(element, key, f"{place}, alternative text")


def _properties(root: Element) -> None:
    for element in list(root.iter()):
        tag = etree.QName(element).localname
        if tag in ("HeadingPairs", "TitlesOfParts", "HLinks"):
            element.getparent().remove(element)
        elif tag in _COUNTS or len(element):
            continue
        elif tag in ("created", "modified", "lastPrinted"):
            element.text = "1980-01-01T00:00:00Z"
        elif element.text:
            element.text = ""
    for element in list(root.iter("{*}property")):
        root.remove(element)


_COUNTS = frozenset(
    [
        "Application",
        "AppVersion",
        "DocSecurity",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "Pages",
        "Words",
        "Characters",
        "Lines",
        "Paragraphs",
        "CharactersWithSpaces",
        "TotalTime",
        "revision",
        "version",
        "language",
        "i2",
        "i4",
        "bool",
        "r8",
        "filetime",
    ]
)


def put_text(element: Element) -> Callable[[str], None]:
    """Writes the text of an element."""

    def put(text: str) -> None:
        element.text = text

    return put


def _number(text: str) -> bool:
    return re.fullmatch(r"[-+\d.,eE %]{1,12}", text) is not None
