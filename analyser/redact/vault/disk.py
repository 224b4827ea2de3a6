"""The file of a vault: kept for one run at a time, and written aside, then put in place."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path

from analyser.errors import DiskFull, ResultsBusy, WrongCall


def lock(path: Path) -> ExitStack:
    """Keeps others out until the stack is closed.

    Raises:
        WrongCall: the folder is not there or cannot be written.
        ResultsBusy: another run has the vault open.
    """
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():
        raise WrongCall(f"the folder of the vault {path} is not there; make it first, apart from the results.")
    exit = ExitStack()
    try:
        exit.enter_context(FileLock(path.with_name(f".{path.name}.lock"), timeout=0, mode=0o600))
    except Timeout:
        raise ResultsBusy(f"another run has the vault {path} open; wait for it to end.") from None
    except OSError:
        raise WrongCall(f"the folder of the vault {path} cannot be written; choose another place.") from None
    return exit


def read(path: Path) -> bytes:
    """Raises:
    WrongCall: the file may not be read.
    """
    try:
        return path.read_bytes()
    except OSError:
        raise WrongCall(f"the vault {path} may not be read by you; ask its keeper for permission.") from None


def part(path: Path) -> Path:
    """Where a vault is written before it takes its place."""
    return path.with_name(f".{path.name}.part")


def write(path: Path, data: bytes) -> None:
    """Writes a vault whole or not at all, readable by its owner only.

    Raises:
        DiskFull: no room is left; the vault is as it was.
        WrongCall: the folder cannot be written.
    """
    aside = part(path)
    try:
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as f:
            f.write(data)
            f.flush()
            os.fsync(f.fileno())
        os.replace(aside, path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        aside.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(f"no room is left to write the vault {path}; it is as it was. Free some space.") from None
        raise WrongCall(
            f"the vault {path} cannot be written; it is as it was. Check the folder's permissions."
        ) from None
