"""Is this installation fit to be trusted with a case file: models, checksums, versions, disk, and a short self-test."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from analyser import __version__
from analyser.errors import AnalyserError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

PACKAGES = (
    "spacy",
    "presidio-analyzer",
    "presidio-anonymizer",
    "cryptography",
    "lxml",
    "scikit-learn",
    "pandas",
    "pyarrow",
    "joblib",
    "typer",
)
DISTRIBUTION = "case-note-analyser"
DISK_WANTED = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    says: str


def examine() -> list[Check]:
    """Runs every check; one that fails says what to do, and the rest go on."""
    return [_run(name, check) for name, check in _CHECKS.items()]


def _run(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except AnalyserError as error:
        return Check(name, False, error.message)
    except Exception as error:  # a fault of an outside library must not hide the other checks
        return Check(name, False, f"failed with {type(error).__name__}; install the program and its packages anew.")


def _program() -> str:
    return f"case-note analyser {__version__}"


def _python() -> str:
    return f"{platform.python_version()} on {platform.system()}"


def _packages() -> str:
    found = {}
    wanted = _wanted()
    for name in (*PACKAGES, *(w.name for w in wanted)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            raise AnalyserError(f"{name} is not installed; install the lock file's packages.") from None
    for w in wanted:
        if not w.specifier.contains(found[w.name], prereleases=True):
            raise AnalyserError(
                f"{w.name} {found[w.name]} is installed, {w.specifier} is wanted; install the lock file's packages."
            )
    return ", ".join(f"{name} {found[name]}" for name in PACKAGES)


def _wanted() -> list[Requirement]:
    """The packages that this distribution asks for; none where it runs from a folder and was never installed."""
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(line) for line in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        return []
    return [r for r in asked if r.marker is None or r.marker.evaluate({"extra": ""})]


def _models() -> str:
    from analyser import artefacts

    if lost := artefacts.unlisted():
        raise AnalyserError(f"models/checksums.json has no line for {', '.join(lost)}; restore it from the release.")
    packages = set(artefacts.MODEL_PACKAGES)
    for name in artefacts.checksums():
        if name in packages:
            artefacts.verify_package(name)
        else:
            artefacts.verified(name)
    return f"{len(artefacts.checksums())} artefacts are the shipped ones"


def _disk() -> str:
    free = shutil.disk_usage(".").free
    if free < DISK_WANTED:
        raise AnalyserError(f"only {free // 1_000_000} MB are free here; 500 MB are wanted for a batch.")
    return f"{free // 1_000_000:,} MB free here"


def _self_test() -> str:
    """A made-up note must lose its name and show its missed appointment."""
    from analyser.analysis import analyse
    from analyser.model import CaseFile, Note, Person

    note = Note(
        "n1",
        "Kelly Penrose did not attend the core group on Friday. Her phone went to voicemail.",
        dt.date(2024, 1, 8),
        type="phone_call",
        author_role="social_worker",
    )
    analysis = analyse(CaseFile("self-test", (note,), (Person("mother", "Kelly Penrose"),)))
    text = analysis.case.notes[0].text
    if "Penrose" in text or "Kelly" in text:
        raise AnalyserError("the self-test found a name left after redaction; do not use this installation.")
    if "missed_appointment" not in {s.label for s in analysis.signals}:
        raise AnalyserError("the self-test did not find its missed appointment; reinstall the lock file's packages.")
    return "a made-up note was redacted and its missed appointment found"


_CHECKS: dict[str, Callable[[], str]] = {
    "program": _program,
    "python": _python,
    "packages": _packages,
    "models": _models,
    "disk": _disk,
    "self-test": _self_test,
}
