"""The text of a ``Doc`` and the sentence of a token, without spaCy's own properties, which go through every token
of the ``Doc`` on each call and would cost our components more than all they do."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

_TEXT = "text"  # key of ``doc.user_data``


@dataclass(frozen=True, slots=True)
class Bounds:
    """``start`` and ``end`` are token indices, ``start_char`` and ``end_char`` characters; half-open."""

    start: int
    end: int
    start_char: int
    end_char: int


def text_of(doc: Doc) -> str:
    """``doc.text``, put together once a Doc."""
    text = doc.user_data.get(_TEXT)
    if not isinstance(text, str):
        text = doc.user_data[_TEXT] = str(doc.text)
    return text


def next_to(token: Token, steps: int = 1) -> Token:
    """The token so many places behind, or before; the first or last one where the text ends before that, and never an
    error: a parse may hang anything on anything."""
    return token.doc[min(max(token.i + steps, 0), len(token.doc) - 1)]


def sentence_of(token: Token) -> Bounds:
    """The bounds of the sentence that a token stands in."""
    doc, first, last = token.doc, token, token.i + 1
    while first.i and not first.is_sent_start:
        first = doc[first.i - 1]
    while last < len(doc) and not doc[last].is_sent_start:
        last += 1
    final = doc[last - 1]
    return Bounds(first.i, last, first.idx, final.idx + len(final.text))
