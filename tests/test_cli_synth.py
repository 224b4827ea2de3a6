"""The synth command: files and a datasheet, the same for the same seed, and one sentence where it cannot."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app


def run(*arguments: str) -> tuple[int, str, object]:
    done = CliRunner().invoke(app, ["synth", *arguments])
    return done.exit_code, done.output, done.exception


def test_synth_writes_files_that_are_the_same_for_the_same_seed(tmp_path: Path, root: Path) -> None:
    data = root / "data" / "synthetic"
    words = ["--corpus", str(data), "--from", str(data / "cases" / "c1201.case"), "--cases", "2", "--notes", "5"]
    for name in ("one", "two"):
        code, said, _ = run("--out", str(tmp_path / name), "--type", "ambivalent", "--seed", "9", *words)
        assert code == 0, said
        assert "2 simulated files, 10 notes" in said
    made = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "one").iterdir()}
    assert made == {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "two").iterdir()}
    assert sorted(made) == ["README.md", "s9-001.case", "s9-002.case"]
    code, _, error = run("--out", str(tmp_path / "one"), *words)
    assert code != 0
    assert "nothing is overwritten" in str(error)


def test_synth_takes_sentences_from_marked_up_files_alone(tmp_path: Path, root: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nobody in.", encoding="utf-8")
    corpus = ["--corpus", str(root / "data" / "synthetic")]
    code, _, error = run("--out", str(tmp_path / "out"), *corpus, "--from", str(tmp_path / "notes.txt"))
    assert code != 0
    assert "no marked-up file" in str(error)
    assert not (tmp_path / "out").exists()


def test_synth_leaves_nothing_on_a_full_disk(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = root / "data" / "synthetic"
    words = ["--corpus", str(data), "--from", str(data / "cases" / "c1201.case"), "--cases", "3", "--notes", "3"]
    whole, calls = os.fsync, iter(range(9))

    def full(handle: int) -> None:
        if next(calls) > 1:
            raise OSError(errno.ENOSPC, "no space")
        whole(handle)

    monkeypatch.setattr(os, "fsync", full)
    code, _, error = run("--out", str(tmp_path / "out"), *words)
    assert code != 0
    assert "no room is left" in str(error)
    assert list((tmp_path / "out").iterdir()) == []
    monkeypatch.undo()
    assert run("--out", str(tmp_path / "out"), *words)[0] == 0


def test_synth_without_the_corpus_says_so(tmp_path: Path) -> None:
    code, _, error = run("--out", str(tmp_path / "out"), "--corpus", str(tmp_path / "nowhere"))
    assert code != 0
    assert "without it" in str(error)
    assert not (tmp_path / "out").exists()
