"""The vault's file: what opens it, what is said when it does not, and that nothing of it ever lies open on the disk."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.errors import AnalyserError, ResultsBusy, VaultRefused, WrongCall
from analyser.model import CaseFile, Note, Person
from analyser.redact.case import redact_remembered
from analyser.redact.vault import CaseMemory, Entry, Secret, Vault, new_key_file, reveal, sealed, store

COST = 4  # of scrypt, so that the tests are quick
KEY = Secret.passphrase("three plain words")
NAMES = "Zephyrine|Okwuosa|Quillfeather"


def memory() -> CaseMemory:
    found = CaseMemory.new("c1", "id:c1")
    for entry in (
        Entry("Mother", "PERSON", "mother", "Zephyrine Okwuosa", ("zephyrine",), ("zephyrine",), ("okwuosa",), True),
        Entry("Address1", "ADDRESS", "", "9 Quillfeather Mews", ("9 quillfeather mews",)),
    ):
        found.entries[entry.pseudonym] = entry
        found.note_number(entry.pseudonym)
    found.people = (Person("mother", "Zephyrine Okwuosa"),)
    return found


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    path = tmp_path / "keep.vault"
    with Vault.create(path, KEY, cost=COST) as made:
        made.keep(memory())
    return path


def test_what_was_kept_comes_back(vault: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        assert opened.memory("c1").entries == memory().entries
        assert opened.memory("c1").people == memory().people
        assert opened.names("c1")["Mother"] == "Zephyrine Okwuosa"


def test_nothing_lies_open_and_only_the_owner_may_read(vault: Path) -> None:
    for path in vault.parent.iterdir():
        assert not re.search(NAMES, path.read_bytes().decode("latin-1"), re.IGNORECASE), path.name
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    with Vault.open(vault, KEY) as opened:
        assert not re.search(NAMES, f"{opened!r} {opened.memory('c1')!r} {KEY!r} {opened.memory('c1').entries!r}")


def test_a_wrong_key_says_so(vault: Path, tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="passphrase is not the one"):
        Vault.open(vault, Secret.passphrase("three other words"))
    new_key_file(tmp_path / "key")
    with pytest.raises(VaultRefused, match="opens with a passphrase"):
        Vault.open(vault, Secret.key_file(tmp_path / "key"))


def test_a_key_file_opens_and_only_that_one(tmp_path: Path) -> None:
    for name in ("a", "b"):
        new_key_file(tmp_path / name)
    with Vault.create(tmp_path / "v", Secret.key_file(tmp_path / "a")) as made:
        made.keep(memory())
    with Vault.open(tmp_path / "v", Secret.key_file(tmp_path / "a")) as opened:
        assert opened.cases() == ("c1",)
    with pytest.raises(VaultRefused, match="key file is not the one"):
        Vault.open(tmp_path / "v", Secret.key_file(tmp_path / "b"))
    with pytest.raises(WrongCall, match="never written over"):
        new_key_file(tmp_path / "a")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda p: Secret.key_file(p / "none"), "cannot be read", id="lost key file"),
        pytest.param(
            lambda p: (p / "s").write_bytes(b"short") and Secret.key_file(p / "s"), "fewer than", id="cut key"
        ),
        pytest.param(lambda p: Secret.passphrase("  "), "empty", id="empty"),
        pytest.param(lambda p: Secret.passphrase("short", new=True), "shorter than", id="short"),
        pytest.param(lambda p: Vault.open(p / "none", KEY), "no vault at", id="no vault"),
        pytest.param(lambda p: Vault.create(p / "no" / "v", KEY), "folder of the vault", id="no folder"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(make: object, says: str, tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=says):
        make(tmp_path)  # type: ignore[operator]


def test_the_same_passphrase_however_its_letters_are_encoded(tmp_path: Path) -> None:
    Vault.create(tmp_path / "v", Secret.passphrase("cre\u0300me bru\u0302le\u0301e"), cost=COST).close()
    Vault.open(tmp_path / "v", Secret.passphrase("cr\u00e8me br\u00fbl\u00e9e")).close()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_found_and_said(data: st.DataObject) -> None:
    keys, cost, salt = sealed.fresh(KEY, 1)
    whole = sealed.seal(b"content " * 40, keys, KEY.kind, cost, salt)
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    broken = bytearray(whole)
    broken[at] ^= 1 << bit
    with pytest.raises(VaultRefused) as caught:
        sealed.unseal(bytes(broken), KEY)
    assert re.search("damaged|not a vault|cut short|added behind", str(caught.value))
    assert "passphrase is not" not in str(caught.value)


REGIONS = {"magic": 0, "version": 8, "length of header": 9, "digest": 11, "kind": 19, "cost": 20, "salt": 23}
REGIONS |= {"nonce": 55, "length": 67, "check": 75, "body": 91, "tag": -1}


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_of_the_file(region: str, vault: Path) -> None:
    data = bytearray(vault.read_bytes())
    data[REGIONS[region]] ^= 0xFF
    vault.write_bytes(data)
    with pytest.raises(VaultRefused, match=r"damaged|cut short|not a vault"):
        Vault.open(vault, KEY)


@pytest.mark.parametrize("size", [0, 4, 12, 30, 90, 100, -1])
def test_a_file_cut_short_says_so(size: int, vault: Path) -> None:
    vault.write_bytes(vault.read_bytes()[:size])
    with pytest.raises(VaultRefused, match="cut short"):
        Vault.open(vault, KEY)


def test_another_version_is_told_from_damage(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "VERSION", 2)
    keys, cost, salt = sealed.fresh(KEY, COST)
    vault.write_bytes(sealed.seal(b"{}", keys, KEY.kind, cost, salt))
    monkeypatch.undo()
    with pytest.raises(VaultRefused, match="format 2"):
        Vault.open(vault, KEY)


def test_two_runs_do_not_share_a_vault(vault: Path) -> None:
    with Vault.open(vault, KEY), pytest.raises(ResultsBusy, match="another run"):
        Vault.open(vault, KEY)


def test_rekey_shuts_the_old_key_out(vault: Path) -> None:
    new = Secret.passphrase("four quite different words")
    with Vault.open(vault, KEY) as opened:
        opened.rekey(new, "keeper left", cost=COST)
    with pytest.raises(VaultRefused):
        Vault.open(vault, KEY)
    with Vault.open(vault, new) as opened:
        assert opened.names("c1")["Mother"] == "Zephyrine Okwuosa"
        assert [line.action for line in opened.audit()] == ["create", "rekey"]


def test_rekey_takes_another_key(vault: Path) -> None:
    with Vault.open(vault, KEY) as opened, pytest.raises(WrongCall, match="has already"):
        opened.rekey(KEY, "keeper left", cost=COST)


def test_a_forgotten_case_cannot_be_linked_again(vault: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        link = opened.memory("c1").link
        opened.forget_case("c1", "retention ended")
        with pytest.raises(WrongCall, match="no such case"):
            opened.names("c1", link)
    case = CaseFile("c1", (Note("n", "Zephyrine Okwuosa rang."),), (Person("mother", "Zephyrine Okwuosa"),))
    with Vault.open(vault, KEY) as opened:
        done, again = redact_remembered(case, opened.claim(case))
        opened.keep(again)
        assert done.notes[0].text == "Mother2 rang."  # old results say Mother: nothing joins the two
        with pytest.raises(VaultRefused, match="cannot be linked"):
            opened.names("c1", link)


def test_a_forgotten_person_is_gone_and_gets_another_pseudonym(vault: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        opened.forget_person("c1", "mother", "request 12")
    case = CaseFile("c1", (Note("n", "Zephyrine Okwuosa rang."),), (Person("mother", "Zephyrine Okwuosa"),))
    with Vault.open(vault, KEY) as opened:
        assert "Mother" not in opened.names("c1")
        assert "Zephyrine" not in str(opened._body.as_json())
        assert redact_remembered(case, opened.claim(case))[0].notes[0].text == "Mother2 rang."
        with pytest.raises(WrongCall, match="no pseudonym"):
            opened.forget_person("c1", "Father", "")


def test_what_is_somebodys_is_forgotten_with_them(vault: Path) -> None:
    case = memory()
    for kind, pseudonym, name in (
        ("EMAIL", "Email1", "z.okwuosa@mail.example"),
        ("EMAIL", "Email2", "office@school.example"),
        ("HANDLE", "Handle1", "zephyrine_99"),
        ("PHONE", "Phone1", "07700 900123"),
        ("DOB", "BirthDate1", "3/4/1990"),
        ("DOB", "BirthDate2", "4/4/2016"),
    ):
        case.entries[pseudonym] = Entry(pseudonym, kind, "", name, (name,))
    identifiers = (("PHONE", "07700 900123"),)
    case.people = (Person("mother", "Zephyrine Okwuosa", born=dt.date(1990, 4, 3), identifiers=identifiers),)
    with Vault.open(vault, KEY) as opened:
        opened.keep(case)
        gone = opened.forget_person("c1", "Mother", "request 12")
        assert gone == ("Mother", "Email1", "Handle1", "Phone1", "BirthDate1")
        assert opened.names("c1").keys() == {"Address1", "Email2", "BirthDate2"}
        assert opened.audit()[-1].names == 5


@pytest.mark.parametrize("whole", [True, False])
def test_a_reason_does_not_name_whom_it_forgets(whole: bool, vault: Path) -> None:
    with Vault.open(vault, KEY) as opened:
        forget = opened.forget_case if whole else partial(opened.forget_person, pseudonym="Mother")
        with pytest.raises(WrongCall, match="names somebody"):
            forget("c1", why="Zephyrine asked")
        assert "Mother" in opened.names("c1")
    assert "Zephyrine" not in vault.with_name(vault.name + ".audit.jsonl").read_text(encoding="ascii")


def test_the_audit_log_tells_and_cannot_be_altered(vault: Path) -> None:
    log = vault.with_name(vault.name + ".audit.jsonl")
    with Vault.open(vault, KEY) as opened:
        opened.note("open", "results", "review 7", 2)
        line = opened.audit()[-1]
        assert (line.action, line.why, line.names) == ("open", "review 7", 2)
        with pytest.raises(WrongCall, match="names somebody"):
            opened.note("open", "results", "Okwuosa asked for it", 2)
    whole = log.read_bytes()
    for broken in (
        whole.replace(b"review 7", b"review 8"),
        whole.split(b"\n", 1)[1],
        whole.rsplit(b"\n", 2)[0] + b"\n",
        b"",
    ):
        log.write_bytes(broken)
        with Vault.open(vault, KEY) as opened, pytest.raises(VaultRefused, match="audit log"):
            opened.note("open", "results", "again", 1)
    log.write_bytes(whole + b'{"n": 3, "at": "20')  # the machine stopped in the middle of a line
    with Vault.open(vault, KEY) as opened:
        opened.note("open", "results", "after the stop", 1)
        assert len(opened.audit()) == 3
    log.write_bytes(b"nonsense\n")
    with Vault.open(vault, KEY) as opened:
        assert opened.restart_audit("log was lost") is not None
        assert [line.action for line in opened.audit()] == ["restart"]


def test_a_full_disk_leaves_the_vault_as_it_was(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = vault.read_bytes()

    def full(fd: int) -> None:
        raise OSError(28, "no space")

    with Vault.open(vault, KEY) as opened:
        opened.keep(CaseMemory.new("c2", "id:c2"))
        with monkeypatch.context() as m:
            m.setattr(store.os, "fsync", full)
            with pytest.raises(AnalyserError, match="no room"):
                opened.save()
        assert vault.read_bytes() == before
        assert not list(vault.parent.glob(".*.part"))


def test_killed_in_the_middle_of_writing_the_vault_is_whole(vault: Path, root: Path) -> None:
    """The process ends without any clean-up when the new file is half written, and again just before the rename."""
    for moment in ("fsync", "replace"):
        code = (
            "import os, sys; from pathlib import Path\n"
            "from analyser.redact.vault import CaseMemory, Secret, Vault\n"
            f"os.{moment} = lambda *a: os._exit(9)\n"
            f"v = Vault.open(Path(sys.argv[1]), Secret.passphrase('three plain words'))\n"
            "v.keep(CaseMemory.new('c9', 'id:c9')); v.save()\n"
        )
        done = subprocess.run([sys.executable, "-c", code, str(vault)], cwd=root, timeout=60)
        assert done.returncode == 9
        part = next(vault.parent.glob(".*.part"))
        assert not re.search(NAMES, part.read_bytes().decode("latin-1"), re.IGNORECASE)
        with Vault.open(vault, KEY) as opened:
            assert opened.cases() == ("c1",)
        assert not list(vault.parent.glob(".*.part"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Mother rang", "Zephyrine Okwuosa rang", id="token"),
        pytest.param("Address 1 is", "9 Quillfeather Mews is", id="as a report writes it"),
        pytest.param("on Mother's Day", "on Mother's Day", id="a feast"),
        pytest.param("Mother2 and Address11", "Mother2 and Address11", id="others"),
        pytest.param("Mother's", "Zephyrine Okwuosa's", id="possessive"),
    ],
)
def test_pseudonyms_are_turned_back(text: str, wanted: str) -> None:
    assert reveal(text, memory().names())[0] == wanted
