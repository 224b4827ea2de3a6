"""Words cut into the pieces of a vocabulary that the small encoders know: those of uncased BERT.

Lower case, accents off, longest known piece first. Which words are cut is up to who reads: ``redact.finder`` those of a
note as it came, ``signals.wordpiece`` those of a redacted one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

ARTEFACT = "word-pieces.txt"  # in models/, one piece a line
CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST = 100  # characters of a word; a longer one is unknown


def plain(word: str) -> str:
    """In lower case and without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


class Pieces:
    """Cuts words, and remembers those that it has cut."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Pieces:
        """From a vocabulary file, one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def number(self, piece: str) -> int:
        return self._numbers.get(piece, self._unknown)

    def cut(self, word: str) -> tuple[int, ...]:
        """Numbers of the pieces of a plain word."""
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
