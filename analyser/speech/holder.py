"""Whose claim a stretch of a note is: a speaker's, or the writer's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from analyser.actors.mentions import Kind, Mention
from analyser.grammar import text_of
from analyser.model import Statement
from analyser.taxonomy import roles as known_roles
from analyser.taxonomy import side_of

_NEAR = 40  # characters between what was said and what still goes on
_HEAD = 16  # characters at the head of a stretch where a service that tells it stands


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


@cache
def _tellers() -> frozenset[str]:
    """Roles that tell for themselves and go on telling: each of the family, not the family as a whole."""
    return frozenset(r for r in known_roles() if side_of(r) in ("parent", "child")) - {"family"}


def _goes_on(doc: Doc, start: int) -> Statement | None:
    """Free indirect speech: the sentence after "Mum says …" goes on with it, unless the writer comes in between."""
    statements: Sequence[Statement] = (doc._.statements or ()) if doc.has_extension("statements") else ()
    last = max(
        (s for s in statements if s.speaker in _tellers() and max(s.content_end, s.cue_end) <= start),
        key=lambda s: s.content_end,
        default=None,
    )
    if last is None:
        return None
    between = text_of(doc)[max(last.content_end, last.cue_end) : start]
    if (
        len(between) > _NEAR
        or "\n" in between
        or any(m.kind is Kind.AUTHOR for m in _mentions(doc, last.content_end, start + 12))
    ):
        return None
    return last


def _mentions(doc: Doc, start: int, end: int) -> list[Mention]:
    return [m for m in doc._.mentions or () if start <= m.start < end] if doc.has_extension("mentions") else []


def holder_of(doc: Doc, start: int, end: int) -> str:
    """See ``analyser.speech.holder_of``."""
    statement = statement_of(doc, start, end)
    if statement is None:
        record = next((m.role for m in _mentions(doc, start, start + _HEAD) if side_of(m.role) == "agency"), "")
        if record:
            return record  # "Clinic has her down as …": a service's own record tells it
        statement = _goes_on(doc, start)
    if statement is not None:
        return statement.speaker
    note = doc._.note if doc.has_extension("note") else None
    return str(getattr(note, "author_role", "") or "")
