"""The name finder: for every word how likely it is part of a name of a person, organisation, place or address, or of
what somebody or something is numbered by.

A small pre-trained encoder, fine-tuned by ``analyser train --part ner``. It reads words without case and is told their
shape (capital, capitals, digits) beside them, so that a name in lower case is still a name. Two of its layers read
every word; sentences in which these are in doubt of one go on through all. It runs in ONNX Runtime on one thread, in 8
bits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser import artefacts
from analyser.errors import ModelNotTrusted
from analyser.wordpieces import ARTEFACT, CLS, SEP, Pieces, plain

NAME = "name-finder"
KINDS = ("PERSON", "ORG", "LOCATION", "ADDRESS")
# References of cases, numbers of people and things, birth dates, plates, and where somebody is reached or read.
NUMBERS = ("CASE_ID", "OTHER_ID", "DOB", "VEHICLE", "CONTACT")
LABELS = ("O", *(f"{part}-{kind}" for kind in (*KINDS, *NUMBERS) for part in "BI"))
SIZE = 256  # pieces that are read at once
LINE_END = "[unused1]"
DEEP = "name-finder-deep"  # the layers behind the first two
DOUBT = 0.07  # a word that is likelier a name than this, and less likely by as much than certain, is read again
AROUND = 4  # pieces on either side of a sentence that is read again
SUREST = 0.97  # from here on even what is hardly ever a name is one: a unit, a kept word, a word in lower case
_WORD = re.compile(r"[^\W_]+|_|[^\w\s]|\n")
_ENDS = frozenset(".\n!?")


class Shape(IntEnum):
    """How a word is written."""

    LOWER = 0
    CAPITAL = 1
    CAPITALS = 2
    MIXED = 3  # McKay, iPad
    DIGITS = 4
    MARK = 5  # punctuation, ends of lines
    LETTER = 6  # one capital
    CODE = 7  # letters and digits


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely one word is part of a name of each of ``KINDS``, and of each of ``NUMBERS``, and how likely a name
    begins with it; offsets in the text."""

    start: int
    end: int
    kinds: tuple[float, ...] = field(repr=False)
    numbers: tuple[float, ...] = field(repr=False)
    opens: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is read at once, piece by piece: number, shape, and offsets of the word in the text."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def shape(word: str) -> Shape:
    if not word[0].isalnum():
        return Shape.MARK
    if word.isdigit():
        return Shape.DIGITS
    if any(c.isdigit() for c in word):
        return Shape.CODE
    if word.islower():
        return Shape.LOWER
    if len(word) == 1:
        return Shape.LETTER
    if word.isupper():
        return Shape.CAPITALS
    return Shape.CAPITAL if word[0].isupper() and word[1:].islower() else Shape.MIXED


