"""The files that an input holds, in a fixed order, and the folders that are one case each."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analyser import taxonomy
from analyser.ingest import formats
from analyser.ingest.ids import is_reference
from analyser.ingest.synonyms import exact_role, is_note_type, plain
from analyser.model import Problem

_CHUNK = 1024 * 1024
PEOPLE, CASES = "people", "cases"
_ORDINAL = re.compile(r"^\d{1,2} (?=[^\W\d])")
# A year (and month), and the numbers of volumes and quarters.
_YEARS = re.compile(r"\b(?:(?:19|20)\d\d(?: (?:0?[1-9]|1[0-2])\b)?|(?:vol|volume|part|visit|q) ?\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file of the input, for the manifest. ``path`` is safe to keep: parts that may name somebody are replaced."""

    path: str
    sha256: str
    bytes: int
    kind: str  # table, document, case


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read; ``shown`` is its path from the input that the user gave."""

    path: Path
    shown: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read together: the tables of one place, the papers of one case, or one marked-up file."""

    name: str  # of the folder or file, for a case id
    shown: str
    files: tuple[Source, ...]
    shared: tuple[Source, ...] = ()  # people and cases tables of the folders above
    is_root: bool = False
    place: str = field(default="", repr=False)  # where it lies on this machine


@dataclass(slots=True)
class _Folder:
    path: Path
    shown: str
    files: list[Source] = field(default_factory=list)
    folders: list[_Folder] = field(default_factory=list)

    def everything(self) -> list[Source]:
        return [*self.files, *(s for f in self.folders for s in f.everything())]


def units(paths: Sequence[Path]) -> Iterator[Unit | Problem]:
    """What there is to read, in the order of the paths given, folders sorted by name; and what is not readable. What
    lies in a folder that is given as well is read once, there."""
    loose: dict[Path, list[Source]] = {}
    done: set[Path] = set()
    walked: dict[Path, tuple[_Folder, list[Problem]]] = {}
    for path in map(Path, paths):
        if not _fault(path) and path.is_dir():
            faults: list[Problem] = []
            walked[path.resolve()] = _walk(path, "", faults), faults
    holds = {real: {real / s.shown for s in root.everything()} for real, (root, _) in walked.items()}
    for path in paths:
        path = Path(path)
        fault = _fault(path)
        if fault:
            yield Problem(path.name or str(path), fault)
            continue
        real = path.resolve()
        if real in done:
            continue
        done.add(real)
        if any(above in real.parents and holds.get(real, {real}) <= inner for above, inner in holds.items()):
            continue
        if real in walked:
            root, problems = walked[real]
            yield from problems
            if not root.everything():
                if not problems:
                    yield Problem(path.name or str(path), f"is empty: it holds no file that is read ({formats.KNOWN}).")
                continue
            yield from _units(root, (), is_root=True)
            continue
        kind = formats.kind_of(path)
        if kind == "unsupported":
            yield Problem(path.name, formats.unsupported(path))
        elif kind == "table":
            loose.setdefault(real.parent, []).append(Source(path, path.name, kind))
        else:
            beside = tuple(_beside(path))
            yield Unit(path.stem, path.name, (Source(path, path.name, kind),), beside, place=str(real))
    for folder, files in loose.items():
        given = {f.path.resolve() for f in files}
        beside = tuple(s for s in _beside(files[0].path) if s.path.resolve() not in given)
        yield Unit(folder.name, files[0].shown, tuple(files), beside, is_root=True, place=str(files[0].path.resolve()))


def inputs(paths: Sequence[Path]) -> list[InputFile]:
    """Every file that ``read`` would open, with its SHA-256. Files that cannot be read are left out: ``read`` names
    them."""
    found: list[InputFile] = []
    seen: set[Path] = set()
    for unit in units(paths):
        if isinstance(unit, Problem):
            continue
        for source in (*unit.files, *unit.shared):
            if source.path in seen:
                continue
            seen.add(source.path)
            try:
                digest, size = _hash(source.path)
            except OSError:
                continue
            found.append(InputFile(safe_path(source.shown), digest, size, source.kind))
    return found


def safe_path(shown: str) -> str:
    """A path fit for a manifest or a log: a part that may name somebody becomes ``…`` and its extension."""
    parts = Path(shown).parts
    return "/".join(_safe_part(p, is_file=i == len(parts) - 1) for i, p in enumerate(parts))


