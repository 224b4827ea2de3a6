"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

from analyser.ingest import limits
from analyser.ingest.formats import Document
from analyser.ingest.text import decode


def read(path: Path) -> Document:
    """The text; Markdown's marks stay, because they are part of what was written."""
    return Document(decode(limits.load(path)))
