"""The results folder: staged case by case, put in place whole, and read back.

While a scan runs, each finished case lies in ``.staging`` as one file named by a key of its content, the settings and
the versions. When all are done the tables are assembled in the order of the input, renamed into place, and
``manifest.json`` is written last: a folder without it is not a result. A scan that was interrupted finds its staged
cases again and goes on from there. Everything is readable by its owner only.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from analyser.errors import DiskFull, ResultsBusy, WrongCall
from analyser.results import formats
from analyser.results.columns import COLUMNS
from analyser.results.places import Row
from analyser.results.tables import Tables

MANIFEST = "manifest.json"
STAGING = ".staging"
LOCK = ".lock"


@contextmanager
def private() -> Iterator[None]:
    """Files made inside are readable by their owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _disk_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(f"no room is left to write {folder}; free some space and run it again.") from None
        if error.errno == errno.EROFS:
            raise WrongCall(f"{folder} is on a disk that can only be read; choose another folder.") from None
        raise


def _make(folder: Path) -> None:
    """Makes a folder for its owner alone, where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError:
        raise WrongCall(f"{folder} is a file; give a folder for the results.") from None
    except (PermissionError, FileNotFoundError, NotADirectoryError):  # a part of the path is a file
        raise WrongCall(f"{folder} cannot be written; choose another folder for the results.") from None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """A folder to write to, for this run alone: made if it is not there, what is made in it readable by its owner only.

    Raises:
        ResultsBusy: another run holds it.
        WrongCall: it is a file, or cannot be written.
        DiskFull: no room is left to make it.
    """
    from filelock import FileLock, Timeout

    with private():
        lock = FileLock(folder / LOCK, timeout=0, mode=0o600)
        try:
            with _disk_faults(folder):
                _make(folder)
                lock.acquire()
        except PermissionError:
            raise WrongCall(f"{folder} cannot be written; choose another folder for the results.") from None
        except Timeout:
            raise ResultsBusy(f"another run is writing {folder}; wait for it or choose another folder.") from None
        try:
            yield
        finally:
            lock.release()


class Staging:
    """What a running scan has finished so far. Use as ``with Staging(folder) as staging``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._place = folder / STAGING
        self._exit = ExitStack()

    def __enter__(self) -> Staging:
        self._exit.enter_context(held(self.folder))
        self._place.mkdir(exist_ok=True, mode=0o700)
        for left in self._place.glob(".*.part"):
            left.unlink()
        return self

    def __exit__(self, *exc: object) -> None:
        with suppress(OSError):  # it holds finished cases, or is published and gone
            self._place.rmdir()
        self._exit.close()

    def has(self, key: str) -> bool:
        return (self._place / f"{key}.json").is_file()

    def put(self, key: str, tables: Tables) -> None:
        """Keeps the rows of one finished case."""
        body = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
        with _disk_faults(self.folder):
            put(self._place / f"{key}.json", body)

    def get(self, key: str) -> Tables:
        tables: Tables = json.loads((self._place / f"{key}.json").read_text(encoding="utf-8"))
        return tables

    def over_results(self) -> bool:
        """Whether the folder holds finished results of an earlier run."""
        return (self.folder / MANIFEST).is_file()

    def publish(self, keys: Iterable[str], format: str, manifest: Mapping[str, Any]) -> None:
        """Assembles the tables in the order of the keys, puts them in place, the manifest last."""
        with _disk_faults(self.folder), TableSet(self._place, tuple(COLUMNS), format) as tables:
            for key in keys:
                tables.write(self.get(key))
        with _disk_faults(self.folder):
            (self.folder / MANIFEST).unlink(missing_ok=True)
            for table in COLUMNS:
                for other in formats.FORMATS:
                    (self.folder / f"{table}.{other}").unlink(missing_ok=True)
            for table in COLUMNS:
                os.replace(self._place / f"{table}.{format}", self.folder / f"{table}.{format}")
            put(self.folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        shutil.rmtree(self._place)


@contextmanager
def place(path: Path) -> Iterator[Path]:
    """Gives a path to write to; what was written there is put in place whole, or not at all.

    Raises:
        DiskFull: no room is left.
        WrongCall: the folder cannot be written, or is a file.
    """
    part = _part(path)
    with _disk_faults(path.parent), private():
        _make(path.parent)
        try:
            yield part
            os.replace(part, path)
        except PermissionError:
            raise WrongCall(f"{path.parent} cannot be written; choose another place.") from None
        finally:
            part.unlink(missing_ok=True)


def put(path: Path, body: str) -> None:
    """Writes a text file whole or not at all; see ``place``."""
    with place(path) as part, part.open("w", encoding="utf-8", newline="\n") as f:
        f.write(body)
        f.flush()
        os.fsync(f.fileno())


class Results:
    """A finished results folder, to read from.

    Raises:
        WrongCall: the folder is not there, or no scan has finished in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / MANIFEST
        if not folder.is_dir():
            raise WrongCall(f"{folder} is not a folder; give the --out folder of a scan.")
        if not path.is_file():
            raise WrongCall(f"{folder} holds no finished results; run 'analyser scan … --out {folder}' (again).")
        try:
            self.manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise WrongCall(f"{path} is damaged; run the scan again.") from None

    @property
    def format(self) -> str:
        return str(self.manifest["format"])

    def read(self, table: str) -> Iterator[Row]:
        """The rows of one table, in order of the cases."""
        path = self.folder / f"{table}.{self.format}"
        if self.format not in formats.FORMATS:
            raise WrongCall(f"{self.folder} holds redacted files and no tables; give the --out folder of a scan.")
        if not path.is_file():
            raise WrongCall(f"{path} is missing; run the scan again.")
        return formats.read(table, path)

    def cases(self, only: str | None = None) -> Iterator[tuple[str, Tables]]:
        """(case id, its rows of every table), case by case, without holding more than one."""
        streams = {table: _Grouped(self.read(table)) for table in COLUMNS}
        for case in self.read("cases"):
            case_id = str(case["case_id"])
            tables = {table: stream.take(case_id) for table, stream in streams.items()}
            if only in (None, case_id):
                yield case_id, tables


class _Grouped:
    """Rows that come in order of the cases, taken a case at a time."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next: Row | None = next(rows, None)

    def take(self, case_id: str) -> list[Row]:
        found = []
        while self._next is not None and str(self._next["case_id"]) == case_id:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


class TableSet(AbstractContextManager["TableSet"]):
    """Several tables written side by side, each renamed into place when all are whole, or none."""

    def __init__(self, folder: Path, tables: Sequence[str], format: str) -> None:
        self._targets = {t: folder / f"{t}.{format}" for t in tables}
        self._writers: dict[str, formats.TableWriter] = {}
        self._files = ExitStack()
        self._discarded = False
        with ExitStack() as stack:
            stack.enter_context(_disk_faults(folder))
            stack.enter_context(private())
            _make(folder)
            with self._undone():
                for table, target in self._targets.items():
                    writer = formats.TableWriter(table, _part(target), format)
                    self._writers[table] = self._files.enter_context(writer)
            self._exit = stack.pop_all()

    @contextmanager
    def _undone(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._drop()
            raise

    def _drop(self) -> None:
        for target in self._targets.values():
            _part(target).unlink(missing_ok=True)

    def write(self, rows: Tables) -> None:
        """Adds rows; tables that are not in the set are passed over."""
        for table, writer in self._writers.items():
            for row in rows.get(table, ()):
                writer.write(row)

    def discard(self) -> None:
        """Puts nothing in place: what stands there stays."""
        self._discarded = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._exit:
            with self._undone():
                self._files.close()
                if kind is None and not self._discarded:
                    for target in self._targets.values():
                        os.replace(_part(target), target)
            if kind is not None or self._discarded:
                self._drop()
            if isinstance(error, OSError):
                raise error  # so that a full disk is said in our words


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def export(results: Results, out: Path, format: str) -> list[Path]:
    """The tables of a results folder in another format, put in place when all are whole.

    Raises:
        WrongCall: an unknown format, no folder to write to, or no tables to read.
    """
    formats.check(format)
    if any(p.exists() and not p.is_dir() for p in (out, *out.parents)):
        raise WrongCall(f"{out} is a file, or lies in one; give a folder.")
    with TableSet(out, tuple(COLUMNS), format) as tables:
        for table in COLUMNS:
            for row in results.read(table):
                tables.write({table: [row]})
    return [out / f"{table}.{format}" for table in COLUMNS]