def stretches(text: str, pieces: Pieces) -> Iterator[Stretch]:
    """A text in stretches of at most ``SIZE`` pieces, cut where a sentence or line ends, if one does in the second
    half."""
    found: list[tuple[int, int, int, int]] = []
    opens, ends = (pieces.number(CLS), Shape.MARK, -1, -1), (pieces.number(SEP), Shape.MARK, -1, -1)
    for m in _WORD.finditer(text):
        found += [(n, how, *m.span()) for how, n in _pieces_of(m[0], pieces)]
    room = SIZE - 2
    at = 0
    while at < len(found):
        stop = min(len(found), at + room)
        if stop < len(found):
            last = range(stop, at + room // 2, -1)
            stop = next((i for i in last if text[found[i - 1][2]] in _ENDS and found[i][2] != found[i - 1][2]), stop)
        ids, shapes, starts, stops = zip(opens, *found[at:stop], ends, strict=True)
        yield Stretch(ids, shapes, starts, stops)
        at = stop


def _pieces_of(word: str, pieces: Pieces) -> list[tuple[int, int]]:
    how, read = _read(word)
    return [(how, n) for n in ((pieces.number(read),) if read == LINE_END else pieces.cut(read))]


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> tuple[int, str]:
    return int(shape(word)), LINE_END if word == "\n" else plain(word)


class NameFinder:
    """Reads texts.

    Raises:
        ModelNotTrusted: the artefact has other labels than the program.
    """

    def __init__(self, model: Path, deep: Path, described: Path, vocabulary: Path) -> None:
        if tuple(json.loads(described.read_text(encoding="utf-8"))["labels"]) != LABELS:
            raise ModelNotTrusted(
                f"models/{described.name} has other labels than this program; restore the shipped files."
            )
        self.pieces = Pieces.read(vocabulary)
        self._first, self._deep = artefacts.open_network(model), artefacts.open_network(deep)

    def read(self, text: str) -> list[Likely]:
        """Its words, punctuation included, in order."""
        return [word for stretch in stretches(text, self.pieces) for word in self._words(text, stretch)]

    def _words(self, text: str, stretch: Stretch) -> Iterator[Likely]:
        given = {"ids": np.asarray([stretch.ids], np.int64), "shapes": np.asarray([stretch.shapes], np.int64)}
        (scores,), states = self._first.run(None, given)
        size = len(scores)
        for first, end in doubted(text, stretch, scores):
            low, high = max(1, first - AROUND), min(size - 1, end + AROUND)
            some = np.concatenate([states[:, :1], states[:, low:high], states[:, -1:]], axis=1)
            ((again,),) = self._deep.run(None, {"states": some})
            scores[first:end] = again[1 + first - low : 1 + end - low]
        yield from words(stretch, scores)


def doubted(text: str, stretch: Stretch, scores: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """(first piece, end) of the sentences in which scores, [pieces, labels], leave a word in doubt; those side by side
    as one."""
    named = 1 - _shares(scores)[:, 0]
    unsure = (named > DOUBT) & (named < 1 - DOUBT)
    ends = [i for i in range(1, len(scores) - 1) if text[stretch.starts[i]] in _ENDS]
    begins = [1, *(i + 1 for i in ends)]
    wanted = [
        (a, b) for a, b in zip(begins, [*begins[1:], len(scores) - 1], strict=True) if a < b and unsure[a:b].any()
    ]
    at = 0
    while at < len(wanted):
        last = at
        while last + 1 < len(wanted) and wanted[last + 1][0] == wanted[last][1]:
            last += 1
        yield wanted[at][0], wanted[last][1]
        at = last + 1


def _shares(scores: NDArray[Any]) -> NDArray[Any]:
    share = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: NDArray[Any] = share / share.sum(axis=1, keepdims=True)
    return out


def words(stretch: Stretch, scores: NDArray[Any]) -> Iterator[Likely]:
    """What scores, [pieces, labels], say of the words; a word is as likely a name as its pieces are on average."""
    share = _shares(scores[1:-1])
    starts, ends = np.asarray(stretch.starts[1:-1]), np.asarray(stretch.ends[1:-1])
    first = np.flatnonzero(np.diff(starts, prepend=-1))
    size = np.diff(first, append=len(starts))
    kinds = np.add.reduceat(share[:, 1::2] + share[:, 2::2], first, axis=0) / size[:, None]
    opens = share[first, 1 : 2 * len(KINDS) : 2].sum(axis=1)
    placed = zip(starts[first].tolist(), ends[first].tolist(), kinds.tolist(), opens.tolist(), strict=True)
    for start, end, row, begins in placed:
        yield Likely(start, end, tuple(row[: len(KINDS)]), tuple(row[len(KINDS) :]), begins)


@cache
def load() -> NameFinder:
    """The shipped finder.

    Raises:
        ModelNotTrusted: an artefact is missing or has changed.
    """
    verified = artefacts.verified
    return NameFinder(verified(f"{NAME}.onnx"), verified(f"{DEEP}.onnx"), verified(f"{NAME}.json"), verified(ARTEFACT))


def likely(texts: Iterable[str], finder: NameFinder | None = None) -> Iterator[list[Likely]]:
    """For each text its words with how likely they are names; by the shipped finder unless another is given."""
    finder = finder or load()
    for text in texts:
        yield finder.read(text)
