"""Each measure says what it needs, and does nothing where it is only asked that."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).parent.parent / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda p: p.stem)
def test_a_benchmark_tells_its_use(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [path.name, "--help"])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(path), run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: {path.name}")


@pytest.mark.parametrize("name", ["speed", "chronology_speed"])
@pytest.mark.parametrize("folder", ["empty", "gone"])
def test_a_folder_without_case_files_is_told(
    name: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(sys, "argv", [f"{name}.py", str(tmp_path / folder)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(BENCHMARKS[0].parent / f"{name}.py"), run_name="__main__")
    assert end.value.code == 2
    assert "; give a folder" in capsys.readouterr().err
