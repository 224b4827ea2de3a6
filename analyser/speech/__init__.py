"""Who says so: source, cue and content of direct and indirect speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analyser.model import Statement


def find_statements(text: str) -> list[Statement]:
    """Every statement in a text, in order, with offsets in that text.

    Direct and indirect speech, nested and post-posed, and the short forms of case notes ("Per Mum: …"). Never raises,
    whatever the quotation marks.

    Limits: a content that is split by its cue ("It was, she said, late") is given by its longer part; a source named
    two or more sentences away is given only as ``speaker``.
    """
    from analyser.pipeline import build_pipeline

    doc = build_pipeline()(text)
    return list(doc._.statements or ())


def find_in_doc(doc: Doc) -> list[Statement]:
    """The same on a parsed ``Doc``, with the roles of its mentions where they have been found."""
    from analyser.speech.attribution import find_in_doc as find

    return find(doc)


def holder_of(doc: Doc, start: int, end: int) -> str:
    """The role whose claim ``doc.text[start:end]`` is: the speaker of the statement that holds it, or one whose cue
    stands inside it, else the note's author."""
    from analyser.speech.holder import holder_of as find

    return find(doc, start, end)
