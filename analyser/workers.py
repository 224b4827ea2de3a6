"""The work on one case file, in this process or in several: joblib's ``loky`` on one machine, or a cluster by ``dask``.

Each worker loads the models once.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analyser.analysis import guarded
from analyser.errors import AnalyserError
from analyser.model import CaseFile
from analyser.results.tables import Tables, rows

if TYPE_CHECKING:
    from analyser.redact.vault.content import CaseMemory

WATCH_EVERY = 1.0  # seconds between two looks at whether the run is still there


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker gives back for one case: its rows, or one sentence on why there are none."""

    tables: Tables | None
    fault: str = ""
    refused: bool = False  # for safety: going on could have left personal data in the rows
    memory: CaseMemory | None = None  # what the vault is to remember


def run(
    cases: Iterator[tuple[CaseFile, CaseMemory | None]], settings: Mapping[str, Any], jobs: int, backend: str
) -> Iterator[Outcome]:
    """The outcome of each case, in the order of the cases.

    Raises:
        AnalyserError: a worker process was ended from outside.
    """
    if jobs == 1:
        yield from (work(case, settings, *_given(memory)) for case, memory in cases)
        return
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    # Of a run that was stopped: joblib's own words about its tasks are of no use to whoever stopped it.
    warnings.filterwarnings("ignore", message=r"\d+ tasks have been successfully executed", category=UserWarning)
    try:
        with processes(jobs, backend):
            yield from Parallel(return_as="generator", pre_dispatch="2*n_jobs", batch_size=1)(
                delayed(work)(case, settings, *_given(memory)) for case, memory in cases
            )
    except TerminatedWorkerError:
        raise AnalyserError(
            "a worker process was ended from outside, perhaps for want of memory; run the same command with fewer "
            "--jobs, and it goes on from the last finished case."
        ) from None


def processes(jobs: int, backend: str) -> AbstractContextManager[Any]:
    """Has joblib work with so many processes inside the block; those of ``loky`` end with the run, however it ends.

    Limits:
        On Windows a worker does not see that its run is gone: it ends joblib's five minutes after its last case.
    """
    from joblib import parallel_config

    limits: dict[str, Any] = {}
    if backend == "loky":
        limits = {"inner_max_num_threads": 1, "initializer": _end_with, "initargs": (os.getpid(),)}
    config: AbstractContextManager[Any] = parallel_config(backend=backend, n_jobs=jobs, **limits)
    return config


def work(case: CaseFile, settings: Mapping[str, Any], memory: CaseMemory | None = None) -> Outcome:
    """One case in a worker."""
    from analyser.analysis import analyse

    memory = deepcopy(memory)
    done = guarded(
        lambda: rows(
            analyse(
                case,
                models=settings["models"],
                allow_residue=settings["allow_residue"],
                profile=settings.get("profile"),
                memory=memory,
            )
        )
    )
    return Outcome(done.value, done.fault, done.refused, memory)


def _end_with(run: int) -> None:
    """Ends this process when the one with this number is no longer its parent: a run that was killed ends no worker."""
    if sys.platform == "win32":  # keeps the number of a parent that is gone
        return

    def watch() -> None:
        while os.getppid() == run:
            time.sleep(WATCH_EVERY)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-run", daemon=True).start()


def _given(memory: CaseMemory | None) -> tuple[CaseMemory, ...]:
    return () if memory is None else (memory,)
