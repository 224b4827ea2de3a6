"""Measures signals against marked-up files: by label, group and note type, with intervals over files.

A found span is right where it overlaps a marked one of the same label and is at most ``LONGEST`` characters long; only
affirmed ones count on either side. A trap is a marked mention that is not affirmed; it is fallen for where an affirmed
signal of its label overlaps it.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from analyser import taxonomy
from analyser.errors import WrongCall
from analyser.ingest.markup import Tag
from analyser.model import Precision, RedactedCase, Signal, Standing
from analyser.research import corpus
from analyser.research.reading_errors import Bin, Error, Kind, Views, around, bins, chance_of
from analyser.signals.classifier import SentenceClassifier
from analyser.signals.context import contexts

LONGEST = 300  # characters
FEWEST = 5  # marked signals that a label needs to count in the macro average
DRAWS = 1000
OTHER_MARKS = frozenset({"account", "event", "KEEP"})  # what no signal is
Find = Callable[[RedactedCase], Iterable[Signal]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 between 0 and 1; nought where there is nothing to divide by."""

    marked: int = 0
    found: int = 0
    marked_right: int = 0  # marked spans that something found overlaps
    found_right: int = 0  # found spans that overlap a marked one
    low: float | None = None  # 95% interval of F1, drawn over files
    high: float | None = None

    @property
    def precision(self) -> float:
        return self.found_right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.marked_right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    files: int
    notes: int
    overall: Score
    macro_f1: float  # over labels with FEWEST or more
    labels: Mapping[str, Score]
    groups: Mapping[str, Score]
    note_types: Mapping[str, Score]
    settings: Mapping[str, Score]
    traps: int
    traps_fallen_for: int
    traps_by_standing: Mapping[str, tuple[int, int]]  # standing -> (fallen for, all)
    confusions: tuple[tuple[str, str, int], ...]  # (found label, marked label on those words, times), most first
    calibration: tuple[Bin, ...]  # of what was found, by the probability that was shown
    errors: tuple[Error, ...]  # every one, the surest first
    strange: Mapping[str, int] = field(default_factory=dict)  # marks that say nothing known, and are not counted


def evaluate(
    paths: Sequence[Path], find: Find | None = None, *, views: Views | None = None, seed: int = 0, draws: int = DRAWS
) -> Evaluation:
    """Scores a reader on every ``.case`` and ``.bank`` under the paths, redacted from their own lists.

    Args:
        find: gives the signals of a redacted case; the sentence model alone where None. The whole reader is
            ``analyser.signals.tag``.
        views: gives the probabilities behind it, so that what was missed can be put in order too.

    Raises:
        WrongCall: nothing marked up lies under the paths.
    """
    if find is None:
        model = SentenceClassifier.load()

        def find(case: RedactedCase) -> Iterable[Signal]:
            return model_signals(model, case)

    tallies: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)  # (file, note type, label)
    settings: dict[str, str] = {}
    traps: Counter[str] = Counter()
    fallen: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    shown: list[tuple[float, bool]] = []
    errors: list[Error] = []
    strange: Counter[str] = Counter()
    known = frozenset(taxonomy.labels())
    notes = 0
    for number, case in enumerate(corpus.load(paths)):
        file = f"{number}:{case.id}"
        settings[file] = case.case.setting.value
        by_note: dict[str, list[Signal]] = defaultdict(list)
        for signal in find(case.case):
            if signal.standing is Standing.AFFIRMED and signal.label in known:
                by_note[signal.note_id].append(signal)
        behind = views(case.case) if views else {}
        for note in case.case.notes:
            notes += 1
            strange.update(t.label for t in case.tags[note.note_id] if t.label not in known | OTHER_MARKS)
            marked = [t for t in case.tags[note.note_id] if t.label in known]
            strange.update(f"assertion={t.assertion}" for t in marked if t.assertion not in set(Standing))
            marked = [t for t in marked if t.assertion in set(Standing)]
            found = by_note[note.note_id]
            affirmed = [t for t in marked if t.assertion == Standing.AFFIRMED]
            for tag in affirmed:
                tally = tallies[file, note.type, tag.label]
                tally["marked"] += 1
                met = any(_meets(s, tag) and s.end - s.start <= LONGEST for s in found)
                tally["marked_right"] += met
                if not met:
                    there = {s.label for s in found if s.start < tag.end and tag.start < s.end}
                    chance = chance_of(behind.get(note.note_id), tag.start, tag.end, tag.label)
                    errors.append(around(case.id, note, tag.start, tag.end, tag.label, Kind.MISSED, chance, there))
            for signal in found:
                tally = tallies[file, note.type, signal.label]
                right = signal.end - signal.start <= LONGEST and any(_meets(signal, t) for t in affirmed)
                tally["found"] += 1
                tally["found_right"] += right
                shown.append((signal.score, right))
                if not right:
                    there = {t.label for t in affirmed if t.start < signal.end and signal.start < t.end}
                    place = (signal.start, signal.end, signal.label)
                    errors.append(around(case.id, note, *place, Kind.FALSE_ALARM, signal.score, there))
                    confused.update((signal.label, label) for label in there or {"nothing"})
            for tag in marked:
                if tag.assertion != Standing.AFFIRMED:
                    traps[tag.assertion] += 1
                    fallen[tag.assertion] += any(_meets(s, tag) for s in found)
    if not settings:
        raise WrongCall("there are no marked-up files (.case or .bank) under the paths; name another folder.")
    group_of = {label.id: label.group for label in taxonomy.labels().values()}

    def scores(key: Callable[[tuple[str, str, str]], str]) -> dict[str, Score]:
        split: dict[str, dict[tuple[str, str, str], Counter[str]]] = defaultdict(dict)
        for place, tally in tallies.items():
            split[key(place)][place] = tally
        return {name: _score(part, tuple(settings), seed, draws) for name, part in sorted(split.items())}

    labels = scores(lambda place: place[2])
    counted = [s.f1 for s in labels.values() if s.marked >= FEWEST]
    return Evaluation(
        files=len(settings),
        notes=notes,
        overall=_score(tallies, tuple(settings), seed, draws),
        macro_f1=sum(counted) / len(counted) if counted else 0.0,
        labels=labels,
        groups=scores(lambda place: group_of[place[2]]),
        note_types=scores(lambda place: place[1] or "unknown"),
        settings=scores(lambda place: settings[place[0]]),
        traps=traps.total(),
        traps_fallen_for=fallen.total(),
        traps_by_standing={k: (fallen[k], n) for k, n in sorted(traps.items())},
        confusions=tuple((a, b, n) for (a, b), n in confused.most_common(40)),
        calibration=bins(shown),
        errors=tuple(sorted(errors, key=lambda e: -e.surely_wrong)),
        strange=strange,
    )


