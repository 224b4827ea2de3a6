"""What is put in the place of what, in one piece of a file, once its case is redacted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.dates.shift import UNKNOWN, shift_text
from analyser.ingest.names import author
from analyser.redact.case import WITHHELD
from analyser.redact.profile import Profile
from analyser.redact.replacing import age
from analyser.rewrite.by_case import CasePieces
from analyser.rewrite.cells import is_code, is_term
from analyser.rewrite.packed import NOWHERE
from analyser.rewrite.pieces import Edit, Piece

MASKED = "[masked]"


def edits_of(
    piece: Piece, case: CasePieces, number: int, profile: Profile, allow_residue: bool
) -> tuple[list[Edit], bool]:
    """The edits of a piece, and whether it is withheld whole because personal data may remain in it.

    Args:
        number: of the piece among those of its case, which is redacted.
        profile: how each kind of personal data is treated.
        allow_residue: withhold nothing.
    """
    assert case.redacted is not None
    note = case.redacted.notes[number]
    whole = (0, len(piece.text))
    if case.pieces[number].kind == "case" or is_term(piece):
        return [], False
    if piece.kind == "day":
        return _day(piece, case, profile), False
    if piece.kind == "born":
        day = piece.date or max((n.date for n in case.case.notes if n.date), default=case.case.as_of)
        return [(*whole, (age(piece.text, day, profile) if profile.birth_dates != "mask" else "") or MASKED)], False
    if note.note_id in case.redacted.withheld and not allow_residue:
        return [(*whole, WITHHELD)], True
    if is_code(piece):
        return [], False
    return _masked(piece, [(r.start, r.end, r.pseudonym) for r in note.redactions]), False


def _day(piece: Piece, case: CasePieces, profile: Profile) -> list[Edit]:
    days = case.memory.shift_days() if profile.dates == "shift" and case.memory is not None else 0
    if not days:
        return []
    new = shift_text(piece.text, None, days)[0]
    return [(0, len(piece.text), new if new != piece.text else UNKNOWN)]


def _masked(piece: Piece, edits: list[Edit]) -> list[Edit]:
    """The redactions of a piece; of a link, an identifier or a name, the whole of it where they leave nothing else."""
    whole = (0, len(piece.text))
    left = re.sub(r"\W", "", "".join(piece.text[a:b] for a, b in _between(edits, len(piece.text))))
    if piece.kind == "link":
        return [(*whole, NOWHERE)] if edits else []
    if piece.kind in ("id", "number"):
        if piece.kind == "number" and not edits:
            return []
        return edits if edits and not left else [(*whole, edits[0][2] if edits else MASKED)]
    if piece.kind == "name" and not edits and author(piece.text).name:
        return [(*whole, MASKED)]
    return edits


def _between(edits: Sequence[Edit], length: int) -> list[tuple[int, int]]:
    starts = [0, *(e[1] for e in edits)]
    return list(zip(starts, [*(e[0] for e in edits), length], strict=True))
