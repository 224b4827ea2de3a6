"""A fault of use is told in words and ends with its exit code, whichever of typer's classes it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.exceptions import TyperException

import cli


def test_an_option_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["analyser", "--colour-of-the-moon"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "colour-of-the-moon" in capsys.readouterr().err


def test_a_fault_that_cannot_show_itself_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(**_: object) -> None:
        raise TyperException("Give a folder.")

    monkeypatch.setattr(cli, "app", fails)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "Give a folder.\n"


@pytest.mark.parametrize(
    ("command", "call", "says"),
    [
        ("scan", "analyser.scale.scan", "Run the same command to go on"),
        ("redact", "analyser.rewrite.redact_files", "Run the same command again"),
    ],
)
def test_a_run_that_is_stopped_says_how_to_go_on(
    command: str,
    call: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(call, stopped)
    monkeypatch.setattr(sys, "argv", ["analyser", command, str(tmp_path), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert says in capsys.readouterr().err
