"""The words within the elements of a worksheet: of cells, comments, formulas and page headers."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from analyser.rewrite.packed import Archive, Element
from analyser.rewrite.pieces import Slots

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
# Words of a page header, between its codes: &C, &"Calibri,Bold", &12, &KFF0000.
HEADER_WORDS = re.compile(r'(?:&(?:"[^"]*"|\d+|K[\dA-Fa-f+-]{5,6}|[A-Za-z&]))*([^&]+)')
_UNSAFE = re.compile(r"[\[\]:*?/\\]")


def title_of(text: str, longest: int) -> str:
    """A text as Excel takes it for the name of a sheet; may be empty."""
    return _UNSAFE.sub(" ", text)[:longest].strip("' ")


def texts(holder: Element, slots: Slots, name: str = "t") -> None:
    """Adds every run of words below an element; the readings of Japanese words go."""
    for phonetic in list(holder.iter(f"{S}rPh")):
        phonetic.getparent().remove(phonetic)
    for t in holder.iter("{*}" + name):
        slots.add(t.text, _spaced(t))


def _spaced(element: Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.text = text
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    return put


def as_words(cell: Element) -> Callable[[str], None]:
    """Makes a cell of a number one of words."""

    def put(text: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t").text = text

    return put


def said(holder: Element | None) -> str:
    """The words of a cell as a reader sees them."""
    if holder is None:
        return ""
    return "".join(t.text or "" for t in holder.iter(f"{S}t") if t.getparent().tag != f"{S}rPh")


def literals(archive: Archive, element: Element, place: str) -> None:
    """Words in quotation marks within a formula."""
    if '"' in (element.text or ""):
        segments(archive, element, place, _LITERAL)


def segments(archive: Archive, element: Element, place: str, pattern: re.Pattern[str]) -> None:
    """Those parts of a text that hold words: the first group of each match."""
    formula = element.text or ""
    slots = Slots()
    parts: list[str] = []
    at = 0

    def put(index: int) -> Callable[[str], None]:
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
