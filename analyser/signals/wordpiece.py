"""A note as the pieces of words that the note encoder reads, each with its place in the note.

The vocabulary and the cutting are those of uncased BERT: lower case, accents off, punctuation apart, longest known
piece first. Pseudonyms are read as the words that they stand for (``SocialWorker2`` as *social worker*), so that the
encoder, which learnt English before it learnt case notes, knows what they are. Women's and men's words are read by
``signals.genders``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analyser import taxonomy
from analyser.signals.genders import as_of_a_woman

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 100  # characters of a word; a longer one is unknown
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece's number in the vocabulary and the half-open offsets of the word that it belongs to."""

    id: int
    start: int
    end: int


class WordPiece:
    """Cuts text into pieces of a vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """From a vocabulary file, one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def number(self, piece: str) -> int:
        return self._numbers.get(piece, self._unknown)

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a redacted text, in order."""
        words = [(word, *m.span()) for m in _WORD.finditer(text) for word in _said(m[0])]
        read = as_of_a_woman([word for word, _, _ in words])
        return [
            Piece(n, start, end) for word, (_, start, end) in zip(read, words, strict=True) for n in self._cut(word)
        ]

    def _cut(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._longest_first(word)
        return known

    def _longest_first(self, word: str) -> tuple[int, ...]:
        if not word:
            return ()
        if len(word) > LONGEST:
            return (self._unknown,)
        numbers, at = [], 0
        while at < len(word):
            for end in range(len(word), at, -1):
                number = self._numbers.get(("##" if at else "") + word[at:end])
                if number is not None:
                    break
            else:
                return (self._unknown,)
            numbers.append(number)
            at = end
        return tuple(numbers)


@lru_cache(maxsize=1 << 16)
def _said(word: str) -> tuple[str, ...]:
    """The words, plain and in lower case, that a run of word characters is read as. It is cut at underscores, which
    BERT takes for punctuation."""
    parts = [p for p in re.split(r"(_)", word) if p] if "_" in word else [word]
    spoken = _spoken()
    return tuple(_plain(w) for part in parts for w in spoken.get(part.rstrip("0123456789"), "").split() or (part,))


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


@cache
def _spoken() -> Mapping[str, str]:
    """Pseudonym without its number → the words that it is read as."""
    return {stem: re.sub(r"(?<!^)(?=[A-Z])", " ", stem).lower() for stem in taxonomy.stems()}
