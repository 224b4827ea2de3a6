"""A redacted note as the pieces of words that the note encoder reads, each with its place in the note.

The cutting is that of ``analyser.wordpieces``, punctuation apart. Pseudonyms are read as the words that they stand for
(``SocialWorker2`` as *social worker*), so that the encoder, which learnt English before case notes, knows what they
are. Women's and men's words are read by ``signals.genders``, peoples and faiths by ``signals.belonging``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analyser import taxonomy
from analyser.signals.belonging import stretches
from analyser.signals.genders import as_of_a_woman
from analyser.wordpieces import Pieces, plain

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece's number in the vocabulary and the half-open offsets of the word that it belongs to."""

    id: int
    start: int
    end: int


class WordPiece:
    """Cuts redacted text into pieces of a vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._pieces = Pieces(vocabulary)
        self.number = self._pieces.number

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """From a vocabulary file, one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a redacted text, in order."""
        words = list(_words(text))
        read = as_of_a_woman([word for word, _, _ in words])
        return [
            Piece(n, start, end)
            for word, (_, start, end) in zip(read, words, strict=True)
            for n in self._pieces.cut(word)
        ]


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words that are read, with the offsets in the text of what they are read for."""
    at = 0
    for other in stretches(text):
        for m in _WORD.finditer(text, at, other.start):
            yield from ((word, *m.span()) for word in _said(m[0]))
        yield from ((word, other.start, other.end) for word in other.words.lower().split())
        at = other.end
    for m in _WORD.finditer(text, at):
        yield from ((word, *m.span()) for word in _said(m[0]))


@lru_cache(maxsize=1 << 16)
def _said(word: str) -> tuple[str, ...]:
    """The words, plain and in lower case, that a run of word characters is read as. It is cut at underscores, which
    BERT takes for punctuation, and a contraction where its apostrophe belongs."""
    if marked := taxonomy.contractions().get(word.lower()):
        return tuple(marked.replace("'", " ' ").split())
    parts = [p for p in re.split(r"(_)", word) if p] if "_" in word else [word]
    spoken = _spoken()
    return tuple(plain(w) for part in parts for w in spoken.get(part.rstrip("0123456789"), "").split() or (part,))


@cache
def _spoken() -> Mapping[str, str]:
    """Pseudonym without its number → the words that it is read as."""
    return {stem: re.sub(r"(?<!^)(?=[A-Z])", " ", stem).lower() for stem in taxonomy.stems()}
