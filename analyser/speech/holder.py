"""Whose claim a stretch of a note is: a speaker's, or the writer's own."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from analyser.model import Statement


def statement_of(doc: Doc, start: int, end: int, roles: frozenset[str] | None = None) -> Statement | None:
    """The innermost statement that holds most of a stretch, or whose source and cue stand at the head of it.

    ``roles``: only statements of speakers with one of these.
    """
    best: Statement | None = None
    best_score = 0.5
    statements: Sequence[Statement] = (doc._.statements or ()) if doc.has_extension("statements") else ()
    for s in statements:
        if not s.speaker or (roles is not None and s.speaker not in roles):
            continue
        shared = min(s.content_end, end) - max(s.content_start, start)
        if shared <= 0:
            continue
        inside = start <= s.cue_start and s.cue_end <= end
        score = shared / (end - start) + (0.3 if inside else 0.0) - (s.content_end - s.content_start) / 4000
        if score > best_score:
            best, best_score = s, score
    return best


def holder_of(doc: Doc, start: int, end: int) -> str:
    """See ``analyser.speech.holder_of``."""
    statement = statement_of(doc, start, end)
    if statement is not None:
        return statement.speaker
    note = doc._.note if doc.has_extension("note") else None
    return str(getattr(note, "author_role", "") or "")
