"""The decision on each sentence: the sentence model and the note encoder together, or the sentence model alone.

They err differently: one knows words and their neighbours, the other what a whole note is about. Their log-odds are
added with weights that ``analyser train --part decision`` fits, so that the sum is a calibrated probability again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analyser.errors import WrongCall
from analyser.model import RedactedNote
from analyser.signals.classifier import SentenceClassifier, logit, sigmoid
from analyser.signals.context import SentenceContext

if TYPE_CHECKING:
    from analyser.signals.encoder import NoteEncoder, Reading

NAME = "decision"
Floats = NDArray[np.float64]


class Choice(StrEnum):
    """Which models read."""

    ACCURATE = "accurate"  # both
    FAST = "fast"  # the sentence model alone: half the time, and it finds less


DEFAULT = Choice.ACCURATE


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much the log-odds of a model of sentences and of the encoder count."""

    sentence: float
    note: float
    shift: float

    def together(self, chances: Floats, odds: Floats | float) -> Floats:
        """Calibrated probabilities from the one's probabilities and the other's log-odds; 0 where it is left out."""
        return sigmoid(self.sentence * logit(chances) + self.note * np.clip(odds, -12, 12) + self.shift)


@dataclass(frozen=True, slots=True)
class Decision:
    """How the models are weighed together, and the probability from which a label is held to be there."""

    weighing: Weighing
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class View:
    """What was made of one note."""

    sentences: Sequence[SentenceContext]
    chances: Floats  # [sentences, labels], of an affirmed signal
    reading: Reading | None

    def __len__(self) -> int:
        return len(self.sentences)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads notes for signals. ``labels`` gives the order of the columns of every result."""

    model: SentenceClassifier
    encoder: NoteEncoder | None
    decision: Decision

    @classmethod
    def load(cls, choice: str = DEFAULT) -> Reader:
        """The shipped models, verified. Loaded once a process.

        Raises:
            ModelNotTrusted: an artefact is missing or not the shipped one.
            WrongCall: no such choice.
        """
        if choice not in list(Choice):
            raise WrongCall(f"the model {choice!r} is not known; choose one of {', '.join(Choice)}.")
        return _shipped(Choice(choice))

    @property
    def labels(self) -> tuple[str, ...]:
        return self.model.labels

    @property
    def source(self) -> str:
        """What a signal names as its source."""
        return (
            self.model.source if self.encoder is None else f"{self.model.source}, note-encoder {self.encoder.version}"
        )

    def read(self, notes: Sequence[RedactedNote], sentences: Sequence[Sequence[SentenceContext]]) -> list[View]:
        """Judges every sentence of every note for every label."""
        plain = self.model.predict([s for of_note in sentences for s in of_note])
        views = []
        at = 0
        for note, here in zip(notes, sentences, strict=True):
            chances = plain[at : at + len(here)]
            at += len(here)
            reading = self.encoder.read(note, here[0].setting, here) if self.encoder is not None and here else None
            chances = self.decision.weighing.together(chances, reading.affirmed if reading else 0.0)
            views.append(View(here, chances, reading))
        return views

    def evidence(self, view: View, found: Sequence[tuple[int, str]]) -> list[list[tuple[int, int]]]:
        """For each (sentence, label) found: the stretches of the redacted text that carry it, one or more."""
        if view.reading is None:
            whole = self.model.evidence([view.sentences[i] for i, _ in found], [label for _, label in found])
            return [[place] for place in whole]
        column = {label: i for i, label in enumerate(self.labels)}
        places = []
        for i, label in found:
            sentence = view.sentences[i]
            marked = view.reading.marked(column[label], sentence.start, sentence.end)
            places.append(marked or [(sentence.start, sentence.end)])
        return places

    def doubts(self, view: View, sentence: int, label: str) -> bool:
        """Whether the encoder holds a mention of a label in a sentence rather not affirmed than affirmed."""
        if view.reading is None:
            return False
        column = self.labels.index(label)
        return bool(view.reading.other[sentence, column] > view.reading.affirmed[sentence, column])


def weighing_of_accounts() -> Weighing:
    """How the account model and the encoder count together on whose account a sentence holds.

    Raises:
        ModelNotTrusted: an artefact is missing or not the shipped one.
    """
    return Weighing(**_numbers()["accounts"])


@cache
def _numbers() -> Mapping[str, Any]:
    from analyser.artefacts import verified

    found: Mapping[str, Any] = json.loads(verified(f"{NAME}.json").read_text(encoding="utf-8"))
    return found


@cache
def _shipped(choice: Choice) -> Reader:
    data = dict(_numbers()[choice.value])
    decision = Decision(thresholds=data.pop("thresholds"), weighing=Weighing(**data))
    if choice is Choice.FAST:
        return Reader(SentenceClassifier.load(), None, decision)
    from analyser.signals.encoder import NoteEncoder

    return Reader(SentenceClassifier.load(), NoteEncoder.load(), decision)
