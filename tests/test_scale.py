"""Scans of the shipped case files, from input to published tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import analyser
from analyser import scale, workers
from analyser.results.columns import COLUMNS
from analyser.results.folder import Results

NAMES = (
    "Ferriby",
    "Oldroyd",
    "Yusra",
    "Tanyard",
    "Oswin",
    "Herons",
    "07700",
    "HB-118830",
    "Ogunleye",
    "Orrell",
    "Sandhu",
)


@pytest.fixture(scope="module")
def cases(root: Path) -> Path:
    return root / "data" / "synthetic" / "cases"


@pytest.fixture(scope="module")
def results(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Results:
    out = tmp_path_factory.mktemp("scan") / "r"
    manifest = analyser.scan([cases / "c001-ferriby.case", cases / "c002-ogunleye.case"], out, format="jsonl")
    assert manifest.exit_code == 0
    return Results(out)


def test_every_table_is_there_with_its_columns(results: Results) -> None:
    for table, columns in COLUMNS.items():
        for row in results.read(table):
            assert list(row) == list(columns)


def test_no_name_or_identifier_is_left_in_any_file(results: Results) -> None:
    for path in results.folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert [n for n in NAMES if n in text] == [], path.name


def test_the_file_that_needs_a_supervisor_comes_before_the_explained_one(results: Results) -> None:
    score = {c["case_id"]: c["priority_score"] for c in results.read("cases")}
    assert score["c001"] > score["c002"]


def test_spans_point_at_the_same_words_in_source_and_redacted_text(results: Results, cases: Path) -> None:
    from analyser.ingest.markup import read_gold

    source = {n.note_id: n.text for n in read_gold(cases / "c001-ferriby.case").case.notes}
    redacted = {n["note_id"]: n["redacted_text"] for n in results.read("notes") if n["case_id"] == "c001"}
    masked: dict[str, list[dict]] = {note_id: [] for note_id in source}
    for r in results.read("redactions"):
        if r["case_id"] == "c001":
            masked[r["note_id"]].append(r)
    checked = 0
    for s in results.read("signals"):
        if s["case_id"] != "c001":
            continue
        given = source[s["note_id"]][s["start"] : s["end"]]
        shown = redacted[s["note_id"]][s["redacted_start"] : s["redacted_end"]]
        inside = [r for r in masked[s["note_id"]] if r["start"] < s["end"] and s["start"] < r["end"]]
        for r in reversed(inside):
            given = given[: r["start"] - s["start"]] + r["pseudonym"] + given[r["end"] - s["start"] :]
        assert given == shown
        checked += 1
    assert checked > 5


def test_two_workers_write_the_same_bytes(results: Results, cases: Path, tmp_path: Path) -> None:
    paths = [cases / "c001-ferriby.case", cases / "c002-ogunleye.case"]
    analyser.scan(paths, tmp_path / "r", format="jsonl", jobs=2)
    for table in COLUMNS:
        assert (tmp_path / "r" / f"{table}.jsonl").read_bytes() == (results.folder / f"{table}.jsonl").read_bytes()


def test_a_killed_scan_goes_on_and_comes_to_the_same_result(
    results: Results, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [cases / "c001-ferriby.case", cases / "c002-ogunleye.case"]
    work = workers.work
    done: list[str] = []

    def dies_on_the_second(case, settings):
        if done:
            raise KeyboardInterrupt
        done.append(case.case_id)
        return work(case, settings)

    monkeypatch.setattr(workers, "work", dies_on_the_second)
    with pytest.raises(KeyboardInterrupt):
        analyser.scan(paths, tmp_path / "r", format="jsonl")
    assert not (tmp_path / "r" / "manifest.json").exists()

    def only_what_is_left(case, settings):
        done.append(case.case_id)
        return work(case, settings)

    monkeypatch.setattr(workers, "work", only_what_is_left)
    analyser.scan(paths, tmp_path / "r", format="jsonl")
    assert done == ["c001", "c002"]
    for table in COLUMNS:
        assert (tmp_path / "r" / f"{table}.jsonl").read_bytes() == (results.folder / f"{table}.jsonl").read_bytes()


def test_a_case_that_fails_is_named_without_its_text_and_the_rest_goes_on(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import analyser.analysis

    whole = analyser.analysis.analyse

    def fails_on_the_first(case, **settings):
        if case.case_id == "c001":
            raise ValueError(f"cannot read {case.notes[0].text}")
        return whole(case, **settings)

    monkeypatch.setattr(analyser.analysis, "analyse", fails_on_the_first)
    few = [cases / "c001-ferriby.case", cases / "c002-ogunleye.case"]
    manifest = analyser.scan(few, tmp_path / "r", format="jsonl")
    assert manifest.exit_code == 1
    said = [str(p) for p in manifest.problems]
    assert any("could not be analysed (ValueError" in s for s in said)
    written = (tmp_path / "r" / "manifest.json").read_text(encoding="utf-8")
    assert not [n for n in NAMES if n in written or any(n in s for s in said)]
    assert {c["case_id"] for c in Results(tmp_path / "r").read("cases")} >= {"c002"}
    assert "c001" not in {c["case_id"] for c in Results(tmp_path / "r").read("cases")}


def test_the_manifest_says_what_was_read(results: Results) -> None:
    m = json.loads((results.folder / "manifest.json").read_text(encoding="utf-8"))
    assert m["counts"]["cases"] == 2
    assert len(m["inputs"]) == 2
    assert all(len(i["sha256"]) == 64 for i in m["inputs"])
    assert m["failed"] == []
    assert "ferriby" not in json.dumps(m).lower()


def test_a_case_that_redaction_refuses_is_named_and_the_rest_goes_on(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import analyser.redact.case
    from analyser.errors import RefusedForSafety

    whole = analyser.redact.case.redact_case

    def refuses_the_first(case, profile=None):
        if case.case_id == "c001":
            raise RefusedForSafety("this case could not be redacted with certainty; it is left out.")
        return whole(case, profile)

    monkeypatch.setattr(analyser.redact.case, "redact_case", refuses_the_first)
    paths = [cases / "c001-ferriby.case", cases / "c002-ogunleye.case"]
    for manifest, out in (
        (scale.scan(paths, tmp_path / "scan", format="jsonl", models="fast"), tmp_path / "scan"),
        (scale.redact_tables(paths, tmp_path / "redact", format="jsonl"), tmp_path / "redact"),
    ):
        assert manifest.exit_code == 3
        assert [str(p) for p in manifest.problems] == [
            "c001: this case could not be redacted with certainty; it is left out."
        ]
        notes = (out / "notes.jsonl").read_text(encoding="utf-8")
        assert '"case_id":"c002"' in notes
        assert '"case_id":"c001"' not in notes
