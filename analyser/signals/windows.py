"""A note as the windows that the note encoder reads: its pieces, after what kind of note it is and who wrote it.

A note that fits is one window. A longer one is cut between sentences, and each later window opens with the last pieces
of the one before, as context only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analyser.model import RedactedNote
from analyser.signals.context import SentenceContext
from analyser.signals.wordpiece import Piece, WordPiece
from analyser.wordpieces import CLS, SEP

SIZE = 256  # pieces in a window
BEFORE = 40  # pieces of context that a later window opens with
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Window:
    """Piece by piece: number in the vocabulary, offsets of its word in the redacted text, and the sentence that it is
    judged in, by its place among the note's sentences. ``NOWHERE`` for what is there as context only."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]


def windows(note: RedactedNote, setting: str, sentences: Sequence[SentenceContext], words: WordPiece) -> list[Window]:
    """The windows of a note; none where it holds no words."""
    pieces = words.pieces(note.text)
    if not pieces or not sentences:
        return []
    place = _places(pieces, sentences)
    about = f"{note.type or 'note'} by {note.author_role or 'someone'} {setting}".replace("_", " ")
    head = [words.number(CLS), *(p.id for p in words.pieces(about)), words.number(SEP)]
    room = SIZE - len(head) - 1
    found: list[Window] = []
    start = 0
    while start < len(pieces):
        before = min(start, BEFORE)
        stop = _border(place, start, min(len(pieces), start + room - before))
        inside = pieces[start - before : stop]
        judged = [NOWHERE] * before + place[start:stop]
        found.append(
            Window(
                ids=(*head, *(p.id for p in inside), words.number(SEP)),
                starts=(*[NOWHERE] * len(head), *(p.start for p in inside), NOWHERE),
                ends=(*[NOWHERE] * len(head), *(p.end for p in inside), NOWHERE),
                sentences=(*[NOWHERE] * len(head), *judged, NOWHERE),
            )
        )
        start = stop
    return found


def _places(pieces: Sequence[Piece], sentences: Sequence[SentenceContext]) -> list[int]:
    opens = [s.start for s in sentences]
    places = []
    for piece in pieces:
        i = bisect_right(opens, piece.start) - 1
        places.append(i if i >= 0 and piece.start < sentences[i].end else NOWHERE)
    return places


def _border(place: Sequence[int], start: int, stop: int) -> int:
    """The last border of a sentence in the window's second half; where there is none, its end."""
    if stop < len(place):
        for at in range(stop, start + (stop - start) // 2, -1):
            if place[at] != place[at - 1]:
                return at
    return stop
