"""DOCX: every place that holds words keeps its layout; authors, pictures and links that lead out are taken away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.rewrite.packed import Archive, Element, alternatives, office, put_text
from analyser.rewrite.pieces import Edit, Piece, Policy, Slots, row_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PARTS = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments|glossary/document)\.xml"
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_FORM = (f"{W}listEntry", f"{W}attr")  # what may be chosen in a form, and what a smart tag says
_STYLED = tuple(
    f"{W}{name}"
    for name in (
        *("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next", "numStyleLink", "styleLink"),
        *("clickAndTypeStyle", "defaultTableStyle"),
    )
)
_WORKER = re.compile(r"\}(?:author|initials|userId|providerId)$")


class Document:
    suffix = ".docx"

    def __init__(self, path: Path, policy: Policy) -> None:
        self._archive = archive = Archive(path, "DOCX")
        if "word/document.xml" not in archive.parts:
            raise UnreadableInput("is damaged or not a real DOCX file; open it and save it again as DOCX.")
        _without_macros(archive)
        pictures = 0 if policy.keep_pictures else archive.empty_pictures()
        self.warnings = (f"{pictures} pictures and embedded files of a document were emptied.",) if pictures else ()
        for name in archive.names(_PARTS):
            self._part(archive.tree(name), name.removeprefix("word/").removesuffix(".xml"))
        for name in archive.names(r"word/people\.xml"):
            for person in archive.tree(name).iter("{*}person", "{*}presenceInfo"):
                for key in list(person.attrib):
                    person.set(key, "Author" if key.endswith("author") else "")
        _styles(archive)
        for name in archive.names(r"word/settings\.xml"):
            for element in list(archive.tree(name).iter(f"{W}docVars", f"{W}attachedTemplate", f"{W}mailMerge")):
                element.getparent().remove(element)
        office(archive)

    @property
    def pieces(self) -> list[Piece]:
        return self._archive.pieces

    def _part(self, root: Element, place: str) -> None:
        archive = self._archive
        for element in list(root.iter(f"{W}dataBinding")):
            element.getparent().remove(element)
        rows: dict[Element, dict[Element, list[Slots]]] = {}
        blocks: list[tuple[str, Slots | Element]] = []
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            shown, deleted, fields = Slots(), Slots(), Slots()
            _runs(paragraph, shown, deleted, fields)
            where = f"{place}, paragraph {number}"
            if (cell := _cell(paragraph)) is None:
                blocks.append((where, shown))
            else:
                row = next(cell.iterancestors(f"{W}tr"))
                if row not in rows:
                    rows[row] = {c: [] for c in row.iter(f"{W}tc") if next(c.iterancestors(f"{W}tr")) is row}
                    blocks.append((where, row))
                rows[row][cell].append(shown)
            blocks += [(f"{where}, deleted text", deleted), (f"{where}, a field", fields)]
        for where, block in blocks:
            archive.add(block if isinstance(block, Slots) else row_of(list(rows[block].values())), where)
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            for key in list(element.attrib):
                if _WORKER.search(key):
                    element.set(key, "Author" if key.endswith("author") else "")
                elif key.endswith("}date") and element.tag.startswith(W):
                    del element.attrib[key]
            if element.tag in (f"{W}alias", f"{W}tag", f"{W}docPartGallery", f"{W}statusText", f"{W}helpText", *_FORM):
                archive.attribute(element, f"{W}val", f"{place}, a control")
            elif element.tag == f"{W}bookmarkStart" and not (element.get(f"{W}name") or "").startswith("_"):
                archive.attribute(element, f"{W}name", f"{place}, a bookmark")
            elif element.tag == f"{W}listItem":
                for key in (f"{W}displayText", f"{W}value"):
                    archive.attribute(element, key, f"{place}, a control")
            elif element.tag == f"{W}hyperlink":
                for key in (f"{W}tooltip", f"{W}anchor"):
                    if element.get(key) and not (element.get(key) or "").startswith("_"):
                        archive.attribute(element, key, f"{place}, a link")
            elif element.tag in (f"{W}tblCaption", f"{W}tblDescription"):
                archive.attribute(element, f"{W}val", f"{place}, alternative text")
            elif element.tag == f"{W}date" and element.get(f"{W}fullDate"):
                del element.attrib[f"{W}fullDate"]  # the day that a control shows stands in its text
            elif element.tag == f"{W}permStart":
                element.attrib.pop(f"{W}ed", None)
            elif element.tag == f"{W}default" and element.getparent().tag == f"{W}textInput":
                archive.attribute(element, f"{W}val", f"{place}, a control")
        alternatives(archive, root, place)
        for paragraph in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
            slots = Slots()
            for t in paragraph.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t"):
                slots.add(t.text, put_text(t))
            archive.add(slots, f"{place}, a shape")

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        self._archive.edit(edits)
        return self._archive.pack()


def _cell(paragraph: Element) -> Element | None:
    """The cell of a table in which a paragraph stands, itself or in a list or control, and not in a text box."""
    near = next(paragraph.iterancestors(f"{W}tc", f"{W}txbxContent"), None)
    return near if near is not None and near.tag == f"{W}tc" and near.getparent() is not None else None


def _runs(parent: Element, shown: Slots, deleted: Slots, fields: Slots) -> None:
    """The words of one paragraph, without those of paragraphs in text boxes within it."""
    for element in parent:
        tag = element.tag
        if tag in (f"{W}t", _MATHS):
            shown.add(element.text, _words(element))
        elif tag == f"{W}delText":
            deleted.add(element.text, _words(element))
        elif tag in (f"{W}instrText", f"{W}delInstrText"):
            fields.add(element.text, _words(element))
        elif tag in _BREAKS:
            shown.add(_BREAKS[tag], lambda text: None)
        elif tag not in (f"{W}txbxContent", f"{W}rPr", f"{W}pPr"):
            _runs(element, shown, deleted, fields)
        if tag == f"{W}fldSimple" and element.get(f"{W}instr"):
            fields.add(element.get(f"{W}instr"), _instruction(element))


def _words(element: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return put


def _instruction(element: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.set(f"{W}instr", text)

    return put


def _styles(archive: Archive) -> None:
    """Styles that somebody made may be called after somebody: they get numbers instead of names."""
    trees = [archive.tree(name) for name in archive.names(r"word/(?:glossary/)?[^/]*\.xml")]
    ids: dict[str, str] = {}
    for style in [s for tree in trees for s in tree.iter(f"{W}style")]:
        if style.get(f"{W}customStyle") not in ("1", "true", "on"):
            continue
        old = style.get(f"{W}styleId") or ""
        new = ids.setdefault(old, f"Custom{len(ids) + 1}")
        style.set(f"{W}styleId", new)
        for element in style.findall(f"{W}name"):
            element.set(f"{W}val", new)
        for element in style.findall(f"{W}aliases"):
            style.remove(element)
    for element in [e for tree in trees for e in tree.iter(*_STYLED)]:
        if (old := element.get(f"{W}val") or "") in ids:
            element.set(f"{W}val", ids[old])


def _without_macros(archive: Archive) -> None:
    for name in archive.names(r"word/(?:vba.*|_rels/vba.*)"):
        del archive.parts[name]
    for _, relation in list(archive.relations()):
        if "vba" in (relation.get("Type") or "").lower():
            relation.getparent().remove(relation)
    types = archive.tree("[Content_Types].xml")
    for element in list(types):
        kind = element.get("ContentType") or ""
        if "vba" in kind.lower():
            types.remove(element)
        elif "macroEnabled.main" in kind:
            plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            element.set("ContentType", plain)


def read(path: Path, policy: Policy) -> Document:
    return Document(path, policy)