def _safe_part(part: str, *, is_file: bool) -> str:
    suffix = Path(part).suffix if is_file else ""
    stem = part[: len(part) - len(suffix)] if suffix else part
    return part if is_reference(stem) or is_plain(stem) else f"…{suffix}"


def is_plain(name: str) -> bool:
    """Whether a name is made only of words for papers and where they come from, and of digits."""
    left = plain(name)
    if exact_role(name) or is_note_type(name):
        return True
    words, _, _ = _lists()
    for phrase in sorted(words, key=lambda w: -len(w)):
        left = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
    return not re.sub(r"\d+|\b(?:people|cases|case|file|files)\b", " ", left).strip()


def is_branch(name: str) -> bool:
    """Whether a folder holds part of a child's papers (School, Emails 2024, 01 Letters) and not another child's:
    "case 1", "Record 12" and a bare number are references to somebody."""
    words = _ORDINAL.sub("", plain(name))
    if not _YEARS.sub("", words).strip():
        return bool(_YEARS.search(words))
    return is_plain(words) and not any(c.isdigit() for c in _YEARS.sub("", words))


def _fault(path: Path) -> str:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "does not exist; check the path."
    except PermissionError:
        return "may not be read by you; ask for permission to it or copy it to a folder of yours."
    except (OSError, ValueError):
        return "is not a path that can be opened; check it."
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "is neither a file nor a folder; give one of these."


def _walk(folder: Path, shown: str, problems: list[Problem]) -> _Folder:
    here = _Folder(folder, shown)
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        problems.append(Problem(shown or folder.name, "is a folder that may not be opened; ask for permission to it."))
        return here
    _, passed_over, system = _lists()
    for entry in entries:
        name = entry.name
        if name.startswith((".", "~$", "__MACOSX")) or name.lower() in system:
            continue
        inner = f"{shown}/{name}" if shown else name
        path = Path(entry.path)
        if entry.is_symlink():
            problems.append(
                Problem(inner, "is a link, and links inside a folder are not followed; give its target itself.")
            )
        elif entry.is_dir(follow_symlinks=False):
            below = _walk(path, inner, problems)
            if below.everything():
                here.folders.append(below)
        elif not entry.is_file(follow_symlinks=False):
            problems.append(Problem(inner, "is no ordinary file and was not opened; leave it out."))
        elif path.stem.lower() in passed_over or path.suffix.lower() == formats.BANK:
            continue
        elif (kind := formats.kind_of(path)) == "unsupported":
            problems.append(Problem(inner, formats.unsupported(path)))
        else:
            here.files.append(Source(path, inner, kind))
    return here


def _units(folder: _Folder, shared: tuple[Source, ...], *, is_root: bool) -> Iterator[Unit]:
    marked = [s for s in folder.files if s.kind == "case"]
    for source in marked:
        yield Unit(source.path.stem, source.shown, (source,), place=str(source.path.resolve()))
    own = tuple(s for s in folder.files if s.kind != "case")
    name = folder.path.resolve().name
    lists = tuple(s for s in own if s.path.stem.lower() in (PEOPLE, CASES))
    papers = [s for s in own if s not in lists]
    together = all(is_branch(f.path.name) for f in folder.folders)
    if not folder.folders or (together and not any(s.kind == "case" for f in folder.folders for s in f.everything())):
        files = tuple(s for s in folder.everything() if s.kind != "case")
        if files and (papers or folder.folders or not marked):
            yield Unit(name, folder.shown or name, files, shared, is_root, str(folder.path.resolve()))
        return
    if papers:
        yield Unit(name, folder.shown or name, own, shared, is_root, str(folder.path.resolve()))
    for below in folder.folders:
        yield from _units(below, (*shared, *lists), is_root=False)


def _beside(path: Path) -> Iterator[Source]:
    """People and cases tables in the folder of a file that was given by itself."""
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return
    for name in names:
        other = path.parent / name
        wanted = other.stem.lower() in (PEOPLE, CASES) and other.name != path.name
        if wanted and (formats.kind_of(other) == "table" or other.suffix.lower() == ".txt") and not _fault(other):
            yield Source(other, name, formats.kind_of(other))


def _hash(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = taxonomy.load_yaml("analyser.ingest.rules", "folders.yaml")
    words = frozenset(plain(str(w)) for w in data["words"]) - {""}
    return words, frozenset(data["passed_over"]), frozenset(data["system"])
