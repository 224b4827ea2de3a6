"""The parts of an XLSX file other than its sheets: comments, persons, tables, pivots, links, styles, macros."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from analyser.rewrite.packed import Archive, Element, alternatives
from analyser.rewrite.pieces import Slots
from analyser.rewrite.sheet_words import S, texts

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})


def sheets(archive: Archive) -> list[tuple[Element, str]]:
    relations = {r.get("Id"): r.get("Target") or "" for r in archive.tree("xl/_rels/workbook.xml.rels")}
    found = []
    for sheet in archive.tree("xl/workbook.xml").iter(f"{S}sheet"):
        target = relations.get(sheet.get(f"{R}id"), "")
        found.append((sheet, target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")))
    return found


def date_styles(archive: Archive) -> frozenset[int]:
    if "xl/styles.xml" not in archive.parts:
        return frozenset()
    root = archive.tree("xl/styles.xml")
    own = {
        int(f.get("numFmtId") or 0)
        for f in root.iter(f"{S}numFmt")
        if re.search(r"[dy]|mmm", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", (f.get("formatCode") or "").lower()))
    }
    formats = root.find(f"{S}cellXfs")
    ids = [int(x.get("numFmtId") or 0) for x in formats] if formats is not None else []
    return frozenset(i for i, n in enumerate(ids) if n in _DATE_FORMATS or n in own)


def without_macros(archive: Archive) -> None:
    """Takes out programs, and the order of reckoning, which Excel makes anew: cells may lose their formulas."""
    for name in archive.names(r"xl/(?:vba.*|_rels/vba.*|ctrlProps/.*|macrosheets/.*|calcChain\.xml)"):
        del archive.parts[name]
    for _, relation in list(archive.relations()):
        kind = (relation.get("Type") or "").lower()
        if "vba" in kind or "ctrlprop" in kind or "macrosheet" in kind or kind.endswith("/calcchain"):
            relation.getparent().remove(relation)
    types = archive.tree("[Content_Types].xml")
    for element in list(types):
        kind = element.get("ContentType") or ""
        part = element.get("PartName") or ""
        if "vba" in kind.lower() or "/xl/ctrlProps/" in part or part == "/xl/calcChain.xml":
            types.remove(element)
        elif "macroEnabled.main" in kind:
            plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            element.set("ContentType", plain)


def comments(archive: Archive, name: str, cases: Mapping[str, str]) -> None:
    """The comments on a sheet, each with the case of its row; their authors go."""
    folder, base = posixpath.split(name)
    relations = f"{folder}/_rels/{base}.rels"
    if relations not in archive.parts:
        return
    for relation in archive.tree(relations):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target") or "")).lstrip("/")
        if target not in archive.parts or "omment" not in target or not target.endswith(".xml"):
            continue
        for comment in archive.tree(target).iter(f"{S}comment", "{*}threadedComment"):
            row = re.sub(r"\D", "", comment.get("ref") or "")
            slots = Slots()
            texts(comment, slots, "text" if comment.tag.endswith("threadedComment") else "t")
            archive.add(slots, f"a comment on {comment.get('ref')}", "text", cases.get(row, ""))
        for author in archive.tree(target).iter(f"{S}author"):
            author.text = "Author"


def beside_the_sheets(archive: Archive) -> None:
    """Persons, tables, pivots, links to other files, connections and drawings."""
    for name in archive.names(r"xl/persons/.*\.xml"):
        for number, person in enumerate(archive.tree(name).iter("{*}person"), 1):
            person.set("displayName", f"Author {number}")
            for key in ("userId", "providerId"):
                if person.get(key):
                    person.set(key, "None")
    for name in archive.names(r"xl/tables/.*\.xml"):
        for element in archive.tree(name).iter(f"{S}table", f"{S}tableColumn"):
            for key in ("name", "displayName", "comment", "totalsRowLabel"):
                if element.get(key):
                    archive.attribute(element, key, "a table", "heading")
    for name in archive.names(r"xl/pivotCache/.*\.xml|xl/pivotTables/.*\.xml|xl/slicer.*\.xml"):
        root = archive.tree(name)
        if root.tag == f"{S}pivotCacheDefinition":
            root.set("refreshOnLoad", "1")
            root.attrib.pop("refreshedBy", None)
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag == f"{S}s" and element.get("v"):
                archive.attribute(element, "v", "a pivot table")
    for name in archive.names(r"xl/externalLinks/.*\.xml"):
        for element in archive.tree(name).iter(f"{S}v"):
            element.text = ""
    for name in archive.names(r"xl/(?:connections|queryTables/.*|revisions/.*|users)\.xml"):
        for element in archive.tree(name).iter():
            for key in ("name", "description", "connection", "command", "userName", "sourceFile"):
                if isinstance(element.tag, str) and element.get(key):
                    element.set(key, "")
    for name in archive.names(r"xl/drawings/.*\.(?:xml|vml)"):
        if name.endswith(".xml"):
            alternatives(archive, archive.tree(name), "a drawing")
