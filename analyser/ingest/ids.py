"""Ids that are safe to show: from a column as given, from a path only where the path holds no name."""

from __future__ import annotations

import re

from analyser.ingest.text import clean

_WORDS = {"case", "cases", "file", "files", "child", "ref", "note", "notes", "cin", "cp", "lac", "cla", "cic", "family"}
_WORDS |= {"lcs", "id", "no", "record", "records", "mosaic", "part", "copy", "v"}
_UNSAFE = re.compile(r"[\\/:*?\"<>|\s]+")
_LONGEST = 120


def safe_id(value: str) -> str:
    """An id given in a column, fit for a file name: without control characters and path separators."""
    text = _UNSAFE.sub("-", clean(value).strip()).strip("-")
    text = text[:_LONGEST]
    return text if text.strip(".") else ""


def is_reference(stem: str) -> bool:
    """Whether the name of a file or folder is a reference (CIN-0042, case 7, 12345_A) and not somebody's name."""
    if not any(c.isdigit() for c in stem):
        return False
    # One letter is an initial at most where it stands apart from the digits.
    words = re.findall(r"[^\W\d_]+", stem)
    glued = {w for w in words if len(w) == 1 and re.search(rf"\d[-_ ]?{w}(?![^\W\d_])|(?<![^\W\d_]){w}[-_]?\d", stem)}
    return all(w.lower() in _WORDS or w in glued for w in words)


class Unique:
    """Gives every id once: the second of the same name gets a suffix."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def take(self, wanted: str) -> str:
        found, n = wanted, 1
        # Folded, because file systems on Windows and macOS do not tell A from a.
        while found.casefold() in self._seen:
            n += 1
            found = f"{wanted}-{n}"
        self._seen.add(found.casefold())
        return found
