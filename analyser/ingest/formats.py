"""What a reader gives, and which reader reads which extension."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: ``number`` as a spreadsheet shows it, the heading being row 1. ``fault`` says why it was not
    read."""

    number: int
    cells: tuple[object, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be gone through more than once. ``name`` is of the file or the sheet; ``rows`` may raise
    ``UnreadableInput``."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, pages apart by form feeds, and what its format itself says about it. ``flowing``: a line is a
    paragraph, so that lines are not joined."""

    text: str
    date: dt.date | None = None
    author: str = ""
    type: str = ""
    names: tuple[tuple[str, str], ...] = ()  # (name, address) of others that the format names, such as receivers
    address: str = ""  # of the author, where it is an e-mail
    repeated: str = ""  # what every page repeats: headers and footers
    flowing: bool = False
    warnings: tuple[str, ...] = ()


TABLES = {
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xlsb": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".json": "records",
    ".jsonl": "records",
    ".ndjson": "records",
    ".parquet": "parquet",
}
DOCUMENTS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".docx": "word",
    ".docm": "word",
    ".odt": "opendocument",
    ".pdf": "pdf",
    ".html": "web",
    ".htm": "web",
    ".eml": "mail",
    ".rtf": "rtf",
}
CASE = ".case"
BANK = ".bank"  # training notes, which lie beside case files
ADVICE = {
    ".doc": "is an old Word file, which is not read; save it as DOCX or PDF.",
    ".dot": "is an old Word file, which is not read; save it as DOCX or PDF.",
    ".msg": "is an Outlook message, which is not read; save it as EML or text.",
    ".pst": "is an Outlook mailbox, which is not read; save its messages as EML or text.",
    ".zip": "is a packed folder, which is not opened; unpack it and give the folder.",
    ".7z": "is a packed folder, which is not opened; unpack it and give the folder.",
    ".gz": "is a packed file, which is not opened; unpack it first.",
    ".bank": "is a bank of training notes and not a case file; give it to 'analyser train'.",
    ".pages": "is a Pages file, which is not read; export it as DOCX or PDF.",
    ".numbers": "is a Numbers file, which is not read; export it as XLSX or CSV.",
    ".one": "is a OneNote file, which is not read; export it as DOCX or PDF.",
    ".mdb": "is a database, which is not read; export its notes as CSV.",
    ".accdb": "is a database, which is not read; export its notes as CSV.",
}
for _picture in (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".bmp", ".gif"):
    ADVICE[_picture] = "is a picture, which is not read; run text recognition (OCR) on it and give the text."
for _sound in (".mp3", ".m4a", ".wav", ".mp4", ".mov"):
    ADVICE[_sound] = "is a recording, which is not read; give its transcript."
KNOWN = "CSV, TSV, XLSX, JSON, JSONL, Parquet, TXT, MD, DOCX, ODT, PDF, HTML, EML or RTF"


def kind_of(path: Path) -> str:
    """``table``, ``document``, ``case`` or ``unsupported``, by the extension."""
    suffix = path.suffix.lower()
    if suffix in TABLES:
        return "table"
    if suffix in DOCUMENTS:
        return "document"
    return "case" if suffix == CASE else "unsupported"


def unsupported(path: Path) -> str:
    """Why a file of this extension is not read, and what to do."""
    suffix = path.suffix.lower()
    return ADVICE.get(suffix, f"has an extension that is not read; give {KNOWN}.")


def read_tables(path: Path) -> list[Table]:
    """The tables of a file.

    Raises:
        UnreadableInput: it cannot be read; the message is one clause, safe to show.
    """
    return list(_call(TABLES, path))


def read_document(path: Path) -> Document:
    """The text of a file.

    Raises:
        UnreadableInput: it cannot be read; the message is one clause, safe to show.
    """
    found: Document = _call(DOCUMENTS, path)
    return found


def _call(registry: dict[str, str], path: Path) -> Any:
    reader = import_module(f"analyser.ingest.readers.{registry[path.suffix.lower()]}")
    return guarded(path, lambda: reader.read(path))


def guarded(path: Path, call: Callable[[], Any]) -> Any:
    """What the call gives; whatever it raises becomes one clear sentence without any text of the file."""
    try:
        return call()
    except UnreadableInput:
        raise
    except PermissionError:
        raise UnreadableInput(
            "may not be read by you; ask for permission to it or copy it to a folder of yours."
        ) from None
    except FileNotFoundError:
        raise UnreadableInput("is no longer there; check the path.") from None
    except OSError as error:
        raise UnreadableInput(
            f"could not be read from the disk ({type(error).__name__}); copy it and try again."
        ) from None
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # Readers written in Rust panic with an exception that is no ``Exception``.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        kind = path.suffix.lstrip(".").upper()
        raise UnreadableInput(f"is damaged or not a real {kind} file; open it and save it again.") from None
