"""RTF, read by striprtf."""

from __future__ import annotations

from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.formats import Document


def read(path: Path) -> Document:
    """The text. Limits: comments and hidden text are not told apart from the rest."""
    from striprtf.striprtf import rtf_to_text

    data = limits.load(path, 20 * limits.MiB)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableInput("is damaged or not a real RTF file; open it and save it again as RTF.")
    text: str = rtf_to_text(data.decode("cp1252", errors="replace"), errors="replace")  # type: ignore[no-untyped-call]
    return Document(text, flowing=True)
