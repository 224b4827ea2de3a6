from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analyser.model import (
    Agreement,
    Analysis,
    Change,
    Chronology,
    Event,
    Finding,
    Order,
    Precision,
    RedactedCase,
    RedactedNote,
    Span,
    TaggedCase,
)
from analyser.present.chronology import page
from analyser.present.chronology_counts import Told, told
from analyser.present.chronology_document import COLUMNS, write_docx
from analyser.present.chronology_rows import Line, lines
from analyser.present.chronology_sheet import write_csv, write_xlsx


def test_a_chronology_by_itself_leads_nowhere_that_is_not_on_its_page() -> None:
    case = RedactedCase("c", (RedactedNote("n1", "Core group held. Mother came."),))
    events = (
        Event("e1", "core_group", "2024-03-05", Precision.DAY, (Span("n1", 0, 15),), "Core group held"),
        Event("e2", "contact", "2024-03-05", Precision.DAY, (Span("n1", 17, 28),), "Mother came", outcome="kept"),
    )
    html = page(Analysis(Chronology(TaggedCase(case, ()), events), (), Order(0, 0.0, ())))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert {"e1", "e2"} <= links <= set(re.findall(r'id="([^"]+)"', html))


def story() -> Analysis:
    notes = (RedactedNote("n1", "x" * 9, type="home_visit_announced", author_role="social_worker"),)
    where = (Span("n1", 0, 9),)
    events = (
        Event("e1", "move", "1899-12", Precision.MONTH, where, "moved"),
        Event(
            "e2", "contact", "2024-03-05", Precision.DAY, where, "kept", "2024-03-07", outcome="cancelled_by_service"
        ),
        Event(
            "e3",
            "missed_appointment",
            "2024-04-01",
            Precision.DAY,
            where,
            "Missed appointment (mother): =SUM(1) " + "long " * 60,
            actor="mother",
            significant=True,
        ),
    )
    undated = (Event("e4", "police_callout", None, Precision.NONE, where, "police at the door"),)
    told = Chronology(TaggedCase(RedactedCase("c", notes), ()), events, undated)
    return Analysis(told, (), Order(0, 0.0, ()))


def stories() -> list[tuple[Told, Iterator[Line]]]:
    return [(told(story()), lines(story()))]


