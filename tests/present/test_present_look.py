"""What eyes and a real browser meet: contrast by the numbers, and the script running under the page's own policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from analyser.present import audit_report, case_report_from_tables

Tables = dict[str, list[dict[str, Any]]]
CSS = files("analyser.present").joinpath("assets", "report.css").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours() -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", CSS.partition("}")[0]))


GROUPS = re.findall(r"\.g-(\w+)\{--gd:(#\w{6});--gl:(#\w{6})\}", CSS)


@pytest.mark.parametrize(
    ("front", "back"),
    [("ink", "wash"), ("soft", "wash"), ("accent", "wash"), ("warn", "warn-wash"), ("ink", "accent-wash")],
)
def test_text_stands_out_from_its_ground(front: str, back: str) -> None:
    assert contrast(colours()[front], colours()[back]) >= 4.5


@pytest.mark.parametrize(("group", "line", "ground"), GROUPS)
def test_marks_can_be_read_and_their_lines_seen(group: str, line: str, ground: str) -> None:
    assert contrast(colours()["ink"], ground) >= 7
    assert contrast(line, "#ffffff") >= 4.5
    assert contrast(line, ground) >= 3


def test_every_group_of_labels_has_colours_and_a_switch() -> None:
    from analyser import taxonomy

    for group in (*taxonomy.groups(), "other"):
        assert group in [g for g, _, _ in GROUPS]
        assert f"#show-{group}:not(:checked)" in CSS


def test_every_table_of_the_pack_and_of_the_audit_has_a_name(tables: Tables) -> None:
    for html in (
        case_report_from_tables("case-7", tables),
        audit_report(tables["cases"], tables["patterns"], notes=tables["notes"]),
    ):
        assert len(re.findall(r"<table[^>]*>\s*<caption", html)) == html.count("<table")


@pytest.fixture
def browse(tmp_path: Path) -> Callable[[str, str], tuple[str, str]]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")

    def run(html: str, fragment: str = "") -> tuple[str, str]:
        """The page after its script has run, and what the browser complained of."""
        page = tmp_path / "page.html"
        page.write_text(html, encoding="utf-8")
        quiet = [f"--{f}" for f in ("disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")]
        quiet += ["--disable-component-update", "--disable-sync", "--no-sandbox", "--headless"]
        done = subprocess.run(
            [
                str(CHROMIUM),
                *quiet,
                f"--user-data-dir={tmp_path / 'profile'}",
                "--window-size=1280,720",
                "--enable-logging=stderr",
                "--virtual-time-budget=2000",
                "--dump-dom",
                page.as_uri() + fragment,
            ],
            capture_output=True,
            text=True,
            timeout=90,
            check=True,
        )
        return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)

    return run


def test_a_link_to_evidence_lights_the_words_in_a_browser(
    tables: Tables, browse: Callable[[str, str], tuple[str, str]]
) -> None:
    html = case_report_from_tables("case-7", tables)
    place = re.search(r'<a class="said" href="(#w2-[^"]+)">Not brought', html)
    assert place
    dom, complaints = browse(html, place[1])
    assert complaints == ""
    assert re.search(r'<mark class="[^"]*\bon\b[^"]*"[^>]*>Not brought to Surgery 1</mark>', dom)
    assert '<button type="button" id="print">' in dom
    assert 'class="js find"' in dom
    assert 'class="js find" hidden' not in dom


def test_the_audit_page_runs_clean_in_a_browser(tables: Tables, browse: Callable[[str, str], tuple[str, str]]) -> None:
    dom, complaints = browse(audit_report(tables["cases"], tables["patterns"], notes=tables["notes"]), "")
    assert complaints == ""
    assert "Order of reading" in dom
