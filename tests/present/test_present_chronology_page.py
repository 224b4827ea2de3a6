from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

from analyser.model import Analysis, Chronology, Event, Order, Precision, RedactedCase, RedactedNote, Span, TaggedCase
from analyser.present.chronology import _lines, _page, _write_csv, _write_xlsx


def test_a_chronology_by_itself_leads_nowhere_that_is_not_on_its_page() -> None:
    case = RedactedCase("c", (RedactedNote("n1", "Core group held. Mother came."),))
    events = (
        Event("e1", "core_group", "2024-03-05", Precision.DAY, (Span("n1", 0, 15),), "Core group held"),
        Event("e2", "contact", "2024-03-05", Precision.DAY, (Span("n1", 17, 28),), "Mother came", outcome="kept"),
    )
    html = _page(Analysis(Chronology(TaggedCase(case, ()), events), (), Order(0, 0.0, ())))
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


def test_the_csv_is_in_order_of_time_without_codes_and_undated_last(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    _write_csv(path, _lines([story()]))
    with path.open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [r["Date"] for r in rows] == ["1899-12", "2024-03-05", "2024-04-01", "Date not known"]
    assert [r["Event"] for r in rows] == ["House move", "Contact", "Missed appointment", "Police call-out"]
    assert rows[1]["Outcome"] == "Cancelled by the service"
    assert rows[1]["Until"] == "2024-03-07"
    assert rows[2]["What the record says"].startswith("'=SUM(1) long")
    assert [rows[0]["Date known to the"], rows[3]["Date known to the"]] == ["month", ""]
    assert rows[2]["Source"] == "Social worker, home visit (announced)"
    assert not [cell for r in rows for cell in r.values() if re.search(r"[a-z]_[a-z]", cell)]


def test_the_sheet_holds_days_that_sort_wraps_long_cells_and_can_be_filtered(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "x.xlsx"
    _write_xlsx(path, _lines([story()]))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    dates = [sheet.cell(row, 2).value for row in range(2, 6)]
    assert dates == ["Dec 1899", dt.datetime(2024, 3, 5), dt.datetime(2024, 4, 1), "Date not known"]
    long = sheet.cell(4, 6)
    assert (long.data_type, long.alignment.wrap_text) == ("s", True)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:M5"
    assert sheet.cell(2, 1).value == "c"


def test_no_events_still_make_a_sheet(tmp_path: Path) -> None:
    _write_xlsx(tmp_path / "x.xlsx", _lines([]))
    assert (tmp_path / "x.xlsx").stat().st_size > 0
