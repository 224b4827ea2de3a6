"""Texts: TXT and MD as they are; PDF and RTF as what is left of them when only words are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analyser.ingest import limits
from analyser.ingest.formats import read_document
from analyser.ingest.text import clean, decode
from analyser.rewrite.pieces import Edit, Piece, Policy, edited

_BLOCK = re.compile(r"(\n[ \t]*\n+)")


class Text:
    """A text cut at its empty lines."""

    def __init__(self, text: str, suffix: str, warnings: tuple[str, ...] = (), newline: str = "\n") -> None:
        self.suffix = suffix
        self.warnings = warnings
        self._parts = _BLOCK.split(clean(text).replace("\r\n", "\n").replace("\r", "\n"))
        self._newline = newline
        self.pieces = [Piece(part, f"paragraph {n}") for n, part in enumerate(self._parts[::2], 1)]

    def text(self, edits: Sequence[Sequence[Edit]]) -> str:
        parts = list(self._parts)
        parts[::2] = [edited(p.text, e) for p, e in zip(self.pieces, edits, strict=True)]
        return "".join(parts)

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        return self.text(edits).replace("\n", self._newline).encode("utf-8")


def read(path: Path, policy: Policy) -> Text:
    """TXT and MD: the same, in UTF-8."""
    data = limits.load(path)
    return Text(decode(data), path.suffix.lower(), newline="\r\n" if b"\r\n" in data[:65536] else "\n")


def read_pdf(path: Path, policy: Policy) -> Text:
    """PDF: the words only, because a page is drawn and nobody can be sure what else lies under it."""
    document = read_document(path)
    said = "a PDF is given back as text: what lies in its layers and pictures cannot be checked."
    return Text(document.text.replace("\f", "\n\n"), ".txt", (*document.warnings, said))


class _Rich(Text):
    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        body = "".join(_escaped(c) for c in self.text(edits))
        return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22 " + body + "}").encode("ascii")


def read_rtf(path: Path, policy: Policy) -> Text:
    """RTF: as RTF, the words only."""
    said = "an RTF file is given back with its words only, because much can be hidden in its layout."
    return _Rich(read_document(path).text, ".rtf", (said,))


def _escaped(c: str) -> str:
    if c == "\n":
        return "\\par\n"
    if c in "\\{}":
        return "\\" + c
    if c.isascii():
        return c
    units = c.encode("utf-16-le")
    return "".join(f"\\u{int.from_bytes(units[i : i + 2], 'little', signed=True)}?" for i in range(0, len(units), 2))
