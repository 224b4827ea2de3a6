"""The chronology command: several agencies' records of one family as one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app

SCHOOL = "date,type,author_role,text\n2024-03-04,School contact,school,Parents' evening at 16:30: nobody came.\n"
HEALTH = "date,type,author_role,text\n2024-03-02,Health contact,health visitor,Not brought to the clinic at 10:15.\n"


@pytest.fixture
def exports(tmp_path: Path) -> tuple[Path, Path]:
    school, health = tmp_path / "a.csv", tmp_path / "b.csv"
    school.write_text(SCHOOL, encoding="utf-8")
    health.write_text(HEALTH, encoding="utf-8")
    return school, health


def test_agencies_are_merged_in_order_of_time_each_row_with_its_agency(exports: tuple[Path, Path]) -> None:
    school, health = exports
    out = school.parent / "c.csv"
    done = CliRunner().invoke(
        app, ["chronology", "--merge", f"School={school}", f"Health={health}", "--out", str(out), "--quiet"]
    )
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert [r["Source"].split(",")[0] for r in rows if r["Event"] == "Contact"] == ["Health", "School"]
    assert all(r["Source"].split(",")[0] in ("Health", "School") for r in rows)
    assert {r["Date"] for r in rows} == {"2024-03-02", "2024-03-04"}


def test_a_merged_chronology_needs_the_agency_of_each_file(exports: tuple[Path, Path]) -> None:
    school, health = exports
    done = CliRunner().invoke(
        app, ["chronology", "--merge", f"School={school}", str(health), "--out", str(school.parent / "c.csv")]
    )
    assert done.exit_code == 2
    assert "AGENCY=FILE" in done.output


def test_a_short_chronology_leaves_out_what_is_routine(exports: tuple[Path, Path]) -> None:
    school, _ = exports
    whole, short = school.parent / "whole.csv", school.parent / "short.csv"
    for out, more in ((whole, []), (short, ["--significant"])):
        done = CliRunner().invoke(
            app, ["chronology", str(school), "--map", "case_id=*", "--out", str(out), "--quiet", *more]
        )
        assert done.exit_code == 0, done.output
    rows = [list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())) for out in (whole, short)]
    assert rows[1] == [r for r in rows[0] if r["Significant"] == "yes"]
