"""Worker processes: they go when the run that started them is gone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

RUN = """
import os, sys, time
from pathlib import Path
from joblib import Parallel, delayed
from analyser.workers import processes

def long_case(folder):
    Path(folder, str(os.getpid())).touch()
    time.sleep(120)

with processes(2, "loky"):
    Parallel()(delayed(long_case)(sys.argv[1]) for _ in range(4))
"""


def wait(until: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.2)
    return until()


@pytest.mark.skipif(sys.platform == "win32", reason="a worker cannot see there that its parent is gone")
def test_workers_of_a_run_that_was_killed_end_as_well(tmp_path: Path, root: Path) -> None:
    scan = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path)], cwd=root)
    try:
        assert wait(lambda: len(list(tmp_path.iterdir())) == 2 or scan.poll() is not None, 60)
        assert scan.poll() is None
        workers = [psutil.Process(int(p.name)) for p in tmp_path.iterdir()]
    finally:
        scan.kill()
        scan.wait()
    try:
        assert wait(lambda: not any(w.is_running() and w.status() != psutil.STATUS_ZOMBIE for w in workers), 20)
    finally:
        for left in workers:
            if left.is_running():
                left.kill()
