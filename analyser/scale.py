"""Many case files: streamed one by one, in this process or in several, to one results folder.

The unit of work is the case file; ``workers`` does it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyser import artefacts, ingest, workers
from analyser.analysis import guarded
from analyser.errors import WrongCall
from analyser.model import CaseFile, Problem
from analyser.results import formats
from analyser.results.folder import MANIFEST, Staging, TableSet, put
from analyser.results.manifest import Manifest
from analyser.results.tables import Tables
from analyser.signals.reader import DEFAULT

if TYPE_CHECKING:
    from analyser.redact.profile import Profile
    from analyser.redact.vault.content import CaseMemory
    from analyser.redact.vault.store import Vault

SAVE_EVERY = 5.0  # seconds between two writings of the vault
Progress = Callable[[int, int, int], None]  # cases, notes and words done so far


def scan(
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    format: str = "parquet",
    jobs: int = 1,
    backend: str = "loky",
    mapping: Mapping[str, str] | None = None,
    models: str | None = None,
    allow_residue: bool = False,
    profile: Profile | None = None,
    vault: Vault | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """Analyses every case file of the inputs and writes a results folder.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: the results folder; made if it is not there, its earlier results replaced when the new ones are whole, and
            left alone where no case could be read.
        format: parquet, jsonl, csv or xlsx.
        jobs: worker processes; 1 runs in this process.
        backend: a joblib backend, ``loky`` or ``dask`` (with a running ``dask.distributed`` client).
        mapping: our column name -> the input's, where the input's is not known.
        models: ``accurate`` or ``fast``; which models read for signals.
        allow_residue: keep notes in which personal data may remain; without it they are withheld.
        profile: how redaction treats each kind of personal data; the default one if none is given.
        vault: open; keeps who stands behind each pseudonym. Without one no map is kept anywhere.
        progress: called after each case with cases, notes and words done so far.

    Returns:
        The manifest, which is also written unless ``earlier_kept``; its ``problems`` say what could not be read.

    Raises:
        WrongCall: an unknown format, an input that is not there, a results folder that cannot be written.
        ResultsBusy: another run holds the results folder.
        DiskFull: nothing half-written is left.
    """
    formats.check(format)
    sources, target = checked(paths, out)
    profile = profile_of(profile, vault, target)
    manifest = Manifest(
        format,
        {
            "allow_residue": allow_residue,
            "mapping": dict(mapping or {}),
            "models": models or DEFAULT,
            "redaction": profile.settings(),
        },
    )
    manifest.vault = vault.id if vault else ""
    settings = manifest.settings | {"profile": profile}
    manifest.started = now()
    clock = time.monotonic()
    done = _Done(progress)
    with Staging(target) as staging:
        manifest.inputs = [asdict(i) for i in ingest.inputs(sources)]
        keys: list[str] = []
        waiting: list[tuple[str, str]] = []  # key and case id of what is being worked on

        def pending() -> Iterator[tuple[CaseFile, CaseMemory | None]]:
            seen: set[str] = set()
            for item in ingest.read(sources, mapping=mapping):
                if isinstance(item, Problem):
                    manifest.problems.append(item)
                    continue
                memory = vault.claim(item) if vault else None
                case = _unique(item if memory is None else replace(item, case_id=memory.case_id), seen, manifest)
                if memory is not None and case.case_id != memory.case_id and vault is not None:
                    memory = vault.claim(replace(item, case_id=case.case_id, place=""))
                manifest.warn(case.case_id, case.warnings)
                key = _key(case, settings, memory)
                keys.append(key)
                if memory is not None:
                    manifest.links[case.case_id] = memory.link
                # Work that was finished counts only if the vault knows of it.
                if staging.has(key) and (memory is None or memory.stamp == key):
                    continue
                waiting.append((key, case.case_id))
                yield case, memory

        saved, pause = time.monotonic(), SAVE_EVERY
        for number, outcome in enumerate(workers.run(pending(), settings, jobs, backend)):
            key, case_id = waiting[number]
            if outcome.tables is None:
                keys.remove(key)
                manifest.fail(case_id, outcome.fault, refused=outcome.refused)
                continue
            if vault is not None and outcome.memory is not None:
                outcome.memory.stamp = key
                vault.keep(outcome.memory)
                if time.monotonic() - saved > pause:
                    before = time.monotonic()
                    vault.save()
                    saved = time.monotonic()
                    pause = max(SAVE_EVERY, 20 * (saved - before))  # a large vault is written less often
            staging.put(key, outcome.tables)
            done.add(outcome.tables)
        for key in keys:
            manifest.count(staging.get(key))
        manifest.finished = now()
        manifest.seconds = time.monotonic() - clock
        if vault is not None:
            vault.save()
        if not keys and staging.over_results():
            manifest.earlier_kept = True
        else:
            staging.publish(keys, format, manifest.as_dict())
    return manifest


def redact_tables(
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    format: str = "csv",
    mapping: Mapping[str, str] | None = None,
    allow_residue: bool = False,
    profile: Profile | None = None,
    vault: Vault | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """Only redaction: the tables ``notes``, ``redactions`` and ``residue``, put in place when all are whole.

    Arguments and errors are those of ``scan``. ``analyser.rewrite.redact_files`` gives files of the same format back.
    """
    from analyser.analysis import redacted
    from analyser.results.tables import note_rows, redaction_rows, residue_rows

    formats.check(format)
    sources, target = checked(paths, out)
    profile = profile_of(profile, vault, target)
    manifest = Manifest(format, {"allow_residue": allow_residue, "redaction": profile.settings()})
    manifest.vault = vault.id if vault else ""
    done = _Done(progress)
    seen: set[str] = set()

    def tables_of(case_file: CaseFile, memory: CaseMemory | None) -> Tables:
        case = redacted(case_file, allow_residue=allow_residue, profile=profile, memory=memory)
        return {"notes": note_rows(case), "redactions": redaction_rows(case), "residue": residue_rows(case)}

    with TableSet(target, ("notes", "redactions", "residue"), format) as tables:
        for item in ingest.read(sources, mapping=mapping):
            if isinstance(item, Problem):
                manifest.problems.append(item)
                continue
            memory = deepcopy(vault.claim(item)) if vault else None
            case = _unique(item if memory is None else replace(item, case_id=memory.case_id), seen, manifest)
            manifest.warn(case.case_id, case.warnings)
            outcome = guarded(partial(tables_of, case, memory))
            if outcome.value is None:
                manifest.fail(case.case_id, outcome.fault, refused=outcome.refused)
                continue
            if vault is not None and memory is not None:
                vault.keep(memory)
                manifest.links[case.case_id] = memory.link
            manifest.count(outcome.value)
            done.add(outcome.value)
            tables.write(outcome.value)
        if vault is not None:
            vault.save()
        if not manifest.cases and (target / MANIFEST).is_file():
            manifest.earlier_kept = True
            tables.discard()
            return manifest
    put(target / MANIFEST, json.dumps(manifest.as_dict(), ensure_ascii=False, indent=1) + "\n")
    return manifest


def profile_of(profile: Profile | None, vault: Vault | None, target: Path) -> Profile:
    """The profile to use, when it and the vault go together.

    Raises:
        WrongCall: dates are to be shifted without a vault, or the vault lies within the results.
    """
    from analyser.redact.profile import default

    if vault is not None and vault.path.resolve().is_relative_to(target.resolve()):
        raise WrongCall(f"the vault {vault.path} lies inside the results {target}; keep it apart from them.")
    profile = profile or default()
    if profile.dates == "shift" and vault is None:
        raise WrongCall("dates are shifted by the secret of a vault; give --vault as well.")
    return profile


def checked(paths: Sequence[Path | str], out: Path | str) -> tuple[list[Path], Path]:
    sources, target = [Path(p) for p in paths], Path(out)
    for source in sources:
        if not source.exists():
            raise WrongCall(f"{source} is not there; give a file or folder that holds case notes.")
        if source.is_dir() and target.resolve().is_relative_to(source.resolve()):
            raise WrongCall(f"the results folder {target} lies inside the input {source}; choose another place for it.")
    return sources, target


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")  # the manifest's only; no stage reads the clock


def _key(case: CaseFile, settings: Mapping[str, Any], memory: CaseMemory | None = None) -> str:
    """Names a staged case by everything that its rows depend on."""
    import analyser

    settings = {name: asdict(value) if name == "profile" else value for name, value in settings.items()}
    link = memory.link if memory else ""
    parts = [analyser.__version__, settings, artefacts.checksums(), asdict(replace(case, place="")), link]
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def _unique(case: CaseFile, seen: set[str], manifest: Manifest) -> CaseFile:
    """Two inputs may hold a case of one id; the tables need them apart."""
    name, number = case.case_id, 2
    while name in seen:
        name = f"{case.case_id}-{number}"
        number += 1
    seen.add(name)
    if name == case.case_id:
        return case
    manifest.warnings.append(f"the case id {case.case_id} stands in two places; the later one is written as {name}.")
    return replace(case, case_id=name)


class _Done:
    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._cases = self._notes = self._words = 0

    def add(self, tables: Tables) -> None:
        self._cases += 1
        self._notes += len(tables["notes"])
        self._words += sum(len(n["redacted_text"].split()) for n in tables["notes"])
        if self._progress:
            self._progress(self._cases, self._notes, self._words)
