"""Where no case can be read, what an earlier run wrote is not replaced by empty files, and that is said."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app

NOTES = "case_id,note_id\nK1,n1\n"


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    (folder / "mail.msg").write_bytes(b"\xd0\xcf\x11\xe0")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder as an earlier run left it."""
    folder = tmp_path / "out"
    folder.mkdir()
    digest = hashlib.sha256(NOTES.encode()).hexdigest()
    earlier = {"schema": 1, "format": "csv", "files": [{"path": "notes.csv", "sha256": digest}]}
    (folder / "manifest.json").write_text(json.dumps(earlier), encoding="utf-8")
    for name in ("notes.csv", "cases.csv", "redactions.csv", "residue.csv", "chronology.xlsx"):
        (folder / name).write_text(NOTES, encoding="utf-8")
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != ".lock"}


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["scan", "--report"], id="scan"),
        pytest.param(["scan", "--format", "csv", "--quiet"], id="scan, the same format"),
        pytest.param(["redact"], id="redact"),
        pytest.param(["redact", "--format", "csv", "--quiet"], id="redact to tables"),
        pytest.param(["chronology"], id="chronology"),
    ],
)
def test_earlier_results_stay(args: list[str], unreadable: Path, out: Path) -> None:
    before = held(out)
    target = out / "chronology.xlsx" if args == ["chronology"] else out
    done = CliRunner().invoke(app, [args[0], str(unreadable), "--out", str(target), *args[1:]])
    assert done.exit_code == 1, done.output
    assert "mail.msg: is an Outlook message" in done.stderr
    assert f"No case could be read, so nothing was written; what was in {target} before" in done.stderr
    assert done.stdout == ""
    assert held(out) == before


def test_json_tells_the_run_that_read_nothing(unreadable: Path, out: Path) -> None:
    done = CliRunner().invoke(app, ["scan", str(unreadable), "--out", str(out), "--json"])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["counts"]["cases"], len(told["failed"])) == (1, 0, 2)


@pytest.mark.parametrize("name", ["c.csv", "c.docx", "c.html"])
def test_no_empty_chronology_is_written(name: str, unreadable: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["chronology", str(unreadable), "--out", str(tmp_path / name)])
    assert done.exit_code == 1, done.output
    assert "scan.pdf: is damaged" in done.stderr
    assert not (tmp_path / name).exists()
