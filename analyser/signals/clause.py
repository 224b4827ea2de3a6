"""From the sentence to the clause that carries the evidence, so that a flag quotes no more than it rests on."""

from __future__ import annotations

import re

LONGEST = 300  # characters of evidence; a longer stretch is cut around its cue

# A clause ends at these: semicolon, colon, dash, brackets, or a comma before a word that opens a new clause.
_BREAK = re.compile(
    r"\s*;\s*|:\s+(?=\S)|\s+[-–—]\s+|\s*—\s*|,?\s+(?=\()|(?<=\))\s+"
    r"|,\s+(?=(?:and|but|so|though|although|because|as|since|while|whilst|which|who|where|when|then|yet|nor|or|having|"
    r"she|he|they|i|we|it|mum|dad|mother|father|her|his|no|not|only|until|despite|after|before|said|saying|with|the)\b)",
    re.IGNORECASE,
)
_FEWEST = 3  # words; a shorter stretch stays with its neighbour


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of one sentence of ``text``, in order, without the marks between them.

    Limits: punctuation and opening words only; a clause inside quotation marks stays whole where a mark is missing.
    """
    cuts = [(m.start(), m.end()) for m in _BREAK.finditer(text, start, end)]
    parts: list[tuple[int, int]] = []
    at = start
    for a, b in [*cuts, (end, end)]:
        if a > at:
            parts.append((at, a))
        at = max(at, b)
    return _merged(text, parts) or [(start, end)]


def _merged(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for part in parts:
        short = len(text[part[0] : part[1]].split()) < _FEWEST
        if found and (short or len(text[found[-1][0] : found[-1][1]].split()) < _FEWEST):
            found[-1] = (found[-1][0], part[1])
        else:
            found.append(part)
    return found


def clause_at(text: str, sentence: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int]:
    """The clauses of the sentence that the cue touches, as one stretch that holds the whole cue."""
    touched = [c for c in clauses(text, *sentence) if c[0] < cue[1] and cue[0] < c[1]]
    start = min([cue[0], *(c[0] for c in touched)])
    end = max([cue[1], *(c[1] for c in touched)])
    return start, end


def shorten(text: str, start: int, end: int, cue: tuple[int, int]) -> tuple[int, int]:
    """At most ``LONGEST`` characters, cut at spaces, with the cue inside, or its opening where it is longer."""
    if end - start <= LONGEST:
        return start, end
    held = min(cue[1] - cue[0], LONGEST)
    first = max(start, min(cue[0] - (LONGEST - held) // 2, end - LONGEST))
    last = min(end, first + LONGEST)
    if first > start and (space := text.find(" ", first, cue[0])) >= 0:
        first = space + 1
    if last < end and (space := text.rfind(" ", cue[0] + held, last)) >= 0:
        last = space
    return first, last
