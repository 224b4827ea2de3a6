"""The doctor's checks: what is damaged, missing or of another version is said, each with what to do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyser import __version__, artefacts, doctor
from analyser.doctor import Check
from analyser.errors import ModelNotTrusted


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the small artefacts, with the checksums of these and of the model package alone."""
    for path in artefacts.models_dir().iterdir():
        if path.stat().st_size < 100_000:
            shutil.copy(path, tmp_path)
    monkeypatch.setattr(artefacts, "models_dir", lambda: tmp_path)
    artefacts.record_checksums(tmp_path)
    yield tmp_path
    artefacts.checksums.cache_clear()


def check(name: str) -> Check:
    artefacts.checksums.cache_clear()
    return doctor._run(name, doctor._CHECKS[name])


def test_the_program_says_which_version_it_is() -> None:
    assert check("program").says == f"case-note analyser {__version__}"


def test_whole_models_are_the_shipped_ones(models: Path) -> None:
    assert check("models").ok


@pytest.mark.parametrize("body", ["", "{", "[]", "{}"])
def test_damaged_checksums_are_said(body: str, models: Path) -> None:
    (models / artefacts.CHECKSUMS).write_text(body, encoding="utf-8")
    assert "checksums.json is damaged; restore it" in check("models").says
    with pytest.raises(ModelNotTrusted, match="damaged"):
        artefacts.verified("decision.json")


def test_a_model_without_its_line_is_said(models: Path) -> None:
    (models / "other.npz").write_bytes(b"0")
    found = check("models")
    assert (found.ok, "no line for other.npz" in found.says) == (False, True)


def test_a_model_that_is_changed_or_gone_is_said(models: Path) -> None:
    (models / "decision.json").write_text("{}", encoding="utf-8")
    assert "decision.json is not the shipped file" in check("models").says
    (models / "decision.json").unlink()
    assert "decision.json is missing" in check("models").says


def test_a_package_of_another_version_or_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check("packages").ok
    monkeypatch.setattr(doctor, "requires", lambda _: ["typer>=999", 'nowhere; extra == "dev"'])
    found = check("packages")
    assert (found.ok, "installed, >=999 is wanted" in found.says) == (False, True)
    monkeypatch.setattr(doctor, "requires", lambda _: ["nowhere-to-be-found>=1"])
    assert check("packages").says == "nowhere-to-be-found is not installed; install the lock file's packages."
