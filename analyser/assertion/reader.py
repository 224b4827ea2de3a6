"""Whether a thing that a text names is said to be so, read by a small encoder that is told what the rules hold of it.

Rules see the cues that somebody has listed. Much is denied, planned or long past without one ("her appetite has
deserted her", "it is for the panel to decide"); the encoder has learnt such sentences (``data/synthetic/assertion``),
and when a rule is to be believed. It runs in ONNX Runtime on one thread, in 8 bits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyser.artefacts import open_network, verified
from analyser.assertion.rules import rules
from analyser.model import Assertion, Modality, Polarity, Subject, Time
from analyser.wordpieces import ARTEFACT, CLS, SEP, Pieces, plain

NAME = "assertion-reader"
AXES = ("polarity", "modality", "time", "subject")
PARTS = 1 + (1 << len(AXES))  # what stands round the thing; the thing, by what the rules hold of it on each axis
# Log-odds that a rule's verdict adds to what the network makes of it, on each axis: where the rule sees a cue, and
# where it sees none. The network takes findings that it mostly met denied (wounds, ulcers) for denied without a cue.
BELIEF = (5.0, 4.0, 5.0, 5.0)
DISBELIEF = (7.0, 4.0, 5.0, 5.0)
SIZE = 160  # pieces that are read round a thing ...
LONGEST = 176  # ... and of the whole, filled up
_WORD = re.compile(r"\w+|[^\w\s]")


def told(held: Assertion) -> tuple[bool, bool, bool, bool]:
    """An assertion on each axis: negated, hypothetical, historical, of somebody else."""
    return (
        held.polarity is Polarity.NEGATED,
        held.modality is Modality.HYPOTHETICAL,
        held.time is Time.HISTORICAL,
        held.subject is Subject.OTHER,
    )


def cut(text: str, pieces: Pieces) -> list[tuple[int, int, int]]:
    """The pieces of a text: number, and the half-open offsets of its word. A left arm is read as a right one is, and a
    gram-negative germ as a positive one."""
    words = list(_WORD.finditer(text))
    shown = [plain(m[0]) for m in words]
    bodily = rules().words.bodily
    for at, word in enumerate(shown[:-1]):
        if word == "left" and shown[at + 2 if shown[at + 1] == "-" and at + 2 < len(shown) else at + 1] in bodily:
            shown[at] = "right"
    ends = {m.end() for m in rules().kind.finditer(text)}
    shown = ["positive" if word.end() in ends else plainly for word, plainly in zip(words, shown, strict=True)]
    return [(n, *m.span()) for m, word in zip(words, shown, strict=True) for n in pieces.cut(word)]


def read_as(
    text: Sequence[tuple[int, int, int]], start: int, end: int, held: Sequence[bool], pieces: Pieces
) -> tuple[list[int], list[int]] | None:
    """(numbers of the pieces, the part that each belongs to) for one thing of a text that ``cut`` gave; None where
    there is no word in it."""
    inside = bisect_right(text, start, key=lambda piece: piece[2])
    if inside == len(text) or text[inside][1] >= end:
        return None
    first = max(0, min(inside - SIZE // 2, len(text) - SIZE))
    thing = 1 + sum(1 << i for i, so in enumerate(held) if so)
    read = text[first : first + SIZE]
    parts = [thing if s < end and start < e else 0 for _, s, e in read]
    return [pieces.number(CLS), *(n for n, _, _ in read), pieces.number(SEP)], [0, *parts, 0]


class AssertionReader:
    """Reads things of a text."""

    def __init__(self, model: Path, vocabulary: Path) -> None:
        self._pieces = Pieces.read(vocabulary)
        self._session = open_network(model)

    @classmethod
    def load(cls) -> AssertionReader:
        """The shipped reader, verified. Loaded once a process.

        Raises:
            ModelNotTrusted: an artefact is missing or not the shipped one.
        """
        return _shipped()

    def read(
        self, text: str, spans: Sequence[tuple[int, int]], held: Sequence[Sequence[bool]]
    ) -> list[NDArray[np.float64] | None]:
        """For each span, by axis: log-odds of not so, not yet so, of an earlier time, of somebody else. None for a span
        without a word.

        Args:
            held: what the rules hold of each span, by axis.
        """
        whole = cut(text, self._pieces)
        read = [read_as(whole, *span, by, self._pieces) for span, by in zip(spans, held, strict=True)]
        return [None if r is None else self._odds(r, by) for r, by in zip(read, held, strict=True)]

    def _odds(self, read: tuple[list[int], list[int]], held: Sequence[bool]) -> NDArray[np.float64]:
        # One at a time: in 8 bits, what is read together is rounded together, and would hang on what else is asked.
        ids, parts = (np.asarray([row], np.int64) for row in read)
        (odds,) = self._session.run(None, {"ids": ids, "parts": parts, "mask": np.ones_like(ids)})
        return np.asarray(odds[0], np.float64) + np.where(held, BELIEF, -np.asarray(DISBELIEF))


@cache
def _shipped() -> AssertionReader:
    return AssertionReader(verified(f"{NAME}.onnx"), verified(ARTEFACT))
