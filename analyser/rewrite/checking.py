"""A written file looked through for what was masked: it is put in place only when nothing of it is left."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analyser.redact.case import WITHHELD
from analyser.redact.verify import scan_output
from analyser.rewrite.by_case import CasePieces, is_id_of
from analyser.rewrite.carriers import carrier
from analyser.rewrite.cells import is_code, is_term
from analyser.rewrite.mail import NOBODY
from analyser.rewrite.pieces import Policy


def why_withheld(path: Path, data: bytes, policy: Policy, cases: Sequence[CasePieces]) -> str:
    """Why a written file may not be published, or an empty string: it is read again, and its every part is seen."""
    again = carrier(path, replace(policy, shift=None))
    by_text: dict[str, list[CasePieces]] = {}
    for piece in again.pieces:
        if piece.kind == "case" or is_code(piece) or is_term(piece):
            continue
        known = [c for c in cases if piece.case and is_id_of(piece.case, c)] or list(cases)
        if len(known) == 1:
            by_text.setdefault(piece.text, known)
    hits = 0
    for text, known in by_text.items():
        for case in known:
            if case.registry is not None and text != WITHHELD:
                hits += scan_output(text.replace(NOBODY, ""), case.registry)
    if hits:
        return f"{hits} known names or numbers still stand in its text"
    wanted = {_squeezed(s) for c in cases for s in c.surfaces}
    raw = _squeezed(_everything(data))
    words = set(re.findall(r"\w+", raw))  # most names are not there at all: that is cheap to see
    hidden = sum(words.issuperset(re.findall(r"\w+", s)) and s in raw for s in wanted)
    return f"{hidden} masked values still stand somewhere in the file" if hidden else ""


def telling(surface: str) -> bool:
    """A masked value that cannot stand in a file by chance."""
    digits = sum(c.isdigit() for c in surface)
    return digits >= 6 or "@" in surface or (" " in surface.strip() and len(surface) > 8)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold().strip()


def _everything(data: bytes) -> str:
    """All text of a file, whatever part it stands in, with and without what marks it up."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(i) for i in archive.infolist()]
    texts = [p.decode("utf-8", errors="replace") for p in parts]
    return "\n".join([*texts, *(html.unescape(re.sub(r"<[^>]*>", "", t)) for t in texts)])
