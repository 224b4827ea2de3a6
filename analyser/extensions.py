"""The attributes that our components and the tagger hang on a spaCy ``Doc``, registered once, by ``build_pipeline``."""

from __future__ import annotations

from spacy.tokens import Doc


def register() -> None:
    """Idempotent."""
    for name in ("note", "times", "statements", "mentions", "account_odds"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
