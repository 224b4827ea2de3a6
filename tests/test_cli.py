"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import analyser

HEAVY = ("spacy", "sklearn", "pandas", "numpy", "presidio_analyzer", "pyarrow")


def run(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "cli.py"), *args], capture_output=True, text=True, cwd=root, timeout=120
    )


def test_help_loads_nothing_heavy(root: Path) -> None:
    code = (
        "import sys, cli\n"
        "try: cli.app(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=60)
    assert done.stdout.strip().endswith("[]")


def test_the_version_is_told(root: Path) -> None:
    done = run(root, "--version")
    assert (done.returncode, done.stdout) == (0, f"analyser {analyser.__version__}\n")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        pytest.param(["scan", "no-such-folder", "--out", "x"], 2, "is not there", id="missing input"),
        pytest.param(["scan", "data/synthetic/cases", "--out", "x", "--format", "pdf"], 2, "parquet", id="format"),
        pytest.param(["scan"], 2, "Missing argument", id="no argument"),
        pytest.param(["fly"], 2, "fly", id="unknown verb"),
        pytest.param(["report", "no-such-folder"], 2, "not a folder", id="no results"),
        pytest.param(["vault", "check", "no-such-vault"], 2, "there is no vault at", id="no vault"),
        pytest.param(["export", "no-such-folder"], 2, "not a folder", id="nothing to export"),
        pytest.param(
            ["scan", "data/synthetic", "--out", "data/synthetic/r"], 2, "lies inside the input", id="out in the input"
        ),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(
    args: list[str], code: int, says: str, root: Path, tmp_path: Path
) -> None:
    args = [str(tmp_path / "x") if a == "x" else a for a in args]
    done = run(root, *args)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
