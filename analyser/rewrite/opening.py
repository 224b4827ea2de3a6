"""Results turned back for a reader who may know: names for pseudonyms, with a line in the audit log first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from analyser.errors import UnreadableInput, VaultRefused, WrongCall
from analyser.ingest import safe_path
from analyser.present.report import report_name
from analyser.redact.vault.back import matches, reveal
from analyser.redact.vault.store import Vault
from analyser.results.columns import COLUMNS
from analyser.results.folder import MANIFEST, TableSet, place
from analyser.results.formats import FORMATS
from analyser.results.formats import read as read_rows
from analyser.rewrite.carriers import carrier
from analyser.rewrite.pieces import Policy

SAME = "same"  # the format of results that are redacted files
_UP = 3  # folders above a file in which its manifest may lie


@dataclass(slots=True)
class Opened:
    """What was written, how many names were put in, and by how many days dates are shifted, by case."""

    files: list[Path] = field(default_factory=list)
    names: int = 0
    shifted: dict[str, int] = field(default_factory=dict)
    unchecked: list[str] = field(default_factory=list)  # files that nothing ties to this vault
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    target: Path
    case_id: str  # "" where each row says it
    table: str = ""


def open_results(
    vault: Vault, results: Sequence[Path], out: Path, why: str, *, case: str = "", with_roles: bool = False
) -> Opened:
    """Writes copies of results with names in them.

    Args:
        vault: open.
        results: results folders, report pages, redacted files or texts.
        out: an empty or new folder, apart from the results.
        why: the reason, for the audit log; it must not name anybody.
        case: only this case; needed for a file that does not lie in its results folder.
        with_roles: write ``Kelly Penrose (Mother)``.

    Raises:
        WrongCall: no reason, no such input, a folder that is not empty or lies among the results, no case known.
        VaultRefused: made under another vault, or before the case was forgotten; or the audit log was altered.
    """
    if not why.strip():
        raise WrongCall("say why with --reason; it goes into the audit log.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WrongCall(f"{out} is not an empty folder; names go to a place of their own.")
    opened = Opened()
    sources: list[_Source] = []
    manifests: list[Mapping[str, Any]] = []
    for path in results:
        if not path.exists():
            raise WrongCall(f"{path} is not there; give a results folder or a file of it.")
        home = path if path.is_dir() else path.parent
        if out.resolve().is_relative_to(home.resolve()):
            raise WrongCall(f"{out} lies among the results; choose a folder of its own for what holds names.")
        manifest = _manifest(home)
        manifests.append(manifest)
        links = _links(vault, manifest)
        if path.is_dir():
            sources += _of_folder(path, out, manifest)
        else:
            sources.append(_Source(path, out / path.name, _case_of(path, manifest)))
            if manifest is None or not links:
                opened.unchecked.append(path.name)
    for i, source in enumerate(sources):
        if not source.table and not source.case_id:
            if not case:
                raise WrongCall(f"nothing says which case {source.path.name} is about; give --case ID.")
            sources[i] = _Source(source.path, source.target, case)
    links = {k: v for m in manifests for k, v in _links(vault, m).items()}
    names = _names(vault, sources, links, case)
    for case_id in names:
        memory = vault.memory(case_id)
        if any((m or {}).get("settings", {}).get("redaction", {}).get("dates") == "shift" for m in manifests):
            opened.shifted[case_id] = memory.shift_days()
    what = "; ".join(f"{safe_path(p.name)} {_digest(p)}".strip() for p in results)
    cases = ", ".join(sorted(names)) or "no case"
    vault.note("open", f"cases {cases}: {what}"[:2000], why, sum(map(len, names.values())))
    vault.save()
    for source in sources:
        if case and source.case_id not in ("", case):
            continue
        try:
            opened.names += _write(source, names, case, with_roles)
        except UnreadableInput as error:
            opened.problems.append(f"{source.path.name}: {error.message}")
            continue
        opened.files.append(source.target)
    return opened


def _manifest(folder: Path) -> Mapping[str, Any]:
    for parent in [folder.resolve(), *folder.resolve().parents][: _UP + 1]:
        if (parent / MANIFEST).is_file():
            try:
                found = json.loads((parent / MANIFEST).read_text(encoding="utf-8"))
            except (ValueError, OSError):
                found = None
            if not _is_whole(found):
                raise WrongCall(f"{parent / MANIFEST} is damaged; run the scan again.")
            whole: Mapping[str, Any] = found
            return whole
    return {}


def _is_whole(manifest: Any) -> bool:
    """Whether a manifest is as we write it; no path in it leads out of its folder, to where names must not go."""
    if not isinstance(manifest, dict) or not all(isinstance(manifest.get(k, {}), dict) for k in ("vault", "settings")):
        return False
    try:
        paths = [PurePath(f["path"]) for f in manifest.get("files", ()) if isinstance(f["case_id"], str)]
    except (KeyError, TypeError):
        return False
    return not any(p.is_absolute() or ".." in p.parts for p in paths)


def _links(vault: Vault, manifest: Mapping[str, Any]) -> dict[str, str]:
    """Case id -> link, as the results have it.

    Raises:
        VaultRefused: the results belong to another vault, or to none.
    """
    if not manifest:
        return {}
    said = manifest.get("vault")
    if not said:
        raise VaultRefused("these results were made without a vault; no map was kept, and nothing can turn them back.")
    if said.get("id") != vault.id:
        raise VaultRefused("these results were made under another vault; open them with that one.")
    return dict(said.get("links", {}))


def _of_folder(folder: Path, out: Path, manifest: Mapping[str, Any]) -> Iterator[_Source]:
    for table in COLUMNS if manifest.get("format") != SAME else ():
        for kind in FORMATS:
            if (path := folder / f"{table}.{kind}").is_file():
                yield _Source(path, out / path.name, "", table)
    for said in manifest.get("files", ()):
        if (path := folder / said["path"]).is_file():
            yield _Source(path, out / said["path"], said["case_id"] or "*")
    for path in sorted(folder.rglob("*.html")) if manifest.get("format") != SAME else ():
        if case_id := _case_of(path, manifest):
            yield _Source(path, out / path.relative_to(folder), case_id)


def _case_of(path: Path, manifest: Mapping[str, Any]) -> str:
    """The case of a file: as the manifest says, or by the name of a report page."""
    for said in manifest.get("files", ()):
        if path.resolve().as_posix().endswith("/" + said["path"]):
            return said["case_id"] or "*"
    links = manifest.get("vault", {}).get("links", {})
    return next((c for c in links if report_name(c) == path.name), "")


def _names(vault: Vault, sources: Sequence[_Source], links: Mapping[str, str], case: str) -> dict[str, dict[str, str]]:
    wanted = {case} if case else {s.case_id for s in sources} - {"", "*"}
    if not case and any(s.case_id in ("", "*") for s in sources):
        wanted |= set(links)
    known = set(vault.cases())
    if missing := sorted(wanted - known):
        raise VaultRefused(
            f"case {missing[0]} is not in the vault (any more): it was forgotten, and its results cannot be linked. "
            "Open the other cases one by one with --case."
        )
    return {c: vault.names(c, links.get(c, "")) for c in sorted(wanted)}


def _write(source: _Source, names: Mapping[str, Mapping[str, str]], case: str, with_roles: bool) -> int:
    source.target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if source.table:
        return _write_table(source, names, case, with_roles)
    found = carrier(source.path, Policy(keep_pictures=True, whole=True))
    shown = 0
    edits = []
    for piece in found.pieces:
        case_id = piece.case if source.case_id == "*" else source.case_id
        own = matches(piece.text, names.get(case_id, {}), with_roles=with_roles)
        shown += len(own)
        edits.append(own)
    with place(source.target) as part:
        part.write_bytes(found.write(edits))
    return shown


def _write_table(source: _Source, names: Mapping[str, Mapping[str, str]], case: str, with_roles: bool) -> int:
    shown = 0

    def turned(value: Any, known: Mapping[str, str]) -> Any:
        nonlocal shown
        if isinstance(value, str):
            new, count = reveal(value, known, with_roles=with_roles)
            shown += count
            return new
        if isinstance(value, list):
            return [turned(v, known) for v in value]
        if isinstance(value, dict):
            return {turned(k, known) if k in known else k: turned(v, known) for k, v in value.items()}
        return value

    with TableSet(source.target.parent, (source.table,), source.path.suffix[1:]) as tables:
        for row in read_rows(source.table, source.path):
            case_id = str(row["case_id"])
            if case in ("", case_id):
                known = names.get(case_id, {})
                tables.write({source.table: [{k: v if k in _KEPT else turned(v, known) for k, v in row.items()}]})
    return shown


_KEPT = frozenset({"case_id", "note_id", "type", "label", "source"})


def _digest(path: Path) -> str:
    if path.is_dir():
        manifest = path / MANIFEST
        return _digest(manifest) if manifest.is_file() else ""
    digest = hashlib.sha256()
    with path.open("rb") as f:
        while block := f.read(1 << 20):
            digest.update(block)
    return "sha256 " + digest.hexdigest()[:16]
