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


MEASURES = [
    "accounts_ladder",
    "learning_curve",
    "patterns_score",
    "patterns_sureness",
    "redaction_score",
    "roles_score",
    "rule_precision",
]


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("gone", "is not there; give a file"),
        ("empty", "holds nothing marked up (.case"),
        ("damaged", "own.case"),
        ("notes.txt", "holds nothing marked up (.case"),
    ],
)
def test_a_measure_says_in_a_sentence_what_it_cannot_use(
    name: str,
    given: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("empty", "damaged"):
        (tmp_path / folder).mkdir()
    (tmp_path / "damaged" / "own.case").write_text("CASE own-1\nNOTE n01 | never\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("a note\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [f"{name}.py", str(tmp_path / given)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(BENCHMARKS[0].parent / f"{name}.py"), run_name="__main__")
    assert end.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith(f"{name}.py: error: argument ")
    assert says in told


@pytest.mark.parametrize("made", [[], ["gold.py"], ["dev"]])
def test_the_score_on_dev_wants_the_folder_of_the_scorer(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in made:
        (tmp_path / name).mkdir() if name == "dev" else (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["score_dev.py", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(BENCHMARKS[0].parent / "score_dev.py"), run_name="__main__")
    assert end.value.code == 2
    assert "; give the folder that does." in capsys.readouterr().err


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
