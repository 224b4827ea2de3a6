"""Which words of a note carry which signal: a small pre-trained encoder, fine-tuned on the corpus, at run time.

The encoder reads a note at once, so that a sentence is judged by all that stands around it, and marks every word. A
sentence's chance for a label is drawn from its words by an attention that the label learnt for itself. It runs in ONNX
Runtime on one thread, in 8 bits; PyTorch is needed to train it, never to run it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.artefacts import open_network, verified
from analyser.errors import ModelNotTrusted
from analyser.model import RedactedNote
from analyser.signals.context import SentenceContext
from analyser.signals.windows import NOWHERE, Window, windows
from analyser.signals.wordpiece import WordPiece
from analyser.wordpieces import ARTEFACT

NAME = "note-encoder"
SCHEMA = 2
GAP = 14  # pieces
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one note. Log-odds, [sentences, labels] and [pieces, labels]."""

    affirmed: Floats
    other: Floats  # of a mention that is negated, planned or of an earlier time
    accounts: Floats  # [sentences, sides]: that somebody of a side holds something to be so in it
    starts: NDArray[np.int64]  # of the pieces that are judged
    ends: NDArray[np.int64]
    marks: Floats  # of each piece

    def marked(self, label: int, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a sentence that carry a label: its words that are marked at least half as surely as the one
        marked most surely, put together over gaps of up to ``GAP`` pieces. Two stretches are two happenings."""
        inside = np.flatnonzero((self.starts < end) & (start < self.ends))
        if not len(inside):
            return []
        chance = 1 / (1 + np.exp(-self.marks[inside, label]))
        sure = inside[chance >= chance.max() / 2]
        runs = np.split(sure, np.flatnonzero(np.diff(sure) > GAP + 1) + 1)
        return [(int(self.starts[run[0]]), int(self.ends[run[-1]])) for run in runs]


class NoteEncoder:
    """Reads notes. ``labels`` and ``sides`` give the order of the columns; the last of the sides is any at all."""

    def __init__(self, model: Path, described: Path, vocabulary: Path) -> None:
        data = json.loads(described.read_text(encoding="utf-8"))
        if data.get("schema") != SCHEMA:
            raise ModelNotTrusted(f"models/{described.name} has another schema; run 'analyser train --part encoder'.")
        self.labels: tuple[str, ...] = tuple(data["labels"])
        self.sides: tuple[str, ...] = tuple(data["sides"])
        self.version: str = data["version"]
        self._words = WordPiece.read(vocabulary)
        self._session = open_network(model)

    @classmethod
    def load(cls) -> NoteEncoder:
        """The shipped encoder, verified. Loaded once a process.

        Raises:
            ModelNotTrusted: an artefact is missing or not the shipped one.
        """
        return _shipped()

    def read(self, note: RedactedNote, setting: str, sentences: Sequence[SentenceContext]) -> Reading:
        """Judges every sentence of a note for every label, and whose account it may hold."""
        size = (len(sentences), len(self.labels) + len(self.sides))
        affirmed, other = np.full(size, -10.0), np.full(size, -10.0)
        starts: list[int] = []
        ends: list[int] = []
        marks: list[Floats] = [np.zeros((0, size[1]))]
        for window in windows(note, setting, sentences, self._words):
            words, others, weight = self._run(window)
            place = np.asarray(window.sentences)
            for i in sorted(set(window.sentences) - {NOWHERE}):
                here = place == i
                share = np.exp(weight[here] - weight[here].max(axis=0))
                share /= share.sum(axis=0)
                affirmed[i] = (share * words[here]).sum(axis=0)
                other[i] = (share * others[here]).sum(axis=0)
            judged = place != NOWHERE
            starts += np.asarray(window.starts)[judged].tolist()
            ends += np.asarray(window.ends)[judged].tolist()
            marks.append(words[judged])
        width = len(self.labels)
        return Reading(
            affirmed=affirmed[:, :width],
            other=other[:, :width],
            accounts=affirmed[:, width:],
            starts=np.asarray(starts, int),
            ends=np.asarray(ends, int),
            marks=np.concatenate(marks)[:, :width],
        )

    def _run(self, window: Window) -> tuple[Any, Any, Any]:
        ids = np.asarray([window.ids], dtype=np.int64)
        words, others, weight = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        return words[0].astype(np.float64), others[0].astype(np.float64), weight[0].astype(np.float64)


@cache
def _shipped() -> NoteEncoder:
    return NoteEncoder(verified(f"{NAME}.onnx"), verified(f"{NAME}.json"), verified(ARTEFACT))
