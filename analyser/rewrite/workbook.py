"""XLSX: cells keep their place, format and kind; comments, names, charts, caches and properties are read as well.

A text cell of many cases is one shared string in the file, so the table of shared strings is written anew: only what is
still shown stands in it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from analyser.errors import UnreadableInput
from analyser.ingest.columns import heading_row
from analyser.ingest.days import read_day
from analyser.ingest.readers.workbook import filled
from analyser.rewrite.cells import LONG, Columns, columns_of, is_born
from analyser.rewrite.packed import Archive, Element, office, put_text
from analyser.rewrite.pieces import Edit, Piece, Policy, Slots, edited
from analyser.rewrite.sheet_words import HEADER_WORDS, S, as_words, literals, said, segments, texts, title_of
from analyser.rewrite.workbook_parts import beside_the_sheets, comments, date_styles, sheets, without_macros

_FORMULAS = ("{*}f", "{*}formula", "{*}formula1", "{*}formula2", "{*}definedName")
_DAY_IN_FORMULA = re.compile(r"\bDATE(?:VALUE)?\s*\(\s*[\d\"]", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)


class Workbook:
    suffix = ".xlsx"

    def __init__(self, path: Path, policy: Policy) -> None:
        self._archive = archive = Archive(path, "XLSX")
        if "xl/workbook.xml" not in archive.parts:
            raise UnreadableInput("is damaged or not a real XLSX file; open it and save it again as XLSX.")
        without_macros(archive)
        pictures = 0 if policy.keep_pictures else archive.empty_pictures()
        self.warnings = (f"{pictures} pictures and embedded files of a workbook were emptied.",) if pictures else ()
        self._policy = policy
        self._shared = list(archive.tree("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in archive.parts else []
        self._dates = date_styles(archive)
        self._shifted: list[tuple[Element, str]] = []  # cells that hold a day, and their case
        self._sheets = sheets(archive)
        self._names: list[tuple[Element, int]] = []
        self._defined: list[tuple[Element, int]] = []  # defined names, and which piece they are
        for sheet, name in self._sheets:
            slots = Slots()
            slots.add(sheet.get("name"), lambda text: None)
            self._names.append((sheet, len(archive.pieces)))
            archive.add(slots, "the name of a sheet", "heading")
            if name in archive.parts:
                self._sheet(name, sheet.get("name") or "")
        for element in archive.tree("xl/workbook.xml").iter(f"{S}definedName"):
            literals(archive, element, "a defined name")
            archive.attribute(element, "comment", "a defined name")
            if not (element.get("name") or "").startswith("_"):
                slots = Slots()
                slots.add((element.get("name") or "").replace("_", " "), lambda text: None)
                self._defined.append((element, len(archive.pieces)))
                archive.add(slots, "a defined name")
        for element in archive.tree("xl/workbook.xml").iter(f"{S}calcPr"):
            element.set("fullCalcOnLoad", "1")
        beside_the_sheets(archive)
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
        self._days_shared: set[str] = set()  # numbers of formulas of this sheet
        grid = filled(grid, at, _down(root, [r.get("r") or str(n) for n, (r, _) in enumerate(rows, 1)]))
        cases: dict[str, str] = {}
        for number, ((row, cells), values) in enumerate(zip(rows, grid, strict=True)):
            case = columns.case(values) if number > at else ""
            cases[row.get("r") or str(number + 1)] = case
            for place, cell in cells:
                self._cell(cell, place, columns, values, number > at, number + 1)
        for element in root.iter(f"{S}formula", f"{S}formula1", f"{S}formula2"):
            literals(archive, element, "a rule of cells")
        for element in root.iter(*(f"{S}{p}{k}" for p in ("odd", "even", "first") for k in ("Header", "Footer"))):
            segments(archive, element, "a header or footer of a sheet", HEADER_WORDS)
        for element in root.iter(f"{S}hyperlink", f"{S}dataValidation", f"{S}cfRule", f"{S}protectedRange"):
            for key in ("tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "text", "name"):
                if element.get(key):
                    archive.attribute(element, key, "a link or rule of cells")
        comments(archive, name, cases)

    def _values(self, cells: Sequence[tuple[int, Element]], width: int) -> list[Any]:
        values: list[Any] = [None] * width
        for at, cell in cells:
            values[at] = self._value(cell)
        return values

    def _value(self, cell: Element) -> Any:
        kind, v = cell.get("t", "n"), cell.find(f"{S}v")
        if kind == "s" and v is not None:
            return said(self._string(v))
        if kind == "inlineStr":
            return said(cell.find(f"{S}is"))
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
        if f is not None and self._says_a_day(f):
            cell.remove(f)
        elif f is not None:
            literals(archive, f, f"row {number}, a formula")
        slots = Slots()
        born = is_born(values, at)
        if kind == "s" and v is not None:
            holder = self._string(v)
            own = etree.SubElement(cell, f"{S}is")  # each cell gets words of its own; shared again when written
            for child in holder if holder is not None else ():
                own.append(copy.deepcopy(child))
            cell.remove(v)
            cell.set("t", "inlineStr")
            texts(own, slots)
        elif kind == "inlineStr" and (own := cell.find(f"{S}is")) is not None:
            texts(own, slots)
        elif kind == "str" and v is not None:
            slots.add(v.text, put_text(v))
        elif kind == "n" and v is not None and v.text:
            value = values[at]
            wanted = columns.kinds[at] if below and at < len(columns.kinds) else "text"
            wanted = "born" if born else wanted
            if isinstance(value, date):
                if wanted == "born":
                    slots.add(value.isoformat(), as_words(cell))
                elif self._policy.shift is not None:
                    self._shifted.append((v, columns.case(values)))
            elif wanted in ("id", "born", "name") or (isinstance(value, float) and abs(value) >= LONG):
                text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(v.text)
                if wanted == "born" and (day := read_day(value).value):
                    text = day.isoformat()
                slots.add(text, as_words(cell))
        if not slots.text.strip():
            return
        if below or born:
            piece = columns.piece(values, at, number, slots.text)
            archive.take(piece, slots)
        else:
            archive.add(slots, f"row {number}", "heading")

    def _says_a_day(self, f: Element) -> bool:
        """Whether a formula has a day written in it, as of a birth: its cell keeps the value alone. Cells that share
        the formula come below it and have its number."""
        if _DAY_IN_FORMULA.search(f.text or ""):
            if f.get("si"):
                self._days_shared.add(f.get("si") or "")
            return True
        return f.get("si") in self._days_shared

    # ------------------------------------------------------------ written

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        archive = self._archive
        archive.edit(edits)
        for v, case in self._shifted:
            if self._policy.shift is not None:
                moved = float(v.text or 0) + self._policy.shift(case)
                v.text = str(int(moved)) if moved.is_integer() else str(moved)
        self._rename(edits)
        self._rename_defined(edits)
        self._share()
        return archive.pack()

    def _rename(self, edits: Sequence[Sequence[Edit]]) -> None:
        """Sheets get their new names, each once, and so do formulas that mention them."""
        taken: set[str] = set()
        renamed: dict[str, str] = {}
        for sheet, number in self._names:
            old = sheet.get("name") or ""
            new = title_of(edited(self.pieces[number].text, edits[number]), 28) or "Sheet"
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

    def _rename_defined(self, edits: Sequence[Sequence[Edit]]) -> None:
        """Defined names that name somebody, and the formulas that use them."""
        archive = self._archive
        taken = {(element.get("name") or "").casefold() for element, _ in self._defined}
        renamed: dict[str, str] = {}
        for element, number in self._defined:
            if not edits[number]:
                continue
            old = element.get("name") or ""
            base = new = re.sub(r"\W", "_", edited(self.pieces[number].text, edits[number]))
            count = 1
            while new.casefold() in taken and old not in renamed:
                count += 1
                new = f"{base}_{count}"
            renamed.setdefault(old, new)
            taken.add(new.casefold())
            element.set("name", renamed[old])
        if not renamed:
            return
        words = re.compile(rf"(?<![\w.])(?:{'|'.join(re.escape(w) for w in renamed)})(?![\w.(])")
        for name in archive.names(r"xl/(?:workbook|worksheets/.*|charts/.*|pivotCache/.*)\.xml"):
            for element in archive.tree(name).iter(*_FORMULAS):
                element.text = words.sub(lambda m: renamed[m[0]], element.text or "") or None

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


def _down(root: Element, numbers: Sequence[str]) -> list[tuple[int, int, int]]:
    """Cells merged down a column: column, first and last place among the rows of the file."""
    places = {number: at for at, number in enumerate(numbers)}
    found = []
    for merged in root.iter(f"{S}mergeCell"):
        m = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", merged.get("ref") or "")
        if m and m[1] == m[3] and m[2] in places:
            inner = [places[n] for n in numbers if n.isdigit() and int(m[2]) <= int(n) <= int(m[4])]
            found.append((_place(m[1]), places[m[2]], max(inner)))
    return found


def _column(cell: Element) -> int:
    letters = re.match(r"[A-Z]+", cell.get("r") or "")
    if letters is None:
        return sum(1 for _ in cell.itersiblings(f"{S}c", preceding=True))
    return _place(letters[0])


def _place(letters: str) -> int:
    number = 0
    for c in letters:
        number = number * 26 + ord(c) - 64
    return number - 1


def read(path: Path, policy: Policy) -> Workbook:
    return Workbook(path, policy)
