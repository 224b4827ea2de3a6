"""Scans under a vault: the same pseudonyms whatever the workers, whatever ends the run, and no name in the results."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

import analyser
from analyser import workers
from analyser.redact.profile import Profile
from analyser.redact.vault import Secret, Vault
from analyser.results.columns import COLUMNS

KEY = Secret.passphrase("three plain words")
SECRET = re.compile("zephyrine|okwuosa|falkenrath|tamsin|varley", re.IGNORECASE)
NOTES = """case_id,note_id,date,type,author_name,text
K1,n1,2024-03-04,home visit,Ingrid Falkenrath,"Visited Zephyrine Okwuosa on 04/03/2024. Tamsin Varley was there."
K1,n2,2024-03-18,phone call,Ingrid Falkenrath,"Zephyrine missed the core group on 15 March. Tamsin said she forgot."
K2,n1,2024-03-05,home visit,Ingrid Falkenrath,"Tamsin Varley opened the door. No answer from upstairs."
"""
PEOPLE = "case_id,role,name\nK1,mother,Zephyrine Okwuosa\n"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "notes.csv").write_text(NOTES, encoding="utf-8")
    (made / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "keep").mkdir()
    Vault.create(tmp_path / "keep" / "v", KEY, cost=4).close()
    return made


def run(cases: Path, name: str, **settings: object) -> dict[str, bytes]:
    out = cases.parent / name
    with Vault.open(cases.parent / "keep" / "v", KEY) as vault:
        analyser.scan([cases], out, format="jsonl", models="fast", vault=vault, **settings)  # type: ignore[arg-type]
    for path in out.rglob("*"):
        assert path.is_dir() or not SECRET.search(path.read_text(encoding="utf-8")), path.name
    return {t: (out / f"{t}.jsonl").read_bytes() for t in COLUMNS}


def test_again_and_with_two_workers_the_same_bytes(cases: Path) -> None:
    first = run(cases, "one")
    assert run(cases, "two", jobs=2) == first
    assert b"Mother missed the core group" in first["notes"]


def test_a_killed_scan_goes_on_and_forgets_nothing(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished but never came into the vault is read again."""
    work, seen = workers.work, []

    def dies_on_the_second(case, settings, memory):
        if seen:
            raise KeyboardInterrupt
        seen.append(case.case_id)
        return work(case, settings, memory)

    with monkeypatch.context() as m:
        m.setattr(workers, "work", dies_on_the_second)
        vault = Vault.open(cases.parent / "keep" / "v", KEY)
        with pytest.raises(KeyboardInterrupt):
            analyser.scan([cases], cases.parent / "out", format="jsonl", models="fast", vault=vault)
        vault.close()  # as if the process had ended: nothing was written
    run(cases, "out")
    with Vault.open(cases.parent / "keep" / "v", KEY) as vault:
        assert vault.names("K1")["Mother"] == "Zephyrine Okwuosa"
        assert "Tamsin Varley" in vault.names("K2").values()


def test_shifted_dates_keep_the_days_between(cases: Path) -> None:
    """Contacts and missed appointments; other rows hang on a model that reads the words of the date as well."""

    def days_of(tables: dict[str, bytes]) -> dict[tuple[str, str], list[dt.date]]:
        found: dict[tuple[str, str], list[dt.date]] = {}
        for event in map(json.loads, tables["chronology"].splitlines()):
            if event["kind"] in ("contact", "missed_appointment"):
                key = (event["case_id"], event["kind"])
                found.setdefault(key, []).append(dt.date.fromisoformat(event["date"]))
        return found

    plain = days_of(run(cases, "plain"))
    moved = days_of(run(cases, "moved", profile=Profile(dates="shift")))
    with Vault.open(cases.parent / "keep" / "v", KEY) as vault:
        shift = {c: dt.timedelta(days=vault.memory(c).shift_days()) for c in vault.cases()}
    assert len(plain) == 3
    assert moved == {key: [day + shift[key[0]] for day in days] for key, days in plain.items()}


def test_a_chronology_goes_on_past_a_case_that_redaction_refuses(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import analyser.redact.case
    from analyser.errors import RefusedForSafety
    from analyser.present.chronology import write_chronology

    whole = analyser.redact.case.redact_case

    def refuses_the_first(case, profile=None):
        if case.case_id == "K1":
            raise RefusedForSafety("this case could not be redacted with certainty; it is left out.")
        return whole(case, profile)

    monkeypatch.setattr(analyser.redact.case, "redact_case", refuses_the_first)
    problems, (written,), refused = write_chronology([cases], cases.parent / "c.csv")
    assert refused
    assert [str(p) for p in problems] == ["K1: this case could not be redacted with certainty; it is left out."]
    assert "K2" in written.read_text(encoding="utf-8")
