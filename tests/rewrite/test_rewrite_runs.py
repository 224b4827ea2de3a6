"""Whole runs: what is withheld, what files are called, turning back under a vault, and silence on the way."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analyser.errors import VaultRefused, WrongCall
from analyser.model import Problem
from analyser.redact.profile import Profile
from analyser.redact.vault import Secret, Vault
from analyser.results.manifest import Manifest
from analyser.rewrite import open_results, redact_files, redacting
from analyser.rewrite.carriers import Names
from tests.rewrite.conftest import HEAD, ROWS, SECRET, TEXT, everything, write_docx, write_eml, write_xlsx

KEY = Secret.passphrase("three plain words")
SHIFTED = Profile(dates="shift")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "keep").mkdir()
    Vault.create(tmp_path / "keep" / "v", KEY, cost=4).close()
    return tmp_path / "keep" / "v"


@pytest.fixture
def table(folder: Path) -> Path:
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([HEAD, *ROWS])
    return folder


def test_files_are_called_so_that_nobody_is_named(folder: Path, tmp_path: Path) -> None:
    for name in ("Bertrand Okwuosa/School", "Bertrand Okwuosa/Falkenrath"):
        (folder / name).mkdir(parents=True)
    (folder / "Bertrand Okwuosa" / "School" / "2024-03-04 Okwuosa.txt").write_text(TEXT, encoding="utf-8")
    (folder / "Bertrand Okwuosa" / "CIN-0042.txt").write_text(TEXT, encoding="utf-8")
    done = redact_files([folder], tmp_path / "out")
    written = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.txt"))
    assert written == ["case-001/CIN-0042.txt", "case-001/School/file-001-2024-03-04.txt"]
    assert sorted(given for given, _ in done.named)[-1].endswith("2024-03-04 Okwuosa.txt")
    assert not SECRET.search((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))


def test_what_is_left_withholds_the_file(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "visit.txt").write_text(TEXT, encoding="utf-8")
    edits = redacting.edits_of

    def forgets_one(*of: object) -> object:
        found, withheld = edits(*of)  # type: ignore[arg-type]
        return found[:-1], withheld

    monkeypatch.setattr(redacting, "edits_of", forgets_one)
    done = redact_files([folder], tmp_path / "out")
    assert done.manifest.exit_code == 3
    assert "withheld" in str(done.manifest.problems[0])
    assert not SECRET.search(str(done.manifest.problems[0]))
    assert not list((tmp_path / "out").rglob("*.txt"))
    assert not [p for p in (tmp_path / "out").rglob("*") if p.is_file() and SECRET.search(everything(p))]
    assert redact_files([folder], tmp_path / "out2", allow_residue=True).manifest.exit_code == 0
    assert list((tmp_path / "out2").rglob("*.txt"))


def test_a_line_below_the_table_is_read_for_names(table: Path, tmp_path: Path) -> None:
    with (table / "notes.csv").open("a", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([("Printed by Ingrid Falkenrath",), ("K2",)])
    done = redact_files([table], tmp_path / "out")
    assert [p.row for p in done.manifest.problems] == [4, 5]
    with (tmp_path / "out" / "notes.csv").open(encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    assert [r[0] for r in rows[1:]] == ["K1", "K1", "Printed by SocialWorker1", "K2"]


def test_a_file_that_does_not_come_back_is_named_beside_its_rows(folder: Path, tmp_path: Path) -> None:
    (folder / "notes.jsonl").write_text('{"case_id": "K1", "text": "Rang."}\n{bad\n', encoding="utf-8")
    done = redact_files([folder], tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.jsonl"))
    assert [(p.row, p.message) for p in done.manifest.problems if p.path == "notes.jsonl"] == [
        (2, "the row is not a JSON record; correct that line or leave it out."),
        (None, "is not valid JSON; export it again."),
    ]


def test_a_warning_says_whose_it_is(folder: Path, tmp_path: Path) -> None:
    for name in ("CIN-1", "CIN-2"):
        (folder / name).mkdir()
        (folder / name / "visit Okwuosa.rtf").write_text("{\\rtf1 Zephyrine was out.}", encoding="utf-8")
    warnings = redact_files([folder], tmp_path / "out").manifest.warnings
    said = "an RTF file is given back with its words only, because much can be hidden in its layout."
    assert [w for w in warnings if "1 of 1" in w] == [f"CIN-{n}: 1 of 1 notes have no date." for n in (1, 2)]
    assert [w for w in warnings if said in w] == [f"CIN-{n}/file-001.rtf: {said}" for n in (1, 2)]


def test_a_doubtful_place_is_listed_without_the_word(folder: Path, tmp_path: Path) -> None:
    (folder / "visit.txt").write_text(TEXT + "\nGrace came.\n", encoding="utf-8")
    redact_files([folder], tmp_path / "out")
    with (tmp_path / "out" / "residue.csv").open(encoding="utf-8-sig", newline="") as f:
        assert next(csv.reader(f)) == ["file", "place", "type", "why", "context"]


def test_only_the_owner_may_read_what_is_written(table: Path, tmp_path: Path) -> None:
    redact_files([table], tmp_path / "out")
    if os.name == "posix":
        for path in (tmp_path / "out").rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert [p.name for p in (tmp_path / "out").rglob(".*")] == [".lock"]


def test_redacting_what_was_redacted_changes_nothing(table: Path, tmp_path: Path) -> None:
    redact_files([table], tmp_path / "out")
    redact_files([tmp_path / "out" / "notes.csv"], tmp_path / "again")
    first, second = ((tmp_path / o / "notes.csv").read_text(encoding="utf-8") for o in ("out", "again"))
    assert first == second


def test_files_of_an_earlier_run_do_not_stay(table: Path, tmp_path: Path) -> None:
    (table / "visit.txt").write_text(TEXT, encoding="utf-8")
    (table / "letter.txt").write_text(TEXT, encoding="utf-8")
    redact_files([table], tmp_path / "out")
    (tmp_path / "out" / "letter.txt").write_text("changed since", encoding="utf-8")
    done = redact_files([table / "notes.csv"], tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir() if p.suffix in (".txt", ".csv")) == [
        "letter.txt",
        "notes.csv",
        "residue.csv",
    ]
    assert "2 files of an earlier run were taken out of the folder." in done.manifest.warnings


def test_a_run_again_under_the_vault_gives_the_same_bytes_and_turns_back(
    table: Path, vault: Path, tmp_path: Path
) -> None:
    for out in ("one", "two"):
        with Vault.open(vault, KEY) as opened:
            redact_files([table], tmp_path / out, vault=opened)
    one, two = ((tmp_path / o / "notes.csv").read_bytes() for o in ("one", "two"))
    assert one == two
    with Vault.open(vault, KEY) as opened:
        done = open_results(opened, [tmp_path / "two"], tmp_path / "names", "review 7")
    assert done.names > 4
    text = (tmp_path / "names" / "notes.csv").read_text(encoding="utf-8")
    assert "Visited Zephyrine Okwuosa at 9 Quillfeather Mews, QX4 7TB." in text
    assert "T/C to Zephyrine Okwuosa on 07700 900871" in text


@pytest.mark.parametrize("write", [write_docx, write_xlsx], ids=["docx", "xlsx"])
def test_documents_turn_back(write: object, folder: Path, vault: Path, tmp_path: Path) -> None:
    write(folder / "visit.docx" if write is write_docx else folder / "visit.xlsx")  # type: ignore[operator]
    with Vault.open(vault, KEY) as opened:
        redact_files([folder], tmp_path / "out", vault=opened)
        open_results(opened, [tmp_path / "out"], tmp_path / "names", "review 7")
    (made,) = [p for p in (tmp_path / "names").rglob("visit.*") if p.is_file()]
    assert "Zephyrine Okwuosa" in everything(made)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_dates_move_in_columns_and_text_alike(kind: str, folder: Path, vault: Path, tmp_path: Path) -> None:
    import openpyxl

    if kind == "csv":
        with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows([HEAD, (*ROWS[0][:6], ROWS[0][6] + " Seen 04/03/2024.")])
    else:
        write_xlsx(folder / "notes.xlsx")
        (folder / "people.csv").unlink()
    with Vault.open(vault, KEY) as opened:
        done = redact_files([folder], tmp_path / "out", profile=SHIFTED, vault=opened)
        days = opened.memory("K1").shift_days()
        assert done.manifest.problems == []
    import datetime as dt

    wanted = dt.date(2024, 3, 4) + dt.timedelta(days=days)
    if kind == "csv":
        with (tmp_path / "out" / "notes.csv").open(encoding="utf-8", newline="") as f:
            row = next(iter(csv.DictReader(f)))
        assert row["date"] == wanted.isoformat()
        assert wanted.strftime("%d/%m/%Y") in row["text"]
        assert "aged 7" in row["text"]  # the age is of the true day
    else:
        sheet = openpyxl.load_workbook(tmp_path / "out" / "notes.xlsx")["notes"]
        assert sheet["C2"].value.date() == wanted


def test_moved_dates_are_not_given_away_beside_the_text(folder: Path, vault: Path, tmp_path: Path) -> None:
    import datetime as dt
    import email

    write_eml(folder / "2024-03-04 email.eml")
    with Vault.open(vault, KEY) as opened:
        done = redact_files([folder], tmp_path / "out", profile=SHIFTED, vault=opened)
        days = opened.memory("case-001").shift_days()
    assert done.manifest.problems == []
    wanted = dt.date(2024, 3, 4) + dt.timedelta(days=days)
    (made,) = (tmp_path / "out").rglob("*.eml")
    assert made.name == f"{wanted.isoformat()} email.eml"
    said = email.message_from_bytes(made.read_bytes())["Date"]
    assert said == f"{wanted:%a}, {wanted:%d %b %Y} 10:00:00 +0000"


@pytest.mark.parametrize(
    ("name", "moved", "without"),
    [
        ("2024-03-13 email.eml", "2024-05-22 email.eml", "email.eml"),
        ("20240313_visit.docx", "2024-05-22 visit.docx", "visit.docx"),
        ("letters 13 Mar 2024.txt", "letters 22 May 2024.txt", "letters.txt"),
        ("March 2024.txt", "May 2024.txt", "file.txt"),
        ("CIN-0042.txt", "CIN-0042.txt", "CIN-0042.txt"),
    ],
)
def test_dates_in_names_of_files_move(name: str, moved: str, without: str) -> None:
    assert Names().take(name, name[name.rindex(".") :], "", 70) == moved
    assert Names().take(name, name[name.rindex(".") :], "", 0) == without


def test_a_manifest_of_moved_dates_names_no_true_day() -> None:
    manifest = Manifest("jsonl", {"redaction": SHIFTED.settings()}, [{"path": "…/2024-03-04 email.eml"}])
    manifest.problems = [Problem("2024-03-04 visit.docx", "is damaged.")]
    said = manifest.as_dict()
    assert [said["inputs"][0]["path"], said["failed"][0]["path"]] == ["…/email.eml", "visit.docx"]


def test_the_hour_of_a_cell_stays_when_its_day_moves(folder: Path, vault: Path, tmp_path: Path) -> None:
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append([*ROWS[1][:2], dt.datetime(2024, 3, 12, 9, 30), *ROWS[1][3:]])
    book.save(folder / "notes.xlsx")
    with Vault.open(vault, KEY) as opened:
        redact_files([folder], tmp_path / "out", profile=SHIFTED, vault=opened)
        days = opened.memory("K1").shift_days()
    sheet = openpyxl.load_workbook(tmp_path / "out" / "notes.xlsx").active
    assert sheet["C2"].value == dt.datetime(2024, 3, 12, 9, 30) + dt.timedelta(days=days)


def test_results_of_another_vault_or_of_none_are_refused(table: Path, vault: Path, tmp_path: Path) -> None:
    redact_files([table], tmp_path / "none")
    other = Vault.create(tmp_path / "keep" / "other", KEY, cost=4)
    with other:
        redact_files([table], tmp_path / "theirs", vault=other)
    with Vault.open(vault, KEY) as opened:
        with pytest.raises(VaultRefused, match="without a vault"):
            open_results(opened, [tmp_path / "none"], tmp_path / "names", "review")
        with pytest.raises(VaultRefused, match="another vault"):
            open_results(opened, [tmp_path / "theirs"], tmp_path / "names", "review")
        assert not (tmp_path / "names").exists()


def test_after_forgetting_results_stay_closed_even_when_read_again(table: Path, vault: Path, tmp_path: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        redact_files([table], tmp_path / "old", vault=opened)
        opened.forget_case("K1", "retention")
        with pytest.raises(VaultRefused, match="forgotten"):
            open_results(opened, [tmp_path / "old"], tmp_path / "names", "review")
        redact_files([table], tmp_path / "new", vault=opened)
        with pytest.raises(VaultRefused, match="cannot be linked"):
            open_results(opened, [tmp_path / "old"], tmp_path / "names", "review")
        assert "Mother2" in (tmp_path / "new" / "notes.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("out", "why", "says"),
    [
        pytest.param("out/names", "review", "among the results", id="beside"),
        pytest.param("names", " ", "say why", id="no reason"),
        pytest.param("in", "review", "not an empty folder", id="not empty"),
    ],
)
def test_names_go_to_a_place_of_their_own_for_a_reason(
    out: str, why: str, says: str, table: Path, vault: Path, tmp_path: Path
) -> None:
    with Vault.open(vault, KEY) as opened:
        redact_files([table], tmp_path / "out", vault=opened)
        with pytest.raises(WrongCall, match=says):
            open_results(opened, [tmp_path / "out"], tmp_path / out, why)


@pytest.mark.parametrize(
    "said", ["[]", '{"vault": 1}', '{"files": [{}]}', '{"files": [{"path": "../x", "case_id": ""}]}']
)
def test_a_manifest_that_was_tampered_with_opens_nothing(said: str, table: Path, vault: Path, tmp_path: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        redact_files([table], tmp_path / "out", vault=opened)
        (tmp_path / "out" / "manifest.json").write_text(said, encoding="utf-8")
        with pytest.raises(WrongCall, match="damaged"):
            open_results(opened, [tmp_path / "out"], tmp_path / "names", "review 7")
    assert not (tmp_path / "names").exists()


def test_a_vault_among_the_results_is_refused(table: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with Vault.create(tmp_path / "out" / "v", KEY, cost=4) as opened, pytest.raises(WrongCall, match="keep it apart"):
        redact_files([table], tmp_path / "out", vault=opened)
    with pytest.raises(WrongCall, match="give --vault"):
        redact_files([table], tmp_path / "out", profile=SHIFTED)


def test_a_whole_run_says_nothing_at_debug(
    folder: Path, vault: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    write_docx(folder / "Okwuosa.docx")
    (folder / "visit.txt").write_text(TEXT, encoding="utf-8")
    with caplog.at_level(logging.DEBUG), Vault.open(vault, KEY) as opened:
        redact_files([folder], tmp_path / "out", vault=opened, profile=SHIFTED)
        open_results(opened, [tmp_path / "out"], tmp_path / "names", "review 7")
    out, err = capfd.readouterr()
    assert not SECRET.search(caplog.text + out + err)


def test_the_commands(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import cli
    from analyser.redact.vault import keys

    monkeypatch.setattr(keys, "COST", 4)
    key, safe, out = str(tmp_path / "key"), str(tmp_path / "v"), str(tmp_path / "out")

    def call(*args: str) -> str:
        done = CliRunner().invoke(cli.app, args)
        assert done.exit_code == 0, (args, done.output, done.exception)
        assert not SECRET.search(done.output)
        return done.output

    call("vault", "new-key", key)
    call("redact", str(table), "--out", out, "--vault", safe, "--key-file", key)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["vault"]["links"].keys() == {"K1"}
    said = call("vault", "open", safe, out, "--out", str(tmp_path / "n"), "--reason", "audit 3", "--key-file", key)
    assert "names in 2 files" in said
    assert "1 cases" in call("vault", "check", safe, "--key-file", key)
    monkeypatch.setenv("ANALYSER_VAULT_NEW_PASSPHRASE", "four other plain words")
    call("vault", "rekey", safe, "--key-file", key, "--reason", "key lost")
    monkeypatch.setenv("ANALYSER_VAULT_PASSPHRASE", "four other plain words")
    call("vault", "forget", safe, "--case", "K1", "--person", "Mother", "--reason", "request 4")
    call("vault", "forget", safe, "--case", "K1", "--reason", "retention")
    said = call("vault", "audit", safe)
    assert re.findall(r"  (create|open|rekey|forget): ", said) == ["create", "open", "rekey", "forget", "forget"]
    assert "(audit 3)" in said


def test_a_fault_of_a_format_says_no_word_and_the_rest_goes_on(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analyser.rewrite.delimited import Delimited

    (table / "sub").mkdir()
    write_docx(table / "sub" / "visit.docx")
    monkeypatch.setattr(Delimited, "write", lambda self, edits: [][len(str(self.pieces[0].text))])
    done = redact_files([table], tmp_path / "out")
    assert done.manifest.exit_code == 1
    assert "IndexError" in str(done.manifest.problems[0])
    assert not SECRET.search(" ".join(map(str, done.manifest.problems)))
    assert list((tmp_path / "out").rglob("*.docx"))


@pytest.mark.parametrize("damage", ["cut", "bits", "empty"])
def test_damaged_files_are_named_and_nothing_of_them_is_written(damage: str, folder: Path, tmp_path: Path) -> None:
    import random

    (folder / "people.csv").unlink()
    drawn = random.Random(7)
    for number, (write, name) in enumerate(((write_docx, "a.docx"), (write_xlsx, "b.xlsx"))):
        place = folder / f"case {number}"
        place.mkdir()
        write(place / name)
        data = bytearray((place / name).read_bytes())
        if damage == "bits":
            for _ in range(30):
                data[drawn.randrange(len(data))] ^= 1 << drawn.randrange(8)
        (place / name).write_bytes({"cut": data[: len(data) // 2], "bits": data, "empty": b""}[damage])
    done = redact_files([folder], tmp_path / "out")
    assert len(done.manifest.problems) >= 2
    assert not [p for p in (tmp_path / "out").rglob("*") if p.is_file() and SECRET.search(everything(p))]
