from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser.errors import WrongCall
from analyser.results import formats
from analyser.results.columns import COLUMNS
from analyser.results.places import Row

SPAN = {"note_id": "n01", "start": 3, "end": 9, "redacted_start": 3, "redacted_end": 11}
CASE: Row = {
    "case_id": "c1",
    "notes": 2,
    "first": "2024-01-08",
    "last": None,
    "priority": 2,
    "priority_score": 3.5,
    "reasons": [{"code": "missed", "text": "3 of 5 visits missed", "weight": 1.5, "evidence": [SPAN]}],
    "setting": "children",
    "as_of": "2024-07-01",
    "contacts": {
        "offered": 5,
        "kept": 2,
        "missed_by_family": 3,
        "cancelled_by_family": 0,
        "cancelled_by_service": 0,
        "last_seen": "2024-01-08",
        "last_seen_alone": None,
        "seen_alone": 0,
        "by_person": [
            {
                "of": "mother",
                "offered": 5,
                "kept": 2,
                "missed": 3,
                "cancelled_by_family": 0,
                "cancelled_by_service": 0,
                "seen": 2,
                "last_seen": "2024-01-08",
                "last_seen_alone": None,
            }
        ],
        "by_agency": [],
        "by_period": [],
        "gaps": [
            {
                "rule": "seen",
                "limit": 42,
                "working": False,
                "times": 1,
                "longer": 0,
                "stretches": 2,
                "longest": 30,
                "first": "2024-01-08",
                "last": None,
            }
        ],
    },
    "people": {"Mother": "mother", "Child1": "child"},
    "withheld": 0,
    "residue": 1,
}


def note(text: str) -> Row:
    return {
        "case_id": "c1",
        "note_id": "n01",
        "date": "2024-01-08",
        "recorded": None,
        "type": "home_visit",
        "author_role": "social_worker",
        "redacted_text": text,
        "author": "SocialWorker1",
        "seen": True,
        "seen_alone": False,
        "bedroom_seen": None,
        "withheld": False,
    }


def there_and_back(table: str, rows: list[Row], format: str, folder: Path) -> list[Row]:
    path = folder / f"{table}.{format}"
    with formats.TableWriter(table, path, format) as writer:
        for row in rows:
            writer.write(row)
    return list(formats.read(table, path))


@pytest.mark.parametrize("format", formats.FORMATS)
def test_nested_rows_come_back_as_they_were(format: str, tmp_path: Path) -> None:
    assert there_and_back("cases", [CASE, CASE], format, tmp_path) == [CASE, CASE]


@pytest.mark.parametrize("format", formats.FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Visited. NR.\n- card left\n\n“Mum’s fine”, said Child1; £20, 5 o'clock", id="ordinary"),
        pytest.param("=HYPERLINK(1)", id="formula"),
        pytest.param("'-no reply-' written on the card", id="apostrophe-before-a-dash"),
        pytest.param("''+44", id="two-apostrophes"),
        pytest.param("'quoted from the first letter", id="apostrophe"),
        pytest.param("", id="empty"),
        pytest.param("x" * 70_000, id="longer than a cell"),
    ],
)
def test_text_comes_back_whole(format: str, text: str, tmp_path: Path) -> None:
    assert there_and_back("notes", [note(text)], format, tmp_path) == [note(text)]


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_whole(format: str, text: str, tmp_path: Path) -> None:
    assert there_and_back("notes", [note(text)], format, tmp_path) == [note(text)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_csv_cell_opens_a_formula(start: str, tmp_path: Path) -> None:
    there_and_back("notes", [note(f"{start}cmd|' /C calc'!A0")], "csv", tmp_path)
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as f:
        cells = [cell for row in csv.reader(f) for cell in row]
    assert not [cell for cell in cells if cell.startswith(start)]


def test_xlsx_cells_are_never_formulas(tmp_path: Path) -> None:
    import openpyxl

    there_and_back("notes", [note("=1+1")], "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "notes.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


@pytest.mark.parametrize("format", formats.FORMATS)
def test_an_empty_table_has_its_columns(format: str, tmp_path: Path) -> None:
    assert there_and_back("signals", [], format, tmp_path) == []
    if format == "csv":
        head = (tmp_path / "signals.csv").read_text(encoding="utf-8-sig")
        assert head.strip().split(",") == list(COLUMNS["signals"])


def test_an_unknown_format_is_said() -> None:
    with pytest.raises(WrongCall, match="parquet, jsonl, csv, xlsx"):
        formats.check("pdf")
