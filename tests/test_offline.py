"""Nothing reaches the network, and nothing of a note reaches a log, a stream or a fault."""

from __future__ import annotations

import datetime as dt
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from analyser.model import CaseFile, Note, Person

TEXT = (
    "Visited Zephyrine Okwuosa at 9 Quillfeather Mews, QX4 7TB. She rang from 07700 900871 and wrote from "
    "zephyrine.okwuosa@council.local afterwards. NHS 999 123 4560. Her sister Bronagh said that she never came to the "
    "core group on Thursday. He shouted at the receptionist and left."
)
CASE = CaseFile(
    "c1",
    (Note("n1", TEXT, dt.date(2024, 3, 4), type="home_visit", author_role="social_worker"),),
    (Person("mother", "Zephyrine Okwuosa"),),
)


def test_logs_and_streams_are_silent_at_debug(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    from analyser import analyse

    with caplog.at_level(logging.DEBUG):
        analyse(CASE)
    out, err = capfd.readouterr()
    said = caplog.text + out + err
    words = set(re.findall(r"[A-Za-z0-9@.]{4,}", TEXT)) - {"from", "that", "core", "group", "NHS", "left"}
    assert not [w for w in words if re.search(rf"\b{re.escape(w)}\b", said)]


def test_a_whole_scan_asks_for_no_network(root: Path, tmp_path: Path) -> None:
    """In a process of its own in which any connection is a fault, with an e-mail address in the notes."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text("Date: 4 March 2024\nLogged by: A. Worker, social worker\n\n" + TEXT)
    code = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit('the network was asked for')\n"
        "socket.getaddrinfo = socket.create_connection = no\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = no\n"
        "sys.argv = ['analyser', 'scan', *sys.argv[1:], '--format', 'jsonl', '--report', '--quiet']\n"
        "import cli; cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), "--out", str(tmp_path / "r")],
        capture_output=True,
        text=True,
        cwd=root,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    left = [
        path.name
        for path in (tmp_path / "r").rglob("*")
        if path.is_file()
        and re.search("Zephyrine|Okwuosa|Quillfeather|900871|QX4|council.local", path.read_text("utf-8"))
    ]
    assert left == []


def test_a_fault_inside_a_stage_says_no_word_of_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    import analyser.analysis
    from analyser import workers

    def fails(case: CaseFile, **settings: object) -> None:
        raise RuntimeError(case.notes[0].text)

    monkeypatch.setattr(analyser.analysis, "analyse", fails)
    outcome = workers.work(CASE, {"models": "fast", "allow_residue": False})
    assert outcome.tables is None
    assert "RuntimeError" in outcome.fault
    assert not re.search("Zephyrine|Okwuosa|core group", outcome.fault)
