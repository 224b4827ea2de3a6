"""Same person, same pseudonym: from run to run, and when notes are added."""

from __future__ import annotations

import datetime as dt
import logging
import re
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from analyser.errors import RefusedForSafety
from analyser.model import CaseFile, Note, Person
from analyser.redact import case as case_module
from analyser.redact.case import redact_case, redact_remembered
from analyser.redact.vault import CaseMemory, Secret, Vault

FIRST = "Visited Zephyrine Okwuosa. Bronagh Teale, her sister, was there. PC Dilwyn Harket rang from 07700 900871."
LATER = "Dilwyn Harket rang again. Then Bronagh came. Anouk Vesterdal called about rent."
LISTED = (Person("mother", "Zephyrine Okwuosa"),)
CASE = CaseFile("c1", (Note("n1", FIRST, dt.date(2024, 3, 4)),), LISTED)


def pseudonyms(case: CaseFile, memory: CaseMemory) -> tuple[dict[str, str], CaseMemory]:
    done, memory = redact_remembered(case, memory)
    return {
        note.text[r.start : r.end]: r.pseudonym
        for note, new in zip(case.notes, done.notes, strict=True)
        for r in new.redactions
    }, memory


def test_without_a_vault_the_text_is_the_same_as_with_one() -> None:
    with_memory = redact_remembered(CASE, CaseMemory.new("c1"))[0]
    assert with_memory.notes == redact_case(CASE).notes


def test_a_run_again_gives_the_same_bytes() -> None:
    first, memory = redact_remembered(CASE, CaseMemory.new("c1"))
    assert redact_remembered(CASE, memory)[0] == first


def test_people_keep_their_pseudonyms_when_notes_stand_before_them() -> None:
    before, memory = pseudonyms(CASE, CaseMemory.new("c1"))
    more = replace(CASE, notes=(Note("n0", LATER, dt.date(2024, 1, 2)), *CASE.notes))
    after, memory = pseudonyms(more, memory)
    for form, pseudonym in before.items():
        assert after[form] == pseudonym, form
    assert after["Dilwyn Harket"] == next(v for k, v in before.items() if "Harket" in k)
    assert after["Anouk Vesterdal"] not in before.values()


def test_the_list_of_an_earlier_run_still_holds() -> None:
    _, memory = pseudonyms(CASE, CaseMemory.new("c1"))
    alone = CaseFile("c1", (Note("n9", "zephyrine rang at nine."),))
    assert redact_remembered(alone, memory)[0].notes[0].text == "Mother rang at nine."


def test_a_person_who_is_put_on_the_list_gets_their_role() -> None:
    _, memory = pseudonyms(CASE, CaseMemory.new("c1"))
    told = replace(CASE, people=(*LISTED, Person("relative", "Bronagh Teale")))
    after, memory = pseudonyms(told, memory)
    assert after["Bronagh Teale"] == "Relative1"
    assert "Bronagh Teale" in memory.names().values()


def test_cases_known_by_their_place_keep_their_id(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "v", Secret.passphrase("three plain words"), cost=4) as vault:
        first = vault.claim(replace(CASE, case_id="case-001", place="/in/Child A"))
        second = vault.claim(replace(CASE, case_id="case-001", place="/in/Child B"))
        assert (first.case_id, second.case_id) == ("case-001", "case-002")
        assert vault.claim(replace(CASE, case_id="case-007", place="/in/Child B")).case_id == "case-002"
        vault.keep(second)
        vault.forget_case("case-002", "")
        assert vault.claim(replace(CASE, case_id="case-002", place="/in/Child C")).case_id == "case-003"


def test_logs_are_silent_at_debug_and_faults_say_nothing(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "Zephyrine|Okwuosa|Bronagh|Teale|Dilwyn|Harket|900871"
    with caplog.at_level(logging.DEBUG):
        with Vault.create(tmp_path / "v", Secret.passphrase("three plain words"), cost=4) as vault:
            memory = redact_remembered(CASE, vault.claim(CASE))[1]
            vault.keep(memory)
        with Vault.open(tmp_path / "v", Secret.passphrase("three plain words")) as vault:
            vault.note("open", "results", "review", 3)
            vault.forget_person("c1", "Mother", "request")
            vault.forget_case("c1", "retention")
    out, err = capfd.readouterr()
    assert not re.search(secret, caplog.text + out + err)

    def fails(*args: object) -> None:
        raise KeyError(FIRST)

    monkeypatch.setattr(case_module, "replaced", fails)
    with pytest.raises(RefusedForSafety) as caught:
        redact_remembered(CASE, CaseMemory.new("c1"))
    said = "".join(traceback.format_exception(caught.value))
    error: BaseException | None = caught.value
    while error is not None:
        said += repr(error) + str(error.args)
        error = error.__cause__ or error.__context__
    assert not re.search(secret, said)


def test_a_role_that_an_earlier_run_could_tell_is_kept() -> None:
    told = CaseFile("c1", (Note("n1", "SW Ingrid Falkenrath rang. Ingrid Falkenrath came again."),))
    first, memory = redact_remembered(told, CaseMemory.new("c1"))
    later = CaseFile("c1", (Note("n2", "We met Ingrid Falkenrath in town."),))
    again = redact_remembered(later, memory)[0]
    assert dict(first.people) == dict(again.people) == {"SocialWorker1": "social_worker"}
    assert again.notes[0].text == "We met SocialWorker1 in town."
