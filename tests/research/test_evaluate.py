"""The measure itself: what counts as found, what as a trap."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from analyser.errors import UnreadableInput, WrongCall
from analyser.model import Precision, RedactedCase, Signal, Standing
from analyser.research.evaluate import evaluate, table

BANK = """BANK e1

NOTE e001-1 | 2024-03-04 | 2024-03-04 | home_visit_announced | social_worker
{no_access|Nobody answered the door.} Card left. {missed_appointment assertion=negated|She has not missed a group.}

NOTE e002-1 | 2024-03-05 | 2024-03-05 | phone_call | social_worker
{commitment by=mother|Will ring the dentist.} Rain all day.
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "e1.bank").write_text(BANK, encoding="utf-8")
    return tmp_path


def reader(*finds: tuple[str, str, str]) -> Callable[[RedactedCase], Iterable[Signal]]:
    """Finds (label, words, standing) wherever the words stand."""

    def find(case: RedactedCase) -> Iterable[Signal]:
        for note in case.notes:
            for label, words, standing in finds:
                at = note.text.find(words)
                if at >= 0:
                    place = (note.note_id, at, at + len(words))
                    yield Signal(*place, label, Standing(standing), "", None, Precision.NONE, 0.9, "test")

    return find


def test_a_perfect_reader_scores_one(bank: Path) -> None:
    e = evaluate([bank], reader(("no_access", "Nobody answered", "affirmed"), ("commitment", "ring the", "affirmed")))
    assert (e.overall.precision, e.overall.recall, e.overall.f1) == (1.0, 1.0, 1.0)
    assert (e.traps, e.traps_fallen_for) == (1, 0)
    assert e.files == 2
    assert e.overall.low == e.overall.high == 1.0


@pytest.mark.parametrize("name", ["nowhere", "notes.txt", "empty"])
def test_what_is_not_marked_up_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Nobody in.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongCall, match=r"marked-up|not there"):
        evaluate([tmp_path / name], reader())


def test_a_file_in_an_old_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.case").write_bytes(BANK.replace("missed a", "missed – a").encode("cp1252"))
    with pytest.raises(UnreadableInput, match=r"a\.case is not UTF-8"):
        evaluate([tmp_path], reader())


def test_marks_that_are_not_known_are_told_and_not_counted(tmp_path: Path) -> None:
    own = BANK.replace("{commitment", "{comitment").replace("assertion=negated", "assertion=not")
    (tmp_path / "e1.bank").write_text("\ufeff" + own, encoding="utf-8")
    e = evaluate([tmp_path], reader())
    assert (e.overall.marked, e.traps) == (1, 0)
    assert "not counted: assertion=not 1, comitment 1." in table(e)


def test_the_command_gives_json(bank: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["evaluate", str(bank), "--json", "--out", str(tmp_path / "page")])
    assert done.exit_code == 0, done.output
    first, *_, last = json.loads(done.output)
    assert (first["by"], first["name"], first["marked"]) == ("all", "", 2)
    assert (last["by"], last["name"], last["marked"]) == ("trap", "negated", 1)
    page = tmp_path / "page" / "evaluation.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    html = page.read_text(encoding="utf-8")
    assert html.count("<table>") == html.count('<div class="scroll"><table>') > 0  # wider than a phone


def test_a_silent_reader_scores_nought(bank: Path) -> None:
    e = evaluate([bank], reader())
    assert (e.overall.f1, e.overall.marked, e.overall.found) == (0.0, 2, 0)


def test_a_trap_costs_precision_and_is_counted(bank: Path) -> None:
    e = evaluate([bank], reader(("missed_appointment", "not missed a group", "affirmed")))
    assert (e.traps_fallen_for, e.overall.found, e.overall.precision) == (1, 1, 0.0)
    assert e.traps_by_standing == {"negated": (1, 1)}


def test_a_signal_that_is_not_affirmed_counts_for_nothing(bank: Path) -> None:
    e = evaluate([bank], reader(("missed_appointment", "not missed a group", "negated")))
    assert (e.traps_fallen_for, e.overall.found) == (0, 0)


def test_the_wrong_label_is_a_confusion(bank: Path) -> None:
    e = evaluate([bank], reader(("attended", "Nobody answered", "affirmed")))
    assert ("attended", "no_access", 1) in e.confusions
    assert e.overall.recall == 0.0


def test_groups_and_note_types_are_told_apart(bank: Path) -> None:
    e = evaluate([bank], reader(("no_access", "Nobody answered", "affirmed")))
    assert e.groups["avoidance"].f1 == 1.0
    assert e.note_types["phone_call"].recall == 0.0
    assert "| `avoidance` | 1 | 1 | 1.00 | 1.00 | 1.00 |" in table(e)


def test_nothing_to_measure_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="marked-up"):
        evaluate([tmp_path], reader())


@pytest.mark.shared
def test_the_shipped_model_on_the_development_files(gold_dev: Path) -> None:
    e = evaluate([gold_dev], draws=0)
    assert e.overall.f1 >= 0.45
    assert e.traps_fallen_for <= 0.15 * e.traps
