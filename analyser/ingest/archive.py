"""ZIP-packed files (DOCX, ODT, XLSX), opened with limits on what they may unpack to."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from analyser.errors import UnreadableInput
from analyser.ingest import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_archive(data: bytes, kind: str, *, cap: int = limits.DOCUMENT * 4) -> zipfile.ZipFile:
    """The archive, when what it declares is within the limits.

    Raises:
        UnreadableInput: it is damaged, encrypted, or unpacks to too much.
    """
    if data.startswith(OLE):
        raise UnreadableInput(
            f"is protected by a password, or an older format under a {kind} name; save an unprotected copy as {kind}."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except Exception:
        raise UnreadableInput(f"is damaged or not a real {kind} file; open it and save it again as {kind}.") from None
    if any(e.flag_bits & 1 for e in entries):
        raise UnreadableInput(f"is protected by a password; save an unprotected copy as {kind}.")
    total = sum(e.file_size for e in entries)
    bomb = any(
        e.file_size > limits.DOCUMENT // 10 and e.file_size > limits.PACKED_RATIO * max(1, e.compress_size)
        for e in entries
    )
    if total > cap or bomb or len(entries) > limits.PACKED_FILES:
        raise UnreadableInput("unpacks to far more than a document would; it was not opened.")
    return archive


def read_part(archive: zipfile.ZipFile, name: str, *, cap: int = limits.DOCUMENT * 2) -> bytes:
    """One part, never more than declared limits whatever its header says.

    Raises:
        UnreadableInput: it is damaged or too large.
    """
    try:
        with archive.open(name) as file:
            data = file.read(cap + 1)
    except Exception:
        raise UnreadableInput("is damaged inside; open it and save it again.") from None
    if len(data) > cap:
        raise UnreadableInput("unpacks to far more than a document would; it was not opened.")
    return data


def parse_xml(data: bytes) -> ElementTree.Element:
    """The root element. A document type (and so any entity) is refused.

    Raises:
        UnreadableInput: it is not well formed, or declares a document type.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00!\x00D" in data or b"\x00<\x00!\x00D" in data:
        raise UnreadableInput("holds a document type declaration, which is not read; save it again from its program.")
    try:
        return ElementTree.fromstring(data)
    except Exception:
        raise UnreadableInput("is damaged inside; open it and save it again.") from None
