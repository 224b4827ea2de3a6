"""A chronology as a Word document: landscape, counts first, the head of each table on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from analyser.present import display
from analyser.present.chronology_counts import Told
from analyser.present.chronology_rows import Line
from analyser.present.wording import Wording, wording

# Name and width in millimetres; together the width of the page less its margins.
COLUMNS = {
    "Date": 23,
    "Time": 13,
    "Source": 36,
    "Event": 83,
    "Significance or impact": 38,
    "Action and outcome": 33,
    "Analysis": 43,
}
_MARGIN = 14
_PAGE = (297, 210)
_SHADE = "E6F1F4"
_NOT_ALLOWED = dict.fromkeys(c for c in range(32) if c not in (9, 10, 13))


def write_docx(path: Path, stories: Iterable[tuple[Told, Iterable[Line]]]) -> None:
    """One document; each case begins on a page of its own."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document: Any = docx.Document()
    document.core_properties.author = ""
    document.core_properties.title = "Chronology, unreviewed and pseudonymised"
    document.core_properties.comments = ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    style.paragraph_format.space_after = Pt(3)
    _footer(section, wording())
    for number, (counts, lines) in enumerate(stories):
        if number:
            document.add_page_break()
        _case(document, counts, list(lines))
    document.save(str(path))


def _case(document: Any, counts: Told, lines: Sequence[Line]) -> None:
    from docx.shared import Pt

    words = counts.words
    document.add_heading(clean(counts.title), level=1)
    banner = document.add_paragraph()
    run = banner.add_run(words.unreviewed + ". ")
    run.bold, run.font.size = True, Pt(11)
    banner.add_run(f"{words.unreviewed_more} {words.pseudonymised}")
    document.add_paragraph(words.reassurance)
    document.add_heading(words.line("counts_title"), level=2)
    for sentence in counts.sentences:
        document.add_paragraph(clean(sentence), style="List Bullet")
    for table in counts.tables.values():
        document.add_heading(table.title, level=3)
        document.add_paragraph(table.intro)
        _grid(document, table.plain)
    dated, undated = [x for x in lines if x.date], [x for x in lines if not x.date]
    document.add_heading(words.line("dated_title", n=len(dated)), level=2)
    document.add_paragraph(words.line("rows_intro"))
    if dated:
        _table(document, dated, words)
    document.add_heading(words.line("undated_title", n=len(undated)), level=2)
    if undated:
        document.add_paragraph(words.line("undated_intro"))
        _table(document, undated, words)


def _table(document: Any, lines: Sequence[Line], words: Wording) -> None:
    from docx.shared import Mm

    widths = [Mm(w) for w in COLUMNS.values()]
    table = document.add_table(rows=len(lines) + 1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = list(table.rows)
    _head(rows[0], list(COLUMNS))
    for cell, width in zip(rows[0].cells, widths, strict=True):
        cell.width = width
    for row, line in zip(rows[1:], lines, strict=True):
        _keep_whole(row)
        for cell, width, text in zip(row.cells, widths, _cells(line, words), strict=True):
            cell.width = width
            _fill(cell, text)
        _lead(row.cells[3], line.kind, line.significant)


def _cells(line: Line, words: Wording) -> tuple[str, ...]:
    date = display.when(line.date) if line.date else words.line("undated")
    if line.until:
        date += f" to {display.when(line.until)}"
    if line.date and line.precision not in ("", "day"):
        date += f"\n({words.line('known_to', precision=line.precision)})"
    said = line.words if not line.who else f"{line.words}\n{line.who}"
    return (date, line.time, line.source, said, line.impact, line.outcome, "")


def _grid(document: Any, table: Sequence[Sequence[str]]) -> None:
    head, *body = table
    grid = document.add_table(rows=len(table), cols=len(head), style="Table Grid")
    rows = list(grid.rows)
    _head(rows[0], head)
    for row, values in zip(rows[1:], body, strict=True):
        _keep_whole(row)
        for cell, value in zip(row.cells, values, strict=True):
            _fill(cell, value)
    document.add_paragraph()


def _fill(cell: Any, text: str) -> None:
    cell.paragraphs[0].text = clean(text)
    cell.paragraphs[0].paragraph_format.space_after = 0


def _lead(cell: Any, kind: str, significant: bool) -> None:
    """The kind of event before its words, bold where significant."""
    paragraph = cell.paragraphs[0].insert_paragraph_before()
    paragraph.paragraph_format.space_after = 0
    run = paragraph.add_run(clean(kind))
    run.bold = significant
    run.italic = not significant


def _head(row: Any, titles: Sequence[str]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))  # repeated at the top of each page
    for cell, title in zip(row.cells, titles, strict=True):
        _fill(cell, title)
        cell.paragraphs[0].runs[0].bold = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _keep_whole(row: Any) -> None:
    """A row is not cut by the end of a page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _footer(section: Any, words: Wording) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{words.unreviewed}. {words.line('pseudonymised_short')} ")
    for code in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        paragraph._p.append(field)
        if code == "PAGE":
            paragraph.add_run(" / ")


def clean(text: str) -> str:
    """Text that XML can hold."""
    return text.translate(_NOT_ALLOWED).replace("\ufffe", "").replace("\uffff", "")
