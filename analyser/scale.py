"""Many case files: streamed one by one, in this process or in several, to one results folder.

The unit of work is the case file. joblib runs the workers: ``loky`` processes on one machine, or a cluster through
``joblib.parallel_config(backend="dask")``. Each worker loads the models once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from analyser import artefacts, ingest
from analyser.errors import AnalyserError, ModelNotTrusted, RefusedForSafety, WrongCall
from analyser.model import CaseFile, Problem
from analyser.results import formats
from analyser.results.folder import Staging, TableSet
from analyser.results.manifest import Manifest
from analyser.results.tables import Tables, rows
from analyser.signals.reader import DEFAULT

Progress = Callable[[int, int, int], None]  # cases, notes and words done so far


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker gives back for one case: its rows, or one sentence on why there are none."""

    tables: Tables | None
    fault: str = ""
    refused: bool = False  # for safety: going on could have left personal data in the rows


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
    progress: Progress | None = None,
) -> Manifest:
    """Analyses every case file of the inputs and writes a results folder.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: the results folder; made if it is not there, its earlier results replaced when the new ones are whole.
        format: parquet, jsonl, csv or xlsx.
        jobs: worker processes; 1 runs in this process.
        backend: a joblib backend, ``loky`` or ``dask`` (with a running ``dask.distributed`` client).
        mapping: our column name -> the input's, where the input's is not known.
        models: ``accurate`` or ``fast``; which models read for signals.
        allow_residue: keep notes in which personal data may remain; without it they are withheld.
        progress: called after each case with cases, notes and words done so far.

    Returns:
        The manifest, which is also written; its ``problems`` say what could not be read.

    Raises:
        WrongCall: an unknown format, an input that is not there, a results folder that cannot be written.
        ResultsBusy: another run holds the results folder.
        DiskFull: nothing half-written is left.
    """
    formats.check(format)
    sources, target = _checked(paths, out)
    manifest = Manifest(
        format, {"allow_residue": allow_residue, "mapping": dict(mapping or {}), "models": models or DEFAULT}
    )
    manifest.started = _now()
    clock = time.monotonic()
    done = _Done(progress)
    with Staging(target) as staging:
        manifest.inputs = [asdict(i) for i in ingest.inputs(sources)]
        keys: list[str] = []
        waiting: list[tuple[str, str]] = []  # key and case id of what is being worked on

        def pending() -> Iterator[CaseFile]:
            seen: set[str] = set()
            for item in ingest.read(sources, mapping=mapping):
                if isinstance(item, Problem):
                    manifest.problems.append(item)
                    continue
                case = _unique(item, seen, manifest)
                manifest.warnings += list(case.warnings)
                key = _key(case, manifest.settings)
                keys.append(key)
                if staging.has(key):
                    continue
                waiting.append((key, case.case_id))
                yield case

        for number, outcome in enumerate(_run(pending(), manifest.settings, jobs, backend)):
            key, case_id = waiting[number]
            if outcome.tables is None:
                keys.remove(key)
                manifest.fail(case_id, outcome.fault, refused=outcome.refused)
                continue
            staging.put(key, outcome.tables)
            done.add(outcome.tables)
        for key in keys:
            manifest.count(staging.get(key))
        manifest.finished = _now()
        manifest.seconds = time.monotonic() - clock
        staging.publish(keys, format, manifest.as_dict())
    return manifest


def redact_files(
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    format: str = "csv",
    mapping: Mapping[str, str] | None = None,
    allow_residue: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Only redaction: the tables ``notes``, ``redactions`` and ``residue``, put in place when all are whole.

    Arguments and errors are those of ``scan``; no manifest is written.
    """
    from analyser.analysis import withhold
    from analyser.redact import redact_case
    from analyser.results.tables import note_rows, redaction_rows, residue_rows

    formats.check(format)
    sources, target = _checked(paths, out)
    manifest = Manifest(format, {"allow_residue": allow_residue})
    done = _Done(progress)

    def redacted(case_file: CaseFile) -> Tables:
        case = withhold(redact_case(case_file), allow_residue=allow_residue)
        return {"notes": note_rows(case), "redactions": redaction_rows(case), "residue": residue_rows(case)}

    with TableSet(target, ("notes", "redactions", "residue"), format) as tables:
        for item in ingest.read(sources, mapping=mapping):
            if isinstance(item, Problem):
                manifest.problems.append(item)
                continue
            manifest.warnings += list(item.warnings)
            outcome = _guarded(partial(redacted, item))
            if outcome.tables is None:
                manifest.fail(item.case_id, outcome.fault, refused=outcome.refused)
                continue
            manifest.count(outcome.tables)
            done.add(outcome.tables)
            tables.write(outcome.tables)
    return manifest


def _checked(paths: Sequence[Path | str], out: Path | str) -> tuple[list[Path], Path]:
    sources, target = [Path(p) for p in paths], Path(out)
    for source in sources:
        if not source.exists():
            raise WrongCall(f"{source} is not there; give a file or folder that holds case notes.")
        if source.is_dir() and target.resolve().is_relative_to(source.resolve()):
            raise WrongCall(f"the results folder {target} lies inside the input {source}; choose another place for it.")
    return sources, target


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")  # the manifest's only; no stage reads the clock


def _run(cases: Iterator[CaseFile], settings: Mapping[str, Any], jobs: int, backend: str) -> Iterator[Outcome]:
    if jobs == 1:
        yield from (_work(case, settings) for case in cases)
        return
    from joblib import Parallel, delayed, parallel_config
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    limits = {"inner_max_num_threads": 1} if backend == "loky" else {}
    try:
        with parallel_config(backend=backend, n_jobs=jobs, **limits):
            yield from Parallel(return_as="generator", pre_dispatch="2*n_jobs", batch_size=1)(
                delayed(_work)(case, settings) for case in cases
            )
    except TerminatedWorkerError:
        raise AnalyserError(
            "a worker process was ended from outside, perhaps for want of memory; run the same command with fewer "
            "--jobs, and it goes on from the last finished case."
        ) from None


def _work(case: CaseFile, settings: Mapping[str, Any]) -> Outcome:
    """One case in a worker."""
    from analyser.analysis import analyse

    return _guarded(lambda: rows(analyse(case, models=settings["models"], allow_residue=settings["allow_residue"])))


def _guarded(work: Callable[[], Tables]) -> Outcome:
    """The rows of one case. A fault comes back as one sentence without any text of the case, and the rest goes on; a
    model that cannot be trusted or a wrong call concerns every case and is raised."""
    try:
        return Outcome(work())
    except (ModelNotTrusted, WrongCall):
        raise
    except AnalyserError as error:
        return Outcome(None, error.message, refused=isinstance(error, RefusedForSafety))
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "analyser" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an outside library"
        return Outcome(
            None,
            f"this case could not be analysed ({type(error).__name__} at {place}); the others are complete. "
            "Please report the place named here.",
        )


def _key(case: CaseFile, settings: Mapping[str, Any]) -> str:
    """Names a staged case by everything that its rows depend on."""
    import analyser

    parts = [analyser.__version__, settings, artefacts.checksums(), asdict(case)]
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
