"""The attributes that our components hang on a spaCy ``Doc``, registered once, by ``build_pipeline``."""

from __future__ import annotations

from spacy.tokens import Doc


def register() -> None:
    """Idempotent."""
    for name in ("note", "times", "statements", "mentions"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
