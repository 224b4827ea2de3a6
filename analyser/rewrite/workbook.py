"""XLSX: cells keep their place, format and kind; comments, names, charts, caches and properties are read as well.

A text cell of many cases is one shared string in the file, so the table of shared strings is written anew: only what is
still shown stands in it.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from analyser.errors import UnreadableInput
from analyser.ingest.columns import heading_row
from analyser.ingest.days import read_day
from analyser.rewrite.cells import Columns, columns_of
from analyser.rewrite.packed import Archive, Element, _text, alternatives, office
from analyser.rewrite.pieces import Edit, Piece, Policy, Slots

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
# Words of a page header, between its codes: &C, &"Calibri,Bold", &12, &KFF0000.
_WORDS = re.compile(r'(?:&(?:"[^"]*"|\d+|K[\dA-Fa-f+-]{5,6}|[A-Za-z&]))*([^&]+)')
_LONG = 1_000_000
_EPOCH = date(1899, 12, 30)
_UNSAFE = re.compile(r"[\[\]:*?/\\]")


class Workbook:
    suffix = ".xlsx"

    def __init__(self, path: Path, policy: Policy) -> None:
        self._archive = archive = Archive(path, "XLSX")
        if "xl/workbook.xml" not in archive.parts:
            raise UnreadableInput("is damaged or not a real XLSX file; open it and save it again as XLSX.")
        _without_macros(archive)
        pictures = 0 if policy.keep_pictures else archive.empty_pictures()
        self.warnings = (f"{pictures} pictures and embedded files of a workbook were emptied.",) if pictures else ()
        self._policy = policy
        self._shared = list(archive.tree("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in archive.parts else []
        self._dates = _date_styles(archive)
        self._shifted: list[tuple[Element, str]] = []  # cells that hold a day, and their case
        self._sheets = _sheets(archive)
        self._names: list[tuple[Element, int]] = []
        for sheet, name in self._sheets:
            slots = Slots()
            slots.add(sheet.get("name"), lambda text: None)
            self._names.append((sheet, len(archive.pieces)))
            archive.add(slots, "the name of a sheet", "heading")
            if name in archive.parts:
                self._sheet(name, sheet.get("name") or "")
        for element in archive.tree("xl/workbook.xml").iter(f"{S}definedName"):
            _literals(archive, element, "a defined name")
            archive.attribute(element, "comment", "a defined name")
        for element in archive.tree("xl/workbook.xml").iter(f"{S}calcPr"):
            element.set("fullCalcOnLoad", "1")
        self._others()
        office(archive)

    @property
    def pieces(self) -> list[Piece]:
        return self._archive.pieces

    # ------------------------------------------------------------ sheets

    def _sheet(self, name: str, title: str) -> None:
        archive = self._archive
        root = archive.tree(name)
        rows = [(r, [(_column(c), c) for c in r.iter(f"{S}c")]) for r in root.iter(f"{S}row")]
        width = 1 + max((at for _, cells in rows for at, _ in cells), default=-1)
        grid = [self._values(cells, width) for _, cells in rows]
        at = heading_row([list(values) for values in grid[:20]])
        headings = [str(v or "") for v in grid[at]] if at < len(grid) else []
        columns = columns_of(title, headings, self._policy.mapping)
        cases: dict[str, str] = {}
        for number, ((row, cells), values) in enumerate(zip(rows, grid, strict=True)):
            case = columns.case(values) if number > at else ""
            cases[row.get("r") or str(number + 1)] = case
            for place, cell in cells:
                self._cell(cell, place, columns, values, number > at, number + 1)
        for element in root.iter(f"{S}formula", f"{S}formula1", f"{S}formula2"):
            _literals(archive, element, "a rule of cells")
        for element in root.iter(*(f"{S}{p}{k}" for p in ("odd", "even", "first") for k in ("Header", "Footer"))):
            _segments(archive, element, "a header or footer of a sheet", _WORDS)
        for element in root.iter(f"{S}hyperlink", f"{S}dataValidation", f"{S}cfRule", f"{S}protectedRange"):
            for key in ("tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "text", "name"):
                if element.get(key):
                    archive.attribute(element, key, "a link or rule of cells")
        self._comments(name, cases)

    def _values(self, cells: Sequence[tuple[int, Element]], width: int) -> list[Any]:
        values: list[Any] = [None] * width
        for at, cell in cells:
            values[at] = self._value(cell)
        return values

    def _value(self, cell: Element) -> Any:
        kind, v = cell.get("t", "n"), cell.find(f"{S}v")
        if kind == "s" and v is not None:
            return _said(self._string(v))
        if kind == "inlineStr":
            return _said(cell.find(f"{S}is"))
        if v is None or v.text is None:
            return None
        if kind == "n":
            try:
                number = float(v.text)
            except ValueError:
                return v.text
            if int(cell.get("s") or 0) in self._dates and 0 < number < 2_958_465:
                return _EPOCH + timedelta(days=int(number))
            return number
        return v.text

    def _string(self, v: Element) -> Element | None:
        try:
            return self._shared[int(v.text or "")]
        except (ValueError, IndexError):
            return None

    def _cell(self, cell: Element, at: int, columns: Columns, values: Sequence[Any], below: bool, number: int) -> None:
        archive, kind, v = self._archive, cell.get("t", "n"), cell.find(f"{S}v")
        f = cell.find(f"{S}f")
        if f is not None:
            _literals(archive, f, f"row {number}, a formula")
        slots = Slots()
        if kind == "s" and v is not None:
            holder = self._string(v)
            own = etree.SubElement(cell, f"{S}is")  # each cell gets words of its own; shared again when written
            for child in holder if holder is not None else ():
                own.append(copy.deepcopy(child))
            cell.remove(v)
            cell.set("t", "inlineStr")
            _texts(own, slots)
        elif kind == "inlineStr" and (own := cell.find(f"{S}is")) is not None:
            _texts(own, slots)
        elif kind == "str" and v is not None:
            slots.add(v.text, _text(v))
        elif kind == "n" and v is not None and v.text:
            value = values[at]
            wanted = columns.kinds[at] if below and at < len(columns.kinds) else "text"
            if isinstance(value, date):
                if wanted == "born":
                    slots.add(value.isoformat(), _to_text(cell))
                elif self._policy.shift is not None:
                    self._shifted.append((v, columns.case(values)))
            elif wanted in ("id", "born", "name") or (isinstance(value, float) and abs(value) >= _LONG):
                text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(v.text)
                if wanted == "born" and (day := read_day(value).value):
                    text = day.isoformat()
                slots.add(text, _to_text(cell))
        if not slots.text.strip():
            return
        if below:
            piece = columns.piece(values, at, number, slots.text)
            archive.pieces.append(piece)
            archive._slots.append(slots)
        else:
            archive.add(slots, f"row {number}", "heading")

    def _comments(self, name: str, cases: Mapping[str, str]) -> None:
        archive = self._archive
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
                _texts(comment, slots, "text" if comment.tag.endswith("threadedComment") else "t")
                archive.add(slots, f"a comment on {comment.get('ref')}", "text", cases.get(row, ""))
            for author in archive.tree(target).iter(f"{S}author"):
                author.text = "Author"

    def _others(self) -> None:
        archive = self._archive
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

    # ------------------------------------------------------------ written

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        archive = self._archive
        archive.edit(edits)
        for v, case in self._shifted:
            if self._policy.shift is not None:
                v.text = f"{float(v.text or 0) + self._policy.shift(case):g}"
        self._rename(edits)
        self._share()
        return archive.pack()

    def _rename(self, edits: Sequence[Sequence[Edit]]) -> None:
        """Sheets get their new names, each once, and so do formulas that mention them."""
        from analyser.rewrite.pieces import edited

        taken: set[str] = set()
        renamed: dict[str, str] = {}
        for sheet, number in self._names:
            old = sheet.get("name") or ""
            new = _UNSAFE.sub(" ", edited(self.pieces[number].text, edits[number]))[:28].strip("' ") or "Sheet"
            base, count = new, 1
            while new.casefold() in taken:
                count += 1
                new = f"{base} {count}"
            taken.add(new.casefold())
            if new != old:
                renamed[old] = new
                sheet.set("name", new)
        if not renamed:
            return
        archive = self._archive
        for name in archive.names(r"xl/(?:workbook|worksheets/.*|charts/.*|pivotCache/.*)\.xml"):
            for element in archive.tree(name).iter():
                if isinstance(element.tag, str) and element.text and "!" in element.text:
                    for old, new in renamed.items():
                        element.text = element.text.replace(f"'{old.replace(chr(39), chr(39) * 2)}'!", f"'{new}'!")
                        element.text = re.sub(rf"(?<![\w']){re.escape(old)}!", f"'{new}'!", element.text)
                for key in ("sheet", "location"):
                    if isinstance(element.tag, str) and element.get(key):
                        for old, new in renamed.items():
                            element.set(key, (element.get(key) or "").replace(old, new))

    def _share(self) -> None:
        archive = self._archive
        table: dict[bytes, int] = {}
        if "xl/sharedStrings.xml" not in archive.parts:
            return
        root = archive.tree("xl/sharedStrings.xml")
        for child in list(root):
            root.remove(child)
        count = 0
        for _, name in self._sheets:
            if name not in archive.parts:
                continue
            for cell in archive.tree(name).iter(f"{S}c"):
                own = cell.find(f"{S}is")
                if cell.get("t") != "inlineStr" or own is None:
                    continue
                key = etree.tostring(own, with_tail=False)
                if key not in table:
                    table[key] = len(table)
                    item = etree.SubElement(root, f"{S}si")
                    for child in list(own):
                        item.append(copy.deepcopy(child))
                cell.remove(own)
                cell.set("t", "s")
                etree.SubElement(cell, f"{S}v").text = str(table[key])
                count += 1
        root.set("count", str(count))
        root.set("uniqueCount", str(len(table)))


def _texts(holder: Element, slots: Slots, name: str = "t") -> None:
    for phonetic in list(holder.iter(f"{S}rPh")):
        phonetic.getparent().remove(phonetic)
    for t in holder.iter("{*}" + name):
        slots.add(t.text, _spaced(t))


def _spaced(element: Element) -> Any:
    def put(text: str) -> None:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return put


def _to_text(cell: Element) -> Any:
    """Makes a cell of a number one of words."""

    def put(text: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t").text = text

    return put


def _said(holder: Element | None) -> str:
    if holder is None:
        return ""
    return "".join(t.text or "" for t in holder.iter(f"{S}t") if t.getparent().tag != f"{S}rPh")


def _literals(archive: Archive, element: Element, place: str) -> None:
    """Words in quotation marks within a formula."""
    if '"' in (element.text or ""):
        _segments(archive, element, place, _LITERAL)


def _segments(archive: Archive, element: Element, place: str, pattern: re.Pattern[str]) -> None:
    """Those parts of a text that hold words: the first group of each match."""
    formula = element.text or ""
    slots = Slots()
    parts: list[str] = []
    at = 0

    def put(index: int) -> Any:
        def write(text: str) -> None:
            parts[index] = text
            element.text = "".join(parts)

        return write

    for m in pattern.finditer(formula):
        parts.append(formula[at : m.start(1)])
        parts.append(m[1])
        slots.add(m[1], put(len(parts) - 1))
        slots.add(" ; ", lambda text: None)
        at = m.end(1)
    parts.append(formula[at:])
    archive.add(slots, place)


def _column(cell: Element) -> int:
    letters = re.match(r"[A-Z]+", cell.get("r") or "")
    if letters is None:
        return sum(1 for _ in cell.itersiblings(f"{S}c", preceding=True))
    number = 0
    for c in letters[0]:
        number = number * 26 + ord(c) - 64
    return number - 1


def _sheets(archive: Archive) -> list[tuple[Element, str]]:
    relations = {r.get("Id"): r.get("Target") or "" for r in archive.tree("xl/_rels/workbook.xml.rels")}
    found = []
    for sheet in archive.tree("xl/workbook.xml").iter(f"{S}sheet"):
        target = relations.get(sheet.get(f"{R}id"), "")
        found.append((sheet, target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")))
    return found


def _date_styles(archive: Archive) -> frozenset[int]:
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


def _without_macros(archive: Archive) -> None:
    for name in archive.names(r"xl/(?:vba.*|_rels/vba.*|ctrlProps/.*|macrosheets/.*)"):
        del archive.parts[name]
    for _, relation in list(archive.relations()):
        kind = (relation.get("Type") or "").lower()
        if "vba" in kind or "ctrlprop" in kind or "macrosheet" in kind:
            relation.getparent().remove(relation)
    types = archive.tree("[Content_Types].xml")
    for element in list(types):
        kind = element.get("ContentType") or ""
        if "vba" in kind.lower() or "/xl/ctrlProps/" in (element.get("PartName") or ""):
            types.remove(element)
        elif "macroEnabled.main" in kind:
            plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            element.set("ContentType", plain)


def read(path: Path, policy: Policy) -> Workbook:
    return Workbook(path, policy)


class _Values:
    """XLS, XLSB and ODS: what the cells hold, as a plain XLSX; nothing else of the file goes on."""

    suffix = ".xlsx"

    def __init__(self, path: Path, policy: Policy) -> None:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(str(path))
        self.warnings = ("a workbook of this format is given back as XLSX with its values only.",)
        self.pieces: list[Piece] = []
        self._policy = policy
        self._grids: list[tuple[int, list[list[Any]], Columns, int]] = []
        self._places: list[tuple[list[list[Any]], int, int] | None] = []
        for name in book.sheet_names:
            grid: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            at = heading_row(grid)
            columns = columns_of(str(name), [str(c) for c in grid[at]] if at < len(grid) else [], policy.mapping)
            self._grids.append((len(self.pieces), grid, columns, at))
            self._add(Piece(str(name), "the name of a sheet", "heading"), None)
            for number, row in enumerate(grid):
                for place, value in enumerate(row):
                    wanted = columns.kinds[place] if number > at and place < len(columns.kinds) else "text"
                    typed = isinstance(value, (float, int, bool, date)) and not isinstance(value, str)
                    if (
                        typed
                        and wanted not in ("id", "born")
                        and not (isinstance(value, (int, float)) and abs(value) >= _LONG)
                    ):
                        continue
                    if typed and isinstance(value, float) and value.is_integer():
                        value = int(value)
                    text = str(value)
                    if text.strip():
                        piece = (
                            Piece(text, f"row {number + 1}", "heading")
                            if number <= at
                            else columns.piece(row, place, number + 1, text)
                        )
                        self._add(piece, (grid, number, place))

    def _add(self, piece: Piece, place: tuple[list[list[Any]], int, int] | None) -> None:
        self.pieces.append(piece)
        self._places.append(place)

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        import io

        import xlsxwriter

        from analyser.rewrite.pieces import edited

        cases = [[c.case(r) for r in grid] for _, grid, c, _ in self._grids]
        for place, piece, own in zip(self._places, self.pieces, edits, strict=True):
            if place is not None and own:
                place[0][place[1]][place[2]] = edited(piece.text, own)
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, options) as book:
            days = book.add_format({"num_format": "dd/mm/yyyy"})
            for count, ((first, grid, _, at), ids) in enumerate(zip(self._grids, cases, strict=True), 1):
                title = _UNSAFE.sub(" ", edited(self.pieces[first].text, edits[first]))[:26].strip("' ")
                sheet = book.add_worksheet(f"{title} {count}".strip())
                for number, row in enumerate(grid):
                    for column, value in enumerate(row):
                        if isinstance(value, date):
                            if self._policy.shift is not None and number > at:
                                value = value + timedelta(days=self._policy.shift(ids[number]))
                            sheet.write_datetime(number, column, value, days)
                        elif isinstance(value, str):
                            sheet.write_string(number, column, value[:32_767])
                        elif value not in (None, ""):
                            sheet.write(number, column, value if isinstance(value, (int, float)) else str(value))
        return out.getvalue()


def read_values(path: Path, policy: Policy) -> _Values:
    return _Values(path, policy)