def test_the_csv_is_in_order_of_time_without_codes_and_undated_last(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_csv(path, stories())
    with path.open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [r["Date"] for r in rows] == ["1899-12", "2024-03-05", "2024-04-01", "Date not known"]
    assert [r["Event"] for r in rows] == ["House move", "Contact", "Missed appointment", "Police call-out"]
    assert rows[1]["Action and outcome"] == "Cancelled by the service"
    assert rows[1]["Until"] == "2024-03-07"
    assert rows[2]["What the record says"].startswith("'=SUM(1) long")
    assert [rows[0]["Date known to the"], rows[3]["Date known to the"]] == ["month", ""]
    assert rows[2]["Source"] == "Social worker, home visit (announced)"
    assert not [cell for r in rows for cell in r.values() if re.search(r"[a-z]_[a-z]", cell)]


def test_the_sheet_holds_days_that_sort_wraps_long_cells_and_can_be_filtered(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "x.xlsx"
    write_xlsx(path, stories())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Read first",
        "Chronology",
        "Without a date",
        "Each contact",
        "Contacts counted",
        "Time between being seen",
        "What was agreed",
        "What changed",
        "Before and after",
    ]
    assert book["Read first"]["A1"].value.startswith("Unreviewed")
    assert book["Without a date"]["B2"].value == "Date not known"
    sheet = book.active
    assert sheet is not None
    assert sheet.title == "Chronology"
    dates = [sheet.cell(row, 2).value for row in range(2, 6)]
    assert dates == ["Dec 1899", dt.datetime(2024, 3, 5), dt.datetime(2024, 4, 1), None]
    long = sheet.cell(4, 8)
    assert (long.data_type, long.alignment.wrap_text) == ("s", True)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:N4"
    assert sheet.cell(2, 1).value == "c"


def agreed_story() -> Analysis:
    where = (Span("n1", 0, 4),)
    agreed = (
        Agreement("=ring the school", "mother", "2024-03-05", "2024-03", "done", "2024-03-12", where),
        Agreement("open the post", "father", "2024-03-06", None, "not_recorded"),
    )
    changed = (Change("food", "better", "2024-03-05", None, "2024-05", where),)
    plain = story()
    return replace(plain, chronology=replace(plain.chronology, agreements=agreed, changes=changed))


def test_the_sheets_hold_what_was_agreed_and_what_changed_as_the_document_does(tmp_path: Path) -> None:
    import docx
    import openpyxl

    found = agreed_story()
    write_xlsx(tmp_path / "x.xlsx", [(told(found), lines(found)), (told(found), lines(found))])
    write_docx(tmp_path / "x.docx", [(told(found), lines(found))])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    agreed, changed = ([[c.value for c in r] for r in book[name]] for name in ("What was agreed", "What changed"))
    assert agreed[1][:5] == ["c", dt.datetime(2024, 3, 5), "“=ring the school”", "Mother", "Mar 2024"]
    assert agreed[1][5] == "Told as done, 12 Mar 2024"
    assert agreed[2][5] == "Nothing more is tied to it"  # folded on a page, not left out here
    assert agreed[3:] == agreed[1:3]  # the second case
    assert changed[1][2:] == ["Told to have held", dt.datetime(2024, 3, 5), "not told", "May 2024"]
    heads = [[c.text for c in t.rows[0].cells] for t in docx.Document(str(tmp_path / "x.docx")).tables]
    assert agreed[0][1:] in heads
    assert changed[0][1:] in heads
    assert "false assurance" in "\n".join(str(r[0].value) for r in book["Read first"])


def test_no_events_still_make_a_sheet(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "x.xlsx", [])
    assert (tmp_path / "x.xlsx").stat().st_size > 0


def test_the_document_is_landscape_says_what_it_is_and_repeats_its_heads(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "x.docx"
    write_docx(path, stories())
    document = docx.Document(str(path))
    section = document.sections[0]
    assert section.page_width > section.page_height
    said = "\n".join(p.text for p in document.paragraphs)
    assert "Unreviewed" in said
    assert "still personal data" in said
    assert said.index("Contacts offered: 0") < said.index("3 events with a date") < said.index("1 event without a date")
    dated, undated = document.tables[-2:]
    for table, count in ((dated, 3), (undated, 1)):
        assert [c.text for c in table.rows[0].cells] == list(COLUMNS)
        assert len(table.rows) == count + 1
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(r._tr.xpath("./w:trPr/w:cantSplit") for r in table.rows[1:])
        assert len({tuple(c.width for c in r.cells) for r in table.rows}) == 1
        assert {r.cells[6].text for r in table.rows[1:]} == {""}
    assert [r.cells[0].text for r in dated.rows[1:]] == [
        "Dec 1899\n(to the month)",
        "5 Mar 2024 to 7 Mar 2024",
        "1 Apr 2024",
    ]
    assert dated.rows[2].cells[5].text == "Cancelled by the service"
    assert {r.cells[2].text for r in dated.rows[1:]} == {"Social worker, home visit (announced)"}
    assert document.core_properties.author == ""


def test_a_document_holds_what_xml_cannot(tmp_path: Path) -> None:
    odd = story()
    event = replace(odd.chronology.events[0], summary="moved\x00 \x0b in")
    odd = replace(odd, chronology=replace(odd.chronology, events=(event,)))
    write_docx(tmp_path / "x.docx", [(told(odd), lines(odd))])


def test_an_event_says_which_patterns_rest_on_its_words() -> None:
    finding = Finding("repeated_missed_contacts", "", None, None, (Span("n1", 2, 5),), {}, (), (), 0.7)
    found = [x.impact for x in lines(replace(story(), findings=(finding,)))]
    assert found[2] == "Significant. Read with, for review: Missed contacts."
    assert found[1] == ""  # a contact's words are the whole note's


def test_every_row_of_merged_chronologies_names_its_agency() -> None:
    for line in lines(story(), {"n1": "School"}):
        assert line.source == "School, Social worker, home visit (announced)"
    html = page(story(), {"n1": "School"})
    assert html.count("School, Social worker") == 4


def test_a_row_without_any_source_says_so() -> None:
    bare = RedactedNote("n1", "x" * 9)
    told = replace(story().chronology.tagged, case=RedactedCase("c", (bare,)))
    found = replace(story(), chronology=replace(story().chronology, tagged=told))
    assert {x.source for x in lines(found)} == {"note"}