def model_signals(model: SentenceClassifier, case: RedactedCase) -> list[Signal]:
    """What the sentence model alone finds: whole sentences, at its own thresholds, every one held to be affirmed."""
    sentences = [s for note in case.notes for s in contexts(note, case.setting)]
    chances = model.predict(sentences)
    limits = np.asarray([model.thresholds[label] for label in model.labels])
    return [
        Signal(
            note_id=sentences[row].note_id,
            start=sentences[row].start,
            end=min(sentences[row].end, sentences[row].start + LONGEST),
            label=model.labels[column],
            standing=Standing.AFFIRMED,
            actor="",
            date=None,
            precision=Precision.NONE,
            score=float(chances[row, column]),
            source=model.source,
        )
        for row, column in np.argwhere(chances >= limits)
    ]


def table(evaluation: Evaluation) -> str:
    """The figures as a Markdown page."""
    e = evaluation
    lines = [
        f"{e.files} files, {e.notes} notes. Micro F1 {e.overall.f1:.3f}{_interval(e.overall)}, "
        f"macro F1 {e.macro_f1:.3f}, traps fallen for {e.traps_fallen_for} of {e.traps}.",
        "",
    ]
    if e.strange:
        named = ", ".join(f"{name} {n}" for name, n in sorted(e.strange.items()))
        lines += [f"Marks that are not known and were not counted: {named}.", ""]
    for title, scores in _split(e).items():
        lines += [
            f"| {title} | marked | found | precision | recall | F1 | 95% |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{name}` | {s.marked} | {s.found} | {s.precision:.2f} | {s.recall:.2f} | {s.f1:.2f} |{_interval(s)} |"
            for name, s in scores.items()
        ]
        lines.append("")
    return "\n".join(lines)


def records(evaluation: Evaluation) -> list[dict[str, str | int | float | None]]:
    """One flat record a group, label, note type and setting, the first for all; last, the traps by their standing."""
    scores = {"all": {"": evaluation.overall}, **_split(evaluation)}
    shares = ("precision", "recall", "f1")
    found: list[dict[str, str | int | float | None]] = [
        {"by": by, "name": name, **asdict(s), **{k: getattr(s, k) for k in shares}}
        for by, split in scores.items()
        for name, s in split.items()
    ]
    traps = evaluation.traps_by_standing.items()
    return found + [{"by": "trap", "name": name, "marked": n, "fallen_for": fell} for name, (fell, n) in traps]


def _split(e: Evaluation) -> dict[str, Mapping[str, Score]]:
    return {"group": e.groups, "label": e.labels, "note type": e.note_types, "setting": e.settings}


def _interval(score: Score) -> str:
    return "" if score.low is None else f" ({score.low:.2f} to {score.high:.2f})"


def _meets(signal: Signal, tag: Tag) -> bool:
    return signal.label == tag.label and signal.start < tag.end and tag.start < signal.end


def _score(tallies: Mapping[tuple[str, str, str], Counter[str]], files: Sequence[str], seed: int, draws: int) -> Score:
    by_file: dict[str, Counter[str]] = defaultdict(Counter)
    for (file, _, _), tally in tallies.items():
        by_file[file].update(tally)
    total: Counter[str] = sum(by_file.values(), Counter())
    score = _of(total)
    if len(files) < 2 or not draws:
        return score
    keys = ("marked", "found", "marked_right", "found_right")
    counts = np.asarray([[by_file[f][k] for k in keys] if f in by_file else [0] * 4 for f in files])
    rng = random.Random(seed)
    drawn = np.zeros((draws, len(files)))
    for row in drawn:
        for i in rng.choices(range(len(files)), k=len(files)):
            row[i] += 1
    marked, found, marked_right, found_right = (drawn @ counts).T
    recall = marked_right / np.maximum(marked, 1)
    precision = found_right / np.maximum(found, 1)
    f1 = np.sort(2 * precision * recall / np.maximum(precision + recall, 1e-9))
    return Score(
        score.marked,
        score.found,
        score.marked_right,
        score.found_right,
        low=float(f1[int(0.025 * draws)]),
        high=float(f1[min(int(0.975 * draws), draws - 1)]),
    )


def _of(total: Counter[str]) -> Score:
    return Score(total["marked"], total["found"], total["marked_right"], total["found_right"])
