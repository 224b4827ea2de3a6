"""Words of a note with what stands between them: all that the search for names needs, and much cheaper than a parse."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyser.redact.lexicon import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+|-[^\W_]+)*")
_TAIL = re.compile(r"['’](?:s|d|ll|ve|re|m)$", re.IGNORECASE)
_OPENS = frozenset('.!?…:;\n\r•*"“‘([|/>')


@dataclass(slots=True)
class Token:
    start: int
    end: int
    text: str
    folded: str
    capital: bool  # first letter upper, some letter lower, or a single capital letter
    shout: bool  # two letters or more, all upper
    initial: bool  # opens a sentence, line, quotation, bracket or list item
    gap: str  # what stands between the token before and this one
    possessive: bool = False


def _whole(word: str) -> bool:
    parts = word.split("-")
    return parts[0][:1].isupper() and parts[-1][:1].isupper()


def tokenise(text: str) -> list[Token]:
    """The words of a text, in order. A possessive or contracted ending is not part of its word."""
    found: list[Token] = []
    last = 0
    for start, core, possessive in _cores(text):
        gap = text[last:start]
        last = start + len(core)
        upper = core[0].isupper()
        shout = upper and len(core) > 1 and core.isupper()
        bare = gap if gap == " " else gap.rstrip(" \t")  # most words stand behind one blank
        initial = start == 0 or (bare != " " and bool(bare) and bare[-1] in _OPENS) or (not found and not bare.strip())
        found.append(Token(start, last, core, fold(core), upper and not shout, shout, initial, gap, possessive))
    return found


def _cores(text: str) -> Iterator[tuple[int, str, bool]]:
    """(start, word without its ending, whether the ending is a possessive's)."""
    for m in _WORD.finditer(text):
        start, word = m.start(), m[0]
        if word.isalnum():
            yield start, word, False
            continue
        for piece in word.split("-") if "-" in word and not _whole(word) else (word,):
            core, possessive = piece, False
            if len(piece) > 2 and ("'" in piece or "’" in piece) and (tail := _TAIL.search(piece)):
                core = piece[: tail.start()]
                possessive = tail[0][1:].lower() == "s"
            if core:
                yield start, core, possessive
            start += len(piece) + 1


def covered(tokens: Sequence[Token], start: int, end: int) -> range:
    """The numbers of the words that a stretch of the text holds or cuts into."""
    first = bisect_right(tokens, start, key=lambda t: t.end)
    return range(first, max(first, bisect_left(tokens, end, key=lambda t: t.start)))
