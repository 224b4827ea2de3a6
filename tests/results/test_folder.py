from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from analyser.errors import DiskFull, ResultsBusy, WrongCall
from analyser.results import folder as results_folder
from analyser.results import formats
from analyser.results.columns import COLUMNS
from analyser.results.folder import MANIFEST, STAGING, Results, Staging, export, place, put
from analyser.results.tables import Tables

MANIFEST_BODY = {"format": "jsonl"}


def tables(case_id: str) -> Tables:
    empty: Tables = {table: [] for table in COLUMNS}
    note = {"case_id": case_id, "note_id": "n1", "redacted_text": "Mother was in.", "type": "home_visit"}
    case = {"case_id": case_id, "notes": 1, "priority": 0, "priority_score": 0.0, "reasons": [], "people": {}}
    return empty | {"notes": [note], "cases": [case]}


def published(folder: Path, *case_ids: str) -> Results:
    with Staging(folder) as staging:
        for name in case_ids:
            staging.put(f"key-{name}", tables(name))
        staging.publish([f"key-{name}" for name in case_ids], "jsonl", MANIFEST_BODY)
    return Results(folder)


def test_every_table_and_the_manifest_are_there_and_nothing_else(tmp_path: Path) -> None:
    published(tmp_path / "r", "a", "b")
    names = {p.name for p in (tmp_path / "r").iterdir()} - {".lock"}
    assert names == {f"{t}.jsonl" for t in COLUMNS} | {MANIFEST}


def test_cases_come_back_one_by_one_with_their_own_rows(tmp_path: Path) -> None:
    results = published(tmp_path / "r", "a", "b")
    got = {case_id: [n["case_id"] for n in rows["notes"]] for case_id, rows in results.cases()}
    assert got == {"a": ["a"], "b": ["b"]}
    assert [case_id for case_id, _ in results.cases("b")] == ["b"]


def test_an_interrupted_run_finds_its_staged_cases_again(tmp_path: Path) -> None:
    with Staging(tmp_path / "r") as staging:
        staging.put("k1", tables("a"))  # and then the run is ended, nothing published
    with pytest.raises(WrongCall, match="no finished results"):
        Results(tmp_path / "r")
    with Staging(tmp_path / "r") as staging:
        assert staging.has("k1")
        staging.publish(["k1"], "jsonl", MANIFEST_BODY)
    assert [c for c, _ in Results(tmp_path / "r").cases()] == ["a"]
    assert not (tmp_path / "r" / STAGING).exists()


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_file_in_the_place_of_a_folder_is_a_wrong_call(inside: str, tmp_path: Path) -> None:
    results = published(tmp_path / "r", "a")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(WrongCall, match="is a file"):
        export(results, tmp_path / "file" / inside, "csv")
    with pytest.raises(WrongCall), Staging(tmp_path / "file" / inside):
        pass
    assert (tmp_path / "file").read_text() == "mine"


def test_redacted_files_are_no_tables(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"format": "same"}')
    with pytest.raises(WrongCall, match="holds redacted files and no tables"):
        export(Results(tmp_path), tmp_path / "out", "csv")


def test_two_runs_on_one_folder_are_refused(tmp_path: Path) -> None:
    with Staging(tmp_path / "r"), pytest.raises(ResultsBusy, match="another run"), Staging(tmp_path / "r"):
        pass


def test_a_full_disk_is_said_and_leaves_the_earlier_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(tmp_path / "r", "a")
    before = {p.name: p.read_bytes() for p in (tmp_path / "r").glob("*.json*")}

    class Full:
        def __init__(self, *args: object) -> None:
            self.rows = 0

        def write(self, row: object) -> None:
            raise OSError(errno.ENOSPC, "no space")

        def close(self) -> None: ...

    monkeypatch.setattr(formats, "_WRITERS", dict.fromkeys(formats.FORMATS, Full))
    with pytest.raises(DiskFull, match="free some space"):
        published(tmp_path / "r", "b")
    assert {p.name: p.read_bytes() for p in (tmp_path / "r").glob("*.json*")} == before
    assert not list((tmp_path / "r").rglob("*.part"))


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    published(tmp_path / "r", "a")
    for path in (tmp_path / "r").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    assert stat.S_IMODE((tmp_path / "r").stat().st_mode) == 0o700


def test_results_in_another_format_replace_the_old_ones(tmp_path: Path) -> None:
    published(tmp_path / "r", "a")
    with Staging(tmp_path / "r") as staging:
        staging.put("k", tables("a"))
        staging.publish(["k"], "csv", {"format": "csv"})
    assert not list((tmp_path / "r").glob("*.jsonl"))
    assert Results(tmp_path / "r").format == "csv"


@pytest.mark.parametrize("format", formats.FORMATS)
def test_export_carries_every_table(format: str, tmp_path: Path) -> None:
    results = published(tmp_path / "r", "a", "b")
    written = export(results, tmp_path / "x", format)
    assert {p.name for p in written} == {f"{t}.{format}" for t in COLUMNS}
    assert {p.name for p in (tmp_path / "x").iterdir()} == {p.name for p in written}
    assert [n["case_id"] for n in formats.read("notes", tmp_path / "x" / f"notes.{format}")] == ["a", "b"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda p: None, "not a folder", id="not there"),
        pytest.param(lambda p: p.mkdir(), "no finished results", id="empty"),
        pytest.param(lambda p: (p.mkdir(), (p / MANIFEST).write_text("{")), "damaged", id="damaged manifest"),
    ],
)
def test_what_is_not_a_result_is_said(make, says: str, tmp_path: Path) -> None:
    make(tmp_path / "r")
    with pytest.raises(WrongCall, match=says):
        Results(tmp_path / "r")


def test_a_results_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("x")
    with pytest.raises(WrongCall, match="is a file"), Staging(tmp_path / "r"):
        pass


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_page_in_the_place_of_a_file_is_a_wrong_call(inside: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(WrongCall, match="file"):
        put(tmp_path / "file" / inside / "page.html", "words")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_disk_that_can_only_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = published(tmp_path / "r", "a")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    before = os.umask(0o022)
    with pytest.raises(WrongCall, match="can only be read"):
        export(results, tmp_path / "x", "csv")
    with pytest.raises(WrongCall, match="can only be read"):
        put(tmp_path / "x" / "page.html", "words")
    with pytest.raises(WrongCall, match="can only be read"), Staging(tmp_path / "x"):
        pass
    assert os.umask(before) == 0o022


def test_staged_rows_are_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with Staging(tmp_path / "r") as staging:
        monkeypatch.setattr(results_folder.os, "fsync", full)
        with pytest.raises(DiskFull):
            staging.put("k", tables("a"))
        assert not staging.has("k")
        assert not list((tmp_path / "r").rglob("*.part"))
        monkeypatch.undo()
        staging.put("k", tables("a"))
        assert json.loads((tmp_path / "r" / STAGING / "k.json").read_text())["notes"]


def test_a_disk_that_fills_under_a_workbook_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    close = xlsxwriter.Workbook.close

    def full(book: xlsxwriter.Workbook) -> None:
        close(book)
        raise FileCreateError(OSError(errno.ENOSPC, "full"))

    monkeypatch.setattr(xlsxwriter.Workbook, "close", full)
    path = tmp_path / "a.xlsx"
    with pytest.raises(DiskFull, match="no room is left"), place(path) as part, formats.Workbook(part) as book:
        book.add_worksheet("a").write_string(0, 0, "words")
    assert list(tmp_path.iterdir()) == []
