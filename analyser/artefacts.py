"""Trained artefacts and the spaCy model: found on this machine, checked by SHA-256, only then loaded."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from analyser.errors import ModelNotTrusted

CHECKSUMS = "checksums.json"


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
    data: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
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


def record_checksums(folder: Path) -> None:
    """Writes ``checksums.json`` for what now lies in a models folder. Called by ``analyser train`` alone."""
    names = sorted(
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and p.suffix in {".npz", ".json", ".onnx", ".txt"} and p.name != CHECKSUMS
    )
    body = json.dumps({n: sha256(folder / n) for n in names}, indent=1, sort_keys=True) + "\n"
    (folder / CHECKSUMS).write_text(body, encoding="utf-8")
    checksums.cache_clear()
