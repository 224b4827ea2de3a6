"""What a reader got wrong, the surest errors first, and whether its probabilities mean what they say: one page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from analyser import taxonomy
from analyser.model import RedactedCase, RedactedNote
from analyser.present.render import page
from analyser.results.folder import put
from analyser.signals import context
from analyser.signals.reader import DEFAULT, Reader, View

if TYPE_CHECKING:
    from analyser.research.evaluate import Evaluation

AROUND = 140  # characters of the note shown on either side
WIDTH = 0.1  # of a bin of probabilities
WORST = 100  # errors on the page
Views = Callable[[RedactedCase], Mapping[str, View]]  # of each note, by its id


class Kind(StrEnum):
    FALSE_ALARM = "false alarm"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong finding or one missed mark, in redacted text."""

    case_id: str
    note_id: str
    note_type: str
    kind: Kind
    label: str
    chance: float  # that the reader gave the label there
    before: str
    words: str
    after: str
    there: tuple[str, ...]  # other labels on those words: marked ones of a false alarm, found ones of a miss

    @property
    def surely_wrong(self) -> float:
        """How sure the reader was of what is not so, 0 to 1."""
        return self.chance if self.kind is Kind.FALSE_ALARM else 1 - self.chance


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings whose probability lay from ``low`` to ``high``."""

    low: float
    high: float
    found: int
    right: int
    mean: float  # probability

    @property
    def share(self) -> float:
        return self.right / self.found if self.found else 0.0


def views_of(model: str = DEFAULT) -> Views:
    """The probabilities of the shipped models for every sentence of a case."""
    reader = Reader.load(model)

    def views(case: RedactedCase) -> Mapping[str, View]:
        sentences = [context.contexts(note, case.setting) for note in case.notes]
        read = reader.read(case.notes, sentences)
        return {note.note_id: view for note, view in zip(case.notes, read, strict=True)}

    return views


def chance_of(view: View | None, start: int, end: int, label: str) -> float:
    """The highest probability of a label in the sentences that a stretch touches; nought where nothing is known."""
    labels = list(taxonomy.labels())
    if view is None or label not in labels:
        return 0.0
    rows = [i for i, s in enumerate(view.sentences) if s.start < end and start < s.end]
    return float(view.chances[rows, labels.index(label)].max()) if rows else 0.0


def around(
    case_id: str,
    note: RedactedNote,
    start: int,
    end: int,
    label: str,
    kind: Kind,
    chance: float,
    there: Collection[str],
) -> Error:
    """An error with the words about it."""
    return Error(
        case_id=case_id,
        note_id=note.note_id,
        note_type=note.type,
        kind=kind,
        label=label,
        chance=chance,
        before=note.text[max(0, start - AROUND) : start],
        words=note.text[start:end],
        after=note.text[end : end + AROUND],
        there=tuple(sorted(there)),
    )


def bins(shown: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Findings (probability, right or not) by tenths of probability; tenths without any are left out."""
    found = []
    for i in range(round(1 / WIDTH)):
        low, high = i * WIDTH, (i + 1) * WIDTH
        here = [(p, ok) for p, ok in shown if low <= p < high or (high >= 1 and p >= 1)]
        if here:
            mean = sum(p for p, _ in here) / len(here)
            found.append(Bin(round(low, 2), round(high, 2), len(here), sum(ok for _, ok in here), mean))
    return tuple(found)


def worst(errors: Sequence[Error], most: int = WORST) -> tuple[Error, ...]:
    """Half false alarms and half misses, the surest of each, in turn."""
    alarms = [e for e in errors if e.kind is Kind.FALSE_ALARM][: most // 2]
    missed = [e for e in errors if e.kind is Kind.MISSED][: most - len(alarms)]
    return tuple(sorted((*alarms, *missed), key=lambda e: -e.surely_wrong))


def write_page(evaluation: Evaluation, out: Path) -> Path:
    """The figures, the calibration, the confusions and the hundred worst errors as one HTML file in ``out``.

    The text on it is redacted from the lists of the marked-up files; it is as confidential as they are.
    """
    names = {label.id: label.name for label in taxonomy.labels().values()}
    path = out / "evaluation.html"
    text = page("evaluation.html.j2", {"e": evaluation, "worst": worst(evaluation.errors), "names": names})
    put(path, text)
    return path
