"""How much of what simulated histories bear out is found, and whether the files that matter come first.

The patterns are found on the marks as they were written (``given``: what reading perfectly would give), or on what the
models read (``by_reading``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analyser import chronology, patterns, taxonomy
from analyser.analysis import analyse_redacted
from analyser.model import Chronology, Precision, Signal, Standing, TaggedCase
from analyser.research import corpus
from analyser.research.corpus import GoldCase
from analyser.research.synth.compose import Made

_SURE = 0.95  # confidence of a mark that is given
_PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}

Reader = Callable[[GoldCase], Chronology]


@dataclass(frozen=True, slots=True)
class Detection:
    """Patterns are counted a file at a time, and only those that the simulator knows."""

    files: int
    borne_out: int
    found: int
    right: int
    auc: float | None  # of the order: files of priority 2 and 3 before others; None where all are of one sort

    @property
    def recall(self) -> float | None:
        return self.right / self.borne_out if self.borne_out else None

    @property
    def false_alarms(self) -> float:
        """Patterns found that the history does not bear out, a file."""
        return (self.found - self.right) / self.files


def gold(made: Made) -> GoldCase:
    """A simulated file as the stages see it: redacted from its own list of names, with its answers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.case_id}.case"
        path.write_text(made.text, encoding="utf-8")
        return next(corpus.load([path]))


def given(case: GoldCase) -> Chronology:
    """The chronology on the marks as they were written."""
    known = taxonomy.labels()
    signals = []
    for note in case.case.notes:
        for tag in case.tags[note.note_id]:
            if tag.label not in known:
                continue
            date = tag.attributes.get("date") or (note.date.isoformat() if note.date else None)
            precision = _PRECISION.get(len(date or ""), Precision.NONE)
            actor = tag.attributes.get("by", "family")
            place = (note.note_id, tag.start, tag.end, tag.label, Standing(tag.assertion), actor)
            signals.append(Signal(*place, date, precision, _SURE, "given"))
    return chronology.build(TaggedCase(case.case, tuple(signals), (), ()))


def by_reading(models: str | None = None) -> Reader:
    """A reader that goes by the models; ``fast`` or ``accurate``, the latter if not said."""
    return lambda case: analyse_redacted(case.case, models=models).chronology


def detect(made: Sequence[Made], simulated: Iterable[str], read: Reader) -> Detection:
    """Finds patterns in simulated files and compares them with what their histories bear out.

    Args:
        simulated: the patterns that the rules can bear out; others found are not counted.
        read: ``given`` or one of ``by_reading``.
    """
    wanted = set(simulated)
    borne_out = found = right = 0
    order: list[tuple[bool, float]] = []
    for m in made:
        story = read(gold(m))
        findings = patterns.find(story)
        mine, true = {f.pattern for f in findings} & wanted, set(m.patterns)
        borne_out, found, right = borne_out + len(true), found + len(mine), right + len(mine & true)
        order.append((m.priority >= 2, patterns.order(story, findings).priority_score))
    return Detection(len(made), borne_out, found, right, auc(order))


def auc(order: Iterable[tuple[bool, float]]) -> float | None:
    """The chance that a file to read soon stands before one that is not; ties count half. None without both sorts."""
    pairs = list(order)
    soon, others = [s for first, s in pairs if first], [s for first, s in pairs if not first]
    if not soon or not others:
        return None
    before = sum((a > b) + 0.5 * (a == b) for a in soon for b in others)
    return before / (len(soon) * len(others))
